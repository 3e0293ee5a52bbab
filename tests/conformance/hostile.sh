#!/bin/sh
# Files that mean harm: a report or a clear error, within a second of processor time.
#
# Each is written from a list of objects, one a line: a number, a blank, the object, with \n for the end of a line.
# Packed streams are in hexadecimal, so that every file is text.  The limit is the system's, for each process: one
# that takes longer is killed, and its status says so.
. tests/harness.sh

mkdir "$T/files"
# file NAME: objects on standard input; 1 is the catalog.
file() {
	LC_ALL=C awk '
		function put(text) { printf "%s", text; at += length(text) }
		BEGIN { put("%PDF-1.7\n%\342\343\317\323\n") }
		{
			number = $1 + 0
			body = substr($0, length($1) + 2)
			gsub(/\\n/, "\n", body)
			place[number] = at
			if (number > last) last = number
			put(number " 0 obj\n" body "\nendobj\n")
		}
		END {
			printf "xref\n0 %d\n0000000000 65535 f \n", last + 1
			for (i = 1; i <= last; i++)
				printf "%010d 00000 %s \n", place[i], (i in place) ? "n" : "f"
			printf "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", last + 1, at
		}' >"$T/files/$1.pdf"
}
catalog='1 <</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R/Lang(en)>>'
pages='2 <</Type/Pages/Kids[3 0 R]/Count 1>>'
page='3 <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 6 0 R>>>>>>'
root='5 <</Type/StructTreeRoot/K 10 0 R>>'
objects() { printf '%s\n' "$@"; }
# packed NUMBER KEYS: standard input as a packed stream.
packed() {
	printf '%s <<%s/Filter[/ASCIIHexDecode/FlateDecode]/Length ' "$1" "$2"
	zlib-flate -compress=9 | od -An -v -tx1 | tr -d ' \n' >"$T/hex"
	printf '%d>>stream\\n%s>\\nendstream\n' $(($(wc -c <"$T/hex") + 1)) "$(cat "$T/hex")"
}
many() { awk -v count="$1" -v text="$2" 'BEGIN { for (all = text; n < count; n = n ? n * 2 : 1) { if (n) all = all all }
	printf "%s", substr(all, 1, count * length(text)) }'; }

# ---- streams that unpack to more than they are ----
{ objects "$catalog" "$pages" "$page" "$root"; many 3000000 'q Q ' | packed 4 ''; } | file drawing-bomb
{ objects "$catalog" "$pages" "$page" "$root"; many 3000000 '(((((' | packed 4 ''; } | file bracket-bomb
head -c 150000000 /dev/zero | zlib-flate -compress=9 >"$T/once"
{ objects "$catalog" "$pages" "$page" "$root"
	packed 4 '' <"$T/once" | sed 's,FlateDecode\],FlateDecode/FlateDecode],'; } | file twice-packed
{ objects "$catalog" "2 <</Type/Pages/Kids[$(many 1500 '3 0 R ')]/Count 1500>>" "$page" "$root"
	many 500000 'q Q ' | packed 4 ''; } | file one-content-many-pages
{ objects "$catalog" "$pages" "$page" "$root" '4 <</Length 28>>stream\nBT /F 12 Tf (abcd) Tj ET    \nendstream' \
	'6 <</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>' \
	"7 <</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor 9 0 R/W[$(many 200000 '0 65535 500 ')]>>" \
	'9 <</Type/FontDescriptor/FontName/X/FontFile2 4 0 R>>'
	many 200000 'begincmap 1 beginbfrange <0000> <ffff> <0000> endbfrange ' | packed 8 ''; } | file font-bomb
{ objects "$catalog" '2 <</Type/Pages/Kids[]/Count 0>>' "$root" | sed '1s,/Lang,/Metadata 6 0 R/Lang,'
	many 700000 '<a>' | packed 6 '/Type/Metadata/Subtype/XML'; } | file deep-metadata
{ objects "$catalog" '2 <</Type/Pages/Kids[]/Count 0>>' "$root" | sed '1s,/Lang,/Metadata 6 0 R/Lang,'
	{
		printf '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">'
		for i in 1 2 3 4 5 6 7 8 9; do printf '<!ENTITY e%d "%s">' $i "$(many 10 "\&e$((i - 1));")"; done
		printf ']><x>&e9;</x>'
	} | packed 6 '/Type/Metadata/Subtype/XML'; } | file laughing-metadata

