#!/bin/sh
# How many instructions a handout takes, with the store of kept results and without, and one more sheet from a loaded
# stock.  Counts, unlike times, are nearly the same on every run, so a
# slow-down shows.  tests/bench/counts has what they may be; a count more than
# a fifth over it fails.  BLESS=1 writes what they are now.
. tests/harness.sh

MARGIN=20
counts=tests/bench/counts
many=build/release/bench/many

count() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}
# $1 name, $2 count
held() {
	[ "${BLESS:-}" = 1 ] && echo "$1 $2" >>"$T/counts"
	most=$(sed -n "s/^$1 //p" "$counts")
	echo "# $1: $2 instructions, $most known"
	yes "$1 takes about as many instructions as before" test "$2" -gt 0 -a "$2" -le $((most + most * MARGIN / 100))
}
held handout "$(count "$KX" -q --out "$T/x.pdf")"
# The same where nothing was kept when the program was built.
held plain "$(export KXREPORT_STORE=; count "$KX" -q --out "$T/x.pdf")"
# Two sheets, counted only while a sheet is made.
if [ -x "$many" ]; then
	both=$(count --toggle-collect=make_one "$many" . 2 data/clinics/example.json)
	held sheet $((both / 2))
else
	skip "sheet takes about as many instructions as before" "$many is not built: make bench-programs"
fi
[ "${BLESS:-}" != 1 ] || cp "$T/counts" "$counts"
