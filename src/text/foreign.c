#include "text/foreign.h"

#include "base/arena.h"
#include "base/library.h"
#include "text/fonts.h"

#include <string.h>

static const char *const harfbuzz_names[] = { KX_HARFBUZZ_FUNCTIONS(KX_LIBRARY_NAME) };
static const char *const subset_names[] = { KX_HARFBUZZ_SUBSET_FUNCTIONS(KX_LIBRARY_NAME) };
static const char *const fribidi_names[] = { KX_FRIBIDI_FUNCTIONS(KX_LIBRARY_NAME) };
static const char *const unibreak_names[] = { KX_UNIBREAK_FUNCTIONS(KX_LIBRARY_NAME) };
static const char *const hyphen_names[] = { KX_HYPHEN_FUNCTIONS(KX_LIBRARY_NAME) };

#define HARFBUZZ_FILE "libharfbuzz.so.0"
#define SUBSET_FILE "libharfbuzz-subset.so.0"
#define FRIBIDI_FILE "libfribidi.so.0"
#define HYPHEN_FILE "libhyphen.so.0"
/* Its name differs from release to release; the Makefile asks the one it is built with. */
#ifndef KX_UNIBREAK_FILE
#define KX_UNIBREAK_FILE "libunibreak.so"
#endif

bool
kx_harfbuzz_load(struct kx_harfbuzz *hb, struct kx_diagnostics *diags)
{
	static const struct kx_library library = { HARFBUZZ_FILE, "HarfBuzz, which sets letters,", "libharfbuzz0b", KX895,
	    KX_LIBRARY_NAMES(harfbuzz_names) };

	return kx_library_need(&library, hb, diags);
}

bool
kx_foreign_load(struct kx_foreign *foreign, struct kx_diagnostics *diags)
{
	static const struct kx_library subset = { SUBSET_FILE, "hb-subset, which cuts fonts down,", "libharfbuzz-subset0", KX895,
	    KX_LIBRARY_NAMES(subset_names) };
	static const struct kx_library fribidi = { FRIBIDI_FILE, "FriBidi, which tells where text turns,", "libfribidi0", KX895,
	    KX_LIBRARY_NAMES(fribidi_names) };
	static const struct kx_library unibreak = { KX_UNIBREAK_FILE, "libunibreak, which tells where a line may end,", "libunibreak1",
	    KX895, KX_LIBRARY_NAMES(unibreak_names) };
	bool found = kx_harfbuzz_load(&foreign->hb, diags);

	found = kx_library_need(&subset, &foreign->subset, diags) && found;
	found = kx_library_need(&fribidi, &foreign->fribidi, diags) && found;
	return kx_library_need(&unibreak, &foreign->unibreak, diags) && found;
}

bool
kx_hyphen_load(struct kx_hyphen *hyphen, struct kx_diagnostics *diags)
{
	static const struct kx_library library = { HYPHEN_FILE, "libhyphen, which breaks words,", "libhyphen0", KX895,
	    KX_LIBRARY_NAMES(hyphen_names) };

	return kx_library_need(&library, hyphen, diags);
}

void
kx_text_prepare(void)
{
	const char *why;

	/* The one that the other needs goes first: see kx_pdf_prepare(). */
	kx_library_open(HARFBUZZ_FILE, KX_BIND_AS_CALLED, &why);
	kx_library_open(SUBSET_FILE, KX_BIND_AS_CALLED, &why);
	kx_library_open(FRIBIDI_FILE, KX_BIND_AS_CALLED, &why);
	kx_library_open(KX_UNIBREAK_FILE, KX_BIND_AS_CALLED, &why);
}

const char *
kx_harfbuzz_version(void)
{
	return kx_library_says(HARFBUZZ_FILE, "hb_version_string");
}

const char *
kx_fribidi_version(void)
{
	const char *const *says, *why;
	void *library = kx_library_open(FRIBIDI_FILE, KX_BIND_AS_CALLED, &why);

	return library != NULL && kx_library_find(library, "fribidi_version_info", &says, &why) ? *says : NULL;
}

int
kx_unibreak_version(void)
{
	const char *why;
	const int *says;
	void *library = kx_library_open(KX_UNIBREAK_FILE, KX_BIND_AS_CALLED, &why);

	return library != NULL && kx_library_find(library, "linebreak_version", &says, &why) ? *says : -1;
}
