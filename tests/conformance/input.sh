#!/bin/sh
# Hard input: correct in the file, or refused with the place.
. tests/harness.sh

cp -R "$PACK" "$T/pack"
# clinic FILTER: the clinic "hard", a change of the clinic "hill".
clinic() { jq ".id = \"hard\" | $1" "$PACK/clinics/hill.json" >"$T/pack/clinics/hard.json"; }
# info KEY: a line of the information dictionary.
info() { pdfinfo "$T/hard.pdf" 2>/dev/null | sed -n "s/^$1: *//p"; }
# made NAME: the sheet is made and conforms; the standards hold the metadata to the information dictionary.
made() {
	exits 0 "$1: is set" "$KX" -q --data "$T/pack" --clinic hard --out "$T/hard.pdf"
	exits 0 "$1: and conforms" "$KX" verify --standards "$T/hard.pdf"
}
# refused CODE PLACE NAME
refused() {
	rm -f "$T/hard.pdf"
	exits 3 "$3: is refused" "$KX" -q --data "$T/pack" --clinic hard --out "$T/hard.pdf"
	says "$2: error\[$1\]" "$3: with its place"
	no "$3: and nothing is written" test -e "$T/hard.pdf"
}

# ---- names ----
clinic '.name = "A & B <Clinic> \"quoted\" (in part) \\ back"'
made "a name with & < > quotes and brackets"
equal "and reads as it was written" "$(info Author)" 'A & B <Clinic> "quoted" (in part) \ back'
clinic '.name = "He\u0301le\u0300ne C\u0327a"'
made "a name in combining marks"
pdftotext "$T/hard.pdf" "$T/text"
says "$(printf 'H(\303\251|e\314\201)l(\303\250|e\314\200)ne')" "and comes out as words" "$T/text"
clinic '.name = "\u0152uvre \u2013 \u201cna\u00efve\u201d \u20ac5 \u00bd"'
made "a name with signs beyond Latin-1"
clinic '.name = "Clinic \ud83d\ude00"'
refused KX504 'clinics/hard\.json:[0-9]+:[0-9]+' "a name that no font covers"
says 'U\+1F600' "the character is named"
clinic '.name = "a\u0007b"'
refused KX118 'clinics/hard\.json:[0-9]+:[0-9]+' "a control character"
clinic '.name = ("x" * 3000)'
refused KX115 'clinics/hard\.json:[0-9]+:[0-9]+' "a name of 3,000 characters"
clinic 'del(.logo_alt)'
refused KX108 'clinics/hard\.json:[0-9]+:[0-9]+' "a picture without words"
clinic '.logo_alt = "  "'
run "$KX" -q --data "$T/pack" --clinic hard --out "$T/hard.pdf"
equal "a picture whose words are blank is refused too" "$status" 3

# ---- titles ----
clinic '.'
title() { jq ".title = $1" "$PACK/pack.json" >"$T/pack/pack.json"; }
title '"Q&A: \"is it for me?\" <drops> \u2018or not\u2019"'
made "a title with & < and quotes"
equal "and reads as it was written" "$(info Title)" "$(printf 'Q&A: "is it for me?" <drops> \342\200\230or not\342\200\231')"
title '"Glim \ud83d\ude00 drops"'
refused KX504 'pack\.json:3:[0-9]+' "a title that no font covers"
title '("word " * 600)'
refused KX115 'pack\.json:3:[0-9]+' "a title of 3,000 characters"
title '"a\u0000b"'
refused KX118 'pack\.json:3:[0-9]+' "a title with a NUL"

# ---- dates ----
for wrong in x 12x -1 ' 5' 99999999999999999999 1e3; do
	run env SOURCE_DATE_EPOCH="$wrong" "$KX" -q --data "$PACK" --out "$T/dated.pdf"
	yes "SOURCE_DATE_EPOCH=\"$wrong\" is an error" test "$status" -ne 0
	no "SOURCE_DATE_EPOCH=\"$wrong\": nothing is written" test -e "$T/dated.pdf"
done

# ---- files that are no sheets ----
"$KX" -q --data "$PACK" --out "$T/good.pdf"
head -c 20000 "$T/good.pdf" >"$T/cut.pdf"
: >"$T/empty.pdf"
cp README.md "$T/text.pdf"
{
	printf '%%PDF-1.7\n'
	head -c 200000 /dev/urandom
} >"$T/noise.pdf"
qpdf --encrypt secret owner 256 -- "$T/good.pdf" "$T/locked.pdf"
# A structure tree that goes in a circle, and a page tree that does.
qpdf --qdf --object-streams=disable --newline-before-endstream "$T/good.pdf" "$T/plain"
LC_ALL=C sed '/^\/S \/Sect/!{/^  \/K \[$/{n;s/.*/    9 0 R/}}' "$T/plain" | fix-qdf >"$T/circle.pdf" 2>/dev/null
for file in cut empty text noise locked; do
	exits 3 "$file: verify --standards does not read it, and soon" within 3 "$KX" verify --standards "$T/$file.pdf"
	says "$file\.pdf: error\[KX62[0-4]\]" "$file: and says why"
	exits 3 "$file: trace does not either, as soon" within 3 "$KX" trace "$T/$file.pdf"
done
run "$KX" verify --standards "$T/circle.pdf"
yes "a tree that goes in a circle is told" test "$status" -eq 1
says 'KX630' "with its rules"
exits 2 "an option that would change nothing" "$KX" verify --standards --clinic hill "$T/good.pdf"
says 'KX807.*--clinic' "is refused"
