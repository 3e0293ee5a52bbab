#!/bin/sh
# print: finished sheets to a printer.  The printer is ippeveprinter, the IPP
# Everywhere server of CUPS, on a free port of the loopback, with a folder of
# its own; nothing leaves the machine.
. tests/harness.sh

export CUPS_SERVER="$T/no-server"      # no queue of this machine has a part in it
export HOME="$T"                       # nor anybody's own settings

# ---- a build without CUPS: the objects of this one, but for those that print ----
silent=build/release-silent
rm -rf $silent
cp -a build/release $silent
grep -q -e -Werror build/release/flags && werror=1 || werror=
exits 0 "make CUPS=" make --no-print-directory BUILD=release-silent CUPS= WERROR=$werror all
exits 6 "a build without CUPS" $silent/kxreport print README.md --printer x
says 'error\[KX860\]: this kxreport was built without printing' "says that it does not print"
exits 0 "its version" $silent/kxreport version
says '^CUPS: not in this build' "says so too" "$T/out"
rm -rf $silent

if "$KX" version | grep -q '^CUPS: not in this build'; then
	skip "printing" "this build has none"
	exit 0
fi

# ---- sheets ----
exits 0 "a sheet" "$KX" -q --data "$PACK" --out "$T/a.pdf"
exits 0 "a sheet of the other clinic" "$KX" -q --data "$PACK" --clinic hill --out "$T/hill.pdf"
exits 0 "a sheet on A4" "$KX" -q --data "$PACK" --paper a4 --out "$T/a4.pdf"
exits 0 "a draft" "$KX" -q --data "$PACK" --draft --out "$T/draft.pdf"

# ---- printers that are not there ----
exits 6 "a queue that is not there" "$KX" print "$T/a.pdf" --printer Front_Desk --data "$PACK"
says "error\[KX861\]: there is no printer 'Front_Desk'" "is named"
exits 6 "no printer at all" "$KX" print "$T/a.pdf" --data "$PACK"
says 'KX861.*no printer was named, and there is no default one' "is told"
exits 6 "an address where nobody answers" "$KX" print "$T/a.pdf" --printer ipp://127.0.0.1:9/ipp/print --data "$PACK"
says "KX861.*ipp://127.0.0.1:9/ipp/print' does not answer" "is told"
exits 2 "copies that are none" "$KX" print "$T/a.pdf" --copies 0
says 'KX805.*--copies takes a whole number from 1 to 999' "are refused"
exits 2 "a paper that is none" "$KX" print "$T/a.pdf" --media a44
says "KX805.*the paper 'a44'" "is refused"
exits 2 "sides that are none" "$KX" print "$T/a.pdf" --sides both
says 'KX805.*one-sided, two-sided-long-edge or two-sided-short-edge' "are refused"

# ---- what may not be printed; no printer is asked, or this would be 6 ----
# refused CODE NAME FILE...
refused() {
	code=$1 name=$2
	shift 2
	run "$KX" print --printer ipp://127.0.0.1:9/ipp/print "$@"
	equal "$name is refused" "$status" "$([ "$code" = KX620 ] && echo 3 || { [ "$code" = KX701 ] && echo 5; } || echo 1)"
	says "error\[$code\]" "$name: why"
}
refused KX867 "a draft" "$T/draft.pdf" --data "$PACK"
refused KX381 "a sheet whose review is overdue" "$T/a.pdf" --data "$PACK" --as-of 2030-01-01
cp -R "$PACK" "$T/new"
jq '(.claims[] | select(.id == "review-2022-speed")).says = "It took a day."' "$PACK/summaries/review-2022.json" \
	>"$T/new/summaries/review-2022.json"
