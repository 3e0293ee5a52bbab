#!/bin/sh
# Clean under both compilers' warnings.
. tests/harness.sh

jobs=-j$(nproc)
run make --no-print-directory "$jobs" BUILD=release-strict WERROR=1 objects
equal "gcc has nothing to warn of" "$status" 0
[ "$status" -eq 0 ] || grep -E 'error|warning' "$T/err" | head -n 20 | sed 's/^/# /'
if command -v clang >/dev/null 2>&1; then
	run make --no-print-directory "$jobs" BUILD=debug-clang CC=clang WERROR=1 objects
	equal "clang has nothing to warn of" "$status" 0
	[ "$status" -eq 0 ] || grep -E 'error|warning' "$T/err" | head -n 20 | sed 's/^/# /'
else
	skip "clang has nothing to warn of" "no clang here"
fi
