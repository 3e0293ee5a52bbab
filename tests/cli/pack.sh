#!/bin/sh
# Another treatment's data folder gives another sheet with no line of C changed;
# a changed tier or ruling gives another winner and other references.
. tests/harness.sh

exits 0 "the second pack renders" "$KX" --data "$PACK" --out "$T/pack.pdf"
yes "qpdf finds it sound" qpdf --check "$T/pack.pdf"
pdftotext "$T/pack.pdf" "$T/text"
title=$(jq -r .title "$PACK/pack.json")
tr '\n' ' ' <"$T/text" | tr -s ' ' >"$T/flat"
yes "its title is printed" grep -qF -- "$title" "$T/flat"
products=$(jq -r '.products[].id' data/pack.json | paste -sd '|')
no "no word of the shipped data is on it" grep -qiE "$products" "$T/text"
for product in $(jq -r '.products[].name' "$PACK/pack.json"); do
	yes "its product $product is" grep -qi -- "$product" "$T/text"
done
for paper in letter a4; do
	exits 0 "the second pack on $paper" "$KX" -q --data "$PACK" --paper $paper --out "$T/pack.pdf"
done
