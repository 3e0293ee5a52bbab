#!/bin/sh
# The text of every stage for the second pack, against tests/golden.
# BLESS=1 rewrites the goldens (make bless).
. tests/harness.sh

golden() {    # golden NAME ARGUMENTS...
	want=tests/golden/$1.txt
	name=$1
	shift
	run "$KX" "$@" --data tests/pack
	equal "$name: succeeds" "$status" 0
	if [ -n "${BLESS:-}" ] && [ "$status" -eq 0 ]; then
		cp "$T/out" "$want"
	fi
	same "$name: is as the golden has it" "$T/out" "$want"
}

for stage in content handout document; do
	golden $stage --dump $stage
done
for size in standard clear large giant; do
	golden template-$size --dump template --size $size
done
for ink in gray saver; do
	golden template-$ink --dump template --ink $ink
done
golden frames-letter --dump frames --paper letter
golden frames-a4 --dump frames --paper a4
first=$(jq -r '[.. | .topics? // empty | .[]?] | map(select(type == "string")) | first' tests/pack/topics.json)
golden trace trace "$first"

# The words of the shipped short sheets, which no unit test composes.
for outline in data/outlines/*.json; do
	layout=$(basename "$outline" .json)
	run "$KX" --dump document --layout "$layout"
	equal "$layout: succeeds" "$status" 0
	want=tests/golden/ketamine/$layout.txt
	if [ -n "${BLESS:-}" ] && [ "$status" -eq 0 ]; then
		cp "$T/out" "$want"
	fi
	same "$layout: is as the golden has it" "$T/out" "$want"
done

# How each shipped sheet is set: what copyfit chose, how ragged its lines are, which last lines are one short word.
: >"$T/setting"
for file in templates/*.json; do
	layout=$(basename "$file" .json)
	for paper in $(jq -r '.papers | keys[]' "$file"); do
		run "$KX" --dump setting --layout "$layout" --paper "$paper"
		equal "$layout on $paper: succeeds" "$status" 0
		{ echo "== $layout, $paper"; cat "$T/out"; } >>"$T/setting"
	done
done
if [ -n "${BLESS:-}" ]; then
	cp "$T/setting" tests/golden/setting.txt
fi
same "setting: is as the golden has it" "$T/setting" tests/golden/setting.txt
