#!/bin/sh
# Every layout conforms, on every paper in every size, and in every ink; other people's programs read a sample.
# Ink changes colours and nothing that depends on paper or size, so the inks are tried on one paper and in one size.
. tests/harness.sh

# values OPTION: the words that an option takes, by the program's own completion; a blank one where it is not there.
values() {
	words=$("$KX" completion bash | sed -n "s/^[[:space:]]*--$1) .*compgen -W \"\([^\"]*\)\".*/\1/p" | head -n 1)
	echo "${words:--}"
}
# option NAME VALUE: nothing for the blank value.
option() { [ "$2" = - ] || printf ' --%s %s' "$1" "$2"; }

"$KX" list layouts | sed 's/ .*//' >"$T/layouts"
yes "there are layouts" test -s "$T/layouts"
while read -r layout; do
	for paper in $(jq -r '.papers | keys[]' "templates/$layout.json"); do
		for size in $(values size); do
			echo "--layout $layout --paper $paper$(option size "$size")"
		done
	done
	for ink in $(values ink); do
		[ "$ink" = - ] || echo "--layout $layout$(option ink "$ink")"
	done
done <"$T/layouts" >"$T/plan"

mkdir "$T/sheets"
number=1000
while read -r options; do
	number=$((number + 1))
	# shellcheck disable=SC2086 # options are words
	"$KX" -q $options --out "$T/sheets/$number.pdf" 2>"$T/err" || {
		echo "$options"
		head -n 3 "$T/err"
	} >>"$T/refused"
	echo "$number $options" >>"$T/made"
done <"$T/plan"
: >>"$T/refused"
silent "each is made" "$T/refused"
echo "# $(find "$T/sheets" -name '*.pdf' | wc -l) of $(wc -l <"$T/plan") sheets"
while read -r layout; do
	found=
	for number in $(sed -n "s/ --layout $layout\\( .*\\)*$//p" "$T/made"); do
		[ ! -f "$T/sheets/$number.pdf" ] || found=$number
	done
	[ -n "$found" ] && echo "$found" >>"$T/sample" || echo "$layout" >>"$T/nowhere"
done <"$T/layouts"
: >>"$T/nowhere"
silent "every layout is made" "$T/nowhere"

exits 0 "all of them conform to PDF/UA-1 and PDF/A-3a" "$KX" verify --standards "$T"/sheets/*.pdf
for sheet in "$T"/sheets/*.pdf; do
	qpdf --check "$sheet" >"$T/check" 2>&1 || { echo "$sheet"; cat "$T/check"; }
done >"$T/faults"
silent "qpdf finds them sound" "$T/faults"

while read -r number; do
	name=$(sed -n "s/^$number --layout \([^ ]*\).*/\1/p" "$T/made")
	sheet=$T/sheets/$number.pdf
	exits 0 "$name: mutool draws it" mutool draw -q -o /dev/null -F png -r 20 "$sheet" 1-2
	run pdfinfo -struct-text "$sheet"
	silent "$name: poppler has nothing to say of its structure"
	says '^Document' "$name: and shows it" "$T/out"
	says 'H1' "$name: with a title" "$T/out"
	if command -v gs >/dev/null 2>&1; then
		exits 0 "$name: Ghostscript draws it" gs -q -dBATCH -dNOPAUSE -dSAFER -dPDFSTOPONERROR -dLastPage=2 -sDEVICE=nullpage "$sheet"
		silent "$name: without a word" "$T/out"
	else
		skip "$name: Ghostscript draws it" "gs is not here"
	fi
	browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
	if [ -n "$browser" ]; then
		timeout 30 "$browser" --headless --no-sandbox --disable-gpu --screenshot="$T/shot.png" "file://$sheet" >/dev/null 2>&1
		yes "$name: Chromium's viewer opens it" test -s "$T/shot.png"
	else
		skip "$name: Chromium's viewer opens it" "no browser is here"
	fi
done <"$T/sample"
