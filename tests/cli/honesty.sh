#!/bin/sh
# The shipped sheet is honest; one deliberate fault makes it refused, by the
# rule that is there for it, and the last good file stays as it was.
# (One fault for each rule, with its message word for word: tests/cases.)
. tests/harness.sh

exits 0 "the shipped data passes" "$KX" --data data --out "$T/good.pdf"
no "with no warning of a rule" grep -qE '\[KX3[0-4][0-9]\]' "$T/err"
cp "$T/good.pdf" "$T/kept.pdf"

# fault NAME CODES FILE FILTER: edit a copy of the data (FILE "*" is every summary), and try to print it.
# What is far from honest may also fit no page or no table: then its status is another.
fault() {
	fault=$1 status_wanted=${5:-1}
	codes=$2 file=$3 filter=$4
	rm -rf "$T/data"
	cp -R data "$T/data"
	for one in "$T/data"/$( [ "$file" = '*' ] && echo 'summaries/*.json' || echo "$file" ); do
		jq --indent 2 "$filter" "$one" >"$T/edited" || { not_ok "$fault: could not be set up"; return; }
		if cmp -s "$T/edited" "$one"; then continue; fi
		cp "$T/edited" "$one"
	done
	no "$fault: changes the data" diff -rq data "$T/data"
	exits "$status_wanted" "$fault: is refused" "$KX" --data "$T/data" --out "$T/good.pdf"
	for code in $codes; do
		says "error\[$code\]" "$fault: by $code"
	done
	yes "$fault: the last good file stays" cmp -s "$T/good.pdf" "$T/kept.pdf"
}
claim() { printf '(.claims[] | select(.id == "%s")) |= (%s)' "$1" "$2"; }

# ---- the faults that the sheet must never have ----
fault "without the section on risks" "KX301 KX304 KX306 KX338" topics.json '.sections |= map(select(.role != "risks"))'
fault "with twice as much on benefits" "KX306" '*' \
	'(.claims[] | select(.topic | IN("speed", "duration", "course", "relapse-drip", "long-plan"))).says |= (. + " " + .)' 3
fault "72 for 27 in the words" "KX310" summaries/cochrane2021.json \
	"$(claim cochrane2021-main-benefit '.says |= sub("27 in 100"; "72 in 100")')"
fault "72 for 27 in the figure" "KX310 KX311" summaries/cochrane2021.json \
	"$(claim cochrane2021-main-benefit '.figures[0] |= (.percent = 72.4 | .interval = [12.9, 80])')"
fault "72 for 27 in the picture alone" "KX310 KX311" summaries/cochrane2021.json \
	"$(claim cochrane2021-response-saline '.figures[0] |= (.percent = 72.4 | .interval = [12.9, 80])')"
fault "72 for 27 in every figure, not in the words" "KX310" summaries/cochrane2021.json \
	'(.claims[].figures[] | select(.percent == 27.4)) |= (.percent = 72.4 | .interval = [12.9, 80])'
fault "with the comparison changed" "KX310" summaries/cochrane2021.json \
	"$(claim cochrane2021-main-benefit '.says |= sub("against 9 "; "against 1 ")')"
fault "with the products exchanged" "KX328" '*' \
	'(.claims[].product) |= ({ketamine: "esketamine", esketamine: "ketamine"}[.] // .)' 3
fault "with one claim on the wrong product" "KX328" summaries/turkoz2021.json "$(claim turkoz2021-main-benefit '.product = "ketamine"')"

