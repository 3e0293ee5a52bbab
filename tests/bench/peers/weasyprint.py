"""weasyprint: the handout's words as HTML, by WeasyPrint.

    python3 weasyprint.py BLOCKS FONTS COUNT OUT.pdf

One process makes COUNT documents, each with another number in its title.
"""
import os
import sys
from html import escape

sys.path = [place for place in sys.path if os.path.abspath(place or ".") != os.path.dirname(os.path.abspath(__file__))]

import weasyprint
from weasyprint.text.fonts import FontConfiguration

blocks_file, fonts, count, out = sys.argv[1:5]
with open(blocks_file, encoding="utf-8") as file:
    blocks = [line.split("\t") for line in file.read().split("\n") if line]
FACES = "".join(f"@font-face {{ font-family: A; font-weight: {weight}; "
                f"src: url('file://{os.path.abspath(fonts)}/AtkinsonHyperlegibleNext-{face}.ttf') }}"
                for weight, face in ((400, "Regular"), (600, "SemiBold")))
CSS = FACES + """
@page { size: 612pt 792pt; margin: 46pt }
body { font: 12pt/15pt A; margin: 0 } h1, h2, h3 { font-weight: 600; margin: 6pt 0 0 }
h1 { font-size: 28pt; line-height: 32pt } h2 { font-size: 15.5pt; line-height: 20pt } h3 { font-size: 12.5pt }
p, ul { margin: 2pt 0 0 } small { font-size: 10pt; line-height: 12pt; display: block } table { width: 100% }
"""

for n in range(int(count)):
    body, last = [], None
    closing = {"li": "</ul>", "row": "</table>"}
    for i, (kind, *cells) in enumerate(blocks):
        if kind != last:
            body.append(closing.get(last, ""))
            body.append({"li": "<ul>", "row": "<table>"}.get(kind, ""))
        last = kind
        if kind == "row":
            body.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
        else:
            body.append(f"<{kind}>{escape(cells[0])}{f' {n}' if i == 0 else ''}</{kind}>")
    body.append(closing.get(last, ""))
    page = f"<!doctype html><html lang=en><title>Ketamine and esketamine {n}</title><body>{''.join(body)}</body></html>"
    fonts_used = FontConfiguration()
    sheet = weasyprint.CSS(string=CSS, font_config=fonts_used)
    weasyprint.HTML(string=page).write_pdf(out, stylesheets=[sheet], font_config=fonts_used)
