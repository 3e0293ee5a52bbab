# shellcheck shell=sh
# pseudo DATA MARKS: write DATA/wording/es.json, in which every text of the data, and every string, stands for itself with a sign before
# each word ("words") or as it is ("none"): whatever prints without the sign was not translated.
pseudo_texts() {
	for file in "$1"/summaries/*.json; do
		jq '.claims[] | .says, (.figures[]? | .at, .doses, .population)' "$file"
	done
	jq '.title, .subtitle, .written_by, .funding, .feedback, .update_policy, .not_advice,
		(.products[] | .name, .label, .status_line), (.conditions[] | .name),
		(.outcomes[] | .label, .means), (.comparators[] | .label, .with)' "$1/pack.json"
	jq '.topics[] | .title' "$1/topics.json"
	for file in "$1"/topics.json "$1"/outlines/*.json; do
		[ ! -f "$file" ] || jq '(if .id then .title, .subtitle else empty end), (.sections[] | .title, (.blocks[] | .title, .lead, .note,
			.caption, .population, (.columns[]? | .title, .note)))' "$file"
	done
	jq '.countries[].lines[] | .name, .number, .how' "$1/help-lines.json"
}
pseudo() {
	pseudo_texts "$1" | jq -s --arg marks "$2" 'def mark: if $marks == "words" then gsub("(?<w>(?<![A-Za-z{])[A-Za-z]{2,})"; "¤\(.w)") else . end;
		[.[] | select(type == "string") | select(test("[A-Za-z]"))] | unique | map({ (.): mark }) | add' >"$1/pseudo.tmp"
	jq --indent 2 --arg marks "$2" --slurpfile texts "$1/pseudo.tmp" \
		'def mark: if $marks == "words" then gsub("(?<w>(?<![A-Za-z{_])[A-Za-z]{2,})"; "¤\(.w)") else . end;
		{ language: "es", name: "Pseudo", strings: (.strings | map_values(mark)),
		translation: { from: "en", translated_by: "¤a ¤test", translated_on: "2026-11-22", review: { status: "pending" } },
		texts: $texts[0] }' "$1/wording/en.json" >"$1/wording/es.json"
	rm "$1/pseudo.tmp"
}
