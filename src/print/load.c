#include "print/print.h"

#ifdef KX_CUPS
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "print/connection.h"

#include <dlfcn.h>
#include <string.h>

#define LIBRARY "libcups.so.2"

static const struct kx_cups *
not_there(const char *why, struct kx_diagnostics *diags)
{
	kx_report(diags, KX860, (struct kx_place){ 0 }, "install CUPS (Debian: libcups2)", "CUPS is not on this machine: %s",
	    why != NULL ? why : LIBRARY);
	return NULL;
}

const struct kx_cups *
kx_print_load(struct kx_arena *arena, struct kx_diagnostics *diags)
{
	struct kx_cups *cups = kx_arena_alloc(arena, sizeof(*cups));
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL), *function;

	if (library == NULL)
		return not_there(dlerror(), diags);
	if (cups == NULL) {
		kx_report(diags, KX111, (struct kx_place){ 0 }, NULL, "there is no memory left to print");
		return NULL;
	}
	/* POSIX lets a pointer to a function travel in a void *; C has no cast for it. */
#define FIND(name) \
	function = dlsym(library, #name); \
	if (function == NULL) \
		return not_there(dlerror(), diags); \
	memcpy(&cups->name, &function, sizeof(function));
	KX_CUPS_FUNCTIONS(FIND)
#undef FIND
	return cups;
}

void
kx_print_libraries(struct kx_buffer *out)
{
	kx_buffer_print(out, "CUPS %d.%d.%d (" LIBRARY ", when something is printed)\n", CUPS_VERSION_MAJOR, CUPS_VERSION_MINOR,
	    CUPS_VERSION_PATCH);
}
#endif
