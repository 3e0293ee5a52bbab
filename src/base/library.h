/*
 * library: a shared library that is loaded only when it is needed.
 *
 * Each costs the start of a program half a millisecond or more, which is
 * longer than most of them work for a sheet, and many are not called for a sheet at all.
 * They are found by the name under which they install themselves
 * (their soname), in the places where the system keeps libraries.
 */
#ifndef KX_BASE_LIBRARY_H
#define KX_BASE_LIBRARY_H

#include "base/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_buffer;
struct kx_memo;

/* How much of the library is bound at once. */
enum kx_binding { KX_BIND_ALL, KX_BIND_AS_CALLED };

/*
 * Load `soname` for the life of the process.  NULL when it is not there or
 * cannot be used; then `*ret_why` says why, in the system's words, good until
 * the next call here.
 */
void *kx_library_open(const char *soname, enum kx_binding binding, const char **ret_why);

/*
 * Store the address of the function `name` of `library` in the pointer to a
 * function at `function`.  False, with `*ret_why` as above, when it has none.
 */
bool kx_library_find(void *library, const char *name, void *function, const char **ret_why);

/*
 * Load `soname` as kx_library_open() does, and store the addresses of the functions `names` one after the other
 * in the struct of as many pointers to functions at `functions`.  False, with
 * `*ret_why` as above, when the library or one of them is missing.
 */
bool kx_library_load(const char *soname, enum kx_binding binding, const char *const *names, size_t count, void *functions,
    const char **ret_why);

/*
 * What the function `name` of `soname` says, which takes nothing and says which version it is: good for the life of
 * the process.  NULL when it is not there.
 */
const char *kx_library_says(const char *soname, const char *name);

/* A line of a list of libraries: "zlib 1.2.13", or without a version (NULL) that it is not on this machine. */
void kx_library_print(struct kx_buffer *out, const char *name, const char *version);

/* A library that is needed for something, as a person is told of it where it is missing. */
struct kx_library {
	const char *soname;
	const char *says;              /* "libharu, which writes PDF files," */
	const char *package;           /* Debian's */
	enum kx_code code;
	const char *const *names; size_t count;   /* of its functions: KX_LIBRARY_NAME() of each, KX_LIBRARY_NAMES() of the list */
};
#define KX_LIBRARY_MEMBER(name) __typeof__(name) *name;   /* of the struct of pointers */
#define KX_LIBRARY_NAME_OF(name) #name
#define KX_LIBRARY_NAME(name) KX_LIBRARY_NAME_OF(name),
#define KX_LIBRARY_NAMES(names) names, sizeof(names) / sizeof((names)[0])

/* Load it, its functions bound as they are called; where it is missing `diags` is told, once.  To ask again costs a microsecond. */
bool kx_library_need(const struct kx_library *library, void *functions, struct kx_diagnostics *diags);

/*
 * The same for one that each sheet calls: functions are where they are for the life of the process, and to look them up by
 * their names takes as long as to write a page's foot, so the memo, which may be NULL, keeps them.  `library` must live as long.
 */
bool kx_library_need_kept(struct kx_memo *memo, const struct kx_library *library, void *functions, struct kx_diagnostics *diags);

#endif
