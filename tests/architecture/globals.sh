#!/bin/sh
# No writable globals: every object's .data, .bss and thread-local sections are
# empty.  Tables of pointers lie in .data.rel.ro, which is read-only at run time.
. tests/harness.sh

writable() {
	nm -A -f sysv --defined-only "$@" 2>/dev/null |
		awk -F '|' '{ gsub(/ /, "", $7); gsub(/ /, "", $4) }
			$4 ~ /OBJECT|TLS/ && $7 !~ /^\.rodata|^\.data\.rel\.ro|^$/ { print $1, $7 }'
}
find build/release/src -name '*.o' | sort >"$T/objects"
yes "there are objects to look at" test -s "$T/objects"
# shellcheck disable=SC2046 # file names are words
writable $(cat "$T/objects") >"$T/faults"
silent "no object has a writable global" "$T/faults"

printf 'int counter = 1;\nint f(void);\nint f(void) { static int n; return ++n + counter; }\n' >"$T/wrong.c"
"${CC:-gcc}" -c -o "$T/wrong.o" "$T/wrong.c"
writable "$T/wrong.o" >"$T/faults"
equal "a writable global is found" "$(wc -l <"$T/faults")" 2
