#!/bin/sh
# Inks: the same words in each, and how much of the paper the saver covers, as the program counts it and as a renderer sees it.
. tests/harness.sh

if ! command -v pdftoppm >/dev/null || ! command -v pdftotext >/dev/null; then
	skip "inks" "pdftoppm and pdftotext are not installed"
	exit 0
fi

for layout in handout poster; do
	for ink in full gray saver; do
		exits 0 "$layout, $ink: is made" "$KX" -q --layout $layout --ink $ink --out "$T/$ink.pdf"
		pdftotext -raw "$T/$ink.pdf" "$T/$ink.txt"
	done
	same "$layout: gray says what full says" "$T/gray.txt" "$T/full.txt"
	# An edge in place of a ground may move a line; the words stay.
	tr -s ' \n\f' '\n' <"$T/full.txt" | sort >"$T/full.words"
	tr -s ' \n\f' '\n' <"$T/saver.txt" | sort >"$T/saver.words"
	same "$layout: saver says what full says" "$T/saver.words" "$T/full.words"
done

# The mean of a gray picture in hundredths of a percent of ink: 0 is white paper.  Its header: P5, width, height, 255.
ink_of() {
	LC_ALL=C od -An -v -tu1 -w4096 "$1" |
		awk '{ for (i = 1; i <= NF; i++) { if (NR > 1 || i > 15) { sum += 255 - $i; count++ } } } END { printf "%d", sum * 10000 / count / 255 }'
}

# seen_of LAYOUT PAGE: as a renderer sees it; fine, for at low resolution it draws thin lines too wide.
seen_of() {
	"$KX" -q --layout "$1" --ink saver --out "$T/sheet.pdf"
	pdftoppm -gray -r 150 -f "$2" -l "$2" -singlefile "$T/sheet.pdf" "$T/page"
	ink_of "$T/page.pgm"
}

# No page of any sheet takes 5 % of its paper, as the gate counts; the two fullest are seen by a renderer, too.
for layout in handout factbox options checklist trifold poster; do
	for size in standard clear large giant; do
		run "$KX" check --layout $layout --size $size --ink saver
		grep 'KX378' "$T/out" "$T/err" >"$T/faults"
		silent "$layout, $size: the gate counts less than 5 %" "$T/faults"
	done
done
for layout in options poster; do
	seen=$(seen_of $layout 1)
	echo "# $layout: seen $seen hundredths of a percent"
	yes "$layout: a renderer sees less than 5 % of its fullest page" test "$seen" -gt 100 -a "$seen" -lt 500
done

# Little ink is no pale ink: WCAG 2.2, 1.4.6, asks 7:1 of text, and 4.5:1 of large type, which is all that the poster has.
contrast_of() { jq "$1"' | ltrimstr("#")[0:2] | explode | map(if . > 57 then . - 55 else . - 48 end) | (.[0] * 16 + .[1]) / 255
	| (if . <= 0.04045 then . / 12.92 else pow((. + 0.055) / 1.055; 2.4) end) | 1.05 / (. + 0.05)' "$2"; }
for color in text muted title heading accent warning yes no; do
	yes "$color has a contrast of 7:1" test "$(contrast_of .colors.$color templates/inks/saver.json | cut -c1-4 | tr -d .)" -ge 700
done
for color in text muted title heading accent warning; do
	yes "$color of the poster has 4.5:1" test "$(contrast_of ".inks.saver.colors.$color" templates/poster.json | cut -c1-4 | tr -d .)" -ge 450
done

# What the program counts is what is seen, within a twentieth: asked of an ink that allows next to nothing.
jq '.coverage_most = 0.1 | .id = "drop"' templates/inks/saver.json >"$T/drop.json"
run "$KX" --layout handout --ink "$T/drop.json" --out "$T/sheet.pdf"
equal "too much ink is a warning" "$status" 0
equal "every page is counted" "$(grep -c 'page [0-9]* covers' "$T/err")" 6
tenths=$(sed -n 's/.*page 3 covers \([0-9]*\)\.\([0-9]\) %.*/\1\2/p' "$T/err")
seen=$(seen_of handout 3)
echo "# counted $tenths tenths, seen $seen hundredths of a percent"
yes "what is counted is what is seen" test $((tenths * 200)) -ge $((seen * 19)) -a $((tenths * 200)) -le $((seen * 21))

# A gray sheet has no color: neither the drawn logo, nor one of pixels, nor anything else.
cp -R "$PACK" "$T/data"
cat >"$T/data/clinics/leaf.svg" <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="#c03020" stroke="#2040c0"/></svg>
SVG
jq '.logo = "leaf.svg"' "$PACK/clinics/hill.json" >"$T/data/clinics/hill.json"
colors_of() {   # its sums of cyan, magenta and yellow
	"$KX" -q --data "$T/data" --clinic "$1" --ink "$2" --theme "$3" --out "$T/sheet.pdf"
	gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=inkcov -r40 -o - "$T/sheet.pdf" | awk '/CMYK/ { sum += $1 + $2 + $3 } END { printf "%.5f", sum }'
}
cp tests/images/rgb.jpg "$T/data/clinics/shore.jpg"
jq '.id = "shore" | .logo = "shore.jpg"' "$PACK/clinics/hill.json" >"$T/data/clinics/shore.json"
mkdir "$T/broken"
: >"$T/broken/libturbojpeg.so.0"
without() { run env LD_LIBRARY_PATH="$T/broken" "$KX" -q --data "$T/data" --clinic shore --ink "$1" --out "$T/none.pdf"; }
without gray
equal "a JPEG in gray where its library cannot be loaded" "$status" 5
says 'shore.jpg: error\[KX891\]: libturbojpeg, which makes JPEG files gray, is not on this machine: .*turbojpeg' "is refused by name"
no "no sheet is left" test -e "$T/none.pdf"
without full
equal "in color it is not asked for" "$status" 0
if command -v gs >/dev/null; then
	for clinic in harbor hill shore; do
		for ink in gray saver; do
			equal "$clinic, $ink: no color" "$(colors_of $clinic $ink warm)" 0.00000
		done
		no "$clinic, full: color" test "$(colors_of $clinic full warm)" = 0.00000
	done
else
	skip "gray without color" "Ghostscript is not installed"
fi
