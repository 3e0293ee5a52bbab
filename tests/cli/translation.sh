#!/bin/sh
# The shipped sheets in a language that a catalogue makes of the data's own: every word of it bears a sign, so a word without one
# has slipped through.
. tests/harness.sh
. tests/spanish/pseudo.sh

cp -R data "$T/data"
pseudo "$T/data" words

# Words without a sign may be of the clinic, which has no translations, and of sources, which stay as they were published.
jq -r '.. | strings' "$T"/data/clinics/example.json data/sources.json >"$T/as-they-are"
for layout in handout trifold factbox checklist options poster; do
	exits 0 "$layout is composed" "$KXS" --data "$T/data" --lang es --layout $layout --dump document
	says '"es"' "$layout says its language" "$T/out"
	sed -n 's/^.* "\(.*\)".*$/\1/p' "$T/out" | grep '[A-Za-z]' >"$T/printed"
	grep -c '¤' "$T/printed" | { read -r count && [ "$count" -gt 30 ]; } && ok "$layout has words" || not_ok "$layout has words" "$T/printed"
	grep -v '¤' "$T/printed" | grep '[A-Za-z][A-Za-z]' | while read -r words; do
		grep -qF -e "$words" "$T/as-they-are" || [ "$words" = es ] || echo "$words"
	done >"$T/left"
	if [ -s "$T/left" ]; then not_ok "$layout has no word that is not translated" "$T/left"; else
		ok "$layout has no word that is not translated"
	fi
done
