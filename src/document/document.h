/*
 * document: handout + clinic + wording -> a tree of blocks with roles.
 *
 * Roles, not looks: this tree says "fact box with these rows", not where or
 * how large.  Every text a reader will see is here, in reading order, as
 * runs; src/layout adds no words but running page numbers.  No medicine and
 * no language: texts come from content and wording.
 *
 * Shape of the tree.  A section has a heading and one GROUP for each block of
 * the outline, in outline order, with the block's id.  A GROUP with nothing
 * to say has no children.  Inside it stand, in this order: the block's title
 * (HEADING level 3), its lead (PARAGRAPH "lead"), its matter, definitions of
 * the outcomes it counts and its note (PARAGRAPH "note").  Where the matter is
 * one box ("main-points", "warning", "crisis") title, lead and note stand in
 * the box; in the first box of a section with role summary or help so does
 * the section's heading, and the section's own `heading` is NULL.
 */
#ifndef KX_DOCUMENT_DOCUMENT_H
#define KX_DOCUMENT_DOCUMENT_H

#include "base/geometry.h"
#include "content/handout.h"
#include "content/template.h"

/* A stretch of text of one kind.  Text is UTF-8 in visual-neutral (logical) order. */
enum kx_run_kind {
	KX_RUN_TEXT,
	KX_RUN_REFERENCE,     /* a citation mark: `target` is the reference number, text that number alone ("3") */
	KX_RUN_LINK           /* a web address or telephone number; `uri` set */
};
struct kx_run {
	enum kx_run_kind kind;
	int element;          /* in src/layout: where words that run on behind others belong; 0: where their paragraph does */
	const char *text;
	enum kx_emphasis emphasis;
	int target;
	const char *uri;
	const char *claim;    /* id of the claim these words (or this mark) come from, or NULL */
	const char *expansion;/* of an abbreviation, or NULL */
	const char *style;    /* in src/layout: of words that run on behind others, their own; NULL: their paragraph's */
	const char *color_of; /* in src/layout: the style whose color they have; NULL: that of their own look */
};
struct kx_runs { struct kx_run *list; size_t count, room; };

enum kx_block_kind {
	KX_BLOCK_TITLE,        /* runs; `subtitle` runs in children[0] as PARAGRAPH with style "subtitle" */
	KX_BLOCK_HEADING,      /* level 2 (section) or 3 (block title) */
	KX_BLOCK_PARAGRAPH,    /* style: "body", "lead", "note", "subtitle", "small" */
	KX_BLOCK_LIST,         /* children ITEM; style "bullet", "number", "check", "yes", "no", "warning" */
	KX_BLOCK_ITEM,         /* children paragraphs or blocks */
	KX_BLOCK_BOX,          /* children; style "main-points", "warning", "crisis", "card", "plain" */
	KX_BLOCK_COLUMNS,      /* children BOX or GROUP side by side, equal widths: cards */
	KX_BLOCK_GROUP,        /* children, no look of its own */
	KX_BLOCK_TABLE,        /* children ROW; style "fact-box", "rates", "two-sided", "options" */
	KX_BLOCK_ROW,          /* children CELL; head: column heads; style "group" for a spanning row head */
	KX_BLOCK_CELL,         /* children paragraphs/lists; see cell fields */
	KX_BLOCK_ARRAY_PAIR,   /* a pair of icon arrays: see `figure`; child CAPTION */
	KX_BLOCK_BAR_PAIR,     /* two bars with their intervals: see `figure`; child CAPTION */
	KX_BLOCK_TIMELINE,     /* children ITEM: PARAGRAPH "stop" with the time, then its words; before them it may have a CAPTION */
	KX_BLOCK_CURVE,        /* numbers over days: see `curve`; child CAPTION */
	KX_BLOCK_QR_CODE,      /* a QR code: see `code`; child CAPTION, the address last in it, as a LINK */
	KX_BLOCK_CAPTION,      /* of the picture it is a child of: children PARAGRAPH; of whom, how many, how sure */
	KX_BLOCK_QUESTION,     /* runs + write-in lines */
	KX_BLOCK_WRITE_IN,     /* write-in lines that fill the room left; lines is the least */
	KX_BLOCK_HELP_LINES,   /* children HELP_LINE; style "other" for lines that are not for a life in danger */
	KX_BLOCK_HELP_LINE,    /* runs[0] number, then name and how in children paragraphs */
	KX_BLOCK_REFERENCES,   /* children REFERENCE */
	KX_BLOCK_REFERENCE     /* number, runs */
};

