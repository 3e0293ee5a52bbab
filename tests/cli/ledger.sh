#!/bin/sh
# The batch's ledger over the years: older versions are brought up to date with their history; newer ones, damaged
# ones and those that somebody holds are left alone.
. tests/harness.sh

cp -R "$PACK" "$T/data"
cat >"$T/m.json" <<'JSON'
{ "data": "data", "folder": "rack", "output": "{clinic}/{layout}-{paper}.pdf", "clinics": "all" }
JSON
L=$T/rack/.kxreport/ledger.sqlite
mkdir -p "$T/rack/.kxreport"
ledger() { sqlite3 "$L" "$1"; }

# ---- a ledger of version 1 ----
sqlite3 "$L" <tests/ledgers/v1.sql
builds=$(ledger 'SELECT * FROM builds ORDER BY id')
before=$(sha256sum <"$L")
exits 0 "the history of an older ledger" "$KX" history hill --ledger "$T/rack"
says '^hill/handout-letter\.pdf \(hill handout standard own full en letter\)$' "is read" "$T/out"
says '^    2026-03-09 +built .*changed: claims' "with its builds" "$T/out"
says 'reworded review-2022-speed: .It took a day' "and their claims" "$T/out"
equal "and reading changes nothing" "$(sha256sum <"$L")" "$before"
exits 0 "merging it" "$KX" ledger merge "$T/merged.sqlite" "$L"
equal "brings its builds" "$(sqlite3 "$T/merged.sqlite" "SELECT count(*) FROM builds b JOIN sheets s ON s.id = b.sheet WHERE
	s.size = 'standard' AND s.ink = 'full'")" 4
equal "and leaves it alone, too" "$(sha256sum <"$L")" "$before"
exits 0 "a run" "$KX" batch "$T/m.json"
equal "brings it up to date" "$(ledger 'PRAGMA user_version')" "$(sqlite3 "$T/merged.sqlite" 'PRAGMA user_version')"
equal "its builds stay as they are" "$(ledger 'SELECT * FROM builds WHERE run <= 3 ORDER BY id')" "$builds"
equal "its sheets get what they were made in, and the new builds" "$(ledger "SELECT output, job, size, ink, (SELECT count(*) FROM
	builds b WHERE b.sheet = s.id) FROM sheets s WHERE clinic = 'hill'")" \
	"hill/handout-letter.pdf|hill handout standard own full en letter|standard|full|3"
equal "what was printed stays" "$(ledger 'SELECT printer, copies, job FROM prints')" "front|3|17"
equal "it is whole" "$(ledger 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
exits 0 "and after it" "$KX" batch "$T/m.json"
says '^2 sheets: 0 built, 2 unchanged' "nothing is to be made"
exits 0 "a new ledger" "$KX" batch "$T/m.json" -q --out "$T/new"
tables='SELECT sql FROM sqlite_master ORDER BY name'
equal "has the same tables" "$(ledger "$tables")" "$(sqlite3 "$T/new/.kxreport/ledger.sqlite" "$tables")"

# ---- a ledger of version 2 ----
sqlite3 "$T/second.sqlite" <tests/ledgers/v2.sql
exits 0 "a ledger of version 2" "$KX" ledger merge "$T/second-merged.sqlite" "$T/second.sqlite"
equal "has its sheets in the themes of their clinics" "$(sqlite3 "$T/second-merged.sqlite" 'SELECT job, theme, ink FROM sheets ORDER BY id')" \
	"$(printf 'hill handout standard own full en letter|own|full\nhill handout standard own saver en letter|own|saver')"
equal "and its builds" "$(sqlite3 "$T/second-merged.sqlite" 'SELECT verdict, bytes, document FROM builds ORDER BY id')" \
	"$(sqlite3 "$T/second.sqlite" 'SELECT verdict, bytes, document FROM builds ORDER BY id')"
equal "it is whole" "$(sqlite3 "$T/second-merged.sqlite" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok

