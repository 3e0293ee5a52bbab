"""reportlab: the handout's words by ReportLab's Platypus.

    python3 reportlab.py BLOCKS FONTS COUNT OUT.pdf

One process makes COUNT documents, each with another number in its title.
"""
import os
import sys
from xml.sax.saxutils import escape

sys.path = [place for place in sys.path if os.path.abspath(place or ".") != os.path.dirname(os.path.abspath(__file__))]

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

blocks_file, fonts, count, out = sys.argv[1:5]
for name, face in (("body", "Regular"), ("heavy", "SemiBold")):
    pdfmetrics.registerFont(TTFont(name, f"{fonts}/AtkinsonHyperlegibleNext-{face}.ttf"))
LOOKS = {"h1": (28, 32, 0, 1, 0), "h2": (15.5, 20, 10, 1, 0), "h3": (12.5, 16, 6, 1, 0), "p": (12, 15, 3, 0, 0),
         "li": (12, 15, 2, 0, 14), "small": (10, 12, 1, 0, 0), "row": (12, 15, 2, 0, 0)}
STYLES = {kind: ParagraphStyle(kind, fontName="heavy" if heavy else "body", fontSize=size, leading=leading,
                               spaceBefore=before, leftIndent=indent)
          for kind, (size, leading, before, heavy, indent) in LOOKS.items()}
with open(blocks_file, encoding="utf-8") as file:
    blocks = [line.split("\t") for line in file.read().split("\n") if line]

for n in range(int(count)):
    story, rows = [], []

    def flush():
        if rows:
            wide = max(map(len, rows))
            story.append(Table([row + [""] * (wide - len(row)) for row in rows], colWidths=[520 / wide] * wide))
            rows.clear()

    for i, (kind, *cells) in enumerate(blocks):
        if kind == "row":
            rows.append([Paragraph(escape(cell), STYLES["row"]) for cell in cells])
            continue
        flush()
        story.append(Paragraph(escape(cells[0]) + (f" {n}" if i == 0 else ""), STYLES[kind]))
    flush()
    SimpleDocTemplate(out, pagesize=(612, 792), leftMargin=46, rightMargin=46, topMargin=46, bottomMargin=46,
                      title=f"Ketamine and esketamine {n}", invariant=1).build(story)
