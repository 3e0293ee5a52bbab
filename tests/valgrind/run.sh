#!/bin/sh
# Whole runs under valgrind: no error, nothing lost.
. tests/harness.sh

under() { valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible "$@"; }

exits 0 "render" under "$KX" -q --out "$T/x.pdf"
silent "render is clean"
exits 0 "trace" under "$KX" trace 1
silent "trace is clean"
exits 2 "a usage error" under "$KX" --papr a4
cp -R "$PACK" "$T/pack"
printf '{' >"$T/pack/topics.json"
exits 3 "broken data" under "$KX" --data "$T/pack" --out "$T/y.pdf"
