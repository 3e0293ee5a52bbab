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

sed 's/^/KX/' "$T/numbers" | sort >"$T/codes"
# unnamed FILE...: the codes that none of the files names.
unnamed() { grep -ohwE 'KX[0-9]+' "$@" | sort -u | comm -13 - "$T/codes"; }
# shellcheck disable=SC2046 # no file of ours has a blank in its name
unnamed $(find src -name '*.c') | sed 's/$/ is never reported/' >"$T/faults"
silent "every code is reported somewhere" "$T/faults"

# shellcheck disable=SC2046
unnamed $(find tests -name '*.c' -o -name '*.sh' -o -name messages) | while read -r code; do
	grep -q "^$code	" tests/architecture/second-line.txt || echo "$code has no test"
done >"$T/faults"
silent "every code has a test" "$T/faults"

while read -r number; do "$KX" explain "$number"; done <"$T/numbers" >"$T/out" 2>"$T/faults"
silent "explain knows every code" "$T/faults"
awk '/^KX[0-9]+ / { code = $1 } /^What to do: ./ { print code }' "$T/out" | sort | comm -13 - "$T/codes" >"$T/faults"
silent "every code is explained" "$T/faults"
