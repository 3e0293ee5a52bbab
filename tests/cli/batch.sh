#!/bin/sh
# batch: a manifest becomes sheets; what has not changed is left alone.
. tests/harness.sh

cp -R "$PACK" "$T/data"
cat >"$T/m.json" <<'JSON'
{ "data": "data", "folder": "rack", "output": "{clinic}/{layout}-{paper}.pdf", "clinics": "all", "copies": 3, "printer": "front",
  "overrides": [ { "clinics": ["hill"], "papers": ["a4", "letter"], "copies": 7 } ] }
JSON
ledger() { sqlite3 "$T/rack/.kxreport/ledger.sqlite" "$1"; }
edit() { jq "$2" "$1" >"$T/edited" && cat "$T/edited" >"$1"; }
# Which sheets a run made, on one line.
made() { sed -n 's/^built *\([^ ]*\) .*/\1/p' "$T/err" | sort | tr '\n' ' '; }

# ---- the first run ----
exits 0 "a dry run" "$KX" batch "$T/m.json" --dry-run
says '^build +harbor/handout-letter\.pdf \(new\)$' "says what it would make" "$T/out"
yes "and makes nothing" test ! -e "$T/rack"
exits 0 "a run" "$KX" batch "$T/m.json"
equal "makes every sheet" "$(made)" "harbor/handout-letter.pdf hill/handout-a4.pdf hill/handout-letter.pdf "
says '^3 sheets: 3 built, 0 unchanged, 0 refused, 0 failed, 0 removed; ' "and sums up"
yes "SHA256SUMS holds" sh -c 'cd "$1" && sha256sum -c --quiet SHA256SUMS' x "$T/rack"
equal "of all of them" "$(wc -l <"$T/rack/SHA256SUMS")" 3
exits 0 "render of the same clinic" "$KX" -q --data "$T/data" --clinic hill --paper a4 --out "$T/alone.pdf"
same "gives the same bytes" "$T/alone.pdf" "$T/rack/hill/handout-a4.pdf"
equal "wishes for the printer are in the ledger" "$(ledger "SELECT copies || printer FROM sheets WHERE output = 'hill/handout-a4.pdf'")" 7front

# ---- what changes is made anew, and nothing else ----
exits 0 "the same again" "$KX" batch "$T/m.json"
equal "makes nothing" "$(made)" ""
edit "$T/data/clinics/hill.json" '.phone = "555-555-0123"'
exits 0 "a clinic's telephone" "$KX" batch "$T/m.json"
equal "is on that clinic's sheets" "$(made)" "hill/handout-a4.pdf hill/handout-letter.pdf "
says 'hill/handout-a4\.pdf \(changed: clinic\)' "and is the reason"
edit "$T/data/summaries/review-2022.json" '(.claims[] | select(.id == "review-2022-speed")).says = "It took a day."'
exits 0 "a claim that prints" "$KX" batch "$T/m.json"
says 'harbor/handout-letter\.pdf \(changed: claims\)' "is a reason for the sheets that print it"
edit "$T/data/summaries/web-article.json" '(.claims[] | select(.id == "web-article-for-ever")).says = "Other words."'
exits 0 "what no sheet prints" "$KX" batch "$T/m.json"
equal "is no reason" "$(made)" ""
touch "$T/rack/hill/handout-a4.pdf"
exits 0 "a file that was touched" "$KX" batch "$T/m.json"
equal "is still the same file" "$(made)" ""
echo x >>"$T/rack/hill/handout-a4.pdf"
rm "$T/rack/harbor/handout-letter.pdf"
exits 0 "a file that was changed, and one that is gone" "$KX" batch "$T/m.json" --format json
equal "are made again" "$(jq -r 'select(.event == "built") | .output + ": " + .reason' "$T/out" | sort | tr '\n' ';')" \
	"harbor/handout-letter.pdf: its file is gone;hill/handout-a4.pdf: its file was changed;"
equal "a line of JSON for each" "$(jq -r .event "$T/out" | sort | uniq -c | tr -s ' \n' ' ')" " 2 built 1 ended 1 unchanged "

