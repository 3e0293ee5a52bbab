/*
 * passages: the printed words of a sheet, passage by passage, each with the
 * place in the data where it can be mended.
 *
 * A passage is what stands by itself: a heading, a paragraph, an item, a
 * cell.  All of them lie one after the other in one text, a line feed between,
 * so that a list of words is looked up once for a whole sheet.  Reference
 * marks are left out, for they are marks and not words; so are the text
 * alternatives of icon arrays, which repeat their captions.
 *
 * Within a passage, a stretch is what comes from one place: the words of one
 * claim, or of the outline between two claims.
 *
 * The passages of a block that is the same for other clinics (document.h, struct kx_kept_block)
 * are found once and kept in the memo, by the block's number.
 */
#ifndef KX_REVIEW_PASSAGES_H
#define KX_REVIEW_PASSAGES_H

#include "document/document.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_memo;

enum kx_passage_kind {
	KX_PASSAGE_HEAD,        /* title, subtitle, text alternative of the logo */
	KX_PASSAGE_HEADING,
	KX_PASSAGE_PROSE,
	KX_PASSAGE_LABEL,       /* heads of rows and columns, cells of numbers, captions of icon arrays */
	KX_PASSAGE_HELP,        /* number and name of a help line */
	KX_PASSAGE_SOURCE       /* an entry of the list of sources: names that others chose */
};

struct kx_stretch {
	size_t start;                     /* byte of its passage */
	const struct kx_claim *claim;     /* or NULL */
	struct kx_origin origin;          /* of a claim its "says" */
};

/* A word of two to six capitals, but for an "s" of the plural, which is not in it: bytes of its passage. */
struct kx_letters { size_t start, length, end; };   /* `end` is that of the word */

struct kx_passage {
	enum kx_passage_kind kind;
	size_t start, end;                            /* bytes of the whole text, without the line feed */
	const struct kx_document_section *section;    /* NULL in the head */
	const char *block;                            /* id of the outline's block, or NULL */
	const struct kx_stretch *stretches; size_t stretch_count;   /* the first begins at 0 */
	const struct kx_letters *letters; size_t letter_count;      /* in order */
	bool hard_numbers;                            /* may have some: a percent sign, or a decimal sign between digits */
};

/* Passages that follow each other and are all those of one kept block. */
struct kx_passage_run { uint64_t number; size_t first, count; };

struct kx_passages {
	const char *text; size_t length;
	struct kx_passage *list; size_t count, room;
	struct kx_passage_run *runs; size_t run_count, run_room;   /* in order; what is between them is this sheet's own */
	const struct kx_clinic *clinic;   /* whose sheet it is */
};

/* NULL only when the arena, in which everything lives but what is in the memo, is spent.  `memo` may be NULL. */
const struct kx_passages *kx_passages_collect(struct kx_arena *arena, const struct kx_content *content,
    const struct kx_document *document, struct kx_memo *memo);

/*
 * The name that bytes `start` up to `end` are part of: the clinic's, that of one of its clinicians or help lines, or a line
 * of its address; NULL where there is none.  A name says what somebody or something is called ("Best House").  `ret_origin`
 * may be NULL: where the name stands in the data.
 */
const char *kx_passages_name(struct kx_arena *arena, const struct kx_passages *passages, size_t start, size_t end,
    struct kx_origin *ret_origin);

/* The passage that holds byte `at` of the text, and the stretch of it. */
const struct kx_passage *kx_passage_at(const struct kx_passages *passages, size_t at);
const struct kx_stretch *kx_stretch_at(const struct kx_passages *passages, size_t at);

#endif
