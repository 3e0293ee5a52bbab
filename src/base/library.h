/*
 * library: a shared library that is loaded only when it is needed.
 *
 * Most sheets need neither CUPS nor libqpdf, whose loading costs more than a
 * page.  They are found by the name under which they install themselves
 * (their soname), in the places where the system keeps libraries.
 */
#ifndef KX_BASE_LIBRARY_H
#define KX_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

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

#endif
