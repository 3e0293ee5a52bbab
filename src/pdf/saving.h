/*
 * saving: what the files share that put the bytes of a PDF together, private
 * to src/pdf: save.c, object_streams.c, place_table.c.
 */
#ifndef KX_PDF_SAVING_H
#define KX_PDF_SAVING_H

#include "base/hash.h"
#include "pdf/object.h"
#include "pdf/plain.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_buffer;
struct kx_writer;

/* The ceiling of a file. */
#define KX_SAVED_BYTES ((size_t)512 * 1024 * 1024)

/* Where an object is: type 0, nowhere, a free number; 1, at an offset; 2, in an object stream, by index. */
struct kx_saved_place {
	unsigned type;
	size_t where;
	unsigned index;
};

struct kx_saving {
	struct kx_writer *writer;
	struct kx_saved_place *places; /* by object number; all start as free */
	unsigned given, count;         /* numbers, before those of the object streams and with them */
	struct kx_buffer *out;
	HPDF_Stream stream;            /* libharu writes its objects here */
	struct kx_buffer *taking;      /* and what it writes is appended to this */
	struct kx_hashing hashed; size_t hashed_length;   /* the file's first bytes, where their hash is known */
};

/* The head of an object that stands in the file by itself. */
void kx_saving_begin(struct kx_saving *saving, unsigned number);

/* The most objects of a stream. */
#define KX_OBJECTS_PER_STREAM 4000

/*
 * The objects of groups (plain.h), from the first up to the end, in streams; and the cross-reference stream and the end of the
 * file.  False when memory ends.
 */
bool kx_saving_objects(struct kx_saving *saving, enum kx_group first, enum kx_group end);
bool kx_saving_places(struct kx_saving *saving);

#endif
