#!/bin/sh
# The words of the document are the words in the file: nothing lost on the way
# through layout and fonts, nothing added but running heads and page numbers.
. tests/harness.sh

words() { tr -cs "[:alpha:]’" '\n' | sort -u | sed '/^$/d'; }
numbers() { tr -cs "[:digit:]" '\n' | sort -u | sed '/^$/d'; }

# Everything in quotes but what is not printed: the sections that the handout omits, alternatives, expansions, file names.
omitted=$(jq -r '.omit | join(" ")' templates/handout.json)
printed() {
	awk -v omitted="$omitted" 'BEGIN { split(omitted, ids, " "); for (i in ids) omit[ids[i]] = 1 }
		/^ *section / { out = ($2 in omit) } !out' "$1" | sed -E '/^ *(alt|logo|logo-alt|language) "/d; s/(expansion|alt|uri|link)="[^"]*"//g' | grep -o '"[^"]*"'
}

for pack in data tests/pack; do
	for paper in letter a4; do
		name="$pack on $paper"
		exits 0 "$name: document" "$KX" --data $pack --dump document
		printed "$T/out" >"$T/document"
		exits 0 "$name: render" "$KX" -q --data $pack --paper $paper --out "$T/x.pdf"
		pdftotext -raw "$T/x.pdf" "$T/text"
		words <"$T/document" >"$T/wanted"
		words <"$T/text" >"$T/seen"
		yes "$name: there are words" test "$(wc -l <"$T/wanted")" -gt 100
		comm -23 "$T/wanted" "$T/seen" >"$T/faults"
		silent "$name: every word of the document is in the file" "$T/faults"
		# The foot counts pages; where half a page is left for notes, their head stands over it.
		comm -13 "$T/wanted" "$T/seen" | grep -vwE "Page|of|Your|notes|For|questions|tells" >"$T/faults"
		silent "$name: no word is in the file that is not in the document" "$T/faults"
		numbers <"$T/document" >"$T/wanted"
		numbers <"$T/text" >"$T/seen"
		# A reference mark may touch the figure before it, so a number may be part of a longer one.
		while read -r number; do grep -q "$number" "$T/seen" || echo "$number"; done <"$T/wanted" >"$T/faults"
		silent "$name: every number of the document is in the file" "$T/faults"
	done
done
