#!/bin/sh
# Bad input, one folder a case: tests/cases/NAME/change is a shell script that
# spoils a copy of tests/pack (its current folder, with templates and fonts
# beside it; edit.inc has what it may use), tests/cases/NAME/messages is what the program then says, word for
# word, and its exit status.  Optional: tests/cases/NAME/arguments.
# BLESS=1 rewrites the messages (make bless).
. tests/harness.sh

for case in tests/cases/*/; do
	case=${case%/}
	name=${case##*/}
	rm -rf "$T/share"
	mkdir -p "$T/share"
	cp -R tests/pack "$T/share/data"
	cp -R templates fonts "$T/share/"
	if ! (cd "$T/share/data" && set -eu && . "$ROOT/tests/cases/edit.inc" && . "$ROOT/$case/change") >"$T/err" 2>&1; then
		not_ok "$name: could not be set up" "$T/err"
		continue
	fi
	arguments=$(cat "$case/arguments" 2>/dev/null || echo "--out sheet.pdf")
	# shellcheck disable=SC2086 # arguments are words
	(cd "$T/share" && KXREPORT_SHARE=. "$KXS" $arguments >"$T/out" 2>"$T/err")
	status=$?
	[ ! -e "$T/share/sheet.pdf" ] || [ $status -eq 0 ] || not_ok "$name: left a file"
	{
		cat "$T/err"
		echo "exit status $status"
	} >"$T/messages"
	if [ -n "${BLESS:-}" ]; then cp "$T/messages" "$case/messages"; fi
	same "$name" "$T/messages" "$case/messages"
	# The name says the code, so that blessing cannot hide that it went away.
	case $name in kx[0-9]*)
		code=$(echo "${name%%-*}" | tr 'kx' 'KX')
		says "\[$code\]" "$name: reports $code" "$T/messages" ;;
	esac
done
