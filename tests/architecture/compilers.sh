#!/bin/sh
# Both compilers have nothing to warn of, and both make a program that writes the same bytes.
. tests/harness.sh

jobs=-j$(nproc)
# A release build under -Werror, as CI makes it, has compiled everything already.
gcc=release-strict
! grep -q -e -Werror build/release/flags 2>/dev/null || gcc=release
run make --no-print-directory "$jobs" BUILD=$gcc WERROR=1 objects
equal "gcc has nothing to warn of" "$status" 0
[ "$status" -eq 0 ] || grep -E 'error|warning' "$T/err" | head -n 20 | sed 's/^/# /'
if command -v clang >/dev/null 2>&1; then
	other=build/debug-clang/kxreport
	run make --no-print-directory "$jobs" BUILD=debug-clang CC=clang CFLAGS=-O0 WERROR=1 $other
	equal "clang has nothing to warn of" "$status" 0
	[ "$status" -eq 0 ] || grep -E 'error|warning' "$T/err" | head -n 20 | sed 's/^/# /'
	"$KX" list layouts | while read -r layout rest; do
		exits 0 "$layout by the gcc build" "$KX" -q --layout "$layout" --out "$T/gcc.pdf"
		exits 0 "$layout by the clang build" $other -q --layout "$layout" --out "$T/clang.pdf"
		same "$layout: the same bytes" "$T/gcc.pdf" "$T/clang.pdf"
	done
else
	skip "clang has nothing to warn of" "no clang here"
	skip "clang makes the same bytes" "no clang here"
fi
