/*
 * whole: a group of objects (plain.h) that is known as a whole, private to src/pdf.
 *
 * The tags of a batch's sheet are those of the sheet before, and so are its
 * links, but for a few words.  Where all that a group is written from is the
 * same, its object stream is taken as it was packed, and none of its objects
 * is written.
 *
 *	if (!kx_whole_find(writer, group, &key)) {
 *		... the group's objects ...
 *		kx_whole_end(writer, group, numbers);
 *	}
 *
 * What the key is made of lives until the file is saved.
 */
#ifndef KX_PDF_WHOLE_H
#define KX_PDF_WHOLE_H

#include "base/memo.h"
#include "pdf/pack.h"
#include "pdf/plain.h"

#include <stdbool.h>

struct kx_writer;

/* A group's only object stream: the objects in it, the length of what says where each begins, and all of it packed. */
struct kx_whole_stream {
	const struct kx_plain_text *list; size_t count;
	size_t head;
	struct kx_packed packed;
	unsigned numbers;              /* of objects that were new (kx_plain_new()) */
};

struct kx_whole {
	const struct kx_whole_stream *found;   /* or NULL */
	struct kx_memo_key key;
	bool ended;                    /* all was written, to be kept by the key */
	unsigned numbers;
};

/* True when the group was found: as many numbers are given out as were new between this and the end. */
bool kx_whole_find(struct kx_writer *writer, enum kx_group group, const struct kx_memo_key *key);

/* All is written, which took so many new numbers. */
void kx_whole_end(struct kx_writer *writer, enum kx_group group, unsigned numbers);

/* Keep a copy of the stream for a group that ended, unless memory ends (object_streams.c). */
void kx_whole_keep(struct kx_writer *writer, enum kx_group group, const struct kx_whole_stream *stream);

#endif
