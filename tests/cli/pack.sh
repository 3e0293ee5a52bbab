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

# ---- another tier, another ruling: another winner ----
printed() {    # printed FILE: the sheet's words on one line
	pdftotext -raw "$1" - | tr '\n' ' ' | tr -s ' '
}
sources_of() {    # sources_of FILE TOPIC: the sources its printed claims are cited from, by the manifest
	qpdf --show-attachment=manifest.json "$1" | jq -r --arg topic "$2" '
		(.references | map({(.number | tostring): .source}) | add) as $name
		| [.printed[] | select(.topic == $topic) | .claims[] | .claim + ":" + ([.references[] | $name[tostring]] | join(","))]
		| join(" ")'
}
winner() { sources_of "$1" quiet-glim; }
"$KX" -q --data "$PACK" --out "$T/pack.pdf"
equal "the better tier prints" "$(winner "$T/pack.pdf")" "review-2022-quiet-glim:review-2022"
printed "$T/pack.pdf" >"$T/flat"
yes "and the review is cited" grep -q 'J Invented Med' "$T/flat"

cp -R "$PACK" "$T/tiers"
jq --indent 2 '(.sources[] | select(.id == "review-2022")).tier = 2 | (.sources[] | select(.id == "trial-2021")).tier = 1' \
	"$PACK/sources.json" >"$T/tiers/sources.json"
exits 0 "with the tiers of two sources exchanged" "$KX" -q --data "$T/tiers" --out "$T/tiers.pdf"
equal "the other one prints" "$(winner "$T/tiers.pdf")" "trial-2021-quiet-glim:trial-2021"
equal "and where both agree, both are cited still" "$(sources_of "$T/tiers.pdf" duration | cut -d' ' -f1)" \
	"trial-2021-duration:review-2022,trial-2021"

yes "the ruling prints its side" grep -q 'lamp can make your eyes sore' "$T/flat"
cp -R "$PACK" "$T/ruling"
jq --indent 2 '.rulings[0].prints = ["guide-2020-no-sore-eyes"]' "$PACK/rulings.json" >"$T/ruling/rulings.json"
# Who prints one side alone must say in its words that there is another.
jq --indent 2 '(.claims[] | select(.id == "guide-2020-no-sore-eyes")) |=
	(.stance = "qualifies" | .says = "The lamp never makes your eyes sore, says one guide. One trial saw that it can. We do not know how often.")' \
	"$PACK/summaries/guide-2020.json" >"$T/ruling/summaries/guide-2020.json"
exits 0 "with the ruling turned round" "$KX" -q --data "$T/ruling" --out "$T/ruling.pdf"
printed "$T/ruling.pdf" >"$T/flat"
yes "the other side prints" grep -q 'lamp never makes your eyes sore, says' "$T/flat"
no "and only that" grep -q 'lamp can make your eyes sore' "$T/flat"
equal "with its own source" "$(sources_of "$T/ruling.pdf" risk-eyes)" "guide-2020-no-sore-eyes:guide-2020"

cp -R "$PACK" "$T/none"
jq --indent 2 '.rulings = []' "$PACK/rulings.json" >"$T/none/rulings.json"
exits 1 "without the ruling" "$KX" --data "$T/none" --out "$T/none.pdf"
says 'KX201' "the conflict is refused"
says 'guide-2020\.json' "and names one side"
says 'trial-2019\.json' "and the other"
no "without a file" test -e "$T/none.pdf"
