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

# ---- a sheet of it ----
cp -R "$PACK" "$T/pack"
pseudo "$T/pack" none
cp tests/spanish/gate.json "$T/pack/gate.es.json"
render() { "$KXS" -q --data "$T/pack" --lang es "$@"; }
edit() { jq "$2" "$1" >"$T/edited" && cat "$T/edited" >"$1"; }
review() { edit "$T/pack/wording/es.json" ".translation.review = $1"; }

exits 1 "what nobody has reviewed does not print" render --out "$T/no.pdf"
says 'es\.json:[0-9]+:[0-9]+: error\[KX362\]: the review of the translation into "es" is pending' "and says why"
exits 0 "but as a draft" render --draft --out "$T/es.pdf"
exits 0 "and the same again" render --draft --out "$T/again.pdf"
same "to the byte" "$T/es.pdf" "$T/again.pdf"
pdftotext "$T/es.pdf" - | tr '\n' ' ' >"$T/words"
says 'DRAFT' "which it says" "$T/words"
says 'Translated by' "with whose translation it is" "$T/words"
says 'Translation review: pending' "and that nobody has reviewed it" "$T/words"
exits 0 "the document in the other language" "$KXS" -q --data "$T/pack" --draft --out "$T/en.pdf"
pdftotext "$T/en.pdf" "$T/words"
no "says nothing of a translation" grep -i translat "$T/words"
exits 0 "it is of these data" "$KXS" verify --data "$T/pack" "$T/es.pdf"
exits 0 "it is compared with the data in its own language" "$KXS" diff "$T/es.pdf" "$T/pack"
exits 0 "and can be traced" "$KXS" trace --data "$T/pack" --lang es speed

# ---- reviewed, and lapsed ----
run "$KXS" check --data "$T/pack" --lang es
hash=$(sed -n 's/^ *hash for .*es\.json: //p' "$T/out")
equal "the hash to record is in both forms of the card" \
	"$("$KXS" check --data "$T/pack" --lang es --format json 2>"$T/err" | jq -r '.review.translation.hash')" "$hash"
review "{ status: \"reviewed\", by: \"A. Reader\", role: \"translator\", on: \"2026-01-10\", hash: \"$hash\" }"
run render --out "$T/no.pdf"
no "a reviewed translation is not refused for that" grep KX362 "$T/err"
exits 0 "its sheet" render --dump document
says 'Translation reviewed by A\. Reader, translator, on Jan 10, 2026\.' "says who reviewed it" "$T/out"
edit "$T/pack/wording/es.json" '.strings["draft.says"] = "A draft, in other words."'
run render --out "$T/no.pdf"
says 'KX362.*lapsed' "a review of other words has lapsed"
says "$(printf 'hash.*[0-9a-f]{64}')" "and the hash to record is said"

# ---- what is missing ----
pseudo "$T/pack" none
for words in 'hiccups have lasted' 'quiet lasted'; do
	edit "$T/pack/wording/es.json" ".texts |= with_entries(select(.key | test(\"$words\") | not))"
done
exits 3 "a draft without two translations is refused" render --draft --out "$T/no.pdf"
equal "for each" "$(grep -c 'summaries/.*error\[KX413\]' "$T/err")" "$(grep -c 'KX413' "$T/err")"
says 'hiccups have lasted' "with the words"
yes "and leaves no file" test ! -e "$T/no.pdf"

# ---- a batch of both ----
pseudo "$T/pack" none
cat >"$T/m.json" <<'JSON'
{ "data": "pack", "folder": "rack", "output": "{clinic}-{language}.pdf", "clinics": ["harbor"], "languages": ["en", "es"] }
JSON
made() { sed -n 's/^built *\([^ ]*\) .*/\1/p' "$T/err" | sort | tr '\n' ' '; }
exits 0 "a batch in two languages" "$KXS" batch "$T/m.json" --draft
equal "makes both" "$(made)" "harbor-en.pdf harbor-es.pdf "
exits 0 "the same alone" render --draft --clinic harbor --out "$T/alone.pdf"
same "has the same bytes" "$T/alone.pdf" "$T/rack/harbor-es.pdf"
exits 0 "and again" "$KXS" batch "$T/m.json" --draft
equal "makes none" "$(made)" ""
edit "$T/pack/wording/es.json" '.translation.translated_by = "somebody else"'
exits 0 "another translation" "$KXS" batch "$T/m.json" --draft
equal "is of one of them" "$(made)" "harbor-es.pdf "
says 'es\.json' "and is the reason"

# ---- hostile ----
jq -n '{ language: "es", name: "x", strings: {}, translation: 7, texts: ([range(20001) | { ("text \(.)"): "x" }] | add) }' >"$T/pack/wording/es.json"
exits 3 "too many texts" within 20 "$KXS" --data "$T/pack" --lang es --draft --out "$T/no.pdf"
says 'KX116.*20001' "are counted"
says 'KX107' "and the rest is told too"
jq -n '{ language: "es", name: "x", strings: {}, translation: { from: "en" }, texts: ([range(10000) | { ("text \(.)"): ("9 " * 3000) }] | .[:1000] | add) }' \
	>"$T/pack/wording/es.json"
exits 3 "long texts of numbers" within 20 "$KXS" --data "$T/pack" --lang es --draft --out "$T/no.pdf"
says 'KX108' "are read with the rest"
printf '{ "language": "es", "texts": { "a": "b", "a": "c" } }' >"$T/pack/wording/es.json"
exits 3 "a text twice" "$KXS" --data "$T/pack" --lang es --draft --out "$T/no.pdf"
says 'KX105' "is a fault of the file"

# ---- the shipped sheets in Spanish ----
# Nobody has reviewed them, so they are drafts; all else of the gate they pass, on both papers, where the templates give them room.
for sheet in handout/letter/8 handout/a4/8 factbox/letter/2 factbox/a4/2 checklist/letter/4 checklist/a4/4 options/letter/4 options/a4/4 \
	trifold/letter/2 trifold/a4/2 poster/tabloid/1 poster/a3/1; do
	layout=${sheet%%/*} pages=${sheet##*/} paper=${sheet#*/}
	paper=${paper%/*}
	exits 0 "$layout on $paper in Spanish" "$KXS" --draft --lang es --layout "$layout" --paper "$paper" --out "$T/hoja.pdf"
	no "misses and breaks nothing but its review" sh -c 'grep -o "\[KX[0-9]*\]" "$1" | grep -v -e KX362 -e KX370 -e KX351' x "$T/err"
	equal "and has its pages" "$(qpdf --show-npages "$T/hoja.pdf")" "$pages"
done
exits 0 "the layout in English" "$KXS" --dump template
says '^pages: 1 to 6' "has no more pages for that" "$T/out"
exits 0 "in Spanish" "$KXS" --lang es --dump template
says '^pages: 1 to 8' "it has a sheet more" "$T/out"
