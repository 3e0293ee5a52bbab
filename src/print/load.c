#include "print/print.h"

#ifdef KX_CUPS
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/library.h"
#include "print/connection.h"

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
#define NAME(name) #name,
	static const char *const names[] = { KX_CUPS_FUNCTIONS(NAME) };
#undef NAME
	struct kx_cups *cups = kx_arena_alloc(arena, sizeof(*cups));
	const char *why;

	if (cups == NULL) {
		kx_report(diags, KX111, (struct kx_place){ 0 }, NULL, "there is no memory left to print");
		return NULL;
	}
	return kx_library_load(LIBRARY, KX_BIND_ALL, names, sizeof(names) / sizeof(names[0]), cups, &why) ? cups : not_there(why, diags);
}

void
kx_print_libraries(struct kx_buffer *out)
{
	kx_buffer_print(out, "CUPS %d.%d.%d (" LIBRARY ", when something is printed)\n", CUPS_VERSION_MAJOR, CUPS_VERSION_MINOR,
	    CUPS_VERSION_PATCH);
}
#endif
