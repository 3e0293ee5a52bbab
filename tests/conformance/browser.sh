#!/bin/sh
# Chromium's viewer, which many a patient will meet first, shows every layout under its title.
#
# It is looked at on a screen of its own: without one it opens a PDF and draws nothing.  A screen with a page on it is
# hundreds of kilobytes when it is compressed, one with the viewer's complaint 17.  Runs where Chromium and the programs
# of X are installed (Debian: chromium, xvfb, x11-apps, x11-utils); nobody else needs them.
. tests/harness.sh

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
for program in "$browser" Xvfb xwd xwininfo; do
	command -v "$program" >/dev/null && continue
	skip "Chromium's viewer shows every layout" "there is no ${program:-Chromium} here"
	exit 0
done

Xvfb -displayfd 3 -screen 0 900x1100x24 >/dev/null 2>&1 3>"$T/display" &
screen=$!
trap 'kill $screen 2>/dev/null; rm -rf "$T"' EXIT
tries=0
until [ -s "$T/display" ] || [ $((tries += 1)) -gt 50 ]; do sleep 0.2; done
DISPLAY=:$(cat "$T/display")
export DISPLAY

# show FILE: what is on the screen when it has stood still for a second, or after twenty: bytes in $T/bytes, titles of windows in $T/titles.
show() {
	"$browser" --no-sandbox --disable-gpu --user-data-dir="$T/profile" --no-first-run --window-size=900,1100 --window-position=0,0 \
		--kiosk "file://$PWD/$1" >/dev/null 2>&1 &
	viewer=$!
	before=0 tries=0
	while [ $((tries += 1)) -le 20 ]; do
		sleep 1
		now=$(xwd -root -silent | gzip -c | wc -c)
		[ "$now" -eq "$before" ] && [ "$now" -gt 14000 ] && break
		before=$now
	done
	echo "$now" >"$T/bytes"
	xwininfo -root -tree >"$T/titles"
	kill $viewer
	wait $viewer 2>/dev/null
}

for layout in $("$KX" list layouts | sed 's/ .*//'); do
	exits 0 "$layout is made" "$KX" --layout "$layout" --out "$T/$layout.pdf"
done
cd "$T" || exit 1
for sheet in *.pdf; do
	show "$sheet"
	yes "$sheet: its page is on the screen" test "$(cat bytes)" -gt 60000
	title=$(pdfinfo "$sheet" | sed -n 's/^Title: *//p')
	yes "$sheet: and its title on the window" grep -Fq "\"$title - " titles
done
head -c 30000 "$sheet" >broken.pdf
show broken.pdf
yes "half a sheet is not shown" test "$(cat bytes)" -lt 60000
