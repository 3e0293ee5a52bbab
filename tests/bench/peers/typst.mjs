// typst: the handout's words by Typst's npm build, as PDF/UA-1.
//
//	PEERS_NPM=FOLDER node typst.mjs BLOCKS FONTS COUNT OUT.pdf
//
// FOLDER is where `npm install @myriaddreamin/typst-ts-node-compiler` was run.
// One compiler makes COUNT documents, each with another number in its title.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [blocksFile, fonts, count, out] = process.argv.slice(2);
const { NodeCompiler } = createRequire(process.env.PEERS_NPM + '/')('@myriaddreamin/typst-ts-node-compiler');

const text = (words) => words.replace(/[\\#$*_`<>@\[\]"'~=+\-\/]/g, '\\$&');
const blocks = readFileSync(blocksFile, 'utf8').split('\n').filter(Boolean).map((line) => line.split('\t'));

function source(n) {
	const lines = [
		`#set document(title: "Ketamine and esketamine ${n}", date: datetime(year: 2026, month: 11, day: 22))`,
		'#set page(width: 612pt, height: 792pt, margin: 46pt)',
		'#set text(font: "Atkinson Hyperlegible Next", size: 12pt, lang: "en")',
		'#show heading.where(level: 1): set text(size: 28pt)',
		'#show heading.where(level: 2): set text(size: 15.5pt)',
		'#show heading.where(level: 3): set text(size: 12.5pt)',
	];
	let table = [];
	const flush = () => {
		if (table.length > 0) {
			const columns = Math.max(...table.map((row) => row.length));
			const cells = table.map((row) => row.map((cell) => `[${text(cell)}]`).join(', ') + ',' + ' [],'.repeat(columns - row.length));
			lines.push(`#table(columns: ${columns}, stroke: none,\n${cells.join('\n')}\n)`);
		}
		table = [];
	};
	blocks.forEach(([kind, ...cells], i) => {
		if (kind === 'row') {
			table.push(cells);
			return;
		}
		flush();
		const words = text(cells[0]) + (i === 0 ? ` ${n}` : '');
		if (kind[0] === 'h') lines.push(`${'='.repeat(Number(kind[1]))} ${words}`);
		else if (kind === 'li') lines.push(`- ${words}`);
		else if (kind === 'small') lines.push(`#text(size: 10pt)[${words}]\n`);
		else lines.push(`${words}\n`);
	});
	flush();
	return lines.join('\n');
}

const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] });
for (let n = 0; n < Number(count); n++)
	writeFileSync(out, compiler.pdf({ mainFileContent: source(n) }, { pdfStandard: 'ua-1' }));
