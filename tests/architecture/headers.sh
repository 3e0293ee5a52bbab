#!/bin/sh
# Every header stands alone, for C, and the public one for C++ as well.  Most have a source file of the same name, which
# includes its own header first (includes.sh holds it to that): the build has compiled these alone already.
. tests/harness.sh

flags="-std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -Isrc -Iinclude $(pkg-config --cflags harfbuzz fribidi jansson libcmark libpng libqpdf libturbojpeg zlib sqlite3)"
for header in $(cd src && find . -name '*.h' | sed 's,^\./,,' | sort); do
	[ ! -f "src/${header%.h}.c" ] || continue
	printf '#include "%s"\n#include "%s"\n' "$header" "$header" >"$T/$(echo "$header" | tr / _).c"
done
printf '#include "kxreport.h"\n' >"$T/public.c"
# shellcheck disable=SC2086 # flags are words
run "${CC:-gcc}" $flags -fsyntax-only "$T"/*.c
equal "every header compiles alone" "$status" 0
[ "$status" -eq 0 ] || sed 's/^/# /' "$T/err"

run "${CC:-gcc}" -std=c99 -pedantic -Wall -Wextra -Werror -Iinclude -fsyntax-only "$T/public.c"
equal "the public header is plain C99" "$status" 0
if echo 'int main() { return 0; }' | g++ -x c++ -fsyntax-only - 2>/dev/null; then
	run g++ -x c++ -Wall -Werror -Iinclude -fsyntax-only "$T/public.c"
	equal "the public header is C++ too" "$status" 0
else
	skip "the public header is C++ too" "no g++ here"
fi

grep -n '#include' include/kxreport.h | grep -vE '<std(int|def)\.h>' >"$T/faults"
silent "the public header includes nothing of ours" "$T/faults"
