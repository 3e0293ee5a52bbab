#!/bin/sh
# Every diagnostic code: used, tested, numbered once, in order, explained.
. tests/harness.sh

sed -n 's/^KX_CODE(\([0-9]*\),.*/\1/p' src/base/codes.def >"$T/numbers"
sed -n 's/^KX_CODE([0-9]*, *[A-Z_]*, *[A-Z_]*, *"\([^"]*\)".*/\1/p' src/base/codes.def >"$T/slugs"
yes "there are codes" test -s "$T/numbers"
sort -n "$T/numbers" | uniq -d >"$T/faults"
silent "no number twice" "$T/faults"
sort "$T/slugs" | uniq -d >"$T/faults"
silent "no name twice" "$T/faults"
equal "every code has a name" "$(wc -l <"$T/slugs")" "$(wc -l <"$T/numbers")"

while read -r number; do
	grep -rqw --include='*.c' "KX$number" src || echo "KX$number is never reported"
done <"$T/numbers" >"$T/faults"
silent "every code is reported somewhere" "$T/faults"

while read -r number; do
	grep -rqw "KX$number" tests --include='*.c' --include='*.sh' --include=messages ||
		grep -q "^KX$number	" tests/architecture/second-line.txt || echo "KX$number has no test"
done <"$T/numbers" >"$T/faults"
silent "every code has a test" "$T/faults"

while read -r number; do
	"$KX" explain "$number" >"$T/out" 2>&1 && grep -q "^KX$number " "$T/out" && grep -q '^What to do: .' "$T/out" ||
		echo "KX$number is not explained"
done <"$T/numbers" >"$T/faults"
silent "every code is explained" "$T/faults"