refused KX381 "a sheet whose words have changed since" "$T/a.pdf" --data "$T/new"
jq 'del(.claims[] | select(.id == "review-2022-speed"))' "$PACK/summaries/review-2022.json" >"$T/new/summaries/review-2022.json"
refused KX382 "a sheet that prints what was withdrawn" "$T/a.pdf" --data "$T/new"
qpdf "$T/a.pdf" --pages . 1,1 -- "$T/changed.pdf"
refused KX380 "a sheet that was changed" "$T/changed.pdf" --data "$PACK"
refused KX620 "a file that is no sheet" README.md --data "$PACK"
refused KX701 "a file that is not there" "$T/none.pdf" --data "$PACK"
refused KX867 "a good sheet with a draft behind it" "$T/a.pdf" "$T/draft.pdf" --data "$PACK"

# ---- a real printer ----
for tool in ippeveprinter ipptool dbus-daemon; do
	command -v $tool >/dev/null 2>&1 || { skip "printing to an IPP server" "no $tool here"; exit 0; }
done
pids=
trap 'kill $pids 2>/dev/null; chmod -R u+rwX "$T" 2>/dev/null; rm -rf "$T"' EXIT
# The server wants a bus to announce itself on, and is told not to: an empty bus of its own will do.
dbus-daemon --session --fork --print-address=3 --print-pid=4 3>"$T/bus" 4>"$T/bus.pid"
pids=$(cat "$T/bus.pid")
DBUS_SYSTEM_BUS_ADDRESS=$(cat "$T/bus")
export DBUS_SYSTEM_BUS_ADDRESS

# What the printer does with a job: keep it and all that was said of it, then
# what $T/orders says.
cat >"$T/tray" <<SH
#!/bin/sh
env | grep '^IPP_' | sort >"$T/said.\$IPP_JOB_ID"
cp "\$1" "$T/came.\$IPP_JOB_ID.pdf"
. "$T/orders"
SH
chmod +x "$T/tray"
: >"$T/orders"

# printer NAME OPTIONS...: starts one and sets $uri.
tries=0
printer() {
	name=$1
	shift
	mkdir "$T/spool.$name"
	for try in 1 2 3 4 5; do
		tries=$((tries + 1))
		port=$((20000 + ($$ * 7 + tries * 1013) % 20000))
		ippeveprinter "$@" -r off -n localhost -p $port -f application/pdf -k -d "$T/spool.$name" -c "$T/tray" "$name" \
			>"$T/printer.$name" 2>&1 &
		pid=$!
		uri=ipp://localhost:$port/ipp/print
		for wait in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
			kill -0 $pid 2>/dev/null || break
			if ipptool -q "$uri" get-printer-attributes.test 2>/dev/null && kill -0 $pid 2>/dev/null; then
				pids="$pids $pid"
				return 0
			fi
			sleep 0.3
		done
		kill $pid 2>/dev/null
	done
	return 1
}
if ! printer "Both Sides" -2 -s 20,20; then
	sed 's/^/# /' "$T/printer.Both Sides"
	skip "printing to an IPP server" "ippeveprinter does not start here"
	exit 0
fi
both=$uri
yes "a plain printer starts" printer Plain
plain=$uri

# said JOB NAME WORDS: an attribute as it arrived.
said() {
	equal "job $1: $2 arrived" "$(sed -n "s/^IPP_$2=//p" "$T/said.$1")" "$3"
}

exits 0 "a dry run" "$KX" print "$T/a.pdf" --printer "$both" --data "$PACK" --copies 3 --dry-run
says '^    prints: 3 copies of [0-9]+ pages, on both sides, turned on the long edge, on [0-9]+ sheets of na_letter_8.5x11in$' \
	"says what would print" "$T/out"
says '^    job: none, this is a dry run$' "and that nothing does" "$T/out"
says "^    printer: $both, .*, idle$" "and what the printer is" "$T/out"
no "nothing was sent" ls "$T"/came.*

