#!/bin/sh
# The README's way to a clinic of one's own.
. tests/harness.sh

mkdir "$T/own"
jq '.id = "riverside" | .example = false | .name = "Riverside Clinic"' data/clinics/example.json >"$T/own/riverside.json"
cp data/clinics/*.png "$T/own/"
cd "$T/own" || exit 1
exits 0 "a clinic of one's own" "$KX" --clinic riverside.json --out handout.pdf
pdftotext handout.pdf text
yes "its name is printed" grep -q 'Riverside Clinic' text
no "the example is gone" grep -qi 'example clinic' text
yes "the review is pending" grep -qi 'pending' text

hash=$("$KX" check --clinic riverside.json --format json 2>/dev/null | jq -r .review.clinic.hash)
jq --arg hash "$hash" '.review = {"by": "Dr. A. Person", "role": "psychiatrist", "on": "2026-11-23", "hash": $hash}' \
	riverside.json >x && mv x riverside.json
exits 0 "with a review" "$KX" --clinic riverside.json --out handout.pdf
pdftotext handout.pdf text
yes "the reviewer is printed" grep -q 'Dr. A. Person' text
no "and nothing is pending" grep -qi 'pending' text

rm ./*.png
exits 3 "without its logo" "$KX" --clinic riverside.json --out handout.pdf
says "riverside\.json:[0-9]+:[0-9]+: error\[KX136\]" "is told which file names it"

# What a clinic is called is no claim, even where the gate would not let the sheet say it.
cp "$ROOT"/data/clinics/*.png .
jq '.id = "moods" | .name = "Center for Mood Disorders" | .review = null' riverside.json >moods.json
for layout in handout options; do
	exits 0 "a clinic named for what it treats, $layout" "$KX" --clinic moods.json --layout "$layout" --out moods.pdf
done

for called in "New Hope Psychiatry" "Best Minds Clinic" "Safe Harbor Breakthrough Center" "Dr. Quick and Dr. Cure"; do
	jq --arg name "$called" '.id = "named" | .name = $name | .address = ["1 Miracle Mile", "Life-Changing Falls, ST 00000"] | .providers = ["Amanda Best"]' \
		moods.json >named.json
	exits 0 "a clinic called $called" "$KX" --clinic named.json --out named.pdf
	says "warning\[KX640\]: the name \"$called\"" "and who prints it is told"
	says 'named\.json:[0-9]*:[0-9]*: warning.*"1 Miracle Mile"' "of its street, too"
done
for called in "FDA-approved Ketamine Clinic" "50% More Relief Clinic" "Recommended by Experts"; do
	jq --arg name "$called" '.id = "named" | .address = [$name]' moods.json >named.json
	exits 1 "no name may say $called" "$KX" --clinic named.json --out named.pdf
done
jq '.id = "boast" | .visit = [{"topic": "after-call", "says": "Call the best clinic at once if your mood drops."}]' named.json >boast.json
exits 1 "what it says of itself is held to the gate" "$KX" --clinic boast.json --out boast.pdf
says 'KX324.*"best"' "and is told"
jq '.id = "britain" | .country = "GB"' moods.json >britain.json
exits 0 "a clinic in Great Britain" "$KX" --clinic britain.json --out britain.pdf

# The longest name that one meets: 80 characters.
jq '.id = "long" | .name = "Saint Bartholomew Interventional Psychiatry and Neuromodulation Center, Any Town" |
	.address = ["Building 4, Suite 1200, 100 Example Street", "Anytown, ST 00000"]' riverside.json >long.json
"$KX" list layouts | cut -d' ' -f1 | while read -r layout; do
	for size in standard clear large giant; do
		exits 0 "a long name, $layout, $size" "$KX" --clinic long.json --layout "$layout" --size "$size" --out long.pdf
	done
done

# What real clinics have: crisis lines of their county, long addresses of the web, hours by the day.
jq '.id = "county" | .name = "Anytown Interventional Psychiatry Associates" |
	.address = ["4000 North and South Boulevard, Building 4, Suite 1200", "Anytown by the Sea, ST 00000"] |
	.web = "www.anytowninterventionalpsychiatry.example.org" |
	.handout_url = "https://www.anytowninterventionalpsychiatry.example.org/patients/ketamine-handout" |
	.phone = "(555) 555-0100 ext. 12345" | .hours = "Monday to Thursday, 8 am to 6 pm; Friday, 8 am to 1 pm" |
	.help_lines = [{"name": "Example County Crisis Line", "number": "1-800-555-0142", "how": "Call, day and night", "when": "crisis"}]' \
	long.json >county.json
"$KX" list layouts | cut -d' ' -f1 | while read -r layout; do
	for size in standard clear large giant; do
		case $layout-$size in checklist-standard | factbox-giant) continue ;; esac   # they have no room for that much
		exits 0 "a clinic of the county, $layout, $size" "$KX" --clinic county.json --layout "$layout" --size "$size" --out county.pdf
		no "and nothing is left out or hard to read" grep -q 'KX463\|KX345' "$T/err"
	done
done
