#!/bin/sh
# How messages look: for people, for programs, quiet, loud, in colour.
. tests/harness.sh

exits 0 "--format json" "$KX" --format json --out "$T/x.pdf"
yes "is one JSON document" jq -e '.status == 0 and (.messages | type) == "array"' "$T/err"
equal "with the output" "$(jq -r '.output | "\(.path) \(.paper) \(.bytes)"' "$T/err")" \
	"$T/x.pdf letter $(wc -c <"$T/x.pdf")"
exits 2 "--format json, usage error" "$KX" --format json --papr a4
equal "is JSON as well" "$(jq -r '"\(.status) \(.messages[0].code) \(.messages[0].severity)"' "$T/err")" "2 KX801 error"
equal "without output" "$(jq .output "$T/err")" null

cp -R "$PACK" "$T/pack"
sed -i '1,/"version"/s/"version"/"vresion"/' "$T/pack/pack.json"
exits 3 "a fault inside JSON" "$KX" --data "$T/pack" --out "$T/y.pdf"
says "^$T/pack/pack\.json:[0-9]+:[0-9]+: error\[KX[0-9]+\]: " "has file, line, column and code"
says '^ *\^|^[ 0-9|]*\^' "a caret"
says '^ *=? *help: ' "and help"
line=$(grep -n '"vresion"' "$T/pack/pack.json" | cut -d: -f1)
says "pack\.json:$line:" "at the right line"
no "without colour in a pipe" grep -q "$(printf '\033')" "$T/err"
exits 3 "--color always" "$KX" --data "$T/pack" --out "$T/y.pdf" --color always
yes "has colour" grep -q "$(printf '\033')\[" "$T/err"
exits 3 "--format json" "$KX" --data "$T/pack" --out "$T/y.pdf" --format json
yes "has the place in parts" jq -e --argjson line "$line" \
	'[.messages[] | select(.line == $line and .column > 0 and (.file | endswith("pack.json")))] | length > 0' "$T/err"

exits 0 "--timings" "$KX" --timings --out "$T/x.pdf"
for step in 'open store' 'read data' 'read template' 'load fonts' merge 'review data' compose 'lay out' 'review page' 'write pdf' 'write out' total; do
	says "^$step +[0-9]+\.[0-9]{3} ms( beside the rest)?\$" "times '$step'"
done
exits 0 "--timings as JSON" "$KX" --timings --format json --out "$T/x.pdf"
yes "is JSON" jq -e '.timings | length > 5 and all(.microseconds >= 0)' "$T/err"
exits 0 "--timings-file" "$KX" -q --timings-file "$T/trace.json" --out "$T/x.pdf"
yes "is a trace: complete events in order of time" jq -e '.traceEvents | length > 8 and all(.ph == "X" and .dur >= 0) and
	([.[].ts] | . == sort and .[0] == 0) and any(.name == "lay out")' "$T/trace.json"
exits 5 "--timings-file where nothing can be written" "$KX" -q --timings-file "$T/none/t.json" --out "$T/z.pdf"
no "leaves no sheet" test -e "$T/z.pdf"
exits 0 "-v" "$KX" -v --out "$T/x.pdf"
says '^data: ' "names the data folder"
says '^layout: .*handout\.json' "and the layout"
exits 0 "-q" "$KX" -q --out "$T/x.pdf"
silent "says nothing"

# ---- --deps ----
exits 0 "--deps" "$KX" -q --deps "$T/x.d" --out "$T/x.pdf"
printf 'include %s\n%s:\n\tfalse\n' "$T/x.d" "$T/x.pdf" >"$T/makefile"
run make -q -f "$T/makefile" "$T/x.pdf"
equal "make finds the sheet up to date" "$status" 0
for file in data/pack.json data/sources.json data/topics.json templates/handout.json fonts/fonts.json; do
	says "^ $file( |\$)" "$file is in the rule" "$T/x.d"
done
cp -R data "$T/my data"
exits 0 "--deps with blanks in names" "$KX" -q --data "$T/my data" --deps "$T/x.d" --out "$T/x.pdf"
touch -d '+1 minute' "$T/my data/topics.json"
run make -q -f "$T/makefile" "$T/x.pdf"
equal "make sees a newer input" "$status" 1
says 'my\\ data/topics\.json' "blanks are escaped" "$T/x.d"
no "no rule without a sheet" sh -c '"$KX" --data "$T/pack" --out "$T/y.pdf" --deps "$T/y.d"; test -e "$T/y.d"'
