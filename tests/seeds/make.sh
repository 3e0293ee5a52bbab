#!/bin/sh
# Makes a data folder that states what the four seed articles state, as the
# articles stand: their claims only, each taken at its word, with nothing but
# the articles behind them.
#
#   tests/seeds/make.sh DATA FOLDER             the articles count as sources
#   tests/seeds/make.sh DATA FOLDER shipped     they count for what they do in DATA
#
# From the curated summaries of the seeds in DATA: every verdict becomes
# "supported", corrections and the curators' notes go, and where
# tests/seeds/words.json has the claim said as strongly as the article does,
# in our own words, those are taken.  The register keeps the four articles,
# and what the crisis lines rest on.  The outline keeps what the articles speak
# of; what they speak of and no section has room for is added to the section it
# belongs to, and everything on how it works is one topic.
#
# With "shipped" a source of the articles' tier is never cited, and of several
# such claims on a topic only one would print; so each claim of words.json is a
# topic of its own there.
set -eu

data=$1 folder=$2 mode=${3:-sources}
words=$(dirname "$0")/words.json

mkdir -p "$folder/summaries"
cp -R "$data/clinics" "$data/wording" "$folder/"
cp "$data/help-lines.json" "$data/gate.json" "$folder/"
printf '{ "rulings": [] }\n' >"$folder/rulings.json"
jq --arg mode "$mode" 'if $mode == "sources" then .cite_tier_max = 4 else . end' "$data/pack.json" >"$folder/pack.json"
jq --slurpfile help "$data/help-lines.json" '[$help[0].countries[].lines[].source] as $lines |
	.sources |= map(select(.id | startswith("seed-") or IN($lines[])))' "$data/sources.json" >"$folder/sources.json"

for summary in "$data"/summaries/seed-*.json; do
	jq --slurpfile words "$words" --arg mode "$mode" '.claims |= map(
		.verdict = "supported" | .stance = "asserts" | del(.correction, .note) |
		(if .topic | IN("mechanism-detail", "brain-links") then .topic = "mechanism" else . end) |
		.says = ($words[0][.ledger] // .says) |
		if $mode == "shipped" and $words[0][.ledger] then .topic = .id else . end)' "$summary" >"$folder/summaries/${summary##*/}"
done

# Which topics the articles speak of, and where those go that the outline does not place.
jq -s '[.[].claims[].topic] | unique' "$folder"/summaries/*.json >"$folder/topics.tmp"
jq --slurpfile spoken "$folder/topics.tmp" '
	{
		"about": ["depression-burden", "common-antidepressants", "unmet-need", "new-forms"],
		"benefits": ["stories", "hype"],
		"risks": ["misuse-street", "safety-overall", "risk-hallucination", "risk-bp-reported"],
		"certainty": ["research-interest", "professional-bodies", "other-conditions"],
		"candidacy": ["alone-or-added", "caution"],
		"visit": ["provider"],
		"alternatives": ["alternatives-overall"]
	} as $homes |
	def spoken: map(select(. as $topic | $spoken[0] | index($topic)));
	# Figures the articles do not give, so what was a table or a picture of figures becomes text.
	def worded: if (.form | IN("rates", "fact-box", "icon-array", "cards", "options", "two-sided")) then
			{ id, form: "paragraph", topics: ([(.topics // [])[], ((.columns // [])[].topics[])] | unique | spoken) }
		elif .topics then .topics |= spoken | del(.lead, .note) else . end;
	def empty_block: (.form | IN("help-lines", "other-lines", "sources", "colophon", "write-in") | not) and (.topics | length) == 0;
	# Topics of single claims, with "shipped".
	[$spoken[0][] | select(startswith("seed-"))] as $single |
	.topics += [$single[] | { id: ., title: ., required: false, prints: 1 }] |
	.topics |= map(if .id | IN($spoken[0][]) then .prints = 20 else . end) |
	.sections |= map(
		(($homes[.id] // [] | spoken) + (if .id == "certainty" then $single else [] end)) as $more |
		.blocks |= (map(worded) | map(select(empty_block | not))) |
		if ($more | length) > 0 then .blocks += [{ id: "seeds-\(.id)", form: "paragraph", topics: $more }] else . end
	) | .sections |= map(select((.blocks | length) > 0))' "$data/topics.json" >"$folder/topics.json"
rm "$folder/topics.tmp"
