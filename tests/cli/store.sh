#!/bin/sh
# The file of kept results: the same bytes with and without, and whatever is wrong with it.
. tests/harness.sh

store=$ROOT/build/release/kxreport.store
if [ ! -s "$store" ]; then
	not_ok "the build made a store"
	exit 0
fi
ok "the build made a store"

# $1 name, rest: options.  With the store, without it, and with one that no run could use.
alike() {
	name=$1
	shift
	KXREPORT_STORE=$store run "$KX" -v --out "$T/with.pdf" "$@"
	mv "$T/err" "$T/with.err"
	KXREPORT_STORE='' run "$KX" -v --out "$T/without.pdf" "$@"
	sed -i "s,$T/with,," "$T/with.err"
	sed -i "s,$T/without,," "$T/err"
	same "$name: the same bytes" "$T/with.pdf" "$T/without.pdf"
	same "$name: the same messages" "$T/with.err" "$T/err"
}
alike "handout"
alike "A4" --paper a4
alike "gray, large" --ink gray --size large
alike "trifold, where words are broken" --layout trifold
alike "fact box in a theme" --layout factbox --theme warm
alike "other data" --data "$PACK" --clinic hill

# It is asked: a handout takes far fewer instructions, which only the valgrind test counts; here, that it is opened.
if command -v strace >/dev/null; then
	strace -f -o "$T/trace" -e trace=openat "$KX" -q --out "$T/x.pdf"
	says 'kxreport\.store.* = [0-9]' "it is found beside the program of a source tree" "$T/trace"
	KXREPORT_STORE='' strace -f -o "$T/trace" -e trace=openat "$KX" -q --out "$T/x.pdf"
	no "is not looked for when it is turned off" grep -q kxreport.store "$T/trace"
	harfbuzz=$(strace -f -e trace=openat "$KX" -q --out "$T/x.pdf" 2>&1 | sed -n 's/.*"\(.*libharfbuzz\.so\.0\)".* = [0-9].*/\1/p' | head -n 1)
	mkdir "$T/late"
	LD_LIBRARY_PATH=/nowhere:$T/late strace -f -o "$T/trace" -e trace=openat "$KX" -q --out "$T/x.pdf"
	yes "is looked for where no library is another" grep -q kxreport.store "$T/trace"
	cp "$harfbuzz" "$T/late/libharfbuzz.so.0"
	LD_LIBRARY_PATH=/nowhere:$T/late strace -f -o "$T/trace" -e trace=openat "$KX" -q --out "$T/x.pdf"
	no "nor where libraries may be others" grep -q kxreport.store "$T/trace"
else
	skip "is found beside the program of a source tree" "there is no strace"
fi

KXREPORT_STORE='' "$KX" -q --out "$T/plain.pdf"
exits 0 "prepare" "$KX" prepare --out "$T/again.store"
same "makes the same file again" "$T/again.store" "$store"
KXREPORT_STORE=$T/again.store "$KX" -q --out "$T/x.pdf"
same "which serves" "$T/x.pdf" "$T/plain.pdf"
exits 0 "prepare for a sheet of one's own" "$KX" prepare --layout factbox --paper a4 --out "$T/again.store"
no "makes another file" cmp -s "$T/again.store" "$store"
KXREPORT_STORE=$T/again.store "$KX" -q --layout factbox --paper a4 --out "$T/x.pdf"
KXREPORT_STORE='' "$KX" -q --layout factbox --paper a4 --out "$T/y.pdf"
same "which serves that" "$T/x.pdf" "$T/y.pdf"
KXREPORT_STORE=$T/again.store "$KX" -q --out "$T/x.pdf"
same "and any other" "$T/x.pdf" "$T/plain.pdf"
exits 2 "prepare without a file" "$KX" prepare
says 'KX808.*no file' "says what is missing"

# A program that does not say which build it is keeps nothing, and takes nothing.
if command -v objcopy >/dev/null; then
	objcopy --remove-section .note.gnu.build-id "$KX" "$T/nameless"
	exits 5 "a program without a build id" env KXREPORT_SHARE="$ROOT" "$T/nameless" prepare --out "$T/x.store"
	says 'error\[KX893\]: nothing can be kept' "says so"
	yes "and writes nothing" test ! -e "$T/x.store"
	KXREPORT_SHARE=$ROOT KXREPORT_STORE=$store "$T/nameless" -q --out "$T/x.pdf"
	same "but makes the same sheet" "$T/x.pdf" "$T/plain.pdf"
else
	skip "a program without a build id" "there is no objcopy"
fi

