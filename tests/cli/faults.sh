#!/bin/sh
# batch under faults: killed before any write, a full disk, sheets that crash or hang.
# FAULTS=N tries every write and N random instants instead of a few (make faults); FAULT_SEED=N other instants.
. tests/harness.sh

run "${CC:-gcc}" -shared -fPIC -O1 -Wall -Werror -o "$T/fault.so" tests/faults/fault.c -ldl
equal "the faults compile" "$status" 0
faulty() { env LD_PRELOAD="$T/fault.so" "$@"; }

cp -R "$PACK" "$T/data"
echo '{ "data": "data", "folder": "rack", "output": "{clinic}.pdf", "clinics": "all" }' >"$T/m.json"
edit() { jq "$2" "$1" >"$T/edited" && cat "$T/edited" >"$1"; }

exits 70 "a sheet that crashes" faulty env FAULT_CRASH=.hill.pdf "$KX" batch "$T/m.json"
says '^failed +hill\.pdf' "fails"
says 'KX831' "and is told"
says '^built +harbor\.pdf' "and the other is made"
exits 70 "a sheet that hangs" faulty env FAULT_HANG=.hill.pdf "$KX" batch "$T/m.json" --time-limit 1
says 'KX832' "is stopped in time"
exits 3 "a clinic that changes meanwhile" faulty env FAULT_TOUCH=clinics/hill.json:2 "$KX" batch "$T/m.json"
says 'KX833' "is told"
env LD_PRELOAD="$T/fault.so" FAULT_HANG=.hill.pdf "$KX" batch "$T/m.json" --time-limit 2 >"$T/out" 2>"$T/err" &
sleep 1
kill -TERM $!
wait $!
says 'KX835' "a signal stops a run"
exits 0 "and the next goes on" "$KX" batch "$T/m.json" -q

# Many sheets: some wait for a worker, behind the one in its hands.
{
	echo "id,name,country,address,phone,after_hours,hours,web,colour,funding"
	seq 16 | awk '{ printf "c%d,Clinic %d,US,%d Example Street|Anytown,555-555-0100,555-555-0199,\"Monday, 9 to 5\",www.example.org,#17607A,%s\n",
		$1, $1, $1, "\"This clinic charges for these treatments, and earns from them.\"" }'
} >"$T/many.csv"
echo '{ "data": "'"$ROOT"'/data", "folder": "many", "output": "{clinic}.pdf", "clinics": { "list": "many.csv" }, "layouts": ["factbox"] }' >"$T/many.json"
sheets() { find "$T/many" -name "$1" | wc -l; }
exits 70 "a sheet of many that crashes" faulty env FAULT_CRASH=.c3.pdf "$KX" batch "$T/many.json" --jobs 1
equal "fails alone" "$(grep -cE '^failed +c3\.pdf' "$T/err") $(grep -c '^failed ' "$T/err")" "1 1"
equal "and what waited behind it is made once" "$(grep -c '^built ' "$T/err") $(sheets 'c*.pdf')" "15 15"
exits 0 "the next run makes that" "$KX" batch "$T/many.json" -q
rm -r "$T/many"
# In the order of their names: c1, c10 to c16, c2 to c4, and then the one that hangs.
env LD_PRELOAD="$T/fault.so" FAULT_HANG=.c5.pdf "$KX" batch "$T/many.json" --jobs 1 --time-limit 2 >"$T/out" 2>"$T/err" &
sleep 1
kill -TERM $!
wait $!
says 'KX835' "a signal stops many"
equal "what was made stands, what waited was not begun, and no temporary stays" "$(sheets 'c*.pdf') $(sheets '.*.kxreport')" "11 0"
exits 0 "and the next run makes the rest" "$KX" batch "$T/many.json" -q
equal "all of them" "$(sheets 'c*.pdf')" 16

exits 5 "files that cannot be watched" faulty env FAULT_WATCH=1 "$KX" batch "$T/m.json" --watch
says KX836 "are told"

