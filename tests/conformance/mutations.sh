#!/bin/sh
# A good file broken in one place after the other: verify --standards must find each.
#
# mutations.tsv has a line for each: the condition that is broken, how the file
# is put together again, and a sed script.  The scripts work on qpdf's QDF form
# of a small sheet, which is lines of text; "fix" lets fix-qdf mend lengths and
# offsets afterwards, "raw" leaves them, also where an edit moves nothing.
# @N@ stands for N zeros.
. tests/harness.sh

table=tests/conformance/mutations.tsv
"$ROOT/build/sanitize/tests/test_pdf_conformance" "$T/good.pdf" || { not_ok "there is a sheet to break"; exit 1; }
exits 0 "a good sheet conforms" "$KX" verify --standards "$T/good.pdf"
says '^    conforms: yes' "and is said to" "$T/out"
silent "with nothing to complain of"
qpdf --qdf --object-streams=disable --newline-before-endstream --normalize-content=n "$T/good.pdf" "$T/plain"
exits 0 "its plain form conforms" "$KX" verify --standards "$T/plain"

mkdir "$T/broken"
number=100
while IFS='	' read -r rule how script; do
	number=$((number + 1))
	file=$T/broken/$number
	case $script in
	*@*)
		count=${script#*@}
		count=${count%%@*}
		script=${script%%@*}$(printf "%0${count}d" 0)${script##*@}
		;;
	esac
	case $how in
	raw) LC_ALL=C sed "$script" "$T/plain" >"$file" ;;
	fix) LC_ALL=C sed "$script" "$T/plain" | fix-qdf >"$file" 2>"$T/err" ;;
	*) not_ok "a line says how: $rule" ;;
	esac
	printf '%s\t%s\n' "$number" "$rule" >>"$T/wanted"
done <"$table"
yes "there are mutations" test "$number" -gt 300
exits 1 "broken files do not conform" "$KX" verify --standards --format json "$T"/broken/*
jq -r '.[] | "\(.file)\t|\([.findings[]?.rule] | unique | join("|"))|"' "$T/out" | sed 's/.*\///' >"$T/found"
join -t '	' "$T/wanted" "$T/found" | while IFS='	' read -r number rule found; do
	case $found in
	*"|$rule|"*) echo "ok $number: $rule" ;;
	*) echo "$number: $rule is not among $found: $(sed -n "$((number - 100))p" "$table")" >>"$T/missed" ;;
	esac
done >"$T/caught"
: >>"$T/missed"
silent "every one is found, by its own rule" "$T/missed"
equal "none is left out" "$(wc -l <"$T/caught")" "$(wc -l <"$table")"

qpdf --encrypt '' owner 256 -- "$T/good.pdf" "$T/locked.pdf"
exits 1 "a locked file that opens without a password does not conform" "$KX" verify --standards "$T/locked.pdf"
says 'KX630.*A 6\.1\.3-2' "for it is locked"
LC_ALL=C sed '/^trailer/,$s/\/Size [0-9]*/\/Size 8388610/' "$T/plain" >"$T/many"
run "$KX" verify --standards "$T/many"
says 'KX6(30.*A 6\.1\.13-7|2[14])' "a file of more objects than PDF/A allows is refused"
# An identifier is any bytes, zeros among them.
LC_ALL=C sed 's,/ID \[<....,/ID [<0000,' "$T/plain" >"$T/zero"
no "an identifier that begins with a zero is another" cmp -s "$T/plain" "$T/zero"
exits 0 "and as good" "$KX" verify --standards "$T/zero"