# What is wrong with it is nobody's business: the sheet comes out as ever, and nothing is said.
broken() {
	KXREPORT_STORE=$T/broken run "$KX" -q --out "$T/x.pdf"
	equal "$1: exit status" "$status" 0
	same "$1: the same bytes" "$T/x.pdf" "$T/plain.pdf"
	silent "$1: nothing is said"
}
: >"$T/broken"
broken "an empty store"
head -c 100000 "$store" >"$T/broken"
broken "one cut short"
{ cat "$store" && echo; } >"$T/broken"
broken "one that goes on"
head -c 2000000 /dev/zero >"$T/broken"
broken "zeros"
awk 'BEGIN { for (i = 0; i < 9999; i++) print "no such thing" }' >"$T/broken"
broken "a text"
rm "$T/broken"
mkdir "$T/broken"
broken "a folder"
rmdir "$T/broken"
ln -s "$T/broken" "$T/broken"
broken "a loop of links"
rm "$T/broken"
mkfifo "$T/broken"
broken "a pipe"
rm "$T/broken"
# A byte every 2,000 or so turned over, in the values as in the keys.
perl -e '
	local $/; open my $in, "<", $ARGV[0]; binmode $in; my $all = <$in>;
	for (my $at = 4000; $at < length $all; $at += 1999) { substr($all, $at, 1) ^= "\x5a" }
	open my $out, ">", $ARGV[1]; binmode $out; print $out $all;
' "$store" "$T/broken"
broken "one with bytes turned over"
# The store of another program.
if [ -s build/sanitize/kxreport.store ]; then
	cp build/sanitize/kxreport.store "$T/broken"
	broken "that of another build"
fi

# Other fonts: nothing that rests on them is taken.
mkdir "$T/share"
cp -r data templates fonts "$T/share"
cp "$store" "$T/share/kxreport.store"
cp fonts/AtkinsonHyperlegibleNext-Regular.ttf "$T/share/fonts/AtkinsonHyperlegibleNext-SemiBold.ttf"
jq '(.faces[] | select(.id == "atkinson-semibold") | .weight) = 400' fonts/fonts.json >"$T/share/fonts/fonts.json"
KXREPORT_SHARE=$T/share run "$KX" -q --out "$T/with.pdf"
with=$status
KXREPORT_SHARE=$T/share KXREPORT_STORE='' run "$KX" -q --out "$T/without.pdf"
equal "other fonts: exit status" "$with $status" "0 0"
same "other fonts: the same bytes" "$T/with.pdf" "$T/without.pdf"

# Files that have not changed since it was made are known by their stamps (base/stamp.h): they are not opened, and any change is seen.
rm -r "$T/share"
mkdir "$T/share"
cp -r data templates fonts "$T/share"
export KXREPORT_SHARE="$T/share"
exits 0 "prepare over a copy" "$KX" -q prepare --out "$T/share/kxreport.store"
# As with no store, in bytes and messages; $2 options.
as_read() {
	name=$1
	shift
	run "$KX" -v --out "$T/x.pdf" "$@"
	mv "$T/err" "$T/with.err"
	KXREPORT_STORE='' run "$KX" -v --out "$T/y.pdf" "$@"
	sed -i "s,$T/.\.pdf,," "$T/with.err" "$T/err"
	same "$name: the same bytes" "$T/x.pdf" "$T/y.pdf"
	same "$name: the same messages" "$T/with.err" "$T/err"
}
as_read "known files"
same "known files: as from anywhere" "$T/x.pdf" "$T/plain.pdf"
case $(stat -f -c %T "$T") in
ext2/ext3|xfs|btrfs|f2fs|tmpfs|overlayfs|zfs)
	if command -v strace >/dev/null; then
		strace -f -o "$T/trace" -e trace=openat "$KX" -q --out "$T/x.pdf"
		no "known files are not opened" grep -q 'summaries/.*json".* = [0-9]' "$T/trace"
	else
		skip "known files are not opened" "there is no strace"
	fi ;;
*)
	skip "known files are not opened" "the file system keeps no times that are believed" ;;
esac
as_read "a message shows the line of a known file" --draft --as-of 2040-01-01
says '^ *\^' "with its caret" "$T/with.err"
# In place, as long as before, and its time set back.
pack=$T/share/data/pack.json
touch -r "$pack" "$T/time"
at=$(grep -ob '"title": "' "$pack" | head -n 1 | cut -d : -f 1)
printf Z | dd of="$pack" bs=1 seek=$((at + 10)) conv=notrunc status=none
touch -r "$T/time" "$pack"
as_read "a file written to in place"
no "and it is another sheet" cmp -s "$T/x.pdf" "$T/plain.pdf"
printf '{' | dd of="$pack" bs=1 seek=$((at + 8)) conv=notrunc status=none
touch -r "$T/time" "$pack"
as_read "a fault written in place"
says 'pack\.json:.*error' "is told" "$T/with.err"
cp data/pack.json "$pack"
cp "$T/share/data/summaries/seed-a.json" "$T/share/data/summaries/seed-z.json"
as_read "a new file in a folder"
says 'seed-z\.json:.*error' "is read" "$T/with.err"
rm "$T/share/data/summaries/seed-z.json"
rm "$T/share/data/summaries/seed-a.json"
as_read "a file that is gone"
unset KXREPORT_SHARE

# A batch, whose workers share it.
cat >"$T/batch.json" <<'JSON'
{ "folder": "rack", "output": "{clinic}-{layout}-{paper}.pdf", "clinics": ["example"], "layouts": ["handout", "factbox"], "papers": ["letter", "a4"] }
JSON
KXREPORT_STORE=$store run "$KX" batch "$T/batch.json" --out "$T/one"
equal "a batch" "$status" 0
KXREPORT_STORE='' run "$KX" batch "$T/batch.json" --out "$T/two"
same "makes the same sheets" "$T/one/SHA256SUMS" "$T/two/SHA256SUMS"