# ---- broken, refused and foreign ----
cp "$T/data/clinics/hill.json" "$T/hill.json"
echo '{' >"$T/data/clinics/hill.json"
before=$(sha256sum <"$T/rack/hill/handout-a4.pdf")
edit "$T/data/clinics/harbor.json" '.phone = "555-555-0124"'
exits 3 "a broken clinic" "$KX" batch "$T/m.json"
equal "costs its own sheets only" "$(made)" "harbor/handout-letter.pdf "
says 'hill\.json:[0-9]+:[0-9]+: error\[KX1' "and is named"
equal "whose last good files stay" "$(sha256sum <"$T/rack/hill/handout-a4.pdf")" "$before"
cp "$T/hill.json" "$T/data/clinics/hill.json"
exits 1 "words that nobody has reviewed" "$KX" batch "$T/m.json" --require-review
says '^refused +hill/handout-a4\.pdf' "are refused when that is asked"
equal "and their last good files stay" "$(sha256sum <"$T/rack/hill/handout-a4.pdf")" "$before"
exits 1 "the same again" "$KX" batch "$T/m.json" --require-review
says '^refused +hill/handout-a4\.pdf \(nothing has changed since\)' "is known to be refused"
exits 0 "without asking" "$KX" batch "$T/m.json" -q
edit "$T/m.json" '.output = "{clinic}-{layout}-{paper}.pdf"'
echo mine >"$T/rack/hill-handout-a4.pdf"
echo note >"$T/rack/notes.txt"
exits 5 "a file that is somebody's" "$KX" batch "$T/m.json" --prune
says 'KX826' "is in the way"
equal "and left alone" "$(cat "$T/rack/hill-handout-a4.pdf" "$T/rack/notes.txt" | tr '\n' ' ')" "mine note "
yes "what the batch made under other names is pruned" test ! -e "$T/rack/hill/handout-a4.pdf"
exits 0 "unless it is taken over" "$KX" batch "$T/m.json" --adopt
yes "it is a sheet now" sh -c 'head -c 5 "$1" | grep -q "%PDF-"' x "$T/rack/hill-handout-a4.pdf"
equal "the ledger knows every build" "$(ledger 'SELECT count(*) > 10 FROM builds')" 1

# ---- one at a time ----
exec 9<>"$T/rack/.kxreport/lock"
flock 9
exits 5 "a second run in the folder" "$KX" batch "$T/m.json"
says 'KX827' "waits for no one"
exec 9>&-

# ---- workers and shards ----
exits 0 "one worker" "$KX" batch "$T/m.json" -q -j1 --out "$T/one"
same "makes what two make" "$T/one/SHA256SUMS" "$T/rack/SHA256SUMS"
for i in 1 2; do
	exits 0 "shard $i" env SLURM_ARRAY_TASK_ID=$((i + 6)) SLURM_ARRAY_TASK_MIN=7 SLURM_ARRAY_TASK_COUNT=2 \
		"$KX" batch "$T/m.json" -q --shard auto --out "$T/parts"
done
sort -k2 "$T/parts/SHA256SUMS.1-of-2" "$T/parts/SHA256SUMS.2-of-2" >"$T/joined"
same "together they are the whole" "$T/joined" "$T/rack/SHA256SUMS"
exits 2 "a shard that is not" "$KX" batch "$T/m.json" --shard 3/2
says 'KX834' "is refused"

# ---- a table of clinics ----
printf '\357\273\277id,name,country,address,phone,after_hours,hours,web,colour,funding,papers,copies\r\n' >"$T/list.csv"
printf 'lake,"The ""Lake"" Clinic, East",ZZ,"1 Lake Road|Lakeville, ST 00000",555-555-0111,555-555-0112,"Monday, 9 to 5",www.example.org,#17607A,"We charge for this, and earn money from it.",,2\r\n' >>"$T/list.csv"
printf 'hill,,,,555-555-0199,,,,,,a4 letter,\r\n' >>"$T/list.csv"
echo '{ "data": "data", "folder": "listed", "output": "{clinic}-{paper}.pdf", "clinics": { "list": "list.csv" } }' >"$T/l.json"
exits 0 "a table of clinics" "$KX" batch "$T/l.json"
equal "is as good as files" "$(made)" "hill-a4.pdf hill-letter.pdf lake-letter.pdf "
pdftotext -q "$T/listed/lake-letter.pdf" "$T/text"
says 'The .Lake. Clinic, East' "with its quotes and commas" "$T/text"
sed -i 's/555-555-0199/555-555-0198/' "$T/list.csv"
exits 0 "a row that changed" "$KX" batch "$T/l.json"
equal "is that clinic's only" "$(made)" "hill-a4.pdf hill-letter.pdf "
printf 'lagoon,x,US\r\n"dock,a,b\r\n' >>"$T/list.csv"
exits 3 "a table with faults" "$KX" batch "$T/l.json"
says 'list\.csv:4:1: error\[KX824\]: the row has 3 cells; the header has 12' "is told by line"
says 'list\.csv:5:1: error\[KX824\]: this quote does not close' "all of them"