# ---- a newer one, and one that is held ----
sums=$(sha256sum "$T"/rack/*/*.pdf)
sed -i 's/"phone": *"[^"]*"/"phone": "555-555-0188"/' "$T/data/clinics/hill.json"
ledger 'PRAGMA user_version = 99' >/dev/null
exits 3 "a ledger of a newer program" "$KX" batch "$T/m.json"
says 'KX828.*has version 99; this kxreport knows up to [0-9]+$' "is told"
equal "and nothing is made" "$(sha256sum "$T"/rack/*/*.pdf)" "$sums"
exits 3 "to be merged" "$KX" ledger merge "$T/merged.sqlite" "$L"
says KX828 "is told as well"
ledger "PRAGMA user_version = $(sqlite3 "$T/merged.sqlite" 'PRAGMA user_version')" >/dev/null

# ---- recall by the ledger ----
edit() { jq "$2" "$1" >"$T/edited" && cat "$T/edited" >"$1"; }
exits 0 "recall by the ledger" "$KX" recall review-2022-speed --ledger "$T/rack"
says '^hill/handout-letter\.pdf: hiccups-[^,]*, hill, from 2026-03-07, stands there still$' "says which sheets carry it, and since when" "$T/out"
says '^    prints review-2022-speed, in benefits: .People who got better did so within the hour' "in which words" "$T/out"
says '^    printed 2026-03-09: 3 copies on front$' "and what was printed" "$T/out"
says '^2 sheets carried review-2022-speed, 2 do still; 3 copies were printed$' "and the sum" "$T/out"
edit "$T/data/summaries/review-2022.json" 'del(.claims[] | select(.id == "review-2022-speed"))'
exits 0 "a claim that is withdrawn" "$KX" batch "$T/m.json" -q
rm "$T/rack/harbor/handout-letter.pdf"
exits 0 "is recalled" "$KX" recall review-2022-speed --ledger "$T/rack/.kxreport/ledger.sqlite" --format json
yes "from what was" jq -e '.ledgers[0].spells | length == 2 and all(.from == "2026-03-07" and .until > "2026-03-09" and
	(.stands | not) and .file == null and .carries[0].how == "prints")' "$T/out"
exits 0 "one that still prints" "$KX" recall review-2022-duration "$T/rack"
says '^1 of 1 sheet carries' "is in the files" "$T/out"
says '^harbor/handout-letter\.pdf: .*, from 2026-03-07, its file is gone$' "and in the ledger, whatever became of the file" "$T/out"
exits 0 "a claim that never was" "$KX" recall nothing --ledger "$T/rack"
says '^0 sheets carried nothing, 0 do still; 0 copies were printed$' "is nowhere" "$T/out"
exits 2 "nowhere to look" "$KX" recall review-2022-speed
says KX806 "is no recall"
exits 2 "files and a ledger" "$KX" recall review-2022-speed "$T/rack" --ledger "$T/rack"
exits 2 "a folder without a ledger" "$KX" recall review-2022-speed --ledger "$T/data"
says KX837 "is told"

# ---- one that somebody holds ----
hold() { printf 'BEGIN EXCLUSIVE;\n.system touch %s\n.system sleep %s\nROLLBACK;\n' "$T/held" "$1" | sqlite3 "$L"; }
rm -f "$T/held"
hold 1 &
while [ ! -e "$T/held" ]; do sleep 0.1; done
exits 0 "a ledger that is held for a moment" "$KX" batch "$T/m.json" -q --force
wait $!
rm -f "$T/held"
hold 12 &
while [ ! -e "$T/held" ]; do sleep 0.1; done
sums=$(sha256sum "$T"/rack/*/*.pdf)
exits 5 "one that is held for long" "$KX" batch "$T/m.json" --force
says 'KX830' "is told"
equal "and nothing is changed" "$(sha256sum "$T"/rack/*/*.pdf)" "$sums"
wait $!
exits 0 "afterwards" "$KX" batch "$T/m.json" -q

# ---- without the library ----
mkdir "$T/broken"
: >"$T/broken/libsqlite3.so.0"
exits 5 "a ledger where SQLite cannot be loaded" env LD_LIBRARY_PATH="$T/broken" "$KX" history --ledger "$T/none.sqlite"
says 'error\[KX892\]: SQLite, which keeps the ledger, is not on this machine: .*libsqlite3\.so' "says so"
exits 0 "a sheet" env LD_LIBRARY_PATH="$T/broken" "$KX" -q --out "$T/broken/x.pdf"
