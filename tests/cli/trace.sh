#!/bin/sh
# Everything printed leads to claim, summary and source.
. tests/harness.sh

for pack in data "$PACK"; do
	name=$(basename "$pack")
	exits 0 "$name: render" "$KX" -q --data "$pack" --out "$T/x.pdf"
	qpdf --show-attachment=manifest.json "$T/x.pdf" >"$T/manifest.json"
	jq -r '.references[] | "\(.number) \(.source)"' "$T/manifest.json" >"$T/references"
	yes "$name: there are references" test -s "$T/references"
	while read -r number source; do
		for word in "$number" "[$number]" "$source"; do
			"$KX" trace "$word" --data "$pack" >"$T/out" 2>"$T/err" && [ ! -s "$T/err" ] && grep -q -- "$source" "$T/out" ||
				echo "trace $word: status $? $(cat "$T/err")"
		done
	done <"$T/references" >"$T/faults"
	silent "$name: every reference number and source can be traced" "$T/faults"
	jq -r '.printed[] | .topic as $t | .claims[] | "\(.claim) \(.source) \($t)"' "$T/manifest.json" | sort -u >"$T/claims"
	yes "$name: claims are printed" test -s "$T/claims"
	while read -r claim source topic; do
		"$KX" trace "$claim" --data "$pack" >"$T/out" 2>"$T/err" && grep -q -- "$source" "$T/out" ||
			echo "trace $claim: status $? $(cat "$T/err")"
		"$KX" trace "$topic" --data "$pack" >"$T/out" 2>"$T/err" && grep -q -- "$claim" "$T/out" ||
			echo "trace $topic does not name $claim"
	done <"$T/claims" >"$T/faults"
	silent "$name: every printed claim and its topic can be traced" "$T/faults"
	count=$(wc -l <"$T/references")
	exits 2 "$name: the number after the last cannot" "$KX" trace $((count + 1)) --data "$pack"
done
