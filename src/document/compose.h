/*
 * compose: what the forms share.  Private to src/document.
 *
 * A form (one of kx_form_*) gets an empty GROUP and fills it.  Building never
 * fails in the middle: when the arena is spent, new blocks come from
 * `composer->spare`, and kx_document_compose() looks once at the end.
 */
#ifndef KX_DOCUMENT_COMPOSE_H
#define KX_DOCUMENT_COMPOSE_H

#include "document/document.h"
#include "document/wording.h"

#include "base/arena.h"

/* An abbreviation and its full form, from the wording's "expand." strings. */
struct kx_expansion { const char *word, *expansion; size_t length; };

/* A place among the children of `parent`: behind `after`. */
struct kx_review_spot { struct kx_block *parent, *after; };

struct kx_composer {
	struct kx_arena *arena;
	const struct kx_handout *handout;
	const struct kx_content *content;
	const struct kx_wording *wording;
	struct kx_diagnostics *diags;
	struct kx_expansion *expansions; size_t expansion_count, expansion_room;
	bool opens[256];               /* the bytes that an expansion's word may begin with */
	bool *visit_used;              /* for each of the clinic's visit lines: has it printed?  NULL: nobody asks */
	bool line_asked;               /* one was found for a topic */
	const struct kx_section *section;   /* being composed */
	bool heading_waits;            /* the section's heading goes into its first box */
	struct kx_block **version_lines; size_t version_count, version_room;   /* paragraphs that wait for the document id */
	struct kx_review_spot *review_spots; size_t review_count, review_room; /* where the reviews are told, once they are judged */
	enum kx_review_state pack_review, clinic_review, translation_review;
	struct kx_block spare;         /* takes what no longer fits the arena */
	bool failed;                   /* an error was reported */
};

/* ---- tree.c: blocks and runs ---- */

/* A new last child of `parent`; never NULL.  `style` may be NULL. */
struct kx_block *kx_block_add(struct kx_composer *composer, struct kx_block *parent, enum kx_block_kind kind,
    const char *style, struct kx_origin origin);

/* A paragraph of plain words; nothing when `text` is NULL or "". */
void kx_paragraph_add(struct kx_composer *composer, struct kx_block *parent, const char *style, const char *text,
    struct kx_origin origin);

/* A heading of plain words. */
void kx_heading_add(struct kx_composer *composer, struct kx_block *parent, int level, const char *text,
    struct kx_origin origin);

/* A table cell (span 1) with one paragraph of plain words, which may be NULL: no paragraph. */
struct kx_block *kx_cell_add(struct kx_composer *composer, struct kx_block *row, const char *text,
    struct kx_origin origin);

/*
 * Open the matter of an outline block in `group`: its title and lead, inside
 * a box of style `box` when that is not NULL.  Returns the block to fill;
 * kx_matter_close() then adds the plan's note to it.
 */
struct kx_block *kx_matter_open(struct kx_composer *composer, struct kx_block *group, const struct kx_block_plan *plan,
    const char *box);
void kx_matter_close(struct kx_composer *composer, struct kx_block *matter, const struct kx_block_plan *plan);

/*
 * Under a picture, its caption: what the plan says of it, then `note` (which
 * may be NULL) with the reference marks of `printed` (NULL: none).
 */
void kx_caption_add(struct kx_composer *composer, struct kx_block *picture, const struct kx_block_plan *plan, const char *note,
    const struct kx_printed *printed);
/* The same without words of its own, to be filled; the plan's come first. */
struct kx_block *kx_caption_open(struct kx_composer *composer, struct kx_block *picture, const struct kx_block_plan *plan);

/* Words, split at abbreviations so that each carries its expansion. */
void kx_runs_text(struct kx_composer *composer, struct kx_runs *runs, const char *text, enum kx_emphasis emphasis,
    const char *claim);
void kx_runs_link(struct kx_composer *composer, struct kx_runs *runs, const char *text, const char *uri,
    enum kx_emphasis emphasis);