# ---- sizes and inks ----
mkdir "$T/share"
cp -R templates "$T/share"
ln -s "$ROOT/fonts" "$T/share/fonts"
jq '.id = "roomy" | .title = "Standard, further apart" | .space = 1.01' templates/sizes/standard.json >"$T/share/templates/sizes/roomy.json"
KXREPORT_SHARE=$T/share
export KXREPORT_SHARE
cat >"$T/s.json" <<'JSON'
{ "data": "data", "folder": "sized", "output": "{clinic}-{size}-{ink}.pdf", "clinics": ["harbor", "hill"],
  "sizes": ["standard", "roomy"], "inks": ["full", "saver"], "exclude": [{ "sizes": ["roomy"], "inks": ["full"] }],
  "overrides": [{ "clinics": ["hill"], "sizes": ["standard"] }],
  "include": [{ "clinics": ["hill"], "sizes": ["roomy"], "inks": ["gray"] }] }
JSON
exits 0 "sizes and inks" "$KX" batch "$T/s.json"
equal "are dimensions like others" "$(made)" \
	"harbor-roomy-saver.pdf harbor-standard-full.pdf harbor-standard-saver.pdf hill-roomy-gray.pdf hill-standard-full.pdf hill-standard-saver.pdf "
exits 0 "render in that size and ink" "$KX" -q --data "$T/data" --clinic hill --size roomy --ink gray --out "$T/alone.pdf"
same "gives the same bytes" "$T/alone.pdf" "$T/sized/hill-roomy-gray.pdf"
equal "they are in the ledger" "$(sqlite3 "$T/sized/.kxreport/ledger.sqlite" "SELECT job, size, ink FROM sheets WHERE
	output = 'hill-roomy-gray.pdf'")" "hill handout roomy own gray en letter|roomy|gray"
exits 0 "the same again" "$KX" batch "$T/s.json"
equal "makes nothing" "$(made)" ""
edit "$T/share/templates/inks/saver.json" '.edge_width = 1.5'
exits 0 "an ink that changed" "$KX" batch "$T/s.json"
equal "is that of the sheets in it" "$(made)" "harbor-roomy-saver.pdf harbor-standard-saver.pdf hill-standard-saver.pdf "
says 'hill-standard-saver\.pdf \(changed: saver\.json\)' "and the reason"
# ---- themes ----
jq '.theme = "quiet"' "$T/data/clinics/hill.json" >"$T/edited" && cat "$T/edited" >"$T/data/clinics/hill.json"
cat >"$T/h.json" <<'JSON'
{ "data": "data", "folder": "dressed", "output": "{clinic}-{theme}.pdf", "clinics": ["harbor", "hill"], "themes": ["own", "warm"] }
JSON
exits 0 "themes" "$KX" batch "$T/h.json"
equal "are a dimension, too" "$(made)" "harbor-own.pdf harbor-warm.pdf hill-own.pdf hill-warm.pdf "
"$KX" -q --data "$T/data" --clinic hill --theme quiet --out "$T/alone.pdf"
same "own is what the clinic's file names" "$T/alone.pdf" "$T/dressed/hill-own.pdf"
"$KX" -q --data "$T/data" --clinic harbor --theme house --out "$T/alone.pdf"
same "or else house" "$T/alone.pdf" "$T/dressed/harbor-own.pdf"
edit "$T/share/templates/themes/quiet.json" '.edge.width = 2'
exits 0 "a theme that changed" "$KX" batch "$T/h.json"
equal "is that of the sheets in it" "$(made)" "hill-own.pdf "
says 'hill-own\.pdf \(changed: quiet\.json\)' "and the reason"
jq 'del(.theme)' "$T/data/clinics/hill.json" >"$T/edited" && cat "$T/edited" >"$T/data/clinics/hill.json"
# ---- what is broken costs its own ----
cat >"$T/b.json" <<'JSON'
{ "data": "data", "folder": "parts", "output": "{clinic}-{layout}-{ink}.pdf", "clinics": ["hill"], "layouts": ["handout", "other"],
  "inks": ["full", "gray"] }
