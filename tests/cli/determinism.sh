#!/bin/sh
# The same input gives the same bytes, wherever and whenever.
. tests/harness.sh

exits 0 "render" "$KX" -q --out "$T/one.pdf"
exits 0 "render again" "$KX" -q --out "$T/two.pdf"
same "twice is the same" "$T/one.pdf" "$T/two.pdf"
exits 0 "render in another locale and time zone" \
	env LC_ALL=fr_FR.UTF-8 LANG=tr_TR.UTF-8 LANGUAGE=de TZ=Asia/Tokyo "$KX" -q --out "$T/two.pdf"
same "another locale and time zone change nothing" "$T/one.pdf" "$T/two.pdf"
exits 0 "render in the C locale" env -i "$KX" -q --out "$T/two.pdf"
same "an empty environment changes nothing" "$T/one.pdf" "$T/two.pdf"

# The data folder copied file by file in reverse order: another directory order,
# other inodes, other times, another name.
reversed() {
	mkdir -p "$2"
	(cd "$1" && find . -type d | sort) | while read -r folder; do mkdir -p "$2/$folder"; done
	(cd "$1" && find . -type f | sort -r) | while read -r file; do
		cp "$1/$file" "$2/$file"
		touch -d '2001-02-03 04:05:06' "$2/$file"
	done
}
reversed "$ROOT/data" "$T/shuffled"
exits 0 "render from a shuffled copy" "$KX" -q --data "$T/shuffled" --out "$T/two.pdf"
same "directory order and folder name change nothing" "$T/one.pdf" "$T/two.pdf"
cd "$T" || exit 1
exits 0 "render from elsewhere" "$KX" -q --data shuffled --out two.pdf
same "the current folder changes nothing" one.pdf two.pdf
for kind in templates fonts; do reversed "$ROOT/$kind" "$T/share/$kind"; done
mv shuffled share/data
exits 0 "render from a moved share folder" env KXREPORT_SHARE="$T/share" "$KX" -q --out two.pdf
same "neither does the share folder" one.pdf two.pdf
cd "$ROOT" || exit 1
exits 0 "render with the sanitizer build" "$KXS" -q --out "$T/two.pdf"
same "another compilation changes nothing" "$T/one.pdf" "$T/two.pdf"

# Another user, who has another home and other rights.
if [ "$(id -u)" -eq 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$KX"; then
	mkdir "$T/theirs"
	chmod 711 "$T"
	chown 65534:65534 "$T/theirs"
	exits 0 "render as another user" env -i HOME=/nonexistent USER=nobody TZ=America/St_Johns \
		setpriv --reuid=65534 --regid=65534 --clear-groups "$KX" -q --out "$T/theirs/two.pdf"
	same "another user changes nothing" "$T/one.pdf" "$T/theirs/two.pdf"
else
	skip "render as another user" "it takes root to be another"
fi

# Claims in another order inside their files.
cp -R data "$T/claims"
for file in "$T"/claims/summaries/*.json; do
	jq '.claims |= reverse' "$file" >"$T/x" && mv "$T/x" "$file"
done
for stage in handout document frames; do
	"$KX" --dump $stage >"$T/want" 2>"$T/err"
	exits 0 "--dump $stage with claims reversed" "$KX" --data "$T/claims" --dump $stage
	# The content hash in the document id follows the bytes of the files, as it should.
	sed -E 's/-[0-9a-f]{6}\b/-HASH/g; s,/claims/[0-9]+,/claims/N,g' "$T/want" >"$T/want.1"
	sed -E 's/-[0-9a-f]{6}\b/-HASH/g; s,/claims/[0-9]+,/claims/N,g' "$T/out" >"$T/out.1"
	same "the order of claims changes nothing in the $stage" "$T/out.1" "$T/want.1"
done

# The date is the data's own, or SOURCE_DATE_EPOCH.
written=$(jq -r .written_on data/pack.json)
equal "the PDF's date is the data's" "$(TZ=UTC pdfinfo -isodates "$T/one.pdf" | sed -n 's/^CreationDate: *//p')" \
	"${written}T00:00:00Z"
exits 0 "SOURCE_DATE_EPOCH" env SOURCE_DATE_EPOCH=1000000000 "$KX" -q --out "$T/two.pdf"
equal "sets it" "$(TZ=UTC pdfinfo -isodates "$T/two.pdf" | sed -n 's/^CreationDate: *//p')" "2001-09-09T01:46:40Z"
no "and changes the bytes" cmp -s "$T/one.pdf" "$T/two.pdf"
exits 0 "leap day" env SOURCE_DATE_EPOCH=951782400 "$KX" -q --out "$T/two.pdf"
equal "is 29 February" "$(TZ=UTC pdfinfo -isodates "$T/two.pdf" | sed -n 's/^CreationDate: *//p')" "2000-02-29T00:00:00Z"

# A batch's worker keeps what sheets have in common: each sheet is the one that is made alone, whatever came before it.
cp -R data "$T/many"
for i in 1 2 3 4; do
	jq --arg i "$i" '.id = "c" + $i | .name |= sub("Riverbend"; "Riverbend " + $i) | .phone |= sub("0100"; "010" + $i)
		| if $i == "2" then .colour = "#7A1760" | del(.logo, .logo_alt) else . end
		| if $i == "3" then .visit = [] else . end
		| if $i == "4" then .theme = "warm" | .address = ["4 Long Street, behind the school"] | .hours = "Tuesday, 9 to 12"
			| .funding = "The state pays this clinic." | .visit[0].says += " Or write, and *we* call you back the same day." else . end' data/clinics/example.json >"$T/many/clinics/c$i.json"
done
cat >"$T/many.json" <<'JSON'
{ "data": "many", "folder": "rack", "output": "{clinic}-{layout}.pdf", "clinics": "all",
  "layouts": ["handout", "factbox", "checklist", "options", "poster", "trifold"] }
JSON
exits 0 "a batch in one worker" "$KX" batch "$T/many.json" --jobs 1
for sheet in c2-handout c3-handout c3-factbox c2-checklist c3-options c2-poster c3-trifold c4-handout c4-factbox c4-trifold; do
	exits 0 "$sheet alone" "$KX" -q --data "$T/many" --clinic "${sheet%-*}" --layout "${sheet#*-}" --out "$T/alone.pdf"
	same "is $sheet of the batch" "$T/alone.pdf" "$T/rack/$sheet.pdf"
done