/* One icon array, or one bar: `filled` of `total`. */
struct kx_array {
	const char *heading;  /* "After treatment" */
	int filled, total;    /* 27, 100 */
	const char *words;    /* "27 in 100 felt much better" */
	bool treatment;       /* the treatment side (solid) or the comparator (outlined) */
	int baseline;         /* icons: this many of the filled are so either way, the rest is added; 0 when not told apart */
	const char *added;    /* and the words for that; NULL when not told apart */
	int low, high;        /* bars: the interval, out of `total` */
	const char *range;    /* bars: the interval in words; NULL without one */
};

struct kx_array_pair {
	struct kx_array arrays[2];   /* comparator first, treatment second */
	const char *alt;             /* text alternative, made from the same numbers */
};

/* How many people were so at each time; all from one claim. */
struct kx_curve_point {
	int days;
	const char *at;              /* "1 day" */
	int number, against;         /* of `total`; `against` only where the curve has `without` */
	const char *words, *against_words;   /* the same as printed */
};
struct kx_curve {
	const char *heading;         /* "Of 100 people, how many felt much better" */
	const char *with, *without;  /* "After treatment"; `without` NULL when nothing was compared */
	int total;
	const char *scale;           /* `total` as printed */
	struct kx_curve_point *points; size_t count;   /* two or more, days rising */
	const char *alt;             /* text alternative, made from the same numbers */
};

/* A QR code. */
struct kx_qr_code {
	const char *address;         /* what it holds: a whole web address, ASCII */
	const char *alt;             /* text alternative: where it leads */
};

enum kx_align { KX_ALIGN_LEFT, KX_ALIGN_RIGHT, KX_ALIGN_CENTER };

/*
 * Of a block of the outline that is the same for other clinics, and lies in the memo with its children (document/keep.h):
 * `number` is its own there, and never another block's, so it can stand for all of the block in a key of that memo.
 */
struct kx_kept_block {
	uint64_t number;                             /* from 1 */
	const char *words; size_t words_length;      /* all of its words, with marks and text alternatives, as the hashes take them */
	const char *text; size_t text_length;        /* as kx_block_text() has them */
	size_t entries;                              /* what kx_block_entries() says of it */
};

struct kx_block {
	enum kx_block_kind kind;
	const char *id;              /* outline id ("risk-serious") or NULL; unique */
	const char *style;
	const char *topic;           /* of the first words of an item, or NULL */
	int level;                   /* headings */
	struct kx_runs runs;
	struct kx_block *first, *last, *next;   /* children; siblings */
	struct kx_origin origin;     /* where the words come from, for messages */

	bool head;                   /* row or cell of column heads, or row-head cell */
	int span;                    /* cell: columns spanned, 1 by default */
	enum kx_align align;         /* cell */
	int32_t bar;                 /* cell: thin bar beside the number, per mille of full width; 0 none */
	int32_t bar_against;         /* the same for the comparator's number, to be drawn apart (outlined); it stands on
	                                the cell that holds that number, `bar` on the treatment's */
	int lines;                   /* write-in lines */
	int number;                  /* reference number, list start */
	struct kx_array_pair *figure;
	struct kx_curve *curve;
	struct kx_qr_code *code;
	const struct kx_kept_block *kept;   /* NULL of most: groups of the outline alone have it */
};

/* A section of the sheet, ready to be placed by a template by its id. */
struct kx_document_section {
	const char *id;
	enum kx_role role;
	struct kx_block *heading;    /* level 2; NULL when a box holds it or the section says nothing */
	struct kx_block *blocks;     /* first child; each outline block is a GROUP with its id */
};

/*
 * A printed claim that gives a harm with its number, in its own words, to be
 * repeated at the foot of pages that tell of benefits alone.
 */
struct kx_running_harm {
	const char *claim, *product; /* ids; the product is KX_PRODUCT_BOTH when it holds for all */
	const char *says;
};

