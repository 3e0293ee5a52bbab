#!/bin/sh
# The finished file, seen by other people's programs.
. tests/harness.sh

for paper in letter a4; do
	exits 0 "render on $paper" "$KX" -q --paper $paper --out "$T/$paper.pdf"
	yes "$paper: qpdf finds it sound" qpdf --check "$T/$paper.pdf"
	run mutool info "$T/$paper.pdf"
	equal "$paper: mutool reads it" "$status" 0
	silent "$paper: mutool has nothing to say"
	run mutool draw -q -o /dev/null -F png -r 20 "$T/$paper.pdf"
	equal "$paper: mutool draws it" "$status" 0
	grep -v 'ICC support is not available' "$T/err" >"$T/warnings"
	silent "$paper: and drew every glyph" "$T/warnings"
	run pdfinfo "$T/$paper.pdf"
	says '^Tagged: *yes' "$paper: it is tagged" "$T/out"
	says '^Title: *[^ ]' "$paper: it has a title" "$T/out"
	says '^Producer:.*kxreport' "$paper: it names its maker" "$T/out"
	says '^Encrypted: *no' "$paper: it is not locked" "$T/out"
	pages=$(pdfinfo "$T/$paper.pdf" | sed -n 's/^Pages: *//p')
	yes "$paper: it is small: 80 kB for two pages, 100 kB for four" \
		test "$(wc -c <"$T/$paper.pdf")" -le $((60000 + 10000 * pages))
	run pdffonts "$T/$paper.pdf"
	silent "$paper: its fonts are in order"
	equal "$paper: every font is embedded, subset and mapped to Unicode" \
		"$(sed 1,2d "$T/out" | grep -vcE ' yes +yes +yes +[0-9]+ +[0-9]+ *$')" 0
	yes "$paper: and there are fonts" test "$(sed 1,2d "$T/out" | wc -l)" -gt 0
	run pdftotext "$T/$paper.pdf" "$T/text"
	silent "$paper: its text comes out"
	yes "$paper: and it is text" test "$(wc -w <"$T/text")" -gt 50
	no "$paper: without replacement characters" grep -q "$(printf '\357\277\275')" "$T/text"
done

# ---- what a listener needs ----
pdfinfo -struct-text "$T/letter.pdf" >"$T/tree" 2>"$T/err"
silent "poppler reads the structure"
for word in H1 H2 'Table' THead 'TH <h[0-9]*>' '/Scope /Row' '/Scope /Column' '/Headers \[\(h[0-9]+\) \(h[0-9]+\)\]' \
	'/ListNumbering /Decimal' Reference BibEntry Figure; do
	says "$word" "there is: $word" "$T/tree"
done
qpdf --json=2 "$T/letter.pdf" >"$T/objects" 2>"$T/err"
jq -r '.qpdf[1][] | .value? | objects | select(."/S" == "/Figure") | ."/Alt"' "$T/objects" >"$T/figures"
no "no figure is without words" grep -qx 'null\|u:' "$T/figures"
says '[0-9]+ (of|in|out of) [0-9]+' "icon arrays say their numbers" "$T/figures"
# A kid of the Div that holds its Figure, behind it.
equal "every picture but the logo has a caption after it" \
	"$(jq -c '.qpdf[1] as $objects | [$objects[] | .value? | objects | select(."/S" == "/Div") | ."/K" | arrays |
	    [.[] | $objects["obj:" + tostring].value."/S"] | select(index("/Figure")) | .[0] == "/Figure" and .[-1] == "/Caption"]' "$T/objects")" \
	'[true,true]'
equal "abbreviations have their expansion" \
	"$(jq '[.qpdf[1][] | .value? | objects | select(."/E")] | length > 0' "$T/objects")" true
# From a citation to its source and back: the page of each goal.
equal "every source in the list leads back to where it is cited" \
	"$(jq '[.qpdf[1][] | .value? | objects | select(."/Subtype" == "/Link" and (."/Contents" | startswith("u:Back to")))] | length' "$T/objects")" \
	"$(qpdf --show-attachment=manifest.json "$T/letter.pdf" 2>/dev/null | jq '.references | length')"
equal "every link says where it leads" \
	"$(jq '[.qpdf[1][] | .value? | objects | select(."/Subtype" == "/Link") | ."/Contents" | length > 2] | all' "$T/objects")" true
equal "pages have labels" "$(jq -c '[.qpdf[1][] | .value? | objects | ."/PageLabels"? // empty | ."/Nums"]' "$T/objects")" '[[0,{"/S":"/D"}]]'
qpdf --qdf --object-streams=disable "$T/letter.pdf" "$T/plain" 2>"$T/err"
LC_ALL=C grep -a '^/Artifact' "$T/plain" | sort | uniq -c >"$T/artifacts"
says '/Pagination/Subtype/Footer/Attached\[/Bottom\]' "the foot of a page is marked as one" "$T/artifacts"
says '/Layout' "rules are layout" "$T/artifacts"

# ---- the manifest inside ----
qpdf --show-attachment=manifest.json "$T/letter.pdf" >"$T/manifest.json" 2>"$T/err"
yes "the manifest is inside, and is JSON" jq -e . "$T/manifest.json"
equal "its document id is the sheet's" "$(jq -r .document.id "$T/manifest.json")" \
	"$("$KX" --format json --out "$T/x.pdf" 2>&1 | jq -r .output.document)"
equal "its page count is the sheet's" "$(jq .document.pages "$T/manifest.json")" \
	"$(pdfinfo "$T/letter.pdf" | sed -n 's/^Pages: *//p')"
jq -r '.inputs[] | "\(.sha256)  \(.file)"' "$T/manifest.json" >"$T/sums"
yes "the hashes of its inputs are right" sha256sum --quiet --strict -c "$T/sums"
for file in data/pack.json data/topics.json templates/handout.json fonts/fonts.json; do
	says "  $file\$" "$file is among the inputs" "$T/sums"
done
for file in data/summaries/*.json; do
	grep -q "  $file\$" "$T/sums" || echo "$file"
done >"$T/faults"
silent "so is every summary" "$T/faults"
equal "reference numbers run from 1 without a gap" "$(jq -c '[.references[].number]' "$T/manifest.json")" \
	"$(jq -c '[range(1; (.references | length) + 1)]' "$T/manifest.json")"
equal "every number cited is in the list" \
	"$(jq '[.printed[].claims[].references[]] - [.references[].number] | length' "$T/manifest.json")" 0
no "it names no folder of this machine" grep -Eq "$ROOT|$T|/home|/root" "$T/manifest.json"
