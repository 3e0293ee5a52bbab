#!/bin/sh
# The four seed articles as they stand: a sheet that states what they state is
# refused, and each of the ledger's worst errors is named by the rule that
# catches it (../../src/base/codes.def has the rules' numbers).
. tests/harness.sh

# refused NAME FOLDER: by the gate, at every door, with nothing written.
refused() {
	# The articles are longer than a sheet may be; that is not what they are refused for.
	jq --slurpfile topics "$2/topics.json" '.pages.most = 40 | .flow = [$topics[0].sections[] | { place: [.id] }]' \
		templates/handout.json >"$T/handout.json"
	exits 1 "$1: check refuses it" "$KX" check --data "$2" --layout "$T/handout.json" --as-of 2026-12-01 --format json
	cp "$T/err" "$T/messages"
	equal "$1: by the gate alone" "$(jq -r '[.messages[] | select(.severity == "error").code[2:3]] | unique | join(" ")' "$T/messages")" 3
	exits 1 "$1: and so does a build" "$KX" --data "$2" --layout "$T/handout.json" --as-of 2026-12-01 --out "$T/sheet.pdf"
	no "$1: which writes nothing" test -e "$T/sheet.pdf"
}

# claim LEDGER: "file pointer" of a claim.
claim() {
	letter=$(echo "$1" | cut -c1 | tr A-D a-d)
	file=summaries/seed-$letter.json
	echo "$file /claims/$(jq --arg ledger "$1" '[.claims[].ledger] | index($ledger)' "$data/$file")"
}

# caught LEDGER CODE WHY: a message of that code points at the claim.
caught() {
	at=$(claim "$1")
	if jq -e --arg code "KX$2" --arg file "$data/${at% *}" --arg pointer "${at#* }" '[.messages[] | select(
		.code == $code and .file == $file and (.pointer == $pointer or (.pointer | startswith($pointer + "/"))))] | length > 0' \
		"$T/messages" >/dev/null; then
		ok "$1, $3: KX$2"
	else
		jq -r --arg file "$data/${at% *}" --arg pointer "${at#* }" \
			'.messages[] | select(.file == $file and (.pointer // "" | startswith($pointer))) | "\(.code) \(.message)"' \
			"$T/messages" >"$T/seen"
		not_ok "$1, $3: KX$2" "$T/seen"
	fi
}

data=$T/sources
tests/seeds/make.sh data "$data"
equal "every claim of the articles is there" "$(cat "$data"/summaries/*.json | jq -s '[.[].claims[]] | length')" 156
equal "none is judged" "$(cat "$data"/summaries/*.json | jq -s -c '[.[].claims[].verdict] | unique')" '["supported"]'
refused "taken as sources" "$data"

# What the words alone give away, and what a sheet must have.
caught B19 310 "a number that nothing bears out"
caught B34 323 "praise for a lasting effect"
caught B23 334 "the low dose made out to be harmless"
caught B23 317 "a harm without a number"
caught B26 333 "a body said to recognize it"
caught A16 309 "a year that is not the paper's"
caught A16 323 "a paper called a milestone"
caught C39 323 "power without equal"
caught A15 323 "proof claimed again and again"
caught A30 323 "doubt forbidden"
caught C23 323 "praise for an unproven use"
caught B12 335 "how it works, told as a fact"
caught A23 335 "cells grown and mended"
caught D15 335 "a brain made over"
caught A28 334 "clinics called safe"
caught B21 334 "a safety record vouched for"
caught D17 323 "lives turned round"
caught A07 310 "a fraction from nowhere"
for code in 301 304 306 329 338 339 340 342 347; do
	yes "what all four leave out: KX$code" jq -e --arg code "KX$code" '[.messages[] | select(.code == $code)] | length > 0' "$T/messages"
done

# And what only a source can tell: each is named, for nothing but an article is behind it.
data=$T/shipped
tests/seeds/make.sh data "$data" shipped
refused "taken as leads" "$data"
for row in B19 B18 B34 B23 B26 A16 C39 A15 A30 C23 C24 C26 C27 C28 B12 A23 D15 A29 C35 A28 B21 D17 A07; do
	caught $row 302 "resting on an article"
done
equal "every claim of words.json has been asked for" "$(jq length tests/seeds/words.json)" 23
