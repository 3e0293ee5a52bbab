#include "pdf/qpdf.h"

#include "base/diagnostic.h"

#include <dlfcn.h>
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
	void *library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL), *function;

	memset(qpdf, 0, sizeof(*qpdf));
	if (library == NULL)
		return not_there(dlerror(), diags);
	/* POSIX lets a pointer to a function travel in a void *; C has no cast for it. */
#define FIND(name) \
	function = dlsym(library, #name); \
	if (function == NULL) \
		return not_there(dlerror(), diags); \
	memcpy(&qpdf->name, &function, sizeof(function));
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
