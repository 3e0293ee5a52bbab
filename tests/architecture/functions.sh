#!/bin/sh
# Functions stay short, and nothing has a name that says nothing.
. tests/harness.sh

LIMIT=100

cat >"$T/length.awk" <<'AWK'
/^{/ { start = FNR; name = held }
/^}/ && start { length_ = FNR - start - 1; if (length_ > limit) printf "%s:%d: %s has %d lines\n", FILENAME, start, name, length_; start = 0 }
/^[a-z_].*\(/ && !start { held = $0; sub(/\(.*/, "", held); sub(/.* \**/, "", held) }
AWK
find src -name '*.c' | sort | xargs awk -v limit=$LIMIT -f "$T/length.awk" >"$T/faults"
silent "no function is longer than $LIMIT lines" "$T/faults"
find src -name '*.c' | sort | xargs awk -v limit=60 -f "$T/length.awk" | sed 's/^/# long: /'

find src -name '*.c' | xargs wc -l | awk '$2 != "total" && $1 > 800' >"$T/faults"
silent "no file is longer than 800 lines" "$T/faults"

find src include -name '*.[ch]' | grep -E '/(util|utils|helper|helpers|manager|misc|get|common|stuff)[._]' >"$T/faults"
grep -rnEi '^[a-z].*\<[a-z_]*(util|helper|manager|misc)[a-z_]*\(' src --include='*.[ch]' >>"$T/faults"
silent "names are terms of the field" "$T/faults"

{
	printf 'static int\nlong_one(void)\n{\n'
	seq 1 101 | sed 's/.*/\tx();/'
	printf '}\n'
} >"$T/wrong.c"
equal "a long function is found" "$(awk -v limit=$LIMIT -f "$T/length.awk" "$T/wrong.c" | grep -c long_one)" 1
