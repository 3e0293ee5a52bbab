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
