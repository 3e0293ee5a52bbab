#include "base/library.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"

#include <dlfcn.h>
#include <string.h>

void *
kx_library_open(const char *soname, enum kx_binding binding, const char **ret_why)
{
	void *library = dlopen(soname, (binding == KX_BIND_ALL ? RTLD_NOW : RTLD_LAZY) | RTLD_LOCAL);

	*ret_why = library == NULL ? dlerror() : NULL;
	return library;
}

bool
kx_library_find(void *library, const char *name, void *function, const char **ret_why)
{
	void *address = dlsym(library, name);

	*ret_why = address == NULL ? dlerror() : NULL;
	/* POSIX lets a pointer to a function travel in a void *; C has no cast for it. */
	memcpy(function, &address, sizeof(address));
	return address != NULL;
}

bool
kx_library_load(const char *soname, enum kx_binding binding, const char *const *names, size_t count, void *functions,
    const char **ret_why)
{
	void *library = kx_library_open(soname, binding, ret_why);
	size_t i;

	for (i = 0; i < count && library != NULL; i++) {
		if (!kx_library_find(library, names[i], (char *)functions + i * sizeof(void (*)(void)), ret_why))
			return false;
	}
	return library != NULL;
}

const char *
kx_library_says(const char *soname, const char *name)
{
	const char *why, *(*says)(void);
	void *library = kx_library_open(soname, KX_BIND_AS_CALLED, &why);

	return library != NULL && kx_library_find(library, name, &says, &why) ? says() : NULL;
}

void
kx_library_print(struct kx_buffer *out, const char *name, const char *version)
{
	if (version != NULL)
		kx_buffer_print(out, "%s %s\n", name, version);
	else
		kx_buffer_print(out, "%s is not on this machine\n", name);
}

bool
kx_library_need(const struct kx_library *library, void *functions, struct kx_diagnostics *diags)
{
	const char *why;

	if (kx_library_load(library->soname, KX_BIND_AS_CALLED, library->names, library->count, functions, &why))
		return true;
	kx_report_once(diags, library->code, (struct kx_place){ 0 },
	    kx_arena_print(diags->arena, "install it (Debian: %s)", library->package),
	    kx_arena_print(diags->arena, "%s is not on this machine: %s", library->says, why != NULL ? why : library->soname));
	return false;
}

bool
kx_library_need_kept(struct kx_memo *memo, const struct kx_library *library, void *functions, struct kx_diagnostics *diags)
{
	const struct kx_memo_key key = kx_memo_key(KX_MEMO_LIBRARY, (uintptr_t)library);
	const size_t length = library->count * sizeof(void (*)(void));
	const void *known = kx_memo_find(memo, &key);
	struct kx_arena *room = kx_memo_arena(memo);

	if (known != NULL) {
		memcpy(functions, known, length);
		return true;
	}
	if (!kx_library_need(library, functions, diags))
		return false;
	if (room != NULL)
		kx_memo_keep(memo, &key, kx_arena_copy(room, functions, length));
	return true;
}
