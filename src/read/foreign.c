#include "read/foreign.h"

#include "base/library.h"

/* Its name differs from release to release; the Makefile asks the one it is built with. */
#ifndef KX_CMARK_FILE
#define KX_CMARK_FILE "libcmark.so"
#endif
#define JANSSON_FILE "libjansson.so.4"
#define MATH_FILE "libm.so.6"

static const char *const jansson_names[] = { KX_JANSSON_FUNCTIONS(KX_LIBRARY_NAME) };
static const char *const cmark_names[] = { KX_CMARK_FUNCTIONS(KX_LIBRARY_NAME) };

bool
kx_jansson_load(struct kx_memo *memo, struct kx_jansson *jansson, struct kx_diagnostics *diags)
{
	static const struct kx_library library = { JANSSON_FILE, "jansson, which reads JSON,", "libjansson4", KX897,
	    KX_LIBRARY_NAMES(jansson_names) };

	return kx_library_need_kept(memo, &library, jansson, diags);
}

bool
kx_cmark_load(struct kx_cmark *cmark, struct kx_diagnostics *diags)
{
	static const struct kx_library library = { KX_CMARK_FILE, "cmark, which reads marks in a text,", "libcmark0.30.2", KX897,
	    KX_LIBRARY_NAMES(cmark_names) };

	return kx_library_need(&library, cmark, diags);
}

bool
kx_math_load(struct kx_math *math)
{
	static const char *const names[] = { KX_MATH_FUNCTIONS(KX_LIBRARY_NAME) };
	const char *why;

	return kx_library_load(MATH_FILE, KX_BIND_AS_CALLED, KX_LIBRARY_NAMES(names), math, &why);
}

const char *
kx_jansson_version(void)
{
	return kx_library_says(JANSSON_FILE, "jansson_version_str");
}

const char *
kx_cmark_version(void)
{
	return kx_library_says(KX_CMARK_FILE, "cmark_version_string");
}