JSON
jq '.id = "other"' templates/handout.json >"$T/share/templates/other.json"
exits 0 "two layouts" "$KX" batch "$T/b.json" -q
echo '{ "id": "other", }' >"$T/share/templates/other.json"
edit "$T/data/clinics/hill.json" '.phone = "555-555-0177"'
exits 3 "a layout with faults" "$KX" batch "$T/b.json" --prune
equal "costs its own sheets only" "$(made)" "hill-handout-full.pdf hill-handout-gray.pdf "
says 'other\.json:1:.*error\[KX103\]' "and is told"
equal "once" "$(grep -c 'KX103' "$T/err")" 1
says 'KX840.*2 sheets cannot be made, for faults in: layout other$' "with what it costs"
says '^4 sheets: 2 built, 0 unchanged, 0 refused, 2 failed, 0 removed;' "in the sum, too"
yes "and none of its files is pruned" test -s "$T/parts/hill-other-gray.pdf"
echo '{' >"$T/share/templates/inks/gray.json"
edit "$T/data/clinics/hill.json" '.phone = "555-555-0178"'
exits 3 "an ink with faults, too" "$KX" batch "$T/b.json"
equal "leaves the rest" "$(made)" "hill-handout-full.pdf "
cp "$T/data/sources.json" "$T/sources.json"
echo '[' >"$T/data/sources.json"
exits 3 "what all sheets share" "$KX" batch "$T/b.json" --data "$T/data"
equal "is told once" "$(grep -c 'error\[' "$T/err")" 1
cp "$T/sources.json" "$T/data/sources.json"
jq '.inks = ["full"] | .layouts = ["handout", "poster"] | .papers = ["letter", "tabloid"] | .exclude = [{ "layouts": ["poster"], "papers": ["letter"] },
	{ "layouts": ["handout"], "papers": ["tabloid"] }]' "$T/b.json" >"$T/p.json"
exits 0 "papers of some layouts only" "$KX" batch "$T/p.json" --dry-run
says '^build +hill-poster-full\.pdf' "are no fault where the others are excluded" "$T/out"

printf 'id,sizes,inks\nhill,roomy standard,saver\n' >"$T/sizes.csv"
echo '{ "data": "data", "folder": "tabled", "output": "{clinic}/{size}{ink}.pdf", "clinics": { "list": "sizes.csv" } }' >"$T/t.json"
exits 0 "as columns of a table" "$KX" batch "$T/t.json"
equal "they are names in cells" "$(made)" "hill/roomysaver.pdf hill/standardsaver.pdf "
unset KXREPORT_SHARE

# ---- manifests that cannot be ----
wrong() {
	echo "$3" >"$T/w.json"
	exits "$1" "$2" "$KX" batch "$T/w.json" --data "$T/data" --out "$T/none"
	says "$4" "$2: is told"
}
wrong 3 "no sheet" '{ "output": "{clinic}.pdf", "clinics": ["hill"], "exclude": [{ "clinics": ["hill"] }] }' KX820
jq -n '{ output: "{clinic}{layout}{language}{paper}.pdf", clinics: ["hill"],
	papers: [range(200) | "letter"], languages: [range(200) | "en"], layouts: [range(200) | "handout"] }' >"$T/many.json"
exits 3 "millions of sheets" "$KX" batch "$T/many.json" --data "$T/data" --out "$T/none"
says 'KX821.*at most 100000 are made' "are told"
wrong 3 "a way out of the folder" '{ "output": "../{clinic}.pdf", "clinics": ["hill"] }' 'KX822.*begins with a dot'
wrong 3 "an absolute path" '{ "output": "/tmp/{clinic}.pdf", "clinics": ["hill"] }' 'KX822.*absolute'
wrong 3 "a field that is not" '{ "output": "{clinics}.pdf", "clinics": ["hill"] }' 'did you mean \{clinic\}'
wrong 3 "one name for two sheets" '{ "output": "{clinic}.pdf", "clinics": ["hill"], "papers": ["a4", "letter"] }' KX823
wrong 3 "a size that is not" '{ "output": "{clinic}.pdf", "clinics": ["hill"], "sizes": ["larg"] }' 'KX470.*larg'
wrong 3 "an ink that is not" '{ "output": "{clinic}.pdf", "clinics": ["hill"], "inks": ["grey"] }' 'KX471.*grey'
wrong 3 "a theme that is not" '{ "output": "{clinic}.pdf", "clinics": ["hill"], "themes": ["wram"] }' 'KX472.*wram'
wrong 3 "an exclude of nothing" '{ "output": "{clinic}.pdf", "clinics": ["hill"], "exclude": [{ "papers": ["a4"] }] }' KX838
wrong 3 "a clinic that is not" '{ "output": "{clinic}.pdf", "clinics": ["hil"] }' 'KX126.*"hil"'
wrong 2 "a paper that is not" '{ "output": "{clinic}.pdf", "clinics": ["hill"], "papers": ["a3"] }' KX458
echo '{ "output": "{clinic}.pdf", "clinics": ["hill"] }' >"$T/w.json"
exits 2 "no folder" "$KX" batch "$T/w.json" --data "$T/data"
says KX825 "no folder: is told"

