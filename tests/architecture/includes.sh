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

# A .c file includes its own header first, where it has one; a header's guard is named after it.
find src include -name '*.[ch]' | sort >"$T/sources"
sed -n 's/\.h$/.c/p' "$T/sources" | grep -Fxf - "$T/sources" | xargs awk '
	FNR == 1 { own = FILENAME; sub(/^src\//, "", own); sub(/c$/, "h", own); met = 0 }
	/^#include/ && !met { met = 1; split($0, part, /[<>"]/); if (part[2] != own) printf "%s: first include is %s\n", FILENAME, part[2] }
' >"$T/faults"
silent "a source file includes its own header first" "$T/faults"

grep '\.h$' "$T/sources" | xargs awk '
	function tell() { if (file != "" && !met) printf "%s: include guard is not %s\n", file, guard }
	FNR == 1 {
		tell()
		file = guard = FILENAME
		sub(/^(src|include)\//, "", guard)
		guard = toupper(guard)
		gsub(/[\/.]/, "_", guard)
		if (file != "include/kxreport.h") guard = "KX_" guard
		met = 0
	}
	$1 == "#ifndef" && $2 == guard { met = 1 }
	END { tell() }
' >"$T/faults"
silent "include guards are named after their file" "$T/faults"

# The test itself must be able to fail.
mkdir -p "$T/src/frame"
printf '#include "layout/layout.h"\n#include <jansson.h>\n' >"$T/src/frame/wrong.c"
(cd "$T" && awk -f check.awk "$ROOT/tests/architecture/includes.txt" src/frame/wrong.c) >"$T/faults"
equal "a wrong include is found" "$(wc -l <"$T/faults")" 2
