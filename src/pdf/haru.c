#include "pdf/haru.h"

#include "base/diagnostic.h"
#include "base/library.h"
#include "pdf/pdf.h"

/* The name under which libharu installs itself differs from build to build; the Makefile asks the one it links against. */
#ifndef KX_HARU_FILE
#define KX_HARU_FILE "libhpdf.so"
#endif
#define PNG_FILE "libpng16.so.16"

#define NAME(name) #name,
static const char *const haru_names[] = { KX_HARU_FUNCTIONS(NAME) };
static const char *const png_names[] = { KX_PNG_FUNCTIONS(NAME) };
#undef NAME

static bool
not_there(const char *says, const char *hint, const char *why, struct kx_diagnostics *diags)
{
	kx_report(diags, KX896, (struct kx_place){ 0 }, hint, "%s is not on this machine: %s", says, why != NULL ? why : "no such library");
	return false;
}

bool
kx_haru_load(struct kx_haru *haru, struct kx_diagnostics *diags)
{
	const char *why;

	return kx_library_load(KX_HARU_FILE, KX_BIND_AS_CALLED, haru_names, sizeof(haru_names) / sizeof(haru_names[0]), haru, &why) ||
	    not_there("libharu, which writes PDF files,", "install it (Debian: libhpdf-2.3.0)", why, diags);
}

bool
kx_png_load(struct kx_png *png, struct kx_diagnostics *diags)
{
	const char *why;

	return kx_library_load(PNG_FILE, KX_BIND_AS_CALLED, png_names, sizeof(png_names) / sizeof(png_names[0]), png, &why) ||
	    not_there("libpng, which reads pictures,", "install it (Debian: libpng16-16)", why, diags);
}

void
kx_pdf_prepare(void)
{
	const char *why;

	/* The one that the other needs goes first: opened when it is there already, it would have its list of libraries made twice. */
	kx_library_open(PNG_FILE, KX_BIND_AS_CALLED, &why);
	kx_library_open(KX_HARU_FILE, KX_BIND_AS_CALLED, &why);
}

const char *
kx_haru_version(void)
{
	const char *why;
	void *library = kx_library_open(KX_HARU_FILE, KX_BIND_AS_CALLED, &why);
	__typeof__(HPDF_GetVersion) *says;

	return library != NULL && kx_library_find(library, "HPDF_GetVersion", &says, &why) ? says() : NULL;
}
