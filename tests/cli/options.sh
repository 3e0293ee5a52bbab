#!/bin/sh
# The command line: what is wrong is said, and ends with status 2.
. tests/harness.sh

exits 2 "nothing asked for is a usage error" "$KX"
says 'error\[KX808\]: no file to write was named' "it says what is missing"
says 'help: kxreport --out handout\.pdf' "and what to type"
exits 2 "an unknown option" "$KX" --papr a4 --out "$T/x.pdf"
says 'error\[KX801\]: there is no option --papr' "is named"
says 'help: did you mean --paper\?' "and the nearest is offered"
exits 2 "an unknown command" "$KX" trase 12
says 'error\[KX802\]: there is no command .trase.' "is named, too"
says 'did you mean .trace.\?' "with its neighbour"
exits 2 "a value that is missing" "$KX" --out
says 'KX804' "is asked for"
exits 2 "a value that is none of the words" "$KX" --dump frame
says 'KX805.*content, handout, template, document, frames or setting' "lists the words"
exits 2 "an operand too many" "$KX" trace 1 2
says 'KX806' "is counted"
exits 2 "an option of another command" "$KX" trace 1 --paper a4
says 'KX807.*.trace. has no option --paper' "is refused, not ignored"
exits 2 "list --data where data do not matter" "$KX" list codes --data "$PACK"
says 'KX807' "is refused, too"
exits 2 "options that a dump does not reach" "$KX" --dump content --layout handout --paper a4
equal "are both refused" "$(grep -c 'KX807.*changes nothing in --dump content' "$T/err")" 2
exits 2 "an unknown paper" "$KX" --paper a44 --out "$T/x.pdf"
says 'KX458.*a44' "is named"
says 'did you mean --paper a4\?' "with one that is there"
exits 2 "an unknown code" "$KX" explain KX000
exits 2 "an unknown code's name" "$KX" explain too-lrage
says 'did you mean .too-large.\?' "has a neighbour"
exits 2 "an unknown schema" "$KX" schema clinc
says 'did you mean .clinic.\?' "has a neighbour as well"
exits 2 "an unknown list" "$KX" list topcs
exits 2 "nothing by that name to trace" "$KX" trace no-such-thing-at-all
says 'KX803' "is a name, not a crash"
exits 2 "two faults" "$KX" --aa --bb --out "$T/x.pdf"
equal "are both reported" "$(grep -c KX801 "$T/err")" 2
no "and nothing was written" test -e "$T/x.pdf"

for epoch in '' abc 12x -5 1.5 999999999999999999999; do
	exits 2 "SOURCE_DATE_EPOCH='$epoch' is refused" env SOURCE_DATE_EPOCH="$epoch" "$KX" --out "$T/x.pdf"
	says KX809 "SOURCE_DATE_EPOCH='$epoch' is named"
done
exits 5 "a share folder that is not there" env KXREPORT_SHARE="$T/nowhere" "$KX" --out "$T/x.pdf"
no "still nothing was written" test -e "$T/x.pdf"
