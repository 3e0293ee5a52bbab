#!/bin/sh
# verify and trace FILE.pdf: is a finished sheet ours, whole, current; what does it rest on?
. tests/harness.sh

summary=summaries/review-2022.json
# with_change FILE FILTER: a fresh copy of the pack with one change, as $T/new.
with_change() {
	rm -rf "$T/new"
	cp -R "$PACK" "$T/new"
	jq "$2" "$PACK/$1" >"$T/new/$1"
}

exits 0 "render" "$KX" -q --data "$PACK" --out "$T/a.pdf"
exits 0 "render for the other clinic" "$KX" -q --data "$PACK" --clinic hill --out "$T/hill.pdf"

# ---- as it should be ----
exits 0 "a fresh sheet" "$KX" verify "$T/a.pdf" --data "$PACK"
silent "is nothing to complain of"
says '^    made by: kxreport [0-9.]+: hiccups-[0-9.]+-[0-9a-f]{6}, Harbor' "it is ours" "$T/out"
says '^    whole: yes, as it was written$' "whole" "$T/out"
says '^    current: yes$' "current" "$T/out"
says '^    withdrawn: nothing$' "and prints nothing that was withdrawn" "$T/out"
exits 0 "several sheets, of several clinics" "$KX" verify "$T/a.pdf" "$T/hill.pdf" --data "$PACK"
equal "are each held to their own clinic's words" "$(grep -c 'current: yes' "$T/out")" 2
exits 0 "as JSON" "$KX" verify "$T/a.pdf" "$T/hill.pdf" --data "$PACK" --format json
yes "with the same findings" jq -e 'length == 2 and all(.ours and .whole and .as_written and .current and (.overdue | not) and .withdrawn == [])' "$T/out"
exits 0 "the shipped sheet" "$KX" -q --as-of 2026-12-01 --out "$T/shipped.pdf"
exits 0 "is current by the shipped data" "$KX" verify "$T/shipped.pdf" --as-of 2026-12-01
jq '.id = "own" | .name = "Our Own Clinic" | del(.logo, .logo_alt)' "$PACK/clinics/hill.json" >"$T/own.json"
exits 0 "a sheet for a clinic of one's own" "$KX" -q --data "$PACK" --clinic "$T/own.json" --out "$T/own.pdf"
exits 0 "is held to its claims where the clinic is not known" "$KX" verify "$T/own.pdf" --data "$PACK"
says '^    current: yes, by its claims; the data do not have its clinic$' "and says so" "$T/out"
exits 0 "and to all its words where it is named" "$KX" verify "$T/own.pdf" --data "$PACK" --clinic "$T/own.json"
exits 1 "another clinic's words are others" "$KX" verify "$T/own.pdf" --data "$PACK" --clinic hill
says 'KX381' "and are not current"

# ---- out of date ----
with_change $summary '(.claims[] | select(.id == "review-2022-speed")).says = "It took a day."'
exits 1 "data that were reworded" "$KX" verify "$T/a.pdf" --data "$T/new"
says 'a\.pdf: error\[KX381\]: today.s data would print other words: 1 reworded' "make it outdated"
says '^    current: NO, 1 reworded$' "and the report says so" "$T/out"
says '^    whole: yes' "whole it still is" "$T/out"
with_change wording/en.json '.strings["colophon.version"] = "Other words. Version {version}, {id}." // .'
with_change clinics/harbor.json '.name = "Harbor House of Hiccups"'
exits 1 "a clinic that has another name" "$KX" verify "$T/a.pdf" --data "$T/new"
says 'KX381.*words around the claims' "makes it outdated as well"
exits 0 "but not the other clinic's" "$KX" verify "$T/hill.pdf" --data "$T/new"
with_change pack.json '.written_by = .written_by'
exits 1 "a sheet past its review" "$KX" verify "$T/a.pdf" --data "$PACK" --as-of 2030-01-01
says 'KX381.*to be reviewed by' "is overdue"
says '^    current: NO, its review is overdue$' "and not current" "$T/out"
exits 2 "a day that is none" "$KX" verify "$T/a.pdf" --as-of 2030-02-30
exits 1 "a sheet of another pack" "$KX" verify "$T/a.pdf"
says 'KX381.*made from the pack "hiccups"' "is told apart"
says 'help: name that pack.s folder with --data' "with help"

