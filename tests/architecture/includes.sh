#!/bin/sh
# Every #include in src against the table in includes.txt.
. tests/harness.sh

cat >"$T/check.awk" <<'AWK'
FNR == NR {
	sub(/#.*/, "")
	if ($1 == "folder" || $1 == "library" || $1 == "door")
		sub(/:$/, "", $2)
	if ($1 == "folder") {
		known[$2] = 1
		for (i = 3; i <= NF; i++) may[$2, $i] = 1
	}
	if ($1 == "library")
		for (i = 4; i <= NF; i++) { owner[$i] = $3; name[$i] = $2 }
	if ($1 == "plain")
		for (i = 2; i <= NF; i++) plain[$i] = 1
	if ($1 == "door")
		for (i = 3; i <= NF; i++) { door[$2, $i] = 1; guarded[$i] = 1 }
	next
}
function fault(text) { printf "%s:%d: %s\n", FILENAME, FNR, text }
FNR == 1 {
	split(FILENAME, part, "/")
	folder = part[2]
	if (!known[folder]) fault("folder " folder " is not in the table")
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, quoted, "\"")
	target = quoted[2]
	if (target == "kxreport.h") {
		if (!may[folder, "public"]) fault(folder " may not include kxreport.h")
		next
	}
	n = split(target, way, "/")
	if (n != 2) { fault("write \"folder/header.h\", not \"" target "\""); next }
	if (way[1] != folder && !may[folder, way[1]]) fault(folder " may not include " target)
	seen[target] = seen[target] " " folder
	at[target, folder] = FILENAME ":" FNR
	next
}
/^[ \t]*#[ \t]*include[ \t]*</ {
	split($0, angle, /[<>]/)
	target = angle[2]
	if (target in owner) {
		if (index("," owner[target] ",", "," folder ",") == 0) fault(name[target] " has its door in " owner[target] ", not in " folder)
		if (FILENAME ~ /\.h$/) foreign[part[2] "/" part[3]] = target
	} else if (target in guarded) {
		if (!door[folder, target]) fault("<" target "> has no door in " folder)
	} else if (!(target in plain)) {
		fault("<" target "> is not in the table")
	}
}
END {
	for (header in foreign) {
		split(header, part, "/")
		n = split(seen[header], users, " ")
		for (i = 1; i <= n; i++)
			if (users[i] != part[1])
				printf "%s: sees <%s> through %s\n", at[header, users[i]], foreign[header], header
	}
}
AWK
find src -name '*.[ch]' | sort | xargs awk -f "$T/check.awk" tests/architecture/includes.txt >"$T/faults"
silent "every include is in the table" "$T/faults"

# A .c file includes its own header first, where it has one.
for file in $(find src -name '*.c' | sort); do
	header=${file%.c}.h
	[ -f "$header" ] || continue
	first=$(sed -n 's/^#include ["<]\([^">]*\)[">].*/\1/p' "$file" | head -n 1)
	[ "$first" = "${header#src/}" ] || echo "$file: first include is $first"
done >"$T/faults"
silent "a source file includes its own header first" "$T/faults"

for file in $(find src include -name '*.h' | sort); do
	path=${file#src/}
	path=${path#include/}
	guard=$(echo "$path" | tr 'a-z/.' 'A-Z__')
	[ "$file" = include/kxreport.h ] || guard=KX_$guard
	grep -q "^#ifndef $guard\$" "$file" || echo "$file: include guard is not $guard"
done >"$T/faults"
silent "include guards are named after their file" "$T/faults"

# The test itself must be able to fail.
mkdir -p "$T/src/frame"
printf '#include "layout/layout.h"\n#include <jansson.h>\n' >"$T/src/frame/wrong.c"
(cd "$T" && awk -f check.awk "$ROOT/tests/architecture/includes.txt" src/frame/wrong.c) >"$T/faults"
equal "a wrong include is found" "$(wc -l <"$T/faults")" 2
