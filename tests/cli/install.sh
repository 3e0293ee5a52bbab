#!/bin/sh
# make install: from any folder, with its own data; the library; uninstall.
. tests/harness.sh

exits 0 "make install DESTDIR" make --no-print-directory install DESTDIR="$T/root"
U=$T/root/usr/local
for file in bin/kxreport include/kxreport.h lib/libkxreport.a lib/pkgconfig/kxreport.pc share/kxreport/data/pack.json \
	share/kxreport/templates/handout.json share/kxreport/fonts/fonts.json share/kxreport/kxreport.store share/man/man1/kxreport.1 \
	share/bash-completion/completions/kxreport share/zsh/site-functions/_kxreport \
	share/fish/vendor_completions.d/kxreport.fish lib/systemd/system/kxreport@.service lib/systemd/system/kxreport@.timer \
	lib/sysusers.d/kxreport.conf; do
	yes "installs $file" test -s "$U/$file"
done
equal "no unit is enabled" "$(find "$T/root" -type l | wc -l)" 0
yes "installs the fonts' licence" sh -c 'ls "$0"/share/kxreport/fonts/OFL*' "$U"

cd / || exit 1
exits 0 "the installed program, from /" "$U/bin/kxreport" --out "$T/x.pdf"
says "^$T/x\.pdf: " "makes the sheet"
"$KX" -q --out "$T/y.pdf"
same "which is the same as the source tree's" "$T/x.pdf" "$T/y.pdf"
KXREPORT_SHARE=$ROOT "$KX" -q prepare --portable --out "$T/portable.store"
same "with what is kept, and nothing of this machine" "$U/share/kxreport/kxreport.store" "$T/portable.store"
exits 0 "its version" "$U/bin/kxreport" version
says "$U/share/kxreport" "names its own data" "$T/out"
mv "$T/root" "$T/moved"
U=$T/moved/usr/local
exits 0 "a moved tree" "$U/bin/kxreport" -q --out "$T/x.pdf"
cd "$ROOT" || exit 1

cp "$U/bin/kxreport" "$T/alone"
if [ ! -e /usr/local/share/kxreport ]; then
	exits 5 "the program alone, without data" "$T/alone" --out "$T/z.pdf"
	says 'KX703.*/usr/local/share/kxreport' "says where it looked"
else
	skip "the program alone, without data" "kxreport is installed here"
fi
exits 0 "the program alone, with KXREPORT_SHARE" env KXREPORT_SHARE="$U/share/kxreport" "$T/alone" -q --out "$T/z.pdf"

cat >"$T/use.c" <<'C'
#include <kxreport.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
	struct kxreport_options options;
	struct kxreport_sheet *sheet;
	int status;

	kxreport_options_init(&options);
	options.share = argv[1];
	status = kxreport_render(&options, &sheet);
	if (status == KXREPORT_OK && argc > 2)
		status = kxreport_write(sheet, argv[2]);
	fputs(kxreport_messages(sheet, KXREPORT_HUMAN), stderr);
	printf("%s %s %s\n", kxreport_version(), kxreport_paper(sheet), kxreport_document_id(sheet));
	kxreport_free(sheet);
	return status;
}
C
# shellcheck disable=SC2046 # flags are words
run "${CC:-gcc}" -o "$T/use" "$T/use.c" $(PKG_CONFIG_PATH=$U/lib/pkgconfig pkg-config --define-variable=prefix="$U" --cflags --libs kxreport)
equal "a program links with the library" "$status" 0
exits 0 "and makes a sheet" "$T/use" "$U/share/kxreport" "$T/z.pdf"
no "whose bytes differ only if it failed" sh -c '! cmp "$T/y.pdf" "$T/z.pdf"'
exits 5 "and is told of a folder that is not there" "$T/use" "$T/nowhere"
says 'KX701' "with a message"

make -n install PREFIX=/opt/kx DESTDIR="$T/pkg" >"$T/plan" 2>&1
says "$T/pkg/opt/kx/bin" "PREFIX is honoured" "$T/plan"
says '/opt/kx/share/kxreport' "and compiled in" "$T/plan"
no "nothing goes to the default prefix" grep -q "$T/pkg/usr/local" "$T/plan"

mkdir -p "$T/root/usr/local/share/man/man1" && mv "$T/moved/usr" "$T/back" && rm -rf "$T/root" && mkdir "$T/root" && mv "$T/back" "$T/root/usr"
exits 0 "make uninstall" make --no-print-directory uninstall DESTDIR="$T/root"
equal "leaves no file" "$(find "$T/root" -type f | wc -l)" 0
