#!/bin/sh
# diff: two sheets, two data folders, one of each.
. tests/harness.sh

# change FILE FILTER: edits a file of the copied pack.
change() { jq "$2" "$T/new/$1" >"$T/changed" && mv "$T/changed" "$T/new/$1"; }
# with_change FILE FILTER: a fresh copy of the pack with one change, and its diff against the pack.
with_change() {
	rm -rf "$T/new"
	cp -R "$PACK" "$T/new"
	change "$1" "$2"
	run "$KX" diff "$PACK" "$T/new" --format json
}
# kinds: the kinds of change that were found, in order.
kinds() { jq -r '[.changes[].kind] | join(" ")' "$T/out"; }

exits 0 "render" "$KX" -q --data "$PACK" --out "$T/a.pdf"
exits 0 "a sheet and itself" "$KX" diff "$T/a.pdf" "$T/a.pdf"
says '^no differences$' "are the same" "$T/out"
silent "and nothing is said on standard error"
exits 0 "a sheet and the folder it was made from" "$KX" diff "$T/a.pdf" "$PACK"
says '^no differences$' "are the same" "$T/out"
exits 0 "the folder and the sheet" "$KX" diff "$PACK" "$T/a.pdf" --exit-code
exits 0 "the shipped data and itself" "$KX" diff data data --exit-code
says '^no differences$' "are the same" "$T/out"

# ---- one change of each kind ----
summary=summaries/review-2022.json
with_change $summary '(.claims[] | select(.id == "review-2022-speed")).says = "It took a day."'
equal "reworded" "$(kinds)" reworded
equal "with the old words and the new" "$(jq -r '.changes[0] | "\(.was) \(.now) \(.claim) \(.topic) \(.section)"' "$T/out")" \
	"People who got better did so within the hour. It took a day. review-2022-speed speed benefits"
with_change $summary '(.claims[] | select(.id == "review-2022-main-benefit").figures[0]) |= (.percent = 72 | del(.n, .of, .interval))'
equal "a figure" "$(kinds)" figure
yes "with the old number and the new" jq -e '(.changes[0].was | contains(": 60%")) and (.changes[0].now | contains(": 72%"))' "$T/out"
with_change $summary 'del(.claims[] | select(.id == "review-2022-how"))'
says '^removed' "removed" - <<TEXT
$(kinds)
TEXT
with_change $summary '(.claims[] | select(.id == "review-2022-how")).id = "review-2022-why"'
equal "replaced" "$(kinds)" replaced
equal "by what" "$(jq -r '.changes[0] | "\(.claim) \(.by)"' "$T/out")" "review-2022-how review-2022-why"
with_change $summary '(.claims[] | select(.id == "review-2022-main-benefit")).certainty.level = "high"'
equal "certainty" "$(kinds)" certainty
with_change topics.json '(.topics[] | select(.id == "speed")).title = "How soon"'
equal "a heading" "$(kinds)" heading
with_change pack.json '.version = "9.9"'
equal "the version" "$(jq -r '.changes[] | "\(.kind) \(.what) \(.was) \(.now)"' "$T/out")" \
	"about pack version $(jq -r .version "$PACK/pack.json") 9.9"
with_change rulings.json '.rulings[0].why = "For another reason."'
equal "a ruling" "$(kinds)" ruling
with_change rulings.json '.rulings[0].prints = []'
says 'decided' "and what it decides" - <<TEXT
$(kinds)
TEXT
with_change sources.json '(.sources[] | select(.id == "review-2022")).citation = "Cited otherwise."'
equal "a source" "$(kinds)" source
with_change topics.json '.sections[2:4] |= reverse'
equal "the order of sections alone is no change of any claim" "$(kinds)" ""

