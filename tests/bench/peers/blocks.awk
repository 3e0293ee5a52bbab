# From `kxreport --dump document` to one block a line, for the programs that set the same words another way:
#
#	h1|h2|h3|p|li|small TAB words          row TAB cell TAB cell...
#
# A reference mark stands as [n].  Figures give their words; what is drawn is left out.

function indent(line) { match(line, /^ */); return RLENGTH }
function quoted(line) { return match(line, /"([^"\\]|\\.)*"/) ? substr(line, RSTART + 1, RLENGTH - 2) : "" }
function flush() {
	if (words != "")
		print kind "\t" words
	words = ""
}
function end_row(   i) {
	if (row < 0)
		return
	printf "row"
	for (i = 1; i <= cells; i++)
		printf "\t%s", cell[i]
	printf "\n"
	row = -1
}
function say(text) {
	if (row >= 0)
		cell[cells] = cell[cells] text
	else
		words = words text
}

BEGIN { row = -1; item = -1; kind = "p" }
{
	depth = indent($0)
	if (row >= 0 && depth <= row)
		end_row()
	if (item >= 0 && depth <= item) {
		flush()
		item = -1
	}
}
$1 == "title" && !titled { titled = 1; print "h1\t" quoted($0); next }
$1 == "subtitle" { print "p\t" quoted($0); next }
$1 == "section" || $1 == "group" { flush(); kind = "p" }
$1 == "heading" && $2 ~ /^[0-9]$/ { flush(); kind = "h" ($2 > 3 ? 3 : $2); next }
$1 == "heading" || $1 == "words" || $1 == "strong" { flush(); kind = "p"; say(quoted($0)); if (row < 0) flush(); next }
$1 == "note" && /"/ { flush(); print "small\t" quoted($0); next }
$1 == "row" { flush(); row = depth; cells = 0; next }
$1 == "cell" && row >= 0 { cell[++cells] = ""; next }
$1 == "item" || $1 == "question" { flush(); item = depth; kind = "li"; next }
$1 == "paragraph" {
	if (row >= 0) {
		if (cell[cells] != "")
			cell[cells] = cell[cells] " "
	} else {
		flush()
		kind = item >= 0 ? "li" : $2 == "small" || $2 == "note" ? "small" : "p"
	}
	next
}
$1 == "reference" { flush(); kind = "small"; next }
$1 == "text" { say(quoted($0)) }
$1 == "mark" { say("[" $2 "]") }
END { end_row(); flush() }
