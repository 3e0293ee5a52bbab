/*
 * memo: what was worked out before, kept by everything that it depends on.
 *
 * Sheets are much alike: each step of copyfit sets the same words, and in a
 * batch a clinic changes a name, a few lines, a colour.  A memo holds results
 * of work that depends on nothing but its key, so that keeping changes no
 * byte, only the time.  Whoever keeps something sees to it that the key has all
 * of it: keys are compared whole, never by their hash alone.
 *
 * Memory is bounded.  A memo has two halves, a young one that takes what is
 * new and an old one that is only asked; when the young one is full,
 * kx_memo_turn() drops the half in which less was found since it was full
 * last, and begins another.  Mostly that is the young one, with what single
 * clinics had, while the old one has what all of them have; when other sheets
 * come, the old one goes, and what is in use comes back as it is worked out
 * again.  In between nothing moves: a result lives until the next
 * kx_memo_turn() after it was kept or found, so a job may point to it.
 *
 * A memo serves one stock (its data, fonts and gates): that is not in the keys,
 * or is there only by where it lies.  What it does not hold it may look for in
 * a store (base/store.h), a file of results that were worked out when the
 * program was built; then the key says how such a value is written and read.
 * One user at a time.  Functions accept NULL for a memo and then keep nothing.
 */
#ifndef KX_BASE_MEMO_H
#define KX_BASE_MEMO_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whose result it is; a kind belongs to one file, which alone knows what its values are. */
enum kx_memo_kind {
	KX_MEMO_LIBRARY,                  /* base/library.c */
	KX_MEMO_GRAPH,                    /* base/graph.c */
	KX_MEMO_SEEN,                     /* read/files.c */
	KX_MEMO_READ,                     /* read/kept.c */
	KX_MEMO_PARSED,                   /* read/intake.c */
	KX_MEMO_RICH,                     /* read/inline.c */
	KX_MEMO_ICON,                     /* read/template_icons.c */
	KX_MEMO_FACE,                     /* text/face.c */
	KX_MEMO_SHAPED, KX_MEMO_BREAKS,   /* text/kept.c */
	KX_MEMO_LINES, KX_MEMO_EXTENT,    /* layout/lines.c */
	KX_MEMO_TOLD,                     /* layout/piece_key.c */
	KX_MEMO_MEASURED,                 /* layout/measured.c */
	KX_MEMO_FITTED,                   /* layout/fitted.c */
	KX_MEMO_HINT, KX_MEMO_ALIKE,      /* layout/alike.c */
	KX_MEMO_TITLES,                   /* layout/layout.c */
	KX_MEMO_PIECE_SET,                /* layout/kept.c */
	KX_MEMO_PACK_HASH,                /* batch/job_compose.c */
	KX_MEMO_INPUTS,                   /* batch/inputs.c */
	KX_MEMO_SIZED, KX_MEMO_INKED,     /* batch/adapt.c */
	KX_MEMO_MERGED,                   /* merge/kept.c */
	KX_MEMO_COMPOSED,                 /* document/keep.c */
	KX_MEMO_WORDING,                  /* document/compose.c */
	KX_MEMO_PLACES,                   /* review/places.c */
	KX_MEMO_MANIFEST,                 /* batch/manifest.c */
	KX_MEMO_COUNTED,                  /* review/readability.c */
	KX_MEMO_SENTENCES, KX_MEMO_WORD_COUNTS,   /* review/readability_sheet.c */
	KX_MEMO_PASSAGES,                 /* review/passages.c */
	KX_MEMO_STEMS, KX_MEMO_SAID,      /* review/stems.c */
	KX_MEMO_NO_USE,                   /* review/together.c */
	KX_MEMO_FIGURES, KX_MEMO_NUMBERS, /* review/told.c */
	KX_MEMO_WORDS,                    /* review/balance.c */
	KX_MEMO_GATE_LISTS, KX_MEMO_FINDS, /* review/finds.c */
	KX_MEMO_PACK_PASSED,              /* review/review.c */
	KX_MEMO_FAULTLESS,                /* review/scoring_blocks.c */
	KX_MEMO_PACKED, KX_MEMO_PIECE,    /* pdf/pack.c */
	KX_MEMO_OBJECTS, KX_MEMO_WHOLE,   /* pdf/object_streams.c, pdf/whole.c */
	KX_MEMO_TAGS, KX_MEMO_TAG_LISTS,  /* pdf/structure.c, pdf/parent_tree.c */
	KX_MEMO_LINKS,                    /* pdf/links.c */
	KX_MEMO_PICTURE,                  /* pdf/png.c */
	KX_MEMO_GRAY_JPEG,                /* pdf/jpeg.c */
	KX_MEMO_USES,                     /* pdf/uses.c */
	KX_MEMO_BODY, KX_MEMO_BODY_RUNS,  /* pdf/body.c */
	KX_MEMO_EMBEDDED,                 /* pdf/embedded.c */
	KX_MEMO_START,                    /* pdf/save.c */
};