# ---- for a meeting ----
with_change $summary '(.claims[] | select(.id == "review-2022-speed")).says = "It took a day."'
change pack.json '.version = "9.9"'
exits 0 "as text" "$KX" diff "$PACK" "$T/new"
says "^old: $PACK \(data folder: " "it says what is compared" "$T/out"
says '^1 about the sheet, 1 reworded$' "sums up" "$T/out"
says '^Reworded: speed, for [a-z]+ \[review-2022-speed\]$' "names topic, product and claim" "$T/out"
says '^    was: People who got better did so within the hour\.$' "the old words" "$T/out"
says '^    now: It took a day\.$' "and the new" "$T/out"
no "without a control character" grep -q "$(printf '[\001-\010\013-\037]')" "$T/out"
exits 1 "--exit-code tells" "$KX" diff "$PACK" "$T/new" --exit-code
exits 0 "and is silent on errors" "$KX" diff "$PACK" "$PACK" --exit-code

# ---- sheets ----
exits 0 "render the changed data" "$KX" -q --data "$T/new" --out "$T/b.pdf"
exits 0 "two sheets" "$KX" diff "$T/a.pdf" "$T/b.pdf" --format json
equal "differ as their data do" "$(kinds)" "about reworded"
exits 0 "an old sheet and the new data" "$KX" diff "$T/a.pdf" "$T/new" --format json
equal "differ in the same way" "$(kinds)" "about reworded"
exits 0 "for another clinic" "$KX" -q --data "$PACK" --clinic hill --out "$T/c.pdf"
exits 0 "two clinics" "$KX" diff "$T/a.pdf" "$T/c.pdf" --format json
yes "differ in the clinic" jq -e '[.changes[] | select(.what == "clinic")] | length == 1' "$T/out"
exits 0 "a clinic's sheet and the data" "$KX" diff "$T/c.pdf" "$PACK" --exit-code
jq '.id = "short" | .omit += ["benefits"] | .flow |= map(select(.place != ["benefits"]))' templates/handout.json >"$T/short.json"
exits 0 "a layout that leaves a section out" "$KX" -q --draft --data "$PACK" --layout "$T/short.json" --out "$T/d.pdf"
exits 0 "its sheet and the data" "$KX" diff "$T/d.pdf" "$PACK" --format json
equal "are the same but for what it leaves out" "$(kinds)" ""
exits 0 "its sheet and the whole one" "$KX" diff "$T/d.pdf" "$T/a.pdf" --format json
equal "differ in what they are, not in what they claim" "$(jq -c '[.changes[].kind] | unique' "$T/out")" '["about"]'
if command -v qpdf >/dev/null 2>&1; then
	qpdf --linearize "$T/b.pdf" "$T/linear.pdf"
	exits 0 "one that was saved again" "$KX" diff "$T/b.pdf" "$T/linear.pdf" --exit-code
	qpdf "$T/b.pdf" --pages . 1 -- "$T/cut.pdf"
	exits 0 "one whose pages were changed" "$KX" diff "$T/b.pdf" "$T/cut.pdf"
	says "cut\.pdf: warning\[KX383\]" "is compared with a warning"
fi

# ---- what cannot be compared ----
exits 2 "one operand" "$KX" diff "$T/a.pdf"
says 'KX806.*OLD NEW' "is too few"
exits 2 "three" "$KX" diff "$T/a.pdf" "$T/b.pdf" "$T/c.pdf"
says "KX806.*two words, but got 3" "are too many"
exits 5 "a file that is not there" "$KX" diff "$T/a.pdf" "$T/none.pdf"
says "none\.pdf: error\[KX701\]" "is named"
exits 3 "a text file" "$KX" diff "$T/a.pdf" README.md
says 'README\.md: error\[KX620\]' "is named"
no "and nothing is printed" test -s "$T/out"
rm "$T/new/topics.json"
exits 5 "a folder that lacks a file" "$KX" diff "$T/a.pdf" "$T/new"
exits 2 "an option it has not" "$KX" diff "$T/a.pdf" "$T/b.pdf" --data data
says 'KX807' "is refused"
