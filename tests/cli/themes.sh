#!/bin/sh
# Themes: every layout in every one, of a file, of a clinic; and what the sheet says of it.
. tests/harness.sh

layouts="handout factbox checklist options trifold poster"
sizes="standard clear large giant"
inks="full gray saver"
n=0
for theme in $("$KX" list themes | cut -d' ' -f1); do
	for layout in $layouts; do
		# Another size and ink each time; all of them together are 'make conformance'.
		size=$(echo $sizes | cut -d' ' -f$((n % 4 + 1)))
		ink=$(echo $inks | cut -d' ' -f$((n % 3 + 1)))
		n=$((n + 1))
		exits 0 "$layout, $theme, $size, $ink: passes the gate" "$KX" check --layout "$layout" --theme "$theme" --size "$size" --ink "$ink"
		no "$layout, $theme, $size, $ink: nothing is too pale or too much ink" grep -E "KX37[5678]" "$T/err"
	done
	"$KX" -q --theme "$theme" --dump document >"$T/words.$theme"
	same "$theme: says the same" "$T/words.$theme" "$T/words.house"
	"$KX" -q --theme "$theme" --dump template >"$T/looks.$theme"
	[ "$theme" = house ] || no "$theme: looks otherwise" cmp -s "$T/looks.$theme" "$T/looks.house"
done

"$KX" -q --out "$T/house.pdf"
exits 0 "--theme" "$KX" -q --theme warm --out "$T/warm.pdf"
"$KX" trace --format json "$T/warm.pdf" >"$T/trace.json"
equal "the sheet says which theme it has" "$(jq -r .document.theme "$T/trace.json")" warm
equal "and the hash of its file" "$(jq -r '.inputs[] | select(.file == "templates/themes/warm.json") | .sha256' "$T/trace.json")" \
	"$(sha256sum "$ROOT/templates/themes/warm.json" | cut -d' ' -f1)"
run "$KX" diff "$T/house.pdf" "$T/warm.pdf"
says 'theme' "diff tells of the theme" "$T/out"

cp -R "$ROOT/data" "$ROOT/templates" "$ROOT/fonts" "$T/"
KXREPORT_SHARE=$T
export KXREPORT_SHARE

# A clinic's own: by name, and a file beside the clinic's.
clinic=$(jq -r .defaults.clinic "$T/data/pack.json")
jq '.theme = "quiet"' "$ROOT/data/clinics/$clinic.json" >"$T/data/clinics/$clinic.json"
"$KX" -q --dump template >"$T/named"
same "the clinic's theme" "$T/named" "$T/looks.quiet"
"$KX" -q --theme house --dump template >"$T/named"
same "the option goes before it" "$T/named" "$T/looks.house"
mkdir "$T/own"
jq '.theme = "ours.json"' "$ROOT/data/clinics/$clinic.json" >"$T/own/$clinic.json"
jq '.id = "ours"' "$ROOT/templates/themes/quiet.json" >"$T/own/ours.json"
cp "$ROOT/data/clinics/$(jq -r .logo "$ROOT/data/clinics/$clinic.json")" "$T/own/"
"$KX" -q --clinic "$T/own/$clinic.json" --dump template >"$T/named"
same "a file beside the clinic's" "$T/named" "$T/looks.quiet"
"$KX" -q --theme "$T/own/ours.json" --dump template >"$T/named"
same "--theme FILE" "$T/named" "$T/looks.quiet"
