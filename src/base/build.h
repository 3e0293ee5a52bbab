/*
 * build: which program this is, to the byte, and with which libraries it runs.
 *
 * Results that are kept from one run to another (base/store.h) hold only for
 * the very program that worked them out.  The linker puts a hash of all that
 * it links into each program and library, the build id (a note of type
 * NT_GNU_BUILD_ID; elf(5)), which is read here from what is loaded.
 */
#ifndef KX_BASE_BUILD_H
#define KX_BASE_BUILD_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The hash of the build ids of the program and of these libraries ("libz.so.1"; "libz.so" is any version).
 * One that is not loaded is looked for where the loader would find it; what it says of itself is read from the file.  False where one has no build
 * id, or cannot be found: then nothing is known.
 */
bool kx_build_digest(const char *const *libraries, size_t count, uint8_t ret_digest[KX_HASH_BYTES]);

#endif
