#!/bin/sh
# Where the file goes: whole or not at all, and an older one stays as it was.
. tests/harness.sh

exits 0 "render" "$KX" -q --out "$T/good.pdf"
before=$(sha256sum <"$T/good.pdf")
unchanged() { equal "$1: the older file is as it was" "$(sha256sum <"$T/good.pdf")" "$before"; }
clean() { equal "$1: no temporary is left" "$(find "$2" -name '*.tmp' | wc -l)" 0; }

exits 0 "render over it" "$KX" -q --out "$T/good.pdf"
unchanged "the same again"
clean "the same again" "$T"

exits 5 "a folder that is not there" "$KX" --out "$T/none/x.pdf"
says "error\[KX702\].*No such file" "is named"
no "and not made" test -e "$T/none"
mkdir "$T/folder"
exits 5 "a folder as the file" "$KX" --out "$T/folder"
says "KX702.*it is a folder" "is named, too"
exits 5 "a file as the folder" "$KX" --out "$T/good.pdf/x.pdf"
unchanged "a file as the folder"

# A file may not grow beyond 8 blocks: the disk is full.
exits 5 "a full disk" sh -c "trap '' XFSZ; ulimit -f 8; exec \"\$KX\" --out \"\$T/good.pdf\""
says "KX702.*File too large" "is named as well"
unchanged "a full disk"
clean "a full disk" "$T"
exits 5 "a full device" "$KX" --out /dev/full
says "KX702.*No space left" "is told"
exits 5 "standard output that is full" sh -c '"$KX" --out - >/dev/full'
says "KX702.*standard output" "is told, too"
exits 5 "so is a list's" sh -c '"$KX" list codes >/dev/full'
exits 5 "and a closed one" sh -c '"$KX" --help >&-'

if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=16k none "$T/folder" 2>/dev/null; then
	exits 5 "a full file system" "$KX" --out "$T/folder/x.pdf"
	says "KX702.*No space left" "is told by its name"
	equal "nothing is left there" "$(ls -A "$T/folder")" ""
	umount "$T/folder"
else
	skip "a full file system" "cannot mount one here"
fi

# Root may write anywhere, so this needs somebody else, who may read the program.
as_nobody=
if [ "$(id -u)" -eq 0 ]; then
	as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
mkdir "$T/locked" "$T/share"
cp "$T/good.pdf" "$T/locked/x.pdf"
cp "$KX" "$T/share/"
cp -R data templates fonts "$T/share/"
chmod -R a+rX "$T" && chmod 555 "$T/locked"
if $as_nobody test -r "$T/share/data/pack.json" 2>/dev/null; then
	# shellcheck disable=SC2086 # words
	exits 5 "a folder that may not be written to" \
		env KXREPORT_SHARE="$T/share" $as_nobody "$T/share/kxreport" --out "$T/locked/x.pdf"
	says "KX702.*Permission denied" "is told so"
	same "and its file is as it was" "$T/locked/x.pdf" "$T/good.pdf"
	chmod 000 "$T/share/data/topics.json"
	# shellcheck disable=SC2086
	exits 5 "data that may not be read" \
		env KXREPORT_SHARE="$T/share" $as_nobody "$T/share/kxreport" --out "$T/x.pdf"
	says "KX701" "are told so"
	says "topics.json" "by name"
else
	skip "a folder that may not be written to" "cannot become another user here"
fi

# Refused or wrong: the older file stays, too.
mkdir "$T/empty"
exits 5 "an empty data folder" "$KX" --data "$T/empty" --out "$T/good.pdf"
unchanged "an empty data folder"
exits 2 "a usage error" "$KX" --paper nope --out "$T/good.pdf"
unchanged "a usage error"

# A symbolic link stays a link; a file keeps its permissions.
ln -s good.pdf "$T/link.pdf"
chmod 640 "$T/good.pdf"
exits 0 "through a link" "$KX" -q --paper a4 --out "$T/link.pdf"
yes "the link is still one" test -L "$T/link.pdf"
equal "permissions are kept" "$(stat -c %a "$T/good.pdf")" 640
yes "its target was replaced" sh -c 'pdfinfo "$T/good.pdf" | grep -q A4'

# A signal in the middle leaves nothing behind.
mkdir "$T/signal"
for after in 0 0.002 0.005 0.01 0.02 0.03; do
	"$KX" -q --out "$T/signal/x.pdf" &
	pid=$!
	sleep $after
	kill -TERM $pid 2>/dev/null
	wait $pid
done 2>/dev/null
clean "SIGTERM" "$T/signal"
if [ -e "$T/signal/x.pdf" ]; then
	yes "what is there is whole" qpdf --check "$T/signal/x.pdf"
fi