# ---- withdrawn ----
with_change $summary '(.claims[] | select(.id == "review-2022-speed")) |= (.verdict = "wrong" | .correction = "review-2022-duration")'
exits 1 "a claim that was found wrong" "$KX" verify "$T/a.pdf" --data "$T/new"
says 'KX382.*"review-2022-speed", whose verdict is now "wrong"; "review-2022-duration" corrects it' "is withdrawn"
says 'People who got better did so within the hour' "and its words are shown"
says '^    withdrawn: review-2022-speed$' "in the report too" "$T/out"
with_change $summary 'del(.claims[] | select(.id == "review-2022-speed"))'
exits 1 "a claim that is no longer there" "$KX" verify "$T/a.pdf" --data "$T/new"
says 'KX382.*no longer in the data' "is withdrawn as well"
exits 1 "as JSON" "$KX" verify "$T/a.pdf" --data "$T/new" --format json
equal "with its id" "$(jq -c '.[0].withdrawn' "$T/out")" '["review-2022-speed"]'

# ---- changed ----
if command -v qpdf >/dev/null 2>&1; then
	for way in --object-streams=generate --object-streams=disable --linearize --stream-data=uncompress; do
		qpdf $way "$T/a.pdf" "$T/again.pdf"
		exits 0 "saved again, qpdf $way" "$KX" verify "$T/again.pdf" --data "$PACK"
		says '^    whole: yes, though another program has saved it again$' "is still whole" "$T/out"
	done
	qpdf "$T/a.pdf" --pages . 1,1 -- "$T/changed.pdf"
	exits 1 "other pages" "$KX" verify "$T/changed.pdf" --data "$PACK"
	says 'changed\.pdf: error\[KX380\]: its pages' "are told"
	says '^    whole: NO' "in the report too" "$T/out"
	qpdf --qdf --object-streams=disable "$T/a.pdf" "$T/plain.pdf"
	sed 's/60 in 100/06 in 100/' "$T/plain.pdf" >"$T/edited.pdf"
	exits 1 "a number changed in the manifest" "$KX" verify "$T/edited.pdf" --data "$PACK"
	says 'KX380.*its manifest was changed' "is told"
	sed 's/\(dc:identifier>\)hiccups/\1puccihs/' "$T/plain.pdf" >"$T/renamed.pdf"
	exits 1 "another document id in the metadata" "$KX" verify "$T/renamed.pdf" --data "$PACK"
	says 'KX380' "is told"
	qpdf --encrypt '' owner 256 -- "$T/a.pdf" "$T/locked.pdf"
	exits 3 "a locked sheet" "$KX" verify "$T/locked.pdf" --data "$PACK"
	says 'KX622' "is not read"
fi
if command -v mutool >/dev/null 2>&1; then
	mutool clean -ggg -z "$T/a.pdf" "$T/cleaned.pdf"
	exits 0 "saved again by mutool" "$KX" verify "$T/cleaned.pdf" --data "$PACK"
	says '^    whole: yes, though' "is still whole" "$T/out"
fi

# ---- not ours, or not to be read ----
head -c 30000 "$T/a.pdf" >"$T/cut.pdf"
: >"$T/empty.pdf"
cp README.md "$T/text.pdf"
exits 3 "files that are no sheets, one that is" "$KX" verify "$T/cut.pdf" "$T/empty.pdf" "$T/text.pdf" "$T/a.pdf" --data "$PACK"
says 'cut\.pdf: error\[KX621\]' "cut short"
says 'empty\.pdf: error\[KX620\]' "empty"
says 'text\.pdf: error\[KX620\]' "text"
says '^    current: yes$' "and the sheet is verified all the same" "$T/out"
equal "with a line for each" "$(grep -c '^/' "$T/out")" 4