# ---- the ledger ----
exits 0 "history" "$KX" history hill/handout-a4.pdf --ledger "$T/rack"
says '^    20[0-9-]+  built +hiccups-[^ ]+  new, kxreport ' "begins with the first build" "$T/out"
says '^ +reworded review-2022-speed: .It took a day' "and says which claims changed" "$T/out"
says '^    20[0-9-]+  refused' "and when it was refused" "$T/out"
exits 0 "of a month to come" "$KX" history harbor --ledger "$T/rack" --on 2199-03
equal "what stands there now hung there then" "$(grep -c ' built ' "$T/out")" "$(grep -c '^[^ ]*\.pdf ' "$T/out")"
exits 2 "of a clinic that is not" "$KX" history nowhere --ledger "$T/rack"
exits 2 "without a ledger" "$KX" history --ledger "$T/data"
says KX837 "is told"
hidden=$T/parts/.kxreport
exits 0 "ledgers of shards" "$KX" ledger merge "$T/all.sqlite" "$hidden/ledger-1-of-2.sqlite" "$hidden/ledger-2-of-2.sqlite"
equal "become one" "$(sqlite3 "$T/all.sqlite" 'SELECT sha256 || char(32, 32) || output FROM sheets ORDER BY output')" "$(cat "$T/joined")"
equal "whose sheets know their builds" "$(sqlite3 "$T/all.sqlite" 'SELECT count(*) FROM sheets s JOIN builds b ON b.id = s.build AND b.sha256 = s.sha256')" 3
exits 0 "twice" "$KX" ledger merge "$T/all.sqlite" "$hidden/ledger-1-of-2.sqlite"
says ' 0 new builds' "changes nothing" "$T/out"

# ---- watching ----
# soon COMMAND: within a few seconds; the machine may be busy.
soon() { for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do "$@" && return 0; sleep 0.3; done; return 1; }
"$KX" batch "$T/m.json" --watch >"$T/watch" 2>&1 &
watcher=$!
yes "a watch begins with a run" soon grep -q '^3 sheets: ' "$T/watch"
edit "$T/data/clinics/harbor.json" '.phone = "555-555-0177"'
yes "a change is made at once" soon grep -q 'built *harbor-handout-letter.pdf (changed: clinic)' "$T/watch"
last=$(sha256sum <"$T/rack/harbor-handout-letter.pdf")
echo '{' >"$T/data/topics.json"
yes "broken data are told" soon grep -q 'topics.json:.*error' "$T/watch"
equal "and the last good file stays" "$(sha256sum <"$T/rack/harbor-handout-letter.pdf")" "$last"
kill -TERM $watcher
wait $watcher
equal "a signal ends it" $? 0
mkdir "$T/lists"
printf 'id,phone\nhill,555-555-0161\n' >"$T/lists/clinics.csv"
echo '{ "data": "data", "folder": "seen", "output": "{clinic}.pdf", "clinics": { "list": "lists/clinics.csv" } }' >"$T/seen.json"
cp "$PACK/topics.json" "$T/data/topics.json"
"$KX" batch "$T/seen.json" --watch >"$T/watch" 2>&1 &
watcher=$!
yes "a list of clinics elsewhere" soon grep -q '^1 sheet: 1 built' "$T/watch"
printf 'id,phone\nhill,555-555-0162\nharbor,\n' >"$T/lists/clinics.csv"
yes "is watched, too" soon grep -q 'built *hill.pdf (changed: clinic)' "$T/watch"
yes "with the clinics that come" soon grep -q 'built *harbor.pdf (new)' "$T/watch"
kill -TERM $watcher
wait $watcher
