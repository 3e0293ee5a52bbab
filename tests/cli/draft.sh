#!/bin/sh
# --draft: what the gate refuses is printed all the same, and nobody can take
# it for the sheet.
. tests/harness.sh

cp -R "$PACK" "$T/pack"
jq --indent 2 '.sections |= map(select(.id != "certainty"))' "$PACK/topics.json" >"$T/pack/topics.json"
echo before >"$T/sheet.pdf"
exits 1 "without the option it is refused" "$KX" --data "$T/pack" --out "$T/sheet.pdf"
equal "and the last good file stays" "$(cat "$T/sheet.pdf")" before
codes=$(sed -n 's/.*error\[\(KX3[0-9]*\)\].*/\1/p' "$T/err" | sort -u)
yes "for some reason" test -n "$codes"

exits 0 "with it the sheet is made" "$KX" --data "$T/pack" --draft --out "$T/sheet.pdf"
for code in $codes; do says "warning\[$code\]" "$code is a warning"; done
says 'warning\[KX370\]: [0-9]+ faults? would have refused this sheet: ' "and the last says how many there are"
for code in $codes; do says "KX370.*$code" "it names $code"; done
pages=$(pdfinfo "$T/sheet.pdf" | sed -n 's/^Pages: *//p')
page=1
while [ "$page" -le "$pages" ]; do
	pdftotext -f "$page" -l "$page" -raw "$T/sheet.pdf" "$T/text"
	marks=$(grep -o DRAFT "$T/text" | wc -l)
	if [ "$marks" -ge 22 ]; then ok "page $page is marked all over"; else not_ok "page $page has $marks marks" "$T/text"; fi
	page=$((page + 1))
done
equal "the title says so" "$(pdfinfo "$T/sheet.pdf" | sed -n 's/^Title: *//p' | cut -c 1-7)" "DRAFT: "
pdfinfo -struct-text "$T/sheet.pdf" >"$T/tags" 2>/dev/null
says '^    "This is a draft' "a listener hears it" "$T/tags"
equal "before anything else" "$(grep -m 1 '"' "$T/tags" | sed 's/^ *//')" '"This is a draft. Do not hand it out."'
yes "it is a sound PDF" qpdf --check "$T/sheet.pdf"
yes "its manifest says so" sh -c 'qpdf --show-attachment=manifest.json "$T/sheet.pdf" | jq -e ".. | .draft? // empty | select(. == true)"'

# The mark lies on the picture, too: every strip of the page has its colour.
pdftoppm -r 30 -f 2 -l 2 -singlefile "$T/sheet.pdf" "$T/page"
strips=$(tail -c +$(($(head -n 3 "$T/page.ppm" | wc -c) + 1)) "$T/page.ppm" | od -An -v -tu1 -w3 |
	awk '{ n++; if ($1 > 215 && $1 < 245 && $1 - $2 > 10 && $1 - $3 > 10) seen[int(n / (255 * 33))] = 1 } END { for (i in seen) k++; print k }')
if [ "$strips" -ge 9 ]; then ok "every tenth of the page shows it"; else not_ok "only $strips strips show it"; fi

"$KX" -q --data "$T/pack" --draft --out "$T/again.pdf"
same "a draft is the same each time" "$T/sheet.pdf" "$T/again.pdf"
"$KX" -q --data "$PACK" --out "$T/good.pdf"
exits 0 "a sheet that would pass can be a draft, too" "$KX" --data "$PACK" --draft --out "$T/draft.pdf"
no "and has nothing spared" grep -q KX370 "$T/err"
no "but is another document" cmp -s "$T/good.pdf" "$T/draft.pdf"
equal "on as many pages" "$(pdfinfo "$T/draft.pdf" | grep ^Pages)" "$(pdfinfo "$T/good.pdf" | grep ^Pages)"
pdftotext -raw "$T/good.pdf" "$T/text"
no "the sheet itself has no mark" grep -q DRAFT "$T/text"

exits 4 "--werror still counts warnings" "$KX" --data "$T/pack" --draft --werror --out "$T/w.pdf"
no "and nothing is written" test -e "$T/w.pdf"
exits 0 "what is required but pending is spared" "$KX" --data "$PACK" --draft --require-review --out "$T/r.pdf"
says 'warning\[KX361\]' "with a warning"
exits 0 "so is what is overdue" "$KX" --data "$PACK" --draft --as-of 2030-01-01 --out "$T/o.pdf"
says 'warning\[KX366\]' "with a warning, too"
cp -R "$PACK" "$T/conflict"
jq '.rulings = []' "$PACK/rulings.json" >"$T/conflict/rulings.json"
exits 0 "and a conflict that nobody has decided" "$KX" --data "$T/conflict" --draft --out "$T/c.pdf"
says 'warning\[KX201\]' "as a warning"

# Only the gate is overridden, never bad input.
printf '{' >"$T/pack/pack.json"
exits 3 "bad input stays bad input" "$KX" --data "$T/pack" --draft --out "$T/bad.pdf"
no "and nothing is written" test -e "$T/bad.pdf"

# A long title is told above each page; below it stands no more than there is room for.
"$KX" -q --draft --layout factbox --size giant --out "$T/giant.pdf"
pdftotext -f 3 -l 3 -bbox "$T/giant.pdf" "$T/words"
apart=$(tr '"' ' ' <"$T/words" | awk '/>Clinical</ { foot = $9 } /DRAFT/ && $9 - $5 < 40 && $5 > 700 { mark = $5 } END { print int(mark - foot) }')
yes "the foot of giant print and the line below it are apart ($apart)" test "$apart" -ge -6
