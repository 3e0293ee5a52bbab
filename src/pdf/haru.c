#include "pdf/haru.h"

#include "base/library.h"
#include "pdf/pack.h"
#include "pdf/pdf.h"

/* The name under which libharu installs itself differs from build to build; the Makefile asks the one it links against. */
#ifndef KX_HARU_FILE
#define KX_HARU_FILE "libhpdf.so"
#endif
#define PNG_FILE "libpng16.so.16"
#define MATH_FILE "libm.so.6"   /* for src/read too, when drawings have arcs */

static const char *const haru_names[] = { KX_HARU_FUNCTIONS(KX_LIBRARY_NAME) };
static const char *const png_names[] = { KX_PNG_FUNCTIONS(KX_LIBRARY_NAME) };

bool
kx_haru_load(struct kx_memo *memo, struct kx_haru *haru, struct kx_diagnostics *diags)
{
	static const struct kx_library library = { KX_HARU_FILE, "libharu, which writes PDF files,", "libhpdf-2.3.0", KX896,
	    KX_LIBRARY_NAMES(haru_names) };

	return kx_library_need_kept(memo, &library, haru, diags);
}

bool
kx_png_load(struct kx_png *png, struct kx_diagnostics *diags)
{
	static const struct kx_library library = { PNG_FILE, "libpng, which reads pictures,", "libpng16-16", KX896,
	    KX_LIBRARY_NAMES(png_names) };

	return kx_library_need(&library, png, diags);
}

void
kx_pdf_prepare(bool packs)
{
	const char *why;

	/*
	 * Libharu brings libpng, zlib and libm.  What is to be opened by itself as well goes before it: opened when it is there
	 * already, it would have its own list of libraries made twice, and the first lost.  But each is another look at the
	 * machine's list of libraries, which is mapped for it.
	 */
	kx_library_open(KX_ZLIB_FILE, KX_BIND_AS_CALLED, &why);
	if (packs) {
		kx_library_open(MATH_FILE, KX_BIND_AS_CALLED, &why);
		kx_library_open(PNG_FILE, KX_BIND_AS_CALLED, &why);
	}
	kx_library_open(KX_HARU_FILE, KX_BIND_AS_CALLED, &why);
	if (packs)
		kx_library_open(KX_DEFLATE_FILE, KX_BIND_AS_CALLED, &why);
}

const char *
kx_haru_version(void)
{
	return kx_library_says(KX_HARU_FILE, "HPDF_GetVersion");
}
