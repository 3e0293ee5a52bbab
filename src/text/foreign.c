#include "text/foreign.h"

#include "base/arena.h"
#include "base/library.h"
#include "text/fonts.h"

#include <string.h>

/* A library by the name under which it installs itself, and what is called of it. */
struct library {
	const char *soname, *says, *package;
	const char *const *names; size_t count;
};

#define NAME_OF(name) #name
#define NAME(name) NAME_OF(name),
static const char *const harfbuzz_names[] = { KX_HARFBUZZ_FUNCTIONS(NAME) };
static const char *const subset_names[] = { KX_HARFBUZZ_SUBSET_FUNCTIONS(NAME) };
static const char *const fribidi_names[] = { KX_FRIBIDI_FUNCTIONS(NAME) };
static const char *const hyphen_names[] = { KX_HYPHEN_FUNCTIONS(NAME) };
#undef NAME
#undef NAME_OF

#define HARFBUZZ_FILE "libharfbuzz.so.0"
#define SUBSET_FILE "libharfbuzz-subset.so.0"
#define FRIBIDI_FILE "libfribidi.so.0"
#define HYPHEN_FILE "libhyphen.so.0"

#define COUNT(names) names, sizeof(names) / sizeof((names)[0])

void
kx_text_tell(struct kx_diagnostics *diags, enum kx_code code, struct kx_place place, const char *hint, const char *message)
{
	size_t i;

	for (i = 0; i < diags->count && message != NULL; i++)
		if (diags->list[i].code == code && strcmp(diags->list[i].message, message) == 0)
			return;
	kx_report(diags, code, place, hint, "%s", message != NULL ? message : "there is no memory left");
}

static bool
load(const struct library *library, void *functions, struct kx_diagnostics *diags)
{
	const char *why;

	if (kx_library_load(library->soname, KX_BIND_AS_CALLED, library->names, library->count, functions, &why))
		return true;
	kx_text_tell(diags, KX895, (struct kx_place){ 0 }, kx_arena_print(diags->arena, "install it (Debian: %s)", library->package),
	    kx_arena_print(diags->arena, "%s is not on this machine: %s", library->says, why != NULL ? why : library->soname));
	return false;
}

bool
kx_harfbuzz_load(struct kx_harfbuzz *hb, struct kx_diagnostics *diags)
{
	static const struct library library = { HARFBUZZ_FILE, "HarfBuzz, which sets letters,", "libharfbuzz0b",
	    COUNT(harfbuzz_names) };

	return load(&library, hb, diags);
}

bool
kx_foreign_load(struct kx_foreign *foreign, struct kx_diagnostics *diags)
{
	static const struct library subset = { SUBSET_FILE, "hb-subset, which cuts fonts down,", "libharfbuzz-subset0",
	    COUNT(subset_names) };
	static const struct library fribidi = { FRIBIDI_FILE, "FriBidi, which tells where text turns,", "libfribidi0",
	    COUNT(fribidi_names) };
	bool found = kx_harfbuzz_load(&foreign->hb, diags);

	found = load(&subset, &foreign->subset, diags) && found;
	return load(&fribidi, &foreign->fribidi, diags) && found;
}

bool
kx_hyphen_load(struct kx_hyphen *hyphen, struct kx_diagnostics *diags)
{
	static const struct library library = { HYPHEN_FILE, "libhyphen, which breaks words,", "libhyphen0", COUNT(hyphen_names) };

	return load(&library, hyphen, diags);
}

void
kx_text_prepare(void)
{
	const char *why;

	/* The one that the other needs goes first: see kx_pdf_prepare(). */
	kx_library_open(HARFBUZZ_FILE, KX_BIND_AS_CALLED, &why);
	kx_library_open(SUBSET_FILE, KX_BIND_AS_CALLED, &why);
	kx_library_open(FRIBIDI_FILE, KX_BIND_AS_CALLED, &why);
}

const char *
kx_harfbuzz_version(void)
{
	const char *why;
	void *library = kx_library_open(HARFBUZZ_FILE, KX_BIND_AS_CALLED, &why);
	__typeof__(hb_version_string) *says;

	return library != NULL && kx_library_find(library, "hb_version_string", &says, &why) ? says() : NULL;
}

const char *
kx_fribidi_version(void)
{
	const char *const *says, *why;
	void *library = kx_library_open(FRIBIDI_FILE, KX_BIND_AS_CALLED, &why);

	return library != NULL && kx_library_find(library, "fribidi_version_info", &says, &why) ? *says : NULL;
}
