#!/bin/sh
# Whole runs under AddressSanitizer and UBSan: they end as they should, and silently.
. tests/harness.sh

exits 0 "render" "$KXS" -q --out "$T/x.pdf"
silent "render is clean"
exits 0 "render on A4" "$KXS" -q --paper a4 --out "$T/x.pdf"
exits 0 "the second pack" "$KXS" -q --data "$PACK" --out "$T/x.pdf"
for stage in content handout template document frames; do
	exits 0 "--dump $stage" "$KXS" --dump $stage
	silent "--dump $stage is clean"
done
for kind in topics sections sources layouts sizes themes inks clinics languages fonts schemas codes; do
	exits 0 "list $kind" "$KXS" list $kind
	silent "list $kind is clean"
done
exits 0 "trace" "$KXS" trace 1
exits 0 "trace of a sheet" "$KXS" trace "$T/x.pdf"
silent "is clean"
exits 0 "diff" "$KXS" diff "$T/x.pdf" "$PACK"
silent "is clean"
exits 0 "recall" "$KXS" recall r01 "$T"
silent "is clean"
exits 0 "verify" "$KXS" verify "$T/x.pdf" --data "$PACK"
silent "is clean"
exits 0 "--man" "$KXS" --man
exits 2 "usage errors" "$KXS" --aa -x trace 1 2 3 --out
no "are clean" grep -qE 'Sanitizer|runtime error' "$T/err"

# Every data file cut short at several places, and with one byte broken.
cp -R "$PACK" "$T/pack"
(cd "$PACK" && find . -name '*.json' ! -path './schema/*' ! -name hill.json | sort) | while read -r file; do
	size=$(wc -c <"$PACK/$file")
	for part in 0 1 13 50 87 99; do
		head -c $((size * part / 100)) "$PACK/$file" >"$T/pack/$file"
		"$KXS" --data "$T/pack" --out "$T/y.pdf" >"$T/out" 2>"$T/err"
		echo "$? cut $part% $file: $(grep -cE 'Sanitizer|runtime error' "$T/err")"
		{
			head -c $((size * part / 100)) "$PACK/$file"
			printf '\001\377"'
			tail -c +$((size * part / 100 + 3)) "$PACK/$file"
		} >"$T/pack/$file"
		"$KXS" --data "$T/pack" --out "$T/y.pdf" >"$T/out" 2>"$T/err"
		echo "$? broken at $part% $file: $(grep -cE 'Sanitizer|runtime error' "$T/err")"
	done
	cp "$PACK/$file" "$T/pack/$file"
done >"$T/runs"
yes "there were runs" test "$(wc -l <"$T/runs")" -gt 40
grep -vE '^[35] .*: 0$' "$T/runs" >"$T/faults"
silent "broken data end with status 3 or 5, nothing worse" "$T/faults"
no "and made no file" test -e "$T/y.pdf"