# ---- trees that are deep, wide, or go in circles ----
{ objects "$catalog" '2 <</Type/Pages/Kids[10 0 R]/Count 1>>' '5 <</Type/StructTreeRoot>>'
	awk 'BEGIN { for (i = 10; i < 10000; i++) printf "%d <</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>\n", i, (i > 10 ? i - 1 : 2), i + 1
		print "10000 <</Type/Page/Parent 9999 0 R/MediaBox[0 0 600 800]>>" }'; } | file deep-pages
{ objects "$catalog" '2 <</Type/Pages/Kids[10 0 R]/Count 1>>' '5 <</Type/StructTreeRoot>>'
	awk 'BEGIN { for (i = 10; i < 40; i++) { printf "%d <</Type/Pages/Parent %d 0 R/Count 1/Kids[", i, (i > 10 ? i - 1 : 2)
		for (k = 0; k < 10; k++) printf "%d 0 R ", i + 1; print "]>>" }
		print "40 <</Type/Page/Parent 39 0 R/MediaBox[0 0 600 800]>>" }'; } | file pages-shared
{ objects "$catalog" "$pages" "$page" "$root"
	awk 'BEGIN { for (i = 10; i < 30000; i++) printf "%d <</S/Div/P %d 0 R/K[%d 0 R]>>\n", i, (i > 10 ? i - 1 : 5), i + 1
		print "30000 <</S/P/P 29999 0 R>>" }'; } | file deep-tags
{ objects "$catalog" "$pages" "$page" "$root"
	awk 'BEGIN { for (i = 10; i < 40; i++) { printf "%d <</S/Div/P %d 0 R/K[", i, (i > 10 ? i - 1 : 5)
		for (k = 0; k < 10; k++) printf "%d 0 R ", i + 1; print "]>>" }
		print "40 <</S/P/P 39 0 R>>" }'; } | file tags-shared
objects "$catalog" '2 <</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>' '3 <</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 1>>' \
	'5 <</Type/StructTreeRoot/K 5 0 R/P 5 0 R>>' | file kids-circle
objects "$catalog" "$pages" '3 <</Type/Page/Parent 4 0 R/Contents 3 0 R>>' '4 <</Type/Pages/Parent 4 0 R>>' \
	'5 <</Type/StructTreeRoot/K 6 0 R/RoleMap<</A/B/B/A>>>>' '6 <</S/A/P 6 0 R/K 6 0 R>>' | file parent-circle
objects "1 <</Type/Catalog/Pages 2 0 R/X $(many 200000 '[')$(many 200000 ']')>>" '2 <</Type/Pages/Kids[]/Count 0>>' | file deep-array
objects "1 <</Type/Catalog/Pages 2 0 R/X [$(many 1000000 '1 ')]>>" '2 <</Type/Pages/Kids[]/Count 0>>' | file wide-array
{ objects "$catalog" '2 <</Type/Pages/Kids[]/Count 0>>' '5 <</Type/StructTreeRoot>>'
	awk 'BEGIN { for (i = 10; i < 60000; i++) printf "%d <</A(%d)>>\n", i, i }'; } | file many-objects

# ---- what is where ----
objects "$catalog" "$pages" "$page" "$root" '4 <</Length 99999999999>>stream\nq Q\nendstream' | file endless-length
objects "$catalog" "$pages" "$page" "$root" '4 <</Length 4 0 R>>stream\nq Q\nendstream' | file length-of-itself
objects '1 <</Type/Catalog/Pages 2 0 R>>' | file no-pages
printf '%%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n' >"$T/files/prev-circle.pdf"
printf 'trailer\n<</Size 2/Root 1 0 R/Prev 58>>\nstartxref\n58\n%%%%EOF\n' >>"$T/files/prev-circle.pdf"
printf '%%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n3 0 obj\n<</Type/XRef/Size 2147483647/W[1 2 2]/Index[0 2147483647]/Root 1 0 R/Length 5>>stream\n12345\nendstream\nendobj\nstartxref\n58\n%%%%EOF\n' \
	>"$T/files/endless-table.pdf"
{ printf '%%PDF-1.7\n'; many 300000 '1 0 obj\n<<>>\nendobj\n'; } >"$T/files/no-table.pdf"
{ objects '1 <</Type/Catalog/Pages 2 0 R>>' '2 <</Type/Pages/Kids[]/Count 0>>'
	awk 'BEGIN { for (i = 100; i < 50100; i++) printf "%d [%d]\n", i, i }'; } | file to-be-packed
qpdf --object-streams=generate --preserve-unreferenced "$T/files/to-be-packed.pdf" "$T/files/objects-packed.pdf" 2>"$T/err"

# ---- all of them ----
# soon COMMAND...: no process at work for longer than a second, and an error for every file.
soon() {
	(ulimit -t 1; exec "$@") >"$T/out" 2>"$T/err"
	status=$?
	case $status in 1 | 3) ;; *) echo "status $status: $*" ;; esac
}
# clear NAME: something was said of it, and what.
clear() { grep -Eq "^[^ ]*/$1\.pdf: error\[KX6(2[0-4]|30)\]: ." "$T/err" || echo "$1: no clear error"; }
names=$(cd "$T/files" && ls | sed 's/\.pdf$//')
yes "there are files" test "$(echo "$names" | wc -l)" -ge 24
for name in $names; do
	soon "$KX" verify --standards "$T/files/$name.pdf"
	clear "$name"
done >"$T/faults"
silent "verify --standards judges or refuses each within a second" "$T/faults"
{
	soon "$KX" verify "$T"/files/*.pdf
	for name in $names; do clear "$name"; done
} >"$T/faults"
silent "verify refuses each" "$T/faults"
for name in objects-packed prev-circle wide-array endless-length pages-shared; do
	soon "$KX" trace "$T/files/$name.pdf"
	clear "$name"
done >"$T/faults"
silent "so does trace" "$T/faults"