# ---- what a hurried editor might write ----
speed='.id == "marcantoni2020-speed"'
word() { fault "$1" "$2" summaries/marcantoni2020.json "(.claims[] | select($speed)).says = \"$3\""; }
word "hype" KX323 "Ketamine drips bring remarkably fast relief."
word "an assurance" KX334 "Ketamine drips are safe and help within hours."
word "a story" KX314 "Patients say that a ketamine drip helped within hours."
word "a promise of rescue" KX337 "A ketamine drip saves lives within hours."
word "an order" KX341 "Stop your antidepressant before a ketamine drip."
word "a wider condition" KX332 "Ketamine drips help anyone with depression within hours, all mental illness."
word "a relative number" KX315 "After a ketamine drip, three times more people feel better within hours."
word "studies for people" KX319 "Ketamine drips helped within hours in 75% of trials."
word "an endorsement" KX333 "Doctors recommend ketamine drips for relief within hours."
fault "a superlative in a heading" "KX324" topics.json '(.sections[] | select(.role == "benefits")).title = "The most effective help"'
fault "hype in small print" "KX323" topics.json '(.sections[].blocks[] | select(.id == "benefit-facts")).note = "Groundbreaking trials."'
fault "a number in the outline" "KX310" topics.json \
	'(.sections[].blocks[] | select(.id == "benefit-arrays")).note = "It helps more than 70% of people."'
fault "a title for everyone" "KX332" pack.json '.subtitle = "For all who live with mental illness"'
fault "an endorsement in a heading" "KX333" topics.json '(.sections[] | select(.role == "benefits")).title = "Recommended help"'
fault "certainty beyond the evidence" "KX321" summaries/cochrane2021.json \
	"$(claim cochrane2021-main-benefit '.says += " It will help."')"
fault "speed without duration" "KX322" topics.json \
	'(.sections[].blocks[] | select(.id == "benefit-time")).topics -= ["duration"]'
fault "no word on approval" "KX329" topics.json \
	'(.sections[].blocks[] | select(.id == "options-table")).note = "These numbers come from different studies."'
fault "a harm left out" "KX338" topics.json '(.sections[].blocks[] | select(.topics)).topics -= ["risk-liver"] | (.topics[] | select(.id == "risk-liver")).required = false'
fault "no questions" "KX339" topics.json '(.sections[].blocks[] | select(.form == "questions")).topics |= .[0:2]'
fault "waiting left out" "KX339" topics.json \
	'(.sections[].blocks[] | select(.form == "options")).columns |= map(.topics -= ["alt-wait-good", "alt-wait-bad"])'
fault "no ride home" "KX340" summaries/oxford-nhs.json "$(claim oxford-nhs-before-ride '.says = "You may not drive."')"
fault "no line on advice" "KX342" pack.json '.not_advice = "This sheet gives facts."'
fault "home use without the warning" "KX343" summaries/fda-2023-alert.json \
	"$(claim fda-2023-alert-risk-home '.says = "Compounded ketamine for home use: no one is there if breathing slows. We do not know how often."')"
fault "a conflict that is not shown" "KX313" rulings.json '(.rulings[] | select(.id == "x4")).prints = ["abdallah2022-ptsd"]'
fault "a correction left out" "KX312" summaries/seed-b.json "$(claim seed-b-19 'del(.correction)')"
fault "a year that is wrong" "KX309" summaries/jelovac2025.json \
	"$(claim jelovac2025-evidence-repeated '.says |= sub("2025"; "2012")')"
fault "a seed for a source" "KX302" pack.json '.cite_tier_max = 1'
fault "another country's crisis line" "KX336" help-lines.json \
	'(.. | objects | select(.number? == "988")).number = "116 123"'
fault "the clinic's earnings left out" "KX348" clinics/example.json 'del(.funding)'
fault "a review in five years" "KX349" pack.json '.review_by = "2031-11-22"'

# ---- what does not print is not judged ----
rm -rf "$T/data"
cp -R data "$T/data"
for file in "$T"/data/summaries/*.json; do
	jq --indent 2 '(.claims[]).note |= ((. // "") + " A groundbreaking, safe cure, says the seed!")' "$file" >"$T/edited" &&
		cp "$T/edited" "$file"
done
exits 0 "hype in notes, which never print, is nobody's fault" "$KX" --data "$T/data" --out "$T/notes.pdf"
