#!/bin/sh
# recall: which built sheets carry a claim, a source or a ruling.
. tests/harness.sh

mkdir -p "$T/rack/north" "$T/rack/.hidden"
for clinic in harbor hill; do
	exits 0 "render for $clinic" "$KX" -q --data "$PACK" --clinic $clinic --out "$T/rack/$clinic.pdf"
done
cp -R "$PACK" "$T/new"
jq '(.claims[] | select(.id == "review-2022-speed")).says = "It took a day."' "$PACK/summaries/review-2022.json" \
	>"$T/new/summaries/review-2022.json"
exits 0 "render from other data" "$KX" -q --data "$T/new" --out "$T/rack/north/new.PDF"
cp "$T/rack/hill.pdf" "$T/rack/.hidden/copy.pdf"
echo 'not a sheet' >"$T/rack/notes.txt"

exits 0 "a claim" "$KX" recall review-2022-speed "$T/rack"
silent "says nothing on standard error"
grep '^/' "$T/out" | sed "s,^$T/rack/,,; s/:.*//" >"$T/files"
printf '%s\n' harbor.pdf hill.pdf north/new.PDF >"$T/wanted"
same "is found in every sheet, in order" "$T/files" "$T/wanted"
says '^/.*/hill\.pdf: hiccups-[0-9.]+-[0-9a-f]{6}, [A-Z].*, 20[0-9]{2}-[0-9]{2}-[0-9]{2}$' "with document, clinic and date" "$T/out"
says '^    prints review-2022-speed, in “.*”: “People who got better did so within the hour\.”$' "and the words it prints" "$T/out"
says '^    prints review-2022-speed, in “.*”: “It took a day\.”$' "of each sheet its own" "$T/out"
says '^3 of 3 sheets carry review-2022-speed$' "and the count" "$T/out"

exits 0 "a source" "$KX" recall review-2022 "$T/rack/hill.pdf"
says '^    cited by review-2022-main-benefit' "is found by the claims that cite it" "$T/out"
says '^    cited by review-2022-evidence' "all of them" "$T/out"
says '^1 of 1 sheet carries review-2022$' "in the file that was named" "$T/out"
exits 0 "a ruling" "$KX" recall r01 "$T/rack/hill.pdf"
says '^    decided for trial-2019-risk-eyes' "is found by what it decided" "$T/out"
exits 0 "a claim that only supports" "$KX" recall trial-2021-duration "$T/rack/hill.pdf"
says '^    supports review-2022-duration' "is found beside the one it supports" "$T/out"
exits 0 "a claim that lost" "$KX" recall web-article-for-ever "$T/rack"
says '^0 of 3 sheets carry' "is on no sheet" "$T/out"
exits 0 "a name that is nearly right" "$KX" recall review-2022-sped "$T/rack"
says '^did you mean review-2022-speed\?$' "gets a suggestion" "$T/out"

exits 0 "as JSON" "$KX" recall review-2022-speed "$T/rack" --format json
equal "with the same findings" \
	"$(jq -r '[.found[].carries[] | "\(.how) \(.claim) \(.section)"] | unique | join(",")' "$T/out") $(jq '.found | length' "$T/out") $(jq .sheets "$T/out")" \
	"prints review-2022-speed benefits 3 3"

# ---- other files among them ----
cp tests/pack/clinics/harbor.png "$T/rack/picture.pdf"
{
	printf '%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n'
	printf '2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n'
} >"$T/rack/foreign.pdf"
xref=$(wc -c <"$T/rack/foreign.pdf")
printf 'xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n%010d 00000 n \ntrailer <</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' \
	$((9 + 45)) "$xref" >>"$T/rack/foreign.pdf"
exits 0 "files of other makers" "$KX" recall review-2022-speed "$T/rack"
says '^3 of 3 sheets carry review-2022-speed; 2 files of other makers passed over$' "are counted" "$T/out"
silent "and not complained of"
head -c 20000 "$T/rack/hill.pdf" >"$T/rack/cut.pdf"
exits 3 "a damaged sheet" "$KX" recall review-2022-speed "$T/rack"
says 'cut\.pdf: error\[KX621\]' "is an error, for it may carry the claim"
says '^3 of 3 sheets carry .*; 1 file cannot be read$' "and the rest is searched" "$T/out"
if command -v qpdf >/dev/null 2>&1; then
	rm "$T/rack/cut.pdf"
	qpdf --linearize --object-streams=disable "$T/rack/hill.pdf" "$T/rack/again.pdf"
	qpdf --remove-attachment=manifest.json "$T/rack/hill.pdf" "$T/rack/stripped.pdf"
	exits 3 "a sheet of ours without its manifest" "$KX" recall review-2022-speed "$T/rack"
	says 'stripped\.pdf: error\[KX626\]' "is not taken for somebody else's"
	rm "$T/rack/stripped.pdf"
	exits 0 "a sheet that was saved again" "$KX" recall review-2022-speed "$T/rack/again.pdf"
	says '^1 of 1 sheet carries' "is found" "$T/out"
fi
exits 5 "a folder that is not there" "$KX" recall x "$T/nowhere"
says "nowhere: error\[KX701\]" "is named"
exits 2 "nothing to look through" "$KX" recall x
says 'KX806' "is too few"
mkdir "$T/empty"
exits 0 "an empty folder" "$KX" recall x "$T/empty"
says '^0 of 0 sheets carry x$' "holds none" "$T/out"

# ---- many ----
mkdir "$T/many"
i=0
while [ $i -lt 200 ]; do
	cp "$T/rack/hill.pdf" "$T/many/sheet-$i.pdf"
	i=$((i + 1))
done
exits 0 "two hundred sheets, within ten seconds of a processor" within 10 "$KX" recall review-2022-speed "$T/many"
says '^200 of 200 sheets carry' "are all found" "$T/out"
