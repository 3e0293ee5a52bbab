#!/bin/sh
# What may not stand in src: medicine, the clock, the locale, floats in print.
. tests/harness.sh

# Words of the shipped data: ids and names of its products, and the stems of
# what the sheet is about.  Held on code and comments alike.
products=$(jq -r '.products[] | .id, .name' data/pack.json | sort -u | tr '\n' '|' | sed 's/|$//')
yes "the data names products" test -n "$products"
grep -rnEiw --include='*.[ch]' --include='*.def' "$products" src include >"$T/faults"
silent "no product of the data is named in C" "$T/faults"
grep -rnEi --include='*.[ch]' --include='*.def' \
	'spravato|depressi|suicid|antidepress|psychiatr|bladder|dissociat|anaesthe|anesthe|midazolam|sedati|nasal|infusion' \
	src include >"$T/faults"
silent "no medicine in C" "$T/faults"

code() { grep -rnE --include='*.[ch]' "$@"; }

code '\<(setlocale|newlocale|uselocale|localtime|gmtime|strftime|mktime|ctime|asctime)\(' src >"$T/faults"
silent "no locale and no calendar of the machine" "$T/faults"
code '\<(time|gettimeofday|clock|clock_gettime|rand|random|srand|getrandom)\(' src | grep -vE '^src/(base/stamp|batch/times|cli/today|print/follow)\.c:' >"$T/faults"
silent "the clock is read for --timings, the gate's today, a printer's patience and a file's age only" "$T/faults"
code '\<(getenv|secure_getenv)\(' src | grep -vE '^src/cli/(share|render|messages|today|batch)\.c:' >"$T/faults"
silent "the environment is read by the command only" "$T/faults"
code '"' src | sed 's/%%//g' | grep -E '"[^"]*%[-+#0]*[0-9.*]*l?[aefgAEFG]' >"$T/faults"
silent "no float is printed" "$T/faults"
code '\<(gets|strcpy|strcat|sprintf|vsprintf|strtok|alloca|system|popen|tmpnam|mktemp)\(' src >"$T/faults"
silent "no function that cannot be used safely" "$T/faults"
code '\<(socket|connect|getaddrinfo|gethostbyname|(cups|http|ipp)[A-Z][A-Za-z0-9]*)\(' src | grep -v '^src/print/' >"$T/faults"
silent "nothing but print opens a connection" "$T/faults"
code '\<(printf|puts|putchar|perror|fprintf|fputs|abort|exit)\(' src | grep -vE '^src/cli/' >"$T/faults"
silent "the library neither prints nor exits" "$T/faults"
