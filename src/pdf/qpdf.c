#include "pdf/qpdf.h"

#include "base/diagnostic.h"
#include "base/library.h"

#include <string.h>

/* The name under which each release installs itself. */
#if QPDF_MAJOR_VERSION >= 12
#define LIBRARY "libqpdf.so.30"
#elif QPDF_MAJOR_VERSION == 11
#define LIBRARY "libqpdf.so.29"
#else
#define LIBRARY "libqpdf.so.28"
#endif

static bool
not_there(const char *why, struct kx_diagnostics *diags)
{
	kx_report(diags, KX890, (struct kx_place){ 0 }, "install it (Debian: libqpdf29)", "libqpdf, which reads PDF files, is not on this machine: %s",
	    why != NULL ? why : LIBRARY);
	return false;
}

bool
kx_qpdf_load(struct kx_qpdf *qpdf, struct kx_diagnostics *diags)
{
	const char *why;
	void *library = kx_library_open(LIBRARY, KX_BIND_AS_CALLED, &why);

	memset(qpdf, 0, sizeof(*qpdf));
	if (library == NULL)
		return not_there(why, diags);
#define FIND(name) \
	if (!kx_library_find(library, #name, &qpdf->name, &why)) \
		return not_there(why, diags);
	KX_QPDF_FUNCTIONS(FIND)
#undef FIND
	return true;
}

void
kx_qpdf_open(struct kx_qpdf *qpdf)
{
	qpdf->data = qpdf->qpdf_init();
}

void
kx_qpdf_close(struct kx_qpdf *qpdf)
{
	qpdf->qpdf_cleanup(&qpdf->data);
}
