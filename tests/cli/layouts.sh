#!/bin/sh
# Each shipped layout, on each of its papers: the pages it promises, and on
# them what no sheet may be without, however short it is.
. tests/harness.sh

"$KX" list layouts | cut -d' ' -f1 >"$T/layouts"

# layout, paper, pages
cat >"$T/sheets" <<'END'
handout letter 6
handout a4 6
factbox letter 1
factbox a4 1
options letter 2
options a4 2
checklist letter 2
checklist a4 2
trifold letter 2
trifold a4 2
poster tabloid 1
poster a3 1
END
cut -d' ' -f1 "$T/sheets" | sort -u >"$T/tested"
sort -u "$T/layouts" >"$T/all"
same "every layout is tested" "$T/all" "$T/tested"

# What stands on every sheet: the crisis lines, how the products stand with the regulator, dates, who reviewed it,
# and a word for each harm of data/gate.json.
cat >"$T/must" <<'END'
988
911
has approved esketamine spray
has not approved
off-label
Clinical review: pending
Next review by Nov 22, 2027
Written by: kxreport project, Nov 22, 2026
This clinic charges for these treatments
does not replace advice
Do not stop any medicine on your own
[Bb]reathing
[Pp]ass(ing)? out|passed out
[Bb]lood pressure
cut off|unreal
misused?|depend
25
[Bb]ladder
[Ll]iver
[Tt]hinking
fetus|pregnan
not drive
Alcohol
long run|Years of use
END

words() { tr -cs "[:alpha:]’" '\n' | sort -u | sed '/^$/d'; }

while read -r layout paper pages; do
	sheet="$layout on $paper"
	exits 0 "$sheet: passes the gate" "$KX" --werror --layout "$layout" --paper "$paper" --out "$T/x.pdf"
	equal "$sheet: $pages pages" "$(pdfinfo "$T/x.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')" "$pages"
	pdftotext -raw "$T/x.pdf" - 2>/dev/null | tr '\n\f' '  ' | tr -s ' ' >"$T/text"
	while read -r pattern; do
		grep -Eq -e "$pattern" "$T/text" || echo "$pattern"
	done <"$T/must" >"$T/faults"
	silent "$sheet: says what every sheet must" "$T/faults"
	# The full account, part of which the handout leaves out, is tests/cli/words.sh's.
	if [ "$layout" != handout ]; then
		"$KX" --dump document --layout "$layout" | sed -E '/^ *(alt|logo|logo-alt|language) "/d; s/(expansion|alt|uri|link)="[^"]*"//g' |
			grep -o '"[^"]*"' | grep -v '^"https:' | words >"$T/wanted"
		pdftotext -raw "$T/x.pdf" - 2>/dev/null | words >"$T/seen"
		comm -23 "$T/wanted" "$T/seen" >"$T/faults"
		silent "$sheet: no word of the document is lost" "$T/faults"
	fi
	# The crisis lines stand on the first page.
	pdftotext -l 1 "$T/x.pdf" "$T/first" 2>/dev/null
	yes "$sheet: whom to call is on page 1" grep -q 988 "$T/first"
	exits 0 "$sheet: can be traced" "$KX" trace "$T/x.pdf"
	exits 0 "$sheet: is whole and current" "$KX" verify "$T/x.pdf"
done <"$T/sheets"