exits 0 "three copies" "$KX" print "$T/a.pdf" --printer "$both" --data "$PACK" --copies 3 --print-color color
says '^    job: 1, printed$' "come out" "$T/out"
silent "without a word"
same "the document is ours, byte for byte" "$T/came.1.pdf" "$T/a.pdf"
said 1 COPIES 3
said 1 SIDES two-sided-long-edge
said 1 MEDIA na_letter_8.5x11in
said 1 PRINT_COLOR_MODE color
said 1 MULTIPLE_DOCUMENT_HANDLING separate-documents-collated-copies
said 1 DOCUMENT_FORMAT_SUPPLIED application/pdf
yes "the job has the sheet's title and version" grep -q '^IPP_JOB_NAME=.*[a-z], version [0-9]' "$T/said.1"

exits 0 "two sheets, as JSON" "$KX" print "$T/a4.pdf" "$T/hill.pdf" --printer "$both" --data "$PACK" --sides one-sided \
	--print-color monochrome --format json
yes "with what became of them" jq -e 'length == 2 and (map(.job) == [2, 3]) and all(.state == "printed" and .copies == 1 and
	.sides == "one-sided" and .color == "monochrome") and .[0].media == "iso_a4_210x297mm"' "$T/out"
equal "and the hash of what was sent" "$(jq -r '.[0].sha256' "$T/out")" "$(sha256sum <"$T/came.2.pdf" | cut -d ' ' -f 1)"
said 2 MEDIA iso_a4_210x297mm
said 2 SIDES one-sided
said 2 COPIES 1
said 2 PRINT_COLOR_MODE monochrome
same "the second sheet is ours, too" "$T/came.3.pdf" "$T/hill.pdf"
# A second sheet found the printer busy with the first, and waited.
exits 0 "paper of another size" "$KX" print "$T/a4.pdf" --printer "$both" --data "$PACK" --media letter
says 'warning\[KX869\]: the sheet is set for iso_a4_210x297mm; the printer will scale it to na_letter_8.5x11in' "is warned of"
said 4 MEDIA na_letter_8.5x11in
exits 0 "paper that is not loaded" "$KX" print "$T/a4.pdf" --printer "$both" --data "$PACK" --dry-run
says 'warning\[KX866\].*no iso_a4_210x297mm loaded \(but na_letter_8.5x11in\)' "is warned of"
exits 0 "a job that nobody waits for" "$KX" print "$T/a.pdf" --printer "$both" --data "$PACK" --wait 0
says '^    job: 5, waiting$' "is on its way" "$T/out"

# ---- what a printer cannot do ----
exits 6 "both sides on a printer of one" "$KX" print "$T/a.pdf" --printer "$plain" --data "$PACK"
says "KX862.*has no sides 'two-sided-long-edge'; it has: one-sided" "cannot be"
says 'help: --sides one-sided' "and there is a way"
exits 6 "colour on a black printer, and a paper it has not" "$KX" print "$T/a.pdf" --printer "$plain" --data "$PACK" \
	--sides one-sided --print-color color --media a3
equal "cannot be, either of them" "$(grep -c 'KX862' "$T/err")" 2
equal "the printer got none of it" "$(find "$T/spool.Plain" -name '*.pdf' | wc -l)" 0
exits 0 "what it can do" "$KX" print "$T/a.pdf" --printer "$plain" --data "$PACK" --sides one-sided
rm -f "$T"/came.* "$T"/said.*

# ---- sheets of a batch: the ledger says what may be printed, and is told what was ----
cat >"$T/batch.json" <<'JSON'
{ "folder": "rack", "output": "{clinic}/sheet.pdf", "clinics": "all" }
JSON
exits 0 "a batch" "$KX" -q batch "$T/batch.json" --data "$PACK"
exits 0 "one of its sheets" "$KX" print "$T/rack/hill/sheet.pdf" --printer "$both" --data "$PACK" --copies 4
if command -v sqlite3 >/dev/null 2>&1; then
	ledger() { sqlite3 "$T/rack/.kxreport/ledger.sqlite" "$1"; }
	equal "is in the ledger" "$(ledger "SELECT s.output, p.copies, p.printer, p.sides, p.state, p.sha256
		FROM prints p JOIN sheets s ON s.id = p.sheet")" \
		"hill/sheet.pdf|4|$both|two-sided-long-edge|printed|$(sha256sum <"$T/rack/hill/sheet.pdf" | cut -d ' ' -f 1)"
	ledger "UPDATE sheets SET state = 'refused' WHERE output = 'hill/sheet.pdf'"
	exits 1 "a sheet that the batch could not make anew" "$KX" print "$T/rack/hill/sheet.pdf" --printer "$both" --data "$PACK"
	says 'KX870.*the batch refused this sheet' "is refused"