/* The reference marks of a printed claim. */
void kx_runs_references(struct kx_composer *composer, struct kx_runs *runs, const struct kx_printed *printed);
void kx_runs_reference(struct kx_composer *composer, struct kx_runs *runs, int number, const char *claim);
/* One space, unless the runs are still empty. */
void kx_runs_space(struct kx_composer *composer, struct kx_runs *runs);

/* The place of a member below `origin`: its pointer and "/member". */
struct kx_origin kx_origin_member(struct kx_composer *composer, struct kx_origin origin, const char *member);

/* Report an error at `origin`; the composing goes on, but will fail. */
void kx_compose_error(struct kx_composer *composer, enum kx_code code, struct kx_origin origin, const char *hint,
    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* ---- translated.c ---- */

/*
 * Of a sheet in another language than its data's: has every text that could
 * print a translation?  Reports KX413 for each that has none, once.
 */
bool kx_translated_check(struct kx_composer *composer);

/* ---- pieces.c: what prints of a topic ---- */

/*
 * The groups of `topic` in handout order (what holds for every product first,
 * then the pack's order); when `product` is not NULL only its groups and
 * KX_PRODUCT_BOTH.  Returns their number.
 */
size_t kx_groups_of(struct kx_composer *composer, const struct kx_topic *topic, const char *product,
    const struct kx_group ***ret_groups);

/* One printed claim, or the clinic's own line in its topic's place. */
struct kx_piece {
	const struct kx_topic *topic;
	const struct kx_printed *printed;       /* NULL for a clinic line */
	const struct kx_clinic_line *line;      /* NULL for a claim */
};
struct kx_pieces { struct kx_piece *list; size_t count, room; };

/* Append what prints of `topic`; only of `product` and "both" when that is not NULL. */
void kx_pieces_add(struct kx_composer *composer, const struct kx_topic *topic, const char *product,
    struct kx_pieces *pieces);
/* The same for a list of topics. */
void kx_pieces_add_all(struct kx_composer *composer, const struct kx_topic **topics, size_t count,
    const char *product, struct kx_pieces *pieces);

struct kx_origin kx_piece_origin(const struct kx_piece *piece);
/* The piece's words, then its reference marks. */
void kx_piece_runs(struct kx_composer *composer, const struct kx_piece *piece, struct kx_runs *runs);
/* All pieces, a space between. */
void kx_pieces_runs(struct kx_composer *composer, const struct kx_pieces *pieces, struct kx_runs *runs);
/* A list of one item for each piece. */
void kx_pieces_list(struct kx_composer *composer, struct kx_block *parent, const char *style,
    const struct kx_pieces *pieces);

/* ---- figures.c: what counts of a topic, and numbers in words ---- */

/* A printed claim's number beside its comparison. */
struct kx_fact {
	const struct kx_topic *topic;
	const struct kx_printed *printed;
	const struct kx_figure *figure;
	const struct kx_outcome *outcome;
	const struct kx_product *product;       /* NULL: about every product */
	const struct kx_comparator *comparator; /* NULL: no comparison group */
	int32_t with, without;                  /* whole people in `figure->per` */
	bool rough;                             /* one of them printed as "fewer than" or "more than" */
};
struct kx_facts { struct kx_fact *list; size_t count, room; };

/*
 * Append the facts of `topic`, as kx_pieces_add(); of a claim with several
 * figures the first that has a comparison counts, or else the first.  A
 * printed claim without figures is KX420.
 */
void kx_facts_add(struct kx_composer *composer, const struct kx_topic *topic, const char *product,
    struct kx_facts *facts);

/* `percent` (thousandths of a percent) in `per`, rounded half up. */
int32_t kx_round_in(int32_t percent, int32_t per);
/* The same per mille, for bars. */
int32_t kx_bar_of(int32_t percent);

const char *kx_words_number(struct kx_composer *composer, int64_t number);         /* "1,000" */
const char *kx_words_number_in(struct kx_composer *composer, int32_t percent, int32_t per);  /* "27 in 100" */
const char *kx_words_with(struct kx_composer *composer, const struct kx_fact *fact);
const char *kx_words_without(struct kx_composer *composer, const struct kx_fact *fact);
const char *kx_words_difference(struct kx_composer *composer, const struct kx_fact *fact);   /* "14 more" */
const char *kx_words_sure(struct kx_composer *composer, const struct kx_fact *fact);         /* "Not very sure" */
const char *kx_words_date(struct kx_composer *composer, struct kx_date date);      /* "" when absent */

/* Small print about a fact, one sentence each; NULL when it has none to say. */
const char *kx_words_against(struct kx_composer *composer, const struct kx_fact *fact);
const char *kx_words_time(struct kx_composer *composer, const struct kx_fact *fact);
const char *kx_words_study(struct kx_composer *composer, const struct kx_fact *fact);
const char *kx_words_population(struct kx_composer *composer, const struct kx_fact *fact);
const char *kx_words_interval(struct kx_composer *composer, const struct kx_fact *fact);
const char *kx_words_sure_says(struct kx_composer *composer, const struct kx_fact *fact);

/* An outcome's label for the middle of a sentence. */
const char *kx_words_outcome(struct kx_composer *composer, const struct kx_outcome *outcome);

/* Sentences joined by a space; NULL and "" are passed over.  NULL when none is left. */
const char *kx_words_join(struct kx_composer *composer, const char *const *sentences, size_t count);

/*
 * Of whom the numbers are, where the plan says it once, and what the outcomes
 * of these facts mean, each once, as one note in `parent`; outcomes whose
 * label stands in the plan's own lead or note are passed over, and in a brief
 * block those of rows whose title says more than the label.
 */
void kx_facts_meanings(struct kx_composer *composer, struct kx_block *parent, const struct kx_facts *facts,
    const struct kx_block_plan *plan);

/* The string of a word, and the same with {placeholders} filled in. */
const char *kx_word(struct kx_composer *composer, enum kx_word word);
#define KX_FILLED(composer, word, ...) \
	kx_wording_fill((composer)->arena, (composer)->wording, (word), \
	    (const struct kx_filling[]){ __VA_ARGS__ }, \
	    sizeof((const struct kx_filling[]){ __VA_ARGS__ }) / sizeof(struct kx_filling))

/* ---- the forms, a file for each family ---- */

/* prose.c */
void kx_form_paragraph(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_list(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_steps(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_warning(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_questions(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_write_in(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
/* tables.c */
void kx_form_cards(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_two_sided(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_options(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
/* facts.c */
void kx_form_fact_box(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_rates(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
/* arrays.c */
void kx_form_icon_array(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_bar_pair(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
/* What stands over the treatment's side of a picture. */
const char *kx_array_heading(struct kx_composer *composer, const struct kx_fact *fact);
/* course.c */
void kx_form_timeline(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_curve(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
/* qr_code.c */
void kx_form_qr_code(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
/* help.c */
void kx_form_help_lines(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
void kx_form_other_lines(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
/* sources.c */
void kx_form_sources(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
/* colophon.c */
void kx_form_colophon(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
/* "Clinical review: pending" or who reviewed it and when, for the foot of the pages; once the reviews are judged. */
const char *kx_review_line(struct kx_composer *composer);
/* Tell the reviews at every spot that waits for them. */
void kx_colophon_reviews(struct kx_composer *composer);
/* Put the document id into every line that waits for it. */
void kx_colophon_number(struct kx_composer *composer, const char *document_id);

/* ---- text.c ---- */

/* As kx_block_text(); with `marks`, reference marks and text alternatives too (for the content hash). */
void kx_block_words(const struct kx_block *block, bool marks, struct kx_buffer *out);

#endif