# The fact box is one page in every ink, and with the longest name of a clinic that one meets.
cp data/clinics/*.png "$T"
jq '.id = "long" | .name = "Saint Bartholomew Interventional Psychiatry and Neuromodulation Center, Any Town"' data/clinics/example.json \
	>"$T/long.json"
for paper in letter a4; do
	for ink in full gray saver; do
		for clinic in example "$T/long.json"; do
			exits 0 "fact box on $paper, $ink, $clinic: passes the gate" "$KX" --layout factbox --paper $paper --ink $ink \
				--clinic "$clinic" --out "$T/x.pdf"
			equal "fact box on $paper, $ink, $clinic: one page" "$(pdfinfo "$T/x.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')" 1
		done
	done
done
# ---- short is no excuse ----
cp -R data "$T/data"
refused() {    # refused CODE WHY FILTER: the fact box with its outline changed
	jq --indent 2 "$3" data/outlines/factbox.json >"$T/data/outlines/factbox.json"
	exits 1 "a fact box $2 is refused" "$KX" --data "$T/data" --layout factbox --out "$T/refused.pdf"
	says "\[$1\]" "by $1"
	no "and no file is left" test -e "$T/refused.pdf"
}
refused KX338 "without its serious harms" '(.sections[] | select(.id == "risks")).blocks |= map(select(.id != "risk-short"))'
refused KX301 "that does not say how the drug stands with the FDA" '(.sections[].blocks[] | select(.id == "about-status")).topics -= ["main-status"]'
refused KX301 "without \"do not stop a medicine\"" '.sections |= map(select(.id != "after"))'
refused KX304 "without harms" '.sections |= map(select(.role != "risks"))'
refused KX304 "without a crisis box" '.sections |= map(select(.role != "help"))'
refused KX304 "without sources" '.sections |= map(select(.role != "sources"))'
refused KX342 "that does not name the full handout" 'del(.sections[].blocks[] | select(.id == "source-list").note)'
refused KX301 "that leaves out what it did not say it leaves" '.leaves_out |= map(select(.role != "visit"))'

# ---- folds ----
# Both sides fold along the same lines: those of one side, counted from the other edge, are those of the other,
# whether the sheet is turned on its long or its short edge.  The flap that lies inside is narrower than the rest.
folds() { jq -c --arg paper "$1" --argjson side "$2" '[.papers[$paper].sides[$side].marks[].from[0]] | unique' templates/trifold.json; }
for paper in letter a4; do
	width=$(jq --arg paper $paper '.papers[$paper].width' templates/trifold.json)
	equal "trifold on $paper: two folds" "$(folds $paper 0 | jq length)" 2
	equal "trifold on $paper: the folds of both sides meet" "$(folds $paper 0)" \
		"$(folds $paper 1 | jq -c --argjson width "$width" '[.[] | ($width - .) * 1000 | round / 1000] | sort')"
	yes "trifold on $paper: the flap is 1 to 4 mm narrower" \
		jq -e -n --argjson width "$width" --argjson folds "$(folds $paper 0)" \
		'($folds[1] - $folds[0] - $folds[0]) as $less | $less > 2.8 and $less < 11.4 and (($width - $folds[1]) - ($folds[1] - $folds[0]) | fabs) < 0.1'
	# Marks are lines of the paper, not of the text: each panel keeps clear of the folds.
	for side in 0 1; do
		yes "trifold on $paper, side $((side + 1)): no panel crosses a fold" jq -e --arg paper $paper --argjson side $side '
			.papers[$paper].sides[$side] | [.marks[].from[0]] as $folds
			| all(.regions[]; . as $region | all($folds[]; . <= $region.x or . >= $region.x + $region.width))' templates/trifold.json
	done
done
"$KX" --layout trifold --out "$T/trifold.pdf" 2>/dev/null
pdftotext -f 1 -l 1 -x 530 -y 0 -W 262 -H 612 "$T/trifold.pdf" "$T/cover"
yes "the cover, at the right of the outer side, has the title" grep -q 'Ketamine and' "$T/cover"
pdftotext -f 1 -l 1 -x 262 -y 0 -W 264 -H 612 "$T/trifold.pdf" "$T/back"
yes "the back panel has the crisis lines and the clinic's number" grep -q 988 "$T/back"

# ---- the poster ----
# What a reader meets from the chair, that is all but sources, imprint, notes, foot and what stands beside the code, is
# read at two metres.  That takes two millimetres of x-height for each metre: 4 mm are 11.34 pt, and the x-height of the
# face is 0.496 of its size (sxHeight in its OS/2 table), so 22.9 pt are the least.  The lines of the
# running text are 1.14 of the type apart or more, 1.18 where no long name of a clinic takes their room.
most_far='^(title|subtitle|heading|crisis-heading|body|lead|item|list|cell-label|cell$|help-number|clinic-name|clinic-phone)'
equal "poster: every style of its matter has an x-height of 4 mm, the title, the clinic and the rest" \
	"$(jq -c --arg far "$most_far" '[.styles | to_entries[] | select((.key | test($far)) and .value.size * 0.496 * 25.4 / 72 < 4) | .key]' templates/poster.json)" "[]"
yes "poster: its lines never stand closer" jq -e '.fit.leading[0] as $least | [.styles.body, .styles.item | .leading * $least / .size >= 1.14] | all' templates/poster.json
for paper in tabloid a3; do
	"$KX" --layout poster --paper $paper --out "$T/poster.pdf" --timings 2>"$T/timings"
	pdftotext "$T/poster.pdf" "$T/text"
	yes "poster on $paper: its lines have air" awk '/^leading:/ { exit !($2 + 0 >= 98.2) }' "$T/timings"
	yes "poster on $paper: the address of the code is there in words" grep -q 'www.example.org/' "$T/text"
done
