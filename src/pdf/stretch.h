/*
 * stretch: objects written as text (plain.h) that are kept, private to src/pdf.
 *
 * Most tags and links of a batch's sheet are those of the sheet before, with
 * the same numbers.  So they are written in stretches, and a stretch is kept in
 * the memo (base/memo.h) by all that it is written from: the numbers of its
 * objects and of those that they name, words, places.  Gathering that takes a
 * twentieth of the time of writing it.
 *
 *	if (!kx_stretch_begin(writer, kind, gathered, &stretch)) {
 *		... kx_plain_begin(), kx_plain_end(), for each object ...
 *		kx_stretch_end(writer, &stretch);
 *	}
 *
 * What is written in between depends on `gathered` alone and does nothing but
 * append objects to the groups.
 */
#ifndef KX_PDF_STRETCH_H
#define KX_PDF_STRETCH_H

#include "base/memo.h"
#include "pdf/plain.h"

#include <stdbool.h>

struct kx_buffer;
struct kx_writer;

struct kx_stretch {
	struct kx_memo_key key;        /* of `gathered`, which stays as it is until the end */
	struct { size_t length, count; } before[KX_GROUPS];   /* of the groups' texts and lists */
};

/* True when the stretch was found, and has been appended to the groups. */
bool kx_stretch_begin(struct kx_writer *writer, enum kx_memo_kind kind, const struct kx_buffer *gathered,
    struct kx_stretch *ret_stretch);

/* Keep what was appended since. */
void kx_stretch_end(struct kx_writer *writer, const struct kx_stretch *stretch);

#endif
