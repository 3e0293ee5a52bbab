#!/bin/sh
# `kxreport check`: the gate without a PDF, the score card, reviews, sign-offs,
# waivers, and the days on which things fall due.
. tests/harness.sh

pack() { rm -rf "$T/pack"; cp -R "$PACK" "$T/pack"; }           # a fresh copy
edit() { jq --indent 2 "$2" "$T/pack/$1" >"$T/edited" && cp "$T/edited" "$T/pack/$1"; }
claim() { for file in "$T"/pack/summaries/*.json; do edit "summaries/${file##*/}" "(.claims[] | select(.id == \"$1\")) |= ($2)"; done; }
check() { run "$KX" check --data "$T/pack" "$@"; }
is() { equal "$1" "$status" "$2"; }                              # is NAME STATUS
hash_of() { "$KX" check --data "$T/pack" --format json 2>/dev/null | jq -r ".review.$1.hash"; }

# ---- the card, for people ----
cd "$T" || exit 1
exits 0 "the shipped data passes" "$KX" check
cp "$T/out" "$T/card"
cd "$ROOT" || exit 1
no "and no file is made" ls "$T"/*.pdf
for line in '^Clinical review$' '^  pack +pending$' '^  clinic +pending$' 'hash for .*data/pack\.json: [0-9a-f]{64}$' \
	'^  No clinician has reviewed these words' '^Readability .*sent\. .*words .*syll\. .*poly .*grade .*named .*SMOG .*mean .*long\. .*passive' \
	'^  whole sheet +[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+ +-?[0-9]+\.[0-9] ' '^Hardest sentences$' '^  5  .*summaries/.*\.json:[0-9]+:[0-9]+$' \
	'^Balance +benefits +harms' '^  words +[0-9]+ +[0-9]+ +[01]\.[0-9]{2}$' '^  area' '^  figures' '^  first page' '^  type, pt +1[0-9]\.' \
	'^IPDAS 4\.0 minimum$' '^  qualifying: 6 of 6 ' '^  certifying: 6 of 6 ' '^PEMAT-P$' '^  understandability: [0-9]+ of 1[0-9] ' \
	'^  actionability: [0-9]+ of [67] ' '^CDC Clear Communication Index$' '^  index: [0-9]+ of (20|19|18|17) ' '^DISCERN$' '^  reliability: [0-9]+ of 40 points' \
	'^  Q1  pass ' '^  C6  pass .*pack\.json:[0-9]+:[0-9]+$' '^  16  human '; do
	says "$line" "the card says: $line" "$T/card"
done
no "nothing shipped fails an item" grep -E '^  [QC]?[0-9]+ +FAIL' "$T/card"
equal "every item has its line" "$(grep -cE '^  [QC]?[0-9]+ +(pass|FAIL|human|lapsed|n/a)' "$T/card")" 72
cd "$T" || exit 1
exits 0 "the card goes to a file" "$KX" check --out card.txt
cd "$ROOT" || exit 1
same "the same card" "$T/card.txt" "$T/card"
silent "and standard output is quiet" "$T/out"
pack
check
is "the second pack passes" 0
silent "without a message"

# ---- refused: exit status 1, and the card says why ----
edit topics.json '.sections |= map(select(.id != "risks"))'
check
is "without its risks it is refused" 1
says '^  gate     refused: [0-9]+ errors' "the card says so" "$T/out"
says '^  Q5  FAIL ' "and which criteria" "$T/out"
says 'error\[KX350\]: IPDAS 4\.0 minimum Q5' "and so does standard error"
says 'pack/topics\.json:[0-9]+:[0-9]+: error' "with a place"
check --format json
is "as JSON" 1
yes "the same" jq -e '.status == 1 and .gate == "refused" and .errors > 0 and
	([.standards[] | select(.id == "ipdas") | .items[] | select(.state == "fail") | .number] | index("Q5") != null)' "$T/out"
yes "and on standard error a document too" jq -e '.status == 1 and ([.messages[].code] | index("KX350") != null)' "$T/err"
pack
printf '{' >"$T/pack/pack.json"
check
is "bad input is no refusal" 3
silent "and has no card" "$T/out"
check --format json
yes "as JSON it is null" jq -e '.status == 3 and .standards == null and (.messages | length > 0)' "$T/out"

# ---- JSON ----
pack
check --format json
is "JSON" 0
yes "is whole" jq -e '
	.format == "kxreport-check-1" and .gate == "passed" and .as_of == "2026-01-15"
	and .document.pages > 1 and (.document.review_by | test("^[0-9-]{10}$"))
	and .review.pack.state == "pending" and (.review.pack.hash | test("^[0-9a-f]{64}$"))
	and .readability.tongue == "en" and .readability.whole.score.words > 100
	and (.readability.whole.score.grade | type) == "number" and .readability.whole.with_drug_names.words >= .readability.whole.score.words
	and (.readability.sections | length) > 5 and (.readability.hardest | length) == 5
	and ([.readability.hardest[] | .place.line] | all(. > 0))
	and .balance.benefits.words > 0 and .balance.harms.area > 0
	and ([.standards[].id] == ["ipdas", "pemat", "cci", "discern"])
	and ([.standards[].items | length] == [12, 24, 20, 16])
	and .waiting > 0 and (.waiting == ([.standards[].parts[].waiting] | add))' "$T/out"
yes "places have lines" jq -e '[.standards[].items[].place | select(. != null) | .line] | length > 30 and all(. > 0)' "$T/out"

# ---- SARIF 2.1.0 ----
edit topics.json '.sections |= map(select(.id != "risks"))'
edit pack.json '.written_by = "x"'
check --format sarif
is "SARIF" 1
yes "is a log of one run" jq -e '."$schema" and .version == "2.1.0" and (.runs | length) == 1' "$T/out"
yes "of this tool" jq -e '.runs[0].tool.driver | .name == "kxreport" and (.semanticVersion | test("^[0-9]+\\."))' "$T/out"
yes "with rules that explain themselves" jq -e '.runs[0].tool.driver.rules | length > 1 and all(
	(.id | test("^KX[0-9]{3}$")) and (.name | test("^[a-z0-9-]+$")) and (.shortDescription.text | length > 8)
	and (.fullDescription.text | length > 20) and (.help.text | length > 10)
	and (.defaultConfiguration.level | IN("error", "warning", "note")))' "$T/out"
yes "each rule once" jq -e '[.runs[0].tool.driver.rules[].id] | length == (unique | length)' "$T/out"
yes "every result leads to its rule" jq -e '.runs[0] | . as $run | .results | length > 1 and
	all(. as $r | $run.tool.driver.rules[$r.ruleIndex].id == $r.ruleId and ($r.message.text | length > 5) and ($r.level | IN("error", "warning", "note")))' "$T/out"
yes "results have line and column" jq -e '[.runs[0].results[].locations[].physicalLocation |
	select(.artifactLocation.uri | endswith("topics.json")) | .region | .startLine > 0 and .startColumn > 0] | length > 0 and all' "$T/out"
yes "the run tells how it ended" jq -e '.runs[0].invocations[0] | .exitCode == 1 and .executionSuccessful == true' "$T/out"
says 'error\[KX350\]' "and standard error is for people"
mv "$T/pack" "$T/a pack"
run "$KX" check --data "$T/a pack" --format sarif
yes "blanks in a path are escaped" jq -e '[.runs[0].results[].locations[].physicalLocation.artifactLocation.uri] | all(test(" ") | not) and any(test("a%20pack"))' "$T/out"
run "$KX" --data "$T/a pack" --format sarif --out "$T/x.pdf"
is "render has SARIF on standard error" 1
yes "the same log" jq -e '.version == "2.1.0" and (.runs[0].results | length > 1)' "$T/err"
no "and no file" test -e "$T/x.pdf"

# ---- clinical review ----
pack
run "$KX" --data "$T/pack" --require-review --out "$T/x.pdf"
is "a review that is required and pending blocks" 1
says 'pack\.json:[0-9]+:[0-9]+: error\[KX361\]' "at the pack"
says '^also: .*clinics/harbor\.json:' "and the clinic"
no "with no file" test -e "$T/x.pdf"
hash=$(hash_of pack)
edit pack.json ".clinical_review = {status: \"done\", by: \"Dr. P. Reader\", role: \"nurse\", on: \"2026-01-02\", hash: \"$hash\"}"
run "$KX" -q --data "$T/pack" --require-review --werror --out "$T/x.pdf"
is "with the hash of what was read it passes" 0
silent "and warns of nothing"
pdftotext -layout "$T/x.pdf" "$T/text"
says 'Reviewed by Dr\. P\. Reader' "the sheet names the reviewer" "$T/text"
no "and nothing is pending" grep -q 'pending' "$T/text"
check
says '^  pack +done: Dr\. P\. Reader, nurse, 2026-01-02$' "so does the card" "$T/out"
for clinic in hill harbor; do
	run "$KX" --data "$T/pack" --clinic $clinic --require-review --out "$T/x.pdf"
	is "the pack's review holds for clinic $clinic" 0
done
claim zz-label-not-child '.says = "You are under 19."'
run "$KX" --data "$T/pack" --out "$T/x.pdf"
is "a changed word makes it lapse" 0
says 'pack\.json:[0-9]+:[0-9]+: warning\[KX360\].*Dr\. P\. Reader' "with a warning"
says "^help: .*\"hash\": \"$(hash_of pack)\"" "and the hash of the new words"
pdftotext -layout "$T/x.pdf" "$T/text"
no "the reviewer is gone" grep -q 'Dr\. P\. Reader' "$T/text"
says 'Clinical review: pending' "the sheet is pending again" "$T/text"
run "$KX" --data "$T/pack" --require-review --out "$T/x.pdf"
is "and a lapsed review is not enough" 1
pack
hash=$(hash_of clinic)
edit clinics/harbor.json ".review = {by: \"Dr. C. Reader\", role: \"chief\", on: \"2026-01-02\", hash: \"$hash\"}"
run "$KX" --data "$T/pack" --require-review --out "$T/x.pdf"
is "a clinic's own review is enough for its sheet" 0
edit clinics/harbor.json '.phone = "555-0999"'
check
says 'harbor\.json:[0-9]+:[0-9]+: warning\[KX360\].*Dr\. C\. Reader' "and is of this clinic's words"
edit clinics/harbor.json '.review.hash = "abc"'
check
is "a hash that is none is refused" 3
says 'KX358' "as bad input"

# ---- sign-offs ----
pack
hash=$(hash_of pack)
sign() { printf '{ "sign_offs": [ { %s, "by": "Ann Lee", "role": "reader", "on": "2026-01-03", "hash": "%s" } ] }\n' "$1" "$2" >"$T/pack/signoffs.json"; }
waiting() { "$KX" check --data "$T/pack" --format json 2>/dev/null | jq .waiting; }
before=$(waiting)
sign '"standard": "pemat", "item": "10", "answer": "yes"' "$hash"
check
says '^  10  pass .*Ann Lee, reader, 2026-01-03' "a person answers" "$T/out"
equal "and one item less waits" "$(waiting)" "$((before - 1))"
claim zz-label-not-child '.says = "You are under 19."'
check
is "the answer lapses with the words" 0
says '^  10  lapsed ' "the card says so" "$T/out"
says 'signoffs\.json:1:[0-9]+: warning\[KX353\]' "with a warning"
sign '"standard": "pemat", "item": "11", "answer": "yes"' "$hash"
check
is "what the program checks cannot be signed" 3
says 'KX352' "and is named"

# ---- waivers ----
pack
claim zz-label-not-child '.says = "You have QRS."'
check --werror
is "a warning under --werror" 4
says 'warning\[KX351\]' "is one"
says '^IPDAS' "and the card is printed" "$T/out"
waive() { printf '{ "waivers": [ { "code": "%s", %s, "by": "Ann Lee", "role": "editor", "reason": "for a test", "until": "%s" } ] }\n' "$1" "$2" "$3" >"$T/pack/waivers.json"; }
waive KX351 '"claim": "zz-label-not-child"' 2026-01-15
check --werror
is "waived, it passes" 0
silent "and is silent"
check -v
says 'note\[KX351\]' "with -v it is a note"
says '^waived: Ann Lee, editor, until 2026-01-15: for a test$' "that names who answers for it"
check --format sarif
yes "in SARIF it is suppressed" jq -e '[.runs[0].results[] | select(.ruleId == "KX351")] | length == 1 and
	(.[0].suppressions[0] | .kind == "external" and (.justification | test("Ann Lee")))' "$T/out"
check --as-of 2026-01-16
says 'warning\[KX356\]' "on the day after it has run out"
says 'warning\[KX351\]' "and the warning is back"
waive standard-unmet '"topic": "may-tried"' 2026-12-31
check
says 'warning\[KX357\]' "one that covers nothing is reported"
waive KX350 '"section": "risks"' 2026-12-31
check
is "a rule that blocks cannot be waived" 3
says 'waivers\.json:1:[0-9]+: error\[KX355\]' "and is named"

# ---- days ----
pack
check --as-of 2026-01-28
silent "a month and a day before it falls due nothing is said"
check --as-of 2026-01-29
is "a month before it warns" 0
says 'pack\.json:[0-9]+:[0-9]+: warning\[KX365\].*by 2026-02-28, in 30 days' "where and when"
check --as-of 2026-02-28
is "on the day it blocks" 1
says 'pack\.json:[0-9]+:[0-9]+: error\[KX366\]' "where"
run "$KX" --data "$T/pack" --as-of 2030-01-01 --out "$T/old.pdf"
is "and so does a build" 1
no "with no file" test -e "$T/old.pdf"
run "$KX" --data "$T/pack" --as-of 2026-01-01 --out "$T/a.pdf"
run "$KX" --data "$T/pack" --as-of 2026-02-20 --out "$T/b.pdf"
same "no byte depends on the day" "$T/a.pdf" "$T/b.pdf"
edit pack.json '.review_by = "2027-01-01"'
for file in "$T"/pack/summaries/*.json; do edit "summaries/${file##*/}" '.review_by = "2027-01-01"'; done
edit rulings.json '.rulings[].review_by = "2026-01-20"'
check
says 'rulings\.json:[0-9]+:[0-9]+: warning\[KX365\].*ruling' "rulings fall due as well"
edit rulings.json '.rulings[].review_by = "2027-01-01"'
edit summaries/zz-label.json '.review_by = "2026-01-10"'
check
is "and summaries" 1
says 'zz-label\.json:[0-9]+:[0-9]+: error\[KX366\]' "where they stand"
exits 2 "a day that is none" "$KX" check --as-of 2026-02-30
says 'KX805.*2026-02-30' "is refused"
exits 2 "in the environment too" env KXREPORT_AS_OF=tomorrow "$KX" check
says 'KX805.*KXREPORT_AS_OF' "by name"
exits 1 "without any, the clock tells the day" env -u KXREPORT_AS_OF "$KX" check --data "$PACK"
says 'KX366' "and the second pack is long past its day"

# ---- options of other commands ----
exits 2 "check has no --draft" "$KX" check --draft
exits 2 "a dump has no today" "$KX" --dump frames --as-of 2026-01-01
says 'KX807.*as-of' "as its message says"
