/*
 * alike: how close a sheet is set whose words take as much room as those of one before.
 *
 * Sheets of a batch differ in a clinic's name, a telephone number, a line or two, which mostly take as many lines as the
 * clinic's before.  Copyfit knows of words only what they take up: how many lines a paragraph has, how wide the columns
 * of a table must be.  While a sheet is set these answers are noted.  A sheet of the same form
 * (kx_block_form()) that got the same answers is set as close, so that it is set once, in the setting of the first of its
 * form, and only where the answers are others is the setting searched for.
 *
 * For that an answer must be the same in all steps of copyfit, which the sheet is not set in.  So type must not change
 * from step to step.  In a box the measure does, with the space at its edges: a paragraph there must be of one line that
 * stays one in the narrowest box, or else its words are noted whole.
 *
 * Pieces of the flow that say nothing of the clinic are known by their words (layout/piece_key.h); what they answer
 * is not noted.  Tables and pictures of the others are known by their words, too.
 */
#ifndef KX_LAYOUT_ALIKE_H
#define KX_LAYOUT_ALIKE_H

#include "layout/copyfit.h"
#include "layout/lines.h"

#include "base/buffer.h"

struct kx_alike {
	bool *ours;                    /* for each piece: does it say something that may be the clinic's? */
	bool quiet;                    /* a piece is set that does not */
	bool whole;                    /* all answers are there; not where a piece was put again of which none were noted */
	struct kx_buffer answers;      /* since the matter was begun */
	struct kx_buffer form;         /* of the sheet; empty where none is asked for */
	struct kx_buffer told;         /* the answers in the setting of the first of this form */
};

/* Begin to note, where pieces are kept from sheet to sheet; with `fits` the setting may be found. */
void kx_alike_open(struct kx_setting *set, bool fits, struct kx_alike *alike);
void kx_alike_done(struct kx_alike *alike);

/* The matter is begun anew. */
void kx_alike_start(struct kx_setting *set);

/* Piece `index` is set next, or, with KX_NO_PIECE, what is none. */
#define KX_NO_PIECE ((size_t)-1)
void kx_alike_piece(struct kx_setting *set, size_t index);

/* Note an answer, or bytes of one; and in how many lines words stand. */
void kx_alike_note(struct kx_setting *set, int64_t answer);
void kx_alike_note_bytes(struct kx_setting *set, const void *bytes, size_t length);
void kx_alike_note_lines(struct kx_setting *set, const struct kx_line_words *words, const struct kx_lines *lines, kx_length measure);

/* Set the matter as a sheet like it was; false, with nothing done, where none is known. */
bool kx_alike_set(struct kx_setting *set, kx_matter_set *set_matter, struct kx_galley *ret_galley);

/* Keep the setting that was searched for. */
void kx_alike_keep(struct kx_setting *set);

#endif