# A file that unpacks to a thousand times its size.
# put TEXT: one more object of a PDF, its offset noted.
put() {
	wc -c <"$T/bomb.pdf" >>"$T/offsets"
	printf '%s\n' "$1" >>"$T/bomb.pdf"
}
bomb() {
	echo '%PDF-1.7' >"$T/bomb.pdf"
	put '1 0 obj <</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(manifest.json) 3 0 R]>>>>>> endobj'
	put '2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj'
	put '3 0 obj <</Type/Filespec/UF(manifest.json)/EF<</F 4 0 R>>>> endobj'
	# gzip's data behind the header of zlib; no reader comes to the end of it.
	head -c 300000000 /dev/zero | gzip | tail -c +11 >"$T/zeros"
	put "4 0 obj <</Filter/FlateDecode/Length $(($(wc -c <"$T/zeros") + 2))>>"
	{
		printf 'stream\n\170\332'
		cat "$T/zeros"
		printf '\nendstream\nendobj\n'
	} >>"$T/bomb.pdf"
	xref=$(wc -c <"$T/bomb.pdf")
	{
		printf 'xref\n0 5\n0000000000 65535 f \n'
		while read -r offset; do printf '%010d 00000 n \n' "$offset"; done <"$T/offsets"
		printf 'trailer <</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' "$xref"
	} >>"$T/bomb.pdf"
}
bomb
exits 3 "a file that unpacks without end" within 4 "$KX" verify "$T/bomb.pdf"
says 'bomb\.pdf: error\[KX624\]' "is given up soon"

# ---- trace FILE.pdf ----
exits 0 "trace of a sheet" "$KX" trace "$T/a.pdf"
silent "says nothing on standard error"
says '^“People who got better did so within the hour\.” \[[0-9]+\]' "lists each sentence with its marks" "$T/out"
says '^    claim: review-2022-speed, in the summary of review-2022$' "its claim" "$T/out"
says '^    source: \[[0-9]+\] review-2022, tier [1-4], ' "its sources" "$T/out"
says '^    figure: .*60%' "its figures" "$T/out"
says '^    decided by: ruling r01$' "the ruling that decided" "$T/out"
says '^Could it help\?$' "section by section" "$T/out"
jq -r '.printed[].claims[].claim' >"$T/claims" <<JSON
$("$KX" trace "$T/a.pdf" --format json 2>"$T/err")
JSON
yes "there are claims" test -s "$T/claims"
while read -r claim; do
	grep -q "^    claim: $claim, " "$T/out" || echo "$claim"
done <"$T/claims" >"$T/faults"
silent "no printed claim is left out" "$T/faults"
qpdf --show-attachment=manifest.json "$T/a.pdf" >"$T/manifest.json" 2>/dev/null &&
	"$KX" trace "$T/a.pdf" --format json >"$T/traced" 2>"$T/err" &&
	same "--format json is the manifest itself" "$T/traced" "$T/manifest.json"
exits 2 "an option that would change nothing" "$KX" trace "$T/a.pdf" --data "$PACK"
says 'KX807.*--data' "is refused"
exits 5 "a sheet that is not there" "$KX" trace "$T/none.pdf"
says 'KX701' "is named"
exits 0 "trace of a claim still asks the data" "$KX" trace review-2022-speed --data "$PACK"

# ---- without the library ----
mkdir "$T/broken"
for name in 28 29 30; do : >"$T/broken/libqpdf.so.$name"; done
exits 5 "verify where libqpdf cannot be loaded" env LD_LIBRARY_PATH="$T/broken" "$KX" verify "$T/broken/none.pdf"
says 'error\[KX890\]: libqpdf, which reads PDF files, is not on this machine: .*libqpdf\.so' "says so"
exits 0 "a sheet" env LD_LIBRARY_PATH="$T/broken" "$KX" -q --out "$T/broken/x.pdf"
rm "$T"/broken/libqpdf*
: >"$T/broken/libexpat.so.1"
exits 5 "verify where expat cannot be loaded" env LD_LIBRARY_PATH="$T/broken" "$KX" verify --standards "$T/broken/x.pdf"
says 'error\[KX890\]: expat, which reads what a PDF says of itself, is not on this machine: .*libexpat' "says so"
