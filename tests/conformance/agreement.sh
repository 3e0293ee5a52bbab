#!/bin/sh
# The ledger, the checker and the mutations name the same conditions.
. tests/harness.sh

cd tests/conformance || exit 1
sed -n 's/^| \([A-Z]* [0-9.+-]*\) | handled .*/\1/p' ledger.md | sort >"$T/handled"
sed -n 's/^| \([A-Z]* [0-9.+-]*\) | \(refused\|not applicable\) .*/\1/p' ledger.md | sort >"$T/others"
exits 0 "the rules are listed" "$KX" list rules
sed 's/^\([A-Z]* [0-9.+-]*\) .*/\1/' "$T/out" >"$T/rules"
sed -n 's/.*(also \([A-Z]* [0-9.-]*\))$/\1/p' "$T/out" >"$T/twins"
yes "there are rules" test "$(wc -l <"$T/rules")" -gt 150

sort "$T/rules" "$T/twins" | uniq -d >"$T/faults"
silent "no rule stands twice" "$T/faults"
sort "$T/handled" "$T/others" | uniq -d >"$T/faults"
silent "no condition stands twice in the ledger" "$T/faults"
sort "$T/rules" "$T/twins" | comm -3 - "$T/handled" >"$T/faults"
silent "what the ledger calls handled is what the checker looks for" "$T/faults"
cut -f 1 mutations.tsv | sort -u >"$T/broken"
# Two are broken by mutations.sh itself.
printf '%s\n' 'A 6.1.13-7' 'A 6.1.3-2' | sort -u - "$T/broken" | comm -3 - "$(sort "$T/rules" >"$T/sorted" && echo "$T/sorted")" >"$T/faults"
silent "every rule is broken by a mutation" "$T/faults"

# Clauses whose tests are numbered without a gap: a condition that nobody thought of would leave one.
{
	cat "$T/handled" "$T/others"
} | grep -v '+' | sed -n 's/^\(UA\|A\) \(.*\)-\([0-9]*\)$/\1 \2 \3/p' | sort -k1,1 -k2,2 -k3,3n >"$T/numbers"
# Numbers that the profiles themselves leave out.
awk '{ key = $1 " " $2; if (key == last && $3 != at + 1) for (i = at + 1; i < $3; i++) print key "-" i; last = key; at = $3 }' \
	"$T/numbers" | grep -vxE 'UA 7\.2-35|A 6\.1\.13-6|A 6\.2\.4\.3-1' >"$T/faults"
silent "no test of a clause is missing" "$T/faults"
for word in $(grep -o '`test_[a-z_]*`' ledger.md | tr -d '`' | sort -u); do
	[ -f "$ROOT/tests/unit/$word.c" ] || echo "$word"
done >"$T/faults"
silent "the tests that it names are there" "$T/faults"
for word in $(grep -o '`[a-z_/]*\.[ch]`' ledger.md | tr -d '`' | sort -u); do
	[ -n "$(find "$ROOT/src" -path "*/$word")" ] || echo "$word"
done >"$T/faults"
silent "so are the files" "$T/faults"
