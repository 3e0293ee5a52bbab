#!/bin/sh
# Bad input, one folder a case: tests/cases/NAME/change is a shell script that
# spoils a copy of tests/pack (its current folder, with templates and fonts
# beside it; edit.inc has what it may use), tests/cases/NAME/messages is what the program then says, word for
# word, and its exit status.  Optional: tests/cases/NAME/arguments.
# BLESS=1 rewrites the messages (make bless).
. tests/harness.sh

# Templates and fonts are copied anew only behind a case that reaches for them: this runs many processes as it is.
mkdir "$T/share" "$T/said"
dirty=yes
reaching=" $(grep -lF '..' tests/cases/*/change | tr '\n' ' ')"
for case in tests/cases/*/; do
	case=${case%/}
	name=${case##*/}
	if [ -n "$dirty" ]; then
		rm -rf "$T/share"
		mkdir -p "$T/share"
		cp -R templates fonts "$T/share/"
		dirty=
	else
		rm -rf "$T/share/data" "$T/share/sheet.pdf"
	fi
	cp -R tests/pack "$T/share/data"
	if ! (cd "$T/share/data" && set -eu && . "$ROOT/tests/cases/edit.inc" && . "$ROOT/$case/change") >"$T/err" 2>&1; then
		not_ok "$name: could not be set up" "$T/err"
		continue
	fi
	case $reaching in *" $case/change "*) dirty=yes ;; esac
	arguments="--out sheet.pdf"
	[ ! -f "$case/arguments" ] || read -r arguments <"$case/arguments"
	messages=$T/said/$name
	# shellcheck disable=SC2086 # arguments are words
	(cd "$T/share" && KXREPORT_SHARE=. exec "$KXS" $arguments >"$T/out" 2>"$messages")
	status=$?
	[ ! -e "$T/share/sheet.pdf" ] || [ $status -eq 0 ] || not_ok "$name: left a file"
	echo "exit status $status" >>"$messages"
	if [ -n "${BLESS:-}" ]; then cp "$messages" "$case/messages"; fi
	same "$name" "$messages" "$case/messages"
done
# The name says the code, so that blessing cannot hide that it went away.
awk 'FNR == 1 { name = FILENAME; sub(/.*\//, "", name); code = name; sub(/^kx/, "KX", code); sub(/-.*/, "", code); seen[name] = 0; codes[name] = code }
	index($0, "[" codes[name] "]") { seen[name] = 1 }
	END { for (name in seen) print (seen[name] ? "ok " : "not ok ") name ": reports " codes[name] }' "$T"/said/kx[0-9]*
# A case that reached for them unseen would spoil those behind it.
if [ -z "$dirty" ]; then
	yes "no case spoils the next one's templates" diff -r templates "$T/share/templates"
	yes "nor its fonts" diff -r fonts "$T/share/fonts"
fi