#define KX_MEMO_PARTS 5

/* What a stored value depends on beside its key and the program: on nothing, on the fonts' files, on the gate's. */
enum kx_memo_ground { KX_MEMO_ON_NOTHING, KX_MEMO_ON_FONTS, KX_MEMO_ON_GATE, KX_MEMO_GROUNDS };

struct kx_buffer;
struct kx_store;
struct kx_memo_key;

/* How a value is stored.  Its key has no addresses in it, and no padding. */
struct kx_memo_form {
	enum kx_memo_ground ground;
	/* Append it as flat bytes (base/flat.h), the same for the same value; false where it is better not stored. */
	bool (*write)(const struct kx_memo_key *key, const void *value, struct kx_buffer *out);
	/*
	 * The value in the arena again.  It may point to the bytes, which are
	 * aligned to 8, and to the parts of the key, each followed by a NUL: both
	 * outlive it.  Nothing is to be believed of the bytes: NULL where they are
	 * no such value, or when memory ends.
	 */
	const void *(*read)(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena);
};

/* What a look compares stands first: each line of memory is a wait. */
struct kx_memo_key {
	uint64_t number;               /* flags and numbers that fit in one */
	enum kx_memo_kind kind;
	uint32_t count;
	struct { const void *bytes; size_t length; } parts[KX_MEMO_PARTS];
	const struct kx_memo_form *form;   /* NULL where it is not stored */
	const void *about;                 /* for the form: what the value is about beside the parts */
	uint64_t hash;                 /* kept up to date by kx_memo_key() and kx_memo_part() */
};

struct kx_memo_piece;
struct kx_memo_slot;

struct kx_memo_table {
	struct kx_memo_slot *slots;        /* what finds its slot taken has the next free one */
	size_t room, count;                /* slots, a power of two; at most half of them are taken */
};

struct kx_memo_half {
	struct kx_arena arena;             /* keys, values, tables */
	struct kx_memo_table pieces;       /* by their hash: those with parts */
	struct kx_memo_table bare;         /* values of keys without parts, by the key itself: few, so they stay near the processor */
	struct kx_memo_piece *first, *last;   /* all of them, as they came */
	size_t count;
	size_t found;                      /* how often something was found in it, since the last half was dropped */
};

struct kx_memo {
	struct kx_memo_half young, old;
	size_t ceiling;                    /* of a half, in bytes */
	uint64_t numbered;                 /* numbers given out */
	const struct kx_store *store;      /* NULL: none */
};

/* `ceiling` in bytes, of both halves together. */
void kx_memo_init(struct kx_memo *memo, size_t ceiling);
void kx_memo_done(struct kx_memo *memo);   /* accepts a zeroed one */

/* Between two jobs: make room if the young half is nearly full. */
void kx_memo_turn(struct kx_memo *memo);

/* A key, and one more part of it, which is not copied yet.  At most KX_MEMO_PARTS. */
struct kx_memo_key kx_memo_key(enum kx_memo_kind kind, uint64_t number);
void kx_memo_part(struct kx_memo_key *key, const void *bytes, size_t length);

/* A part that mostly follows from the others: it is compared, but only its length is hashed. */
void kx_memo_bulk(struct kx_memo_key *key, const void *bytes, size_t length);

/* The value may be stored, in this form; `about` (a set of fonts, or NULL) must live as long as the memo. */
void kx_memo_form(struct kx_memo_key *key, const struct kx_memo_form *form, const void *about);

/* The value kept for the key, or stored and from now on kept, or NULL. */
const void *kx_memo_find(struct kx_memo *memo, const struct kx_memo_key *key);

/* Is a store asked for what is not kept? */
bool kx_memo_stored(const struct kx_memo *memo);

/*
 * Keep a value: allocate all of it in kx_memo_arena(), then name it with
 * kx_memo_keep(), which copies the key.  Where memory ends nothing is kept, and
 * the value stays good until the arena goes.  NULL when there is no arena.
 */
struct kx_arena *kx_memo_arena(struct kx_memo *memo);
void kx_memo_keep(struct kx_memo *memo, const struct kx_memo_key *key, const void *value);

/*
 * A number for something kept, from 1: this memo gives none twice, so where that lies, which may be used
 * again, need not be in a key.
 */
uint64_t kx_memo_number(struct kx_memo *memo);

/* Everything that is kept, in the order in which it came. */
typedef void kx_memo_visit(void *task, const struct kx_memo_key *key, const void *value);
void kx_memo_each(const struct kx_memo *memo, kx_memo_visit *visit, void *task);

#endif
