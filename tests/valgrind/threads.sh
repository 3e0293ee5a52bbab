#!/bin/sh
# The second processor's part: nothing is written by both at once, and nothing shows of it.
. tests/harness.sh

exits 0 "a run with two processors" "$KX" -q --out "$T/two.pdf"
if command -v taskset >/dev/null 2>&1; then
	exits 0 "a run with one processor" taskset -c 0 "$KX" -q --timings --out "$T/one.pdf"
	no "nothing is done beside it" grep -q beside "$T/err"
	same "one processor or two: the same bytes" "$T/one.pdf" "$T/two.pdf"
	exits 1 "refused with one processor" taskset -c 0 "$KX" --size giant --as-of 2099-01-01 --out "$T/z.pdf"
	cp "$T/err" "$T/one"
	exits 1 "refused with two processors" "$KX" --size giant --as-of 2099-01-01 --out "$T/z.pdf"
	same "one processor or two: the same messages" "$T/one" "$T/err"
else
	skip "one processor or two: the same bytes" "no taskset here"
fi
exits 0 "under helgrind" valgrind --tool=helgrind --history-level=none --quiet --error-exitcode=99 "$KX" -q --out "$T/x.pdf"
silent "no two threads write to one place" "$T/err"
same "the same bytes" "$T/x.pdf" "$T/two.pdf"
# With a store the words are judged by the first thread.
exits 0 "what a second thread judges" env KXREPORT_STORE= "$KX" -q --timings --layout factbox --out "$T/y.pdf"
yes "is judged beside the layout" grep -q '^review text .*beside the rest' "$T/err"
exits 0 "under helgrind without a store" env KXREPORT_STORE= valgrind --tool=helgrind --history-level=none --quiet --error-exitcode=99 \
	"$KX" -q --layout factbox --out "$T/x.pdf"
silent "no two threads write to one place" "$T/err"
same "the same bytes" "$T/x.pdf" "$T/y.pdf"
