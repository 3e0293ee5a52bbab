/*
 * locate: from JSON Pointers to lines and columns, for a whole list at once.
 */
#ifndef KX_READ_LOCATE_H
#define KX_READ_LOCATE_H

#include <stddef.h>

struct kx_arena;
struct kx_place;

/*
 * Fill in line and column of those of `places` that have a pointer and no
 * line.  All stand in one file, whose text this is.  A pointer that leads
 * nowhere (the file was changed since it was read) is left as it is.
 */
void kx_locate(struct kx_arena *arena, const char *bytes, size_t length, struct kx_place *const *places, size_t count);

#endif