else
	skip "what the ledger says" "no sqlite3 here"
fi
rm -f "$T"/came.* "$T"/said.*

# ---- what can become of a job ----
echo 'echo "STATE: +media-empty-error" >&2; sleep 4; echo "STATE: -media-empty" >&2' >"$T/orders"
exits 6 "no paper" "$KX" print "$T/a.pdf" --printer "$plain" --data "$PACK" --sides one-sided --wait 1
says "a\.pdf: error\[KX865\]: job 2 of the printer .* has stood still for 1 s, printing: out of paper" "is told"
says 'a\.pdf: job 2 of .* is printing: out of paper' "as soon as it is known"
says '^    job: 2, printing: out of paper$' "in the report, too" "$T/out"
sleep 2
exits 0 "paper that comes in time" "$KX" print "$T/a.pdf" --printer "$plain" --data "$PACK" --sides one-sided --wait 20
says '^    job: 3, printed$' "and the job goes on" "$T/out"
echo 'exit 1' >"$T/orders"
exits 6 "a job that the printer gives up" "$KX" print "$T/a.pdf" --printer "$plain" --data "$PACK" --sides one-sided
says 'KX864.*job 4 .*given up' "is told"
echo 'sleep 3' >"$T/orders"
cat >"$T/cancel.test" <<'TEST'
{
	OPERATION Cancel-Job
	GROUP operation-attributes-tag
	ATTR charset attributes-charset utf-8
	ATTR naturalLanguage attributes-natural-language en
	ATTR uri printer-uri $uri
	ATTR integer job-id 5
	ATTR name requesting-user-name $user
	STATUS successful-ok
}
TEST
(
	while [ ! -s "$T/came.5.pdf" ] && [ -d "$T" ]; do sleep 0.1; done
	exec ipptool -q "$plain" "$T/cancel.test"
) >"$T/cancelled" 2>&1 &
exits 6 "a job that somebody cancels" "$KX" print "$T/a.pdf" --printer "$plain" --data "$PACK" --sides one-sided
wait $!
says 'KX864.*job 5 .*was cancelled' "is told"
exits 6 "as JSON" "$KX" print "$T/a.pdf" --printer "$plain" --data "$PACK" --sides one-sided --wait 1 --format json
equal "too" "$(jq -r '.[0].state' "$T/out") $(jq -r '.messages[0].code' "$T/err")" "printing KX865"

# ---- ink ----
exits 0 "a sheet in little ink" "$KX" -q --data "$PACK" --ink saver --out "$T/saver.pdf"
exits 0 "printing it" "$KX" print "$T/saver.pdf" --printer "$both" --data "$PACK" --format json
n=$(jq -r '.[0].job' "$T/out")
said "$n" PRINT_COLOR_MODE monochrome
exits 0 "in colour, when that is asked" "$KX" print "$T/saver.pdf" --printer "$both" --data "$PACK" --print-color color --format json
said "$(jq -r '.[0].job' "$T/out")" PRINT_COLOR_MODE color

# ---- what the manifest wants printed ----
command -v sqlite3 >/dev/null 2>&1 || { skip "what is due" "no sqlite3 here"; exit 0; }
cp -R "$PACK" "$T/own"
jq -n --arg both "$both" --arg plain "$plain" '{ data: "own", folder: "due", output: "{clinic}-{ink}.pdf", clinics: "all",
	inks: ["full", "saver"], copies: 3, printer: $both,
	overrides: [{ clinics: ["hill"], copies: 2, inks: ["full"] }],
	include: [{ clinics: ["hill"], inks: ["gray"] }] }' >"$T/due.json"