/*
 * A clinical review.  It names the text that was read by its hash, so it
 * lapses when other words would print, and the sheet says "pending" again.
 */
enum kx_review_state { KX_REVIEW_PENDING, KX_REVIEW_DONE, KX_REVIEW_LAPSED };

struct kx_document {
	const char *title, *subtitle, *language;
	struct kx_origin title_origin;   /* the object that "title" and "subtitle" are of */
	const char *document_id;     /* "pack-1.0-3f2a9c": pack id, version, first 6 of the content hash */
	const char *version;
	struct kx_date review_by;
	const char *review_line;     /* "Clinical review: pending" or "Reviewed by …" */
	const char *next_review_line;/* "Next review by Nov 22, 2027" */
	const char *words_hash;      /* SHA-256 of every word of the sheet but the review lines and the document's own
	                                number: what a reviewer for this clinic reads; 64 hexadecimal digits */
	const char *printed_hash;    /* the same without the sections that `sheet` leaves out: what a reader reads */
	const char *pack_hash;       /* the same of the sheet that no clinic has added anything to: what a reviewer of the
	                                pack reads */
	enum kx_review_state pack_review, clinic_review;
	enum kx_review_state translation_review;   /* of a sheet in another language than the data's; else pending */
	bool draft;                  /* to be marked on every page; then the next three are set, else NULL */
	const char *draft_mark;      /* "DRAFT" */
	const char *draft_title;     /* the title with the mark, for running heads and for programs */
	const char *draft_says;      /* a sentence for the beginning, read aloud too */
	struct kx_clinic_head {
		struct kx_origin origin;
		const char *name, *phone, *web, *logo, *logo_alt, *example_line;
		uint32_t colour;
		const struct kx_drawing *drawing;   /* the logo, when it is one */
	} clinic;
	struct kx_document_section *sections; size_t section_count;
	struct kx_running_harm *harms; size_t harm_count;   /* of the outline's "running_harm", in handout order */
	const struct kx_wording *wording;
	const struct kx_template *sheet;   /* the template it will be laid out by */
};

struct kx_arena;
struct kx_buffer;

/*
 * Compose the whole document; every section of the outline is there, whether
 * or not `sheet` places it (`sheet` may be NULL and is only handed on).
 * Everything lives in `arena`; `*ret_document` is set only on success.
 *
 * What prints of a topic is decided by src/merge; here it gets its form.
 * A topic with several products prints what is true of both first, then each
 * product in the pack's order; a card or rate column of one product prints
 * that product and "both" only.  A clinic's `visit` line stands in place of
 * its topic's claims and has no reference marks.
 *
 * Reports KX410-KX412 (wording), KX413 (a text without translation), KX420-KX426 (content that does not suit its
 * form), KX430 (an address that leads nowhere), KX440 (out of room); all faults in one run.
 */
bool kx_document_compose(struct kx_arena *arena, const struct kx_handout *handout, const struct kx_template *sheet,
    struct kx_document **ret_document, struct kx_diagnostics *diags);

struct kx_memo;

struct kx_compose_options {
	bool draft;
	struct kx_memo *memo;        /* keeps blocks that are the same for other clinics, and must outlive the document; or NULL */
	const char *pack_hash;       /* NULL: the document's own words are the pack's, as for a clinic with nothing of its own */
};

/* The same with options; kx_document_compose() is this with none. */
bool kx_document_compose_as(struct kx_arena *arena, const struct kx_handout *handout, const struct kx_template *sheet,
    const struct kx_compose_options *options, struct kx_document **ret_document, struct kx_diagnostics *diags);

/* `--dump document`: the tree, one line a block or run, no paths. */
void kx_document_dump(const struct kx_document *document, struct kx_buffer *out);

/*
 * All words of a block and its children in reading order, a newline after
 * each paragraph, heading, cell text or other leaf.  Reference marks are left
 * out (they are marks, not words), and so are text alternatives.
 */
void kx_block_text(const struct kx_block *block, struct kx_buffer *out);

/* The highest number in the lists of sources of these blocks, a block and those after it; 0 where there is none. */
size_t kx_block_entries(const struct kx_block *chain);

/* All words of a section, its heading first. */
void kx_section_text(const struct kx_document_section *section, struct kx_buffer *out);

#endif
