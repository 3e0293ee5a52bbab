#!/bin/sh
# Help, the manual page, completion, version, explain, schema.
. tests/harness.sh

exits 0 "--help" "$KX" --help
silent "says nothing on standard error"
cp "$T/out" "$T/help"
exits 0 "help" "$KX" help
same "is the same" "$T/out" "$T/help"
for command in render trace diff recall verify print list explain schema completion version; do
	exits 0 "help $command" "$KX" help "$command"
	cp "$T/out" "$T/help"
	exits 0 "$command --help" "$KX" "$command" --help
	same "$command --help is help $command" "$T/out" "$T/help"
done

exits 0 "--man" "$KX" --man
says '^\.TH KXREPORT 1' "is a manual page" "$T/out"
says '^KX|^\.TP' "with entries" "$T/out"
if command -v groff >/dev/null 2>&1; then
	cp "$T/out" "$T/kxreport.1"
	run groff -man -Tutf8 -ww -z "$T/kxreport.1"
	silent "groff has nothing to warn of"
else
	skip "groff has nothing to warn of" "no groff here"
fi

exits 0 "--version" "$KX" --version
says '^kxreport [0-9]+\.[0-9]+\.[0-9]+$' "names the program" "$T/out"
for library in jansson cmark harfbuzz fribidi libunibreak libharu qpdf zlib; do
	says "^$library .*[0-9]" "names $library" "$T/out"
done
cp "$T/out" "$T/version"
exits 0 "version" "$KX" version
same "is the same as --version" "$T/out" "$T/version"
equal "the header says the same version" "$(sed -n 's/^#define KXREPORT_VERSION "\(.*\)"/\1/p' include/kxreport.h)" \
	"$(sed -n '1s/.* //p' "$T/version")"

exits 0 "explain by number" "$KX" explain 111
cp "$T/out" "$T/explained"
exits 0 "explain by code" "$KX" explain KX111
same "is the same" "$T/out" "$T/explained"
exits 0 "explain by name" "$KX" explain too-large
same "is the same again" "$T/out" "$T/explained"
says 'exit status is 3' "tells the exit status" "$T/out"

exits 0 "schema" "$KX" schema
cp "$T/out" "$T/schemas"
yes "there are schemas" test -s "$T/schemas"
while read -r name; do
	exits 0 "schema $name" "$KX" schema "$name"
	yes "schema $name is JSON" jq -e '."$schema" and .title' "$T/out"
done <"$T/schemas"

# ---- completion ----
for shell in bash zsh fish; do
	exits 0 "completion $shell" "$KX" completion "$shell"
	cp "$T/out" "$T/complete.$shell"
	if command -v "$shell" >/dev/null 2>&1; then
		run "$shell" -n "$T/complete.$shell"
		equal "$shell can read it" "$status" 0
	else
		skip "$shell can read it" "no $shell here"
	fi
done
cat >"$T/ask.bash" <<'BASH'
PATH=$(dirname "$KX"):$PATH
. "$T/complete.bash"
ask() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_kxreport
	echo "${COMPREPLY[*]}"
}
ask kxreport tr
ask kxreport --pap
ask kxreport --paper ''
ask kxreport list lay
ask kxreport trace --pa
ask kxreport --layout hand
BASH
mkdir "$T/empty"    # no file whose name could be a candidate
(cd "$T/empty" && bash "$T/ask.bash") >"$T/asked" 2>&1
printf '%s\n' trace --paper 'letter a4' layouts '' handout >"$T/wanted"
same "bash completes commands, options, words and names" "$T/asked" "$T/wanted"

if command -v fish >/dev/null 2>&1; then
	fish --no-config -c "set PATH $(dirname "$KX") \$PATH; source $T/complete.fish; complete -C 'kxreport tr'; complete -C 'kxreport list lay'; complete -C 'kxreport --paper '" 2>&1 | cut -f1 >"$T/asked"
	printf '%s\n' trace layouts a4 letter >"$T/wanted"
	same "fish completes commands, words and values" "$T/asked" "$T/wanted"
else
	skip "fish completes commands, words and values" "no fish here"
fi