due() { sqlite3 "$T/due/.kxreport/ledger.sqlite" "$1"; }
exits 0 "a batch that does not print" "$KX" -q batch "$T/due.json"
exits 0 "what is due" "$KX" print --due "$T/due" --dry-run
equal "is each sheet, as often as the manifest says" "$(grep -c '^    prints: 3 copies' "$T/out") $(grep -c '^    prints: 2 copies' "$T/out")" "2 2"
equal "a dry run notes nothing" "$(due 'SELECT count(*) FROM prints')" 0
exits 0 "it prints" "$KX" print --due "$T/due" --format json
yes "all of it" jq -e 'length == 4 and all(.state == "printed") and (map(.copies) | add) == 10' "$T/out"
equal "black where the ink is" "$(due "SELECT DISTINCT s.ink, p.color FROM prints p JOIN sheets s ON s.id = p.sheet ORDER BY 1")" \
	"$(printf 'full|\ngray|monochrome\nsaver|monochrome')"
n=$(due "SELECT p.job FROM prints p JOIN sheets s ON s.id = p.sheet WHERE s.output = 'hill-gray.pdf'")
same "what came is ours, byte for byte" "$T/came.$n.pdf" "$T/due/hill-gray.pdf"
said "$n" COPIES 2
equal "and is known to have been due" "$(due 'SELECT DISTINCT due, state FROM prints')" "1|printed"
exits 0 "once more" "$KX" print --due "$T/due"
silent "nothing is due" "$T/out"
( cd "$T/due" && run "$KX" print --due && [ "$status" -eq 0 ] ) && ok "the folder may be the current one"
sed -i 's/"phone": *"[^"]*"/"phone": "555-555-0188"/' "$T/own/clinics/hill.json"
exits 0 "a batch that prints" "$KX" batch "$T/due.json" --print
equal "prints what it has made" "$(sed -n 's/^printed *\(.*\) (\(.*\), job.*/\1 \2/p' "$T/err" | sed "s,^$T/,,")" \
	"$(printf 'due/hill-full.pdf 2 copies\ndue/hill-gray.pdf 2 copies')"
exits 0 "the same as JSON" "$KX" batch "$T/due.json" --print --force --format json
equal "prints no version twice" "$(jq -r .event "$T/out" | sort | uniq -c | tr -s ' \n' ' ')" " 4 built 1 ended "
# A printer that is gone, one sheet that may not be printed: each costs its own.
jq --arg plain "$plain" '.overrides += [{ clinics: ["harbor"], printer: "ipp://127.0.0.1:9/ipp/print" }]' "$T/due.json" >"$T/gone.json"
mv "$T/gone.json" "$T/due.json"
sed -i 's/"phone": *"[^"]*"/"phone": "555-555-0189"/' "$T/own/clinics"/*.json
exits 0 "a batch" "$KX" -q batch "$T/due.json"
cp "$T/due/harbor-full.pdf" "$T/due/hill-gray.pdf"
exits 6 "what cannot print" "$KX" print --due "$T/due"
says "KX861.*127.0.0.1:9.*does not answer" "a printer that is gone is told"
equal "once" "$(grep -c KX861 "$T/err")" 1
says "KX380.*hill-gray\.pdf|hill-gray\.pdf.*KX380" "a sheet that is another is told"
equal "keeps nothing else from it" "$(grep -c '^    job: [0-9]*, printed$' "$T/out")" 1
exits 2 "copies of what is due" "$KX" print --due "$T/due" --copies 2
says 'KX807.*the manifest says how many' "are none of the command line's"
exits 2 "a watch that prints" "$KX" batch "$T/due.json" --watch --print
says 'KX807' "is refused"
exits 2 "where nothing was made" "$KX" print --due "$T/own"
says 'KX837' "is told"
rm -f "$T"/came.* "$T"/said.*
