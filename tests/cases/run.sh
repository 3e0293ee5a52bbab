#!/bin/sh
# Bad input, one folder a case: tests/cases/NAME/change is a shell script that
# spoils a copy of tests/pack (its current folder, with templates and fonts
# beside it; edit.inc has what it may use), tests/cases/NAME/messages is what the program then says, word for
# word, and its exit status.  Optional: tests/cases/NAME/arguments.
# BLESS=1 rewrites the messages (make bless).
. tests/harness.sh

# Templates and fonts are copied anew only behind a case that reaches for them: this runs many processes as it is.
mkdir "$T/share"
dirty=yes
for case in tests/cases/*/; do
	case=${case%/}
	name=${case##*/}
	rm -rf "$T/share/data" "$T/share/sheet.pdf"
	if [ -n "$dirty" ]; then
		rm -rf "$T/share"
		mkdir -p "$T/share"
		cp -R templates fonts "$T/share/"
		dirty=
	fi
	cp -R tests/pack "$T/share/data"
	if ! (cd "$T/share/data" && set -eu && . "$ROOT/tests/cases/edit.inc" && . "$ROOT/$case/change") >"$T/err" 2>&1; then
		not_ok "$name: could not be set up" "$T/err"
		continue
	fi
	! grep -Fq '..' "$case/change" || dirty=yes
	arguments="--out sheet.pdf"
	[ ! -f "$case/arguments" ] || read -r arguments <"$case/arguments"
	# shellcheck disable=SC2086 # arguments are words
	(cd "$T/share" && KXREPORT_SHARE=. exec "$KXS" $arguments >"$T/out" 2>"$T/messages")
	status=$?
	[ ! -e "$T/share/sheet.pdf" ] || [ $status -eq 0 ] || not_ok "$name: left a file"
	echo "exit status $status" >>"$T/messages"
	if [ -n "${BLESS:-}" ]; then cp "$T/messages" "$case/messages"; fi
	same "$name" "$T/messages" "$case/messages"
	# The name says the code, so that blessing cannot hide that it went away.
	case $name in kx[0-9]*)
		code=${name%%-*}
		code=KX${code#kx}
		says "\[$code\]" "$name: reports $code" "$T/messages" ;;
	esac
done
# A case that reached for them unseen would spoil those behind it.
if [ -z "$dirty" ]; then
	yes "no case spoils the next one's templates" diff -r templates "$T/share/templates"
	yes "nor its fonts" diff -r fonts "$T/share/fonts"
fi
