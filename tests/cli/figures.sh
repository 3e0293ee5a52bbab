#!/bin/sh
# Figures on the page: what a camera, a reader of the text and a listener get.
. tests/harness.sh

cd "$T" || exit 1

# ---- the QR code ----

jq '.id = "coded" | .omit = [] | .flow += [{ place: ["online"] }]' "$ROOT/templates/handout.json" >coded.json
jq '.id = "large" | .pages.most = 12 | .numbers["qr-code.size"] = 283.5' coded.json >large.json

# decodes NAME FILE DPI OPTION ADDRESS
decodes() {
	pages=$(pdfinfo "$2" | sed -n 's/^Pages: *//p')
	pdftoppm -q -r "$3" -f $((pages > 1 ? pages - 1 : 1)) -png $4 "$2" page
	equal "$1" "$(zbarimg -q --nodbus --raw page*.png 2>zbar.err | head -1)" "$5"
	rm -f page*.png
}

exits 0 "a sheet with a code" "$KX" -q --data "$PACK" --layout ./coded.json --out coded.pdf
address='https://harbor.example/drops?from=paper'
decodes "a camera reads the clinic's address" coded.pdf 110 "" "$address"
decodes "and from a gray print" coded.pdf 110 -gray "$address"
pdftotext -layout coded.pdf text
says 'harbor\.example/drops\?from=paper' "the address stands beside it" text
qpdf --qdf --object-streams=disable coded.pdf objects 2>/dev/null
yes "and is a link" grep -aFq "/URI ($address)" objects
exits 0 "a large code" "$KX" -q --data "$PACK" --layout ./large.json --out large.pdf
decodes "is read from four times as far" large.pdf 30 "" "$address"
jq '(.sections[].blocks[] | select(.form == "qr-code")).caption = "The same on a screen."' "$PACK/topics.json" >topics.json
cp -R "$PACK" pack
chmod -R u+w pack
cp topics.json pack/topics.json
exits 0 "an outline with a caption" "$KX" -q --data pack --layout ./coded.json --out captioned.pdf
pdftotext -layout captioned.pdf text
says 'The same on a screen' "prints it beside the picture" text
pdfinfo -struct-text captioned.pdf >tree 2>/dev/null
yes "as its caption" sh -c "grep -A3 '^ *Caption' tree | grep -q 'The same on a screen'"
rm -rf pack
cp -R "$PACK" pack
chmod -R u+w pack
jq 'del(.handout_url)' "$PACK/clinics/harbor.json" >pack/clinics/harbor.json
exits 0 "a clinic without a page for the handout" "$KX" -q --data pack --layout ./coded.json --out web.pdf
decodes "has its web page in the code" web.pdf 110 "" "https://harbor.example"
