#!/bin/sh
# Every layout in every size, ink and paper conforms; other people's programs read them, too.
#
# All of them are made, as one batch, and go through the project's own checker and qpdf.  The others take longer: they
# read one sheet of each layout, chosen so that every size, ink and paper is among them.  MATRIX=all (make conformance)
# gives them every sheet.
. tests/harness.sh

words() { "$KX" list "$1" | sed 's/ .*//' | jq -R . | jq -sc .; }
for layout in $("$KX" list layouts | sed 's/ .*//'); do
	jq -c --arg layout "$layout" '{ $layout, papers: (.papers | keys) }' "templates/$layout.json"
done >"$T/layouts"
# No sheet is left out but on a paper that its layout has not.
jq -s --argjson sizes "$(words sizes)" --argjson inks "$(words inks)" '(map(.papers[]) | unique) as $papers |
	{ clinics: ["example"], layouts: map(.layout), $sizes, $inks, $papers,
		output: "{clinic}/{layout}-{size}-{ink}-{paper}.pdf",
		exclude: map({ layouts: [.layout], papers: ($papers - .papers) } | select(.papers != [])) }' "$T/layouts" >"$T/all.json"
jq -r --slurpfile all "$T/all.json" '. as $l | $all[0].sizes[] as $s | $all[0].inks[] as $i | .papers[] as $p |
	"\($l.layout)-\($s)-\($i)-\($p).pdf"' "$T/layouts" | sort >"$T/wanted"
yes "there are many sheets" test "$(wc -l <"$T/wanted")" -ge 144

# A theme changes colors, faces and corners: each layout in each of them, the next size and ink each time.
jq -s --argjson sizes "$(words sizes)" --argjson inks "$(words inks)" --argjson themes "$(words themes)" '
	[to_entries[] | .key as $n | .value as $l | range($themes | length) | ($n + .) as $turn |
		{ layouts: [$l.layout], papers: [$l.papers[$turn % ($l.papers | length)]], themes: [$themes[.]],
			sizes: [$sizes[$turn % ($sizes | length)]], inks: [$inks[$turn % ($inks | length)]] }] as $turns |
	$turns[0] + { clinics: ["example"], include: $turns[1:],
		output: "{clinic}/{layout}-{size}-{ink}-{paper}-{theme}.pdf" }' "$T/layouts" >"$T/themes.json"

exits 0 "all of them are made" "$KX" batch "$T/all.json" --data data --out "$T/rack" -q
cd "$T/rack/example" || exit 1
find . -name '*.pdf' | sed 's,^\./,,' | sort >"$T/made"
same "and none is left out" "$T/made" "$T/wanted"
run "$KX" verify --standards ./*.pdf
silent "all of them conform to PDF/UA-1 and PDF/A-3a"
equal "and are said to" "$(grep -c '^    conforms: yes' "$T/out")" "$(wc -l <"$T/wanted")"
for sheet in *.pdf; do
	qpdf --check "$sheet" >"$T/check" 2>&1 || { echo "$sheet"; cat "$T/check"; }
done >"$T/faults"
silent "qpdf finds them sound" "$T/faults"
exits 0 "each layout is made in each theme" "$KX" batch "$T/themes.json" --data "$ROOT/data" --out "$T/themed" -q
equal "and none is left out" "$(find "$T/themed" -name '*.pdf' | wc -l)" \
	$(($(wc -l <"$T/layouts") * $("$KX" list themes | wc -l)))
run "$KX" verify --standards "$T"/themed/example/*.pdf
silent "all of these conform, too"
equal "and are said to" "$(grep -c '^    conforms: yes' "$T/out")" "$(find "$T/themed" -name '*.pdf' | wc -l)"
for sheet in "$T"/themed/example/*.pdf; do
	qpdf --check "$sheet" >"$T/check" 2>&1 || { echo "$sheet"; cat "$T/check"; }
done >"$T/faults"
silent "and qpdf finds them sound" "$T/faults"

# Small: 80 kB for two pages with three faces in them, and 10 kB for each further page.
for sheet in *-standard-full-*.pdf; do
	pages=$(pdfinfo "$sheet" | sed -n 's/^Pages: *//p')
	test "$(wc -c <"$sheet")" -le $((80000 + (pages > 2 ? pages - 2 : 0) * 10000)) || echo "$sheet: $(wc -c <"$sheet") bytes, $pages pages"
done >"$T/faults"
silent "in standard print, none is larger than 80 kB and 10 kB a page past the second" "$T/faults"

# The sample: layout after layout, the next size, ink and paper each time.
if [ "${MATRIX:-}" = all ]; then cp "$T/made" "$T/sample"; else
	jq -sr --slurpfile all "$T/all.json" '$all[0] as $a | to_entries[] | .key as $n | .value |
		"\(.layout)-\($a.sizes[$n % ($a.sizes | length)])-\($a.inks[$n % ($a.inks | length)])-\(
			.papers[($n / 2 | floor) % (.papers | length)]).pdf"' "$T/layouts" >"$T/sample"
fi
while read -r sheet; do
	exits 0 "$sheet: mutool draws it" mutool draw -q -o /dev/null -F png -r 20 "$sheet" 1-2
	run pdfinfo -struct-text "$sheet"
	silent "$sheet: poppler has nothing to say of its structure"
	says '^Document' "$sheet: and shows it" "$T/out"
	says 'H1' "$sheet: with a title" "$T/out"
	exits 0 "$sheet: Ghostscript draws it" gs -q -dBATCH -dNOPAUSE -dSAFER -dPDFSTOPONERROR -dLastPage=2 -sDEVICE=nullpage "$sheet"
	silent "$sheet: without a word" "$T/out"
done <"$T/sample"
