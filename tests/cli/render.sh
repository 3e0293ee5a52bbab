#!/bin/sh
# The main job: the zero-configuration path, papers, dumps, standard output.
. tests/harness.sh

cd "$T" || exit 1
exits 0 "kxreport --out handout.pdf" "$KX" --out handout.pdf
says '^handout\.pdf: [0-9]+ pages, letter, [0-9]+ kB, [a-z0-9-]+-[0-9.]+-[0-9a-f]{6}$' "prints one summary line"
equal "and nothing else" "$(grep -vc '^handout.pdf: ' err)" 0
silent "and nothing to standard output" out
yes "the file is a PDF" grep -aq '^%PDF-1' handout.pdf
equal "no temporary is left" "$(ls -A | grep -c '\.tmp')" 0

exits 0 "--out -" "$KX" --out -
same "gives the same bytes" out handout.pdf
exits 0 "render --out - -q" "$KX" render -q --out -
silent "is quiet"
same "and gives the same bytes, too" out handout.pdf

exits 0 "--paper a4" "$KX" --paper a4 --out a4.pdf
says '^a4\.pdf: [0-9]+ pages, a4,' "names the paper"
equal "letter is letter" "$(pdfinfo handout.pdf | sed -n 's/^Page size: *//p')" "612 x 792 pts (letter)"
yes "a4 is A4" sh -c 'pdfinfo a4.pdf | grep -q "^Page size:.*(A4)"'
for file in handout a4; do
	pages=$(pdfinfo $file.pdf | sed -n 's/^Pages: *//p')
	equal "$file fills whole sheets of two pages" "$((pages % 2)) $((pages > 0))" "0 1"
done

for stage in content handout template document frames; do
	exits 0 "--dump $stage" "$KX" --dump "$stage"
	silent "--dump $stage says nothing else"
	yes "--dump $stage prints something" test "$(wc -l <out)" -gt 20
	cp out dump.1
	exits 0 "--dump $stage -o FILE" "$KX" --dump "$stage" -o dump.2
	same "--dump $stage writes the same to a file" dump.1 dump.2
	if grep -Eq "$PWD|$ROOT|/tmp/" dump.1; then not_ok "--dump $stage names no folder of this machine" dump.1
	else ok "--dump $stage names no folder of this machine"; fi
done

# A changed template changes the page.
jq '.id = "changed" | .colors.text = "#003300" | .margins.left += 6 | .pages.most = 8' "$ROOT/templates/handout.json" >changed.json
exits 0 "--layout FILE" "$KX" -q --layout ./changed.json --out changed.pdf
no "a changed template changes the sheet" cmp -s changed.pdf handout.pdf
"$KX" --dump frames >dump.1
"$KX" --layout ./changed.json --dump frames >dump.2
no "and the frames" cmp -s dump.1 dump.2
"$KX" --dump document >dump.1
"$KX" --layout ./changed.json --dump document >dump.2
same "but not the words" dump.1 dump.2

for kind in topics sections sources layouts sizes themes inks clinics languages fonts schemas codes; do
	exits 0 "list $kind" "$KX" list $kind
	silent "list $kind says nothing else"
	yes "list $kind lists something" test -s out
done
says '^handout  ' "the layout handout is there" /dev/stdin <<LIST
$("$KX" list layouts)
LIST
for kind in layouts sizes themes inks clinics languages; do "$KX" list $kind; done >listed
no "everything listed can be read" grep 'cannot be read' listed

# ---- without the libraries that set text ----
mkdir "$T/broken"
: >"$T/broken/libharfbuzz.so.0"
exits 5 "a sheet where HarfBuzz cannot be loaded" env KXREPORT_STORE= LD_LIBRARY_PATH="$T/broken" "$KX" --out "$T/broken/x.pdf"
says 'error\[KX895\]: HarfBuzz, which sets letters, is not on this machine: .*libharfbuzz\.so' "says so"
says 'install it \(Debian: libharfbuzz0b\)' "and what to install"
exits 0 "the data alone" env LD_LIBRARY_PATH="$T/broken" "$KX" -q --dump document
exits 0 "the versions" env LD_LIBRARY_PATH="$T/broken" "$KX" version
says '^harfbuzz is not on this machine$' "tell it" "$T/out"
rm "$T/broken/libharfbuzz.so.0"
: >"$T/broken/libhyphen.so.0"
jq '.id = "hyphens" | .styles.body.hyphens = true' "$ROOT/templates/handout.json" >hyphens.json
exits 5 "a sheet that breaks words, where libhyphen cannot be loaded" env LD_LIBRARY_PATH="$T/broken" "$KX" -q --layout ./hyphens.json \
	--out "$T/broken/x.pdf"
says 'error\[KX895\]: libhyphen, which breaks words, is not on this machine: .*libhyphen\.so' "says so"
exits 0 "one that breaks none" env LD_LIBRARY_PATH="$T/broken" "$KX" -q --out "$T/broken/x.pdf"
rm "$T/broken/libhyphen.so.0"
# The name of libharu's file differs from build to build.
file=$(strings "$KX" | grep -m1 '^libhpdf.*\.so')
: >"$T/broken/$file"
exits 5 "a sheet where libharu cannot be loaded" env LD_LIBRARY_PATH="$T/broken" "$KX" --out "$T/broken/y.pdf"
says 'error\[KX896\]: libharu, which writes PDF files, is not on this machine: .*libhpdf' "says so"
exits 0 "a check, which writes none" env LD_LIBRARY_PATH="$T/broken" "$KX" check -q
rm "$T/broken/$file"
# missing FILE, WHAT, CODE, MESSAGE, then options: a sheet where the loader finds something else by the library's name.
missing() {
	: >"$T/broken/$1"
	# shellcheck disable=SC2086 # options are words
	exits 5 "a sheet where $2 cannot be loaded" env LD_LIBRARY_PATH="$T/broken" "$KX" --out "$T/broken/y.pdf" $5
	says "error\[$3\]: $2, $4 is not on this machine: .*$1" "says so"
	rm "$T/broken/$1"
}
missing "$(strings "$KX" | grep -m1 '^libunibreak.*\.so')" libunibreak KX895 "which tells where a line may end,"
missing libqrencode.so.4 libqrencode KX895 "which makes QR codes," "--layout poster"
missing libjansson.so.4 jansson KX897 "which reads JSON,"
missing "$(strings "$KX" | grep -m1 '^libcmark.*\.so')" cmark KX897 "which reads marks in a text,"
missing libdeflate.so.0 libdeflate KX896 "which packs what is written,"
mkdir -p "$T/drawn/clinics"
cp -r "$ROOT"/data/. "$T/drawn"
echo '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>' >"$T/drawn/clinics/leaf.svg"
jq '.logo = "leaf.svg"' "$ROOT/data/clinics/example.json" >"$T/drawn/clinics/example.json"
missing libexpat.so.1 expat KX897 "which reads SVG files," "--data $T/drawn"