# Old and new: what every file must be at any time.
mkdir "$T/old" "$T/new"
cp "$T/rack"/*.pdf "$T/old"
cp -R "$T/rack" "$T/before"
for clinic in harbor hill; do
	edit "$T/data/clinics/$clinic.json" '.phone = "555-555-0142"'
	exits 0 "$clinic alone" "$KX" -q --data "$T/data" --clinic $clinic --out "$T/new/$clinic.pdf"
done
sums() { sha256sum "$@" | sed 's/ .*//'; }
old=$(sums "$T/old"/*.pdf | tr '\n' ' ')
new=$(sums "$T/new"/*.pdf | tr '\n' ' ')

# whole PLACE: every sheet is the old or the new one, and the ledger knows it.
whole() {
	for clinic in harbor hill; do
		sum=$(sums "$T/rack/$clinic.pdf")
		case " $old$new" in
		*" $sum "*) ;;
		*) echo "$1: $clinic.pdf is neither old nor new" ;;
		esac
		known=$(sqlite3 "$T/rack/.kxreport/ledger.sqlite" "SELECT sha256, intended FROM sheets WHERE output = '$clinic.pdf'")
		case "|$known|" in
		*"|$sum|"*) ;;
		*) echo "$1: the ledger does not know $clinic.pdf" ;;
		esac
	done
	state=$(sqlite3 "$T/rack/.kxreport/ledger.sqlite" 'PRAGMA integrity_check; PRAGMA foreign_key_check')
	[ "$state" = ok ] || echo "$1: the ledger is not whole: $state"
}
# mended PLACE: the next run finishes the work and leaves nothing behind.
mended() {
	"$KX" batch "$T/m.json" -q >"$T/out" 2>"$T/err" || { echo "$1: the next run fails"; cat "$T/err"; }
	[ "$(sums "$T/rack"/*.pdf | tr '\n' ' ')" = "$new" ] || echo "$1: the next run does not finish"
	(cd "$T/rack" && sha256sum -c --quiet SHA256SUMS) || echo "$1: SHA256SUMS does not hold"
	left=$(find "$T/rack" -name '*.kxreport' -type f)
	[ -z "$left" ] || echo "$1: left $left"
}
again() {
	rm -rf "$T/rack"
	cp -R -p "$T/before" "$T/rack"
}
# Places spread over all: of $1 calls all where FAULTS is set, else $2.
places() { awk -v calls="$1" -v wanted="${FAULTS:+$1}" -v few="$2" 'BEGIN {
	wanted = wanted != "" ? wanted : few
	if (wanted > calls) wanted = calls
	for (i = 0; i < wanted; i++) print 1 + int(i * calls / wanted) }'; }

again
exits 0 "a run that is counted" faulty env FAULT_COUNT="$T/calls" "$KX" batch "$T/m.json" -q
calls=$(cat "$T/calls")
yes "it makes some writes" test "$calls" -gt 20
echo "# $calls calls reach the disk"
for place in $(places "$calls" 14); do
	again
	faulty env FAULT_KILL="$place" "$KX" batch "$T/m.json" -q >/dev/null 2>&1
	whole "killed at $place"
	mended "killed at $place"
done >"$T/faults" 2>/dev/null
silent "killed before any write, every file is whole and the next run mends the rest" "$T/faults"

for place in $(places "$calls" 6); do
	again
	# Room that is lacking when all is done is none that is needed.
	if ! faulty env FAULT_FULL="$place" "$KX" batch "$T/m.json" >"$T/out" 2>"$T/full"; then
		grep -Eq 'KX(702|830)' "$T/full" || echo "full at $place: says nothing of it"
	fi
	cat "$T/full" >>"$T/all"
	whole "full at $place"
	mended "full at $place"
done >"$T/faults"
silent "with a full disk, every file is whole and the next run mends the rest" "$T/faults"
says KX830 "a ledger that cannot be written is told" "$T/all"

# Killed by the clock: wherever it is, between two calls or within one.  The workers go with the first process.
seed=${FAULT_SEED:-1}
again
began=$(date +%s%N)
"$KX" batch "$T/m.json" -q
lasts=$((($(date +%s%N) - began) / 1000))
awk -v seed="$seed" -v count="${FAULTS:-12}" -v lasts="$lasts" 'BEGIN {
	srand(seed)
	for (i = 0; i < count; i++) printf "%.6f\n", rand() * lasts / 1000000 }' >"$T/instants"
met=0
while read -r instant; do
	again
	"$KX" batch "$T/m.json" -q >/dev/null 2>&1 &
	sleep "$instant"
	kill -KILL $! 2>/dev/null && met=$((met + 1))
	wait $!
	whole "killed after $instant s"
	mended "killed after $instant s"
done <"$T/instants" >"$T/faults" 2>/dev/null
echo "# seed $seed: $(wc -l <"$T/instants") random instants within $((lasts / 1000)) ms"
silent "killed at random instants, every file is whole and the next run mends the rest" "$T/faults"

# A small file system that fills up at different times, where one may be mounted; then it grows.
rm -rf "$T/rack"
mkdir "$T/rack"
if mount -t tmpfs -o size=64m tmpfs "$T/rack" 2>/dev/null; then
	umount "$T/rack"
	fullness=0
	for spare in ${FAULTS:+10 30 50 70 90 130 170} 20 110; do
		mount -t tmpfs -o size=64m tmpfs "$T/rack"
		cp -R -p "$T/before/." "$T/rack"
		held=$(df -k --output=used "$T/rack" | tail -n 1)
		mount -o remount,size=$((held + spare))k "$T/rack"
		"$KX" batch "$T/m.json" >"$T/out" 2>"$T/full" || {
			fullness=$((fullness + 1))
			grep -Eq 'KX(702|830)' "$T/full" || echo "with $spare KiB to spare: says nothing of it"
		}
		mount -o remount,size=64m "$T/rack"
		whole "with $spare KiB to spare"
		mended "with $spare KiB to spare"
		umount "$T/rack"
	done >"$T/faults"
	silent "on a full file system, every file is whole and the next run mends the rest" "$T/faults"
	yes "and full it was" test "$fullness" -gt 0
	mount -t tmpfs -o size=200k tmpfs "$T/rack"
	run "$KX" batch "$T/m.json"
	equal "no room for the first run" "$status" 5
	for file in "$T/rack"/*.pdf; do
		[ ! -e "$file" ] || tail -c 6 "$file" | grep -q '%%EOF' || echo "$file is cut short"
	done >"$T/faults"
	silent "leaves no half sheet" "$T/faults"
	umount "$T/rack"
else
	skip "a small file system" "nothing may be mounted here; writes that fail for want of room are tried above"
fi

# ---- a clock that goes back ----
rm -rf "$T/rack"
exits 0 "a first run" "$KX" batch "$T/m.json" -q
edit "$T/data/clinics/hill.json" '.phone = "555-555-0143"'
touch -d 2001-01-01 "$T/data/clinics/hill.json"
exits 0 "a run by a clock of two years ago" faulty env FAULT_CLOCK=-63072000 "$KX" batch "$T/m.json"
says '^built +hill\.pdf \(changed: clinic\)' "makes what has changed"
exits 0 "the next" "$KX" batch "$T/m.json"
says '^2 sheets: 0 built, 2 unchanged' "has nothing to do"
exits 0 "its history" "$KX" history hill.pdf --ledger "$T/rack"
equal "is in the order of the runs" "$(sed -n 's/.* built .* \(new\|changed\)[,:].*/\1/p' "$T/out" | tr '\n' ' ')" "new changed "
