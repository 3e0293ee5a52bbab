#!/bin/sh
# Every shipped layout in every size: the same words as in standard size, in type that is never smaller than the
# size says; and in large print a page of benefits alone repeats a harm.  That all of them pass the gate on all
# papers, and conform, conformance/matrix sees.
. tests/harness.sh

NO_BREAK=$(printf '\302\240')

# words DUMP: the tagged words of a frames dump, sorted.  Reference marks are among them; words that may break
# within (addresses, hyphens) count as several, and so do those that a space ties.  What heads the room for notes is
# the pages', not the sheet's.
words() {
	sed -n '/ region=notes/d; s/^  text .* #[0-9a-f]\{6\} "\(.*\)" \([A-Z][A-Za-z0-9]*:[0-9]*\) region=.*/\1/p' "$1" |
		sed "s/$NO_BREAK/ /g" | tr -s ' /-' '\n' | sed '/^$/d' | sort
}

# smallest DUMP: the smallest type of tagged words but of reference marks and the commas between, which stand raised.
smallest() {
	sed -n '/ "," [A-Z]/d; / Reference:/d; s/^  text .* size=\([0-9.]*\) #.* [A-Z][A-Za-z0-9]*:[0-9]* region=.*/\1/p' "$1" |
		sort -n | head -n 1
}

# The size of the smallest type in each, by the files themselves.
least() { jq '[.type[].size] | min' "templates/sizes/$1.json"; }

"$KX" list layouts | cut -d' ' -f1 >"$T/layouts"
while read -r layout; do
	exits 0 "$layout, standard" "$KX" --layout "$layout" --dump frames --out "$T/standard"
	words "$T/standard" >"$T/standard-words"
	for size in clear large giant; do
		exits 0 "$layout, $size" "$KX" --layout "$layout" --size "$size" --dump frames --out "$T/$layout-$size"
		words "$T/$layout-$size" >"$T/words"
		same "$layout, $size: the words of the standard sheet" "$T/standard-words" "$T/words"
		yes "$layout, $size: no smaller type" \
			awk "BEGIN { exit !($(smallest "$T/$layout-$size") >= $(least "$size")) }"
	done
done <"$T/layouts"
yes "there were words to compare" test "$(wc -l <"$T/standard-words")" -gt 100

# The line that repeats a harm: on some pages of the handout, word for word a claim, an artifact; in standard size nowhere.
grep 'region=running-harm' "$T/handout-large" | grep '^  text' >"$T/harms"
says 'During a drip, about 69 in 100 felt unreal' "a large handout repeats a harm" "$T/harms"
says 'After the spray, about 41 in 100 felt cut off' "and beside the spray that of the spray" "$T/harms"
says 'See page [0-9]' "and says where harms are told" "$T/harms"
grep -v 'artifact=pagination' "$T/harms" >"$T/tagged"
silent "a listener does not hear it again" "$T/tagged"
"$KX" --dump frames --out "$T/frames"
grep 'region=running-harm' "$T/frames" >"$T/harms"
silent "the standard sheet needs none" "$T/harms"

# Without the line the gate refuses the same sheet.
mkdir -p "$T/share"
cp -R data templates fonts "$T/share/"
jq 'del(.running_harm)' data/topics.json >"$T/share/data/topics.json"
exits 1 "without it a large handout is refused" env KXREPORT_SHARE="$T/share" "$KX" --size large --out "$T/refused.pdf"
says 'KX325' "for a page of benefits alone"
yes "and no file is left" test ! -e "$T/refused.pdf"
