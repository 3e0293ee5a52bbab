/*
 * piece_key: what the pieces of a flow are known by, from sheet to sheet.
 *
 * How a piece is set depends on the template, the paper, the language, on which
 * blocks the document has (they decide in which piece a section's heading is
 * set), on the piece's own words, and on how close the sheet is set.  The words
 * are long and are asked for in each step of copyfit, so that hashes stand for
 * them; a hash is taken once of what is the same, and kept.
 */
#ifndef KX_LAYOUT_PIECE_KEY_H
#define KX_LAYOUT_PIECE_KEY_H

#include "layout/setting.h"

#include "base/hash.h"

struct kx_piece_told {
	uint8_t words[KX_HASH_BYTES];  /* hash of all that the piece may set */
	bool lists_sources;            /* their numbers lead back to where they are cited */
};

/* The pieces of one sheet. */
struct kx_piece_keys {
	const uint8_t *sheet;          /* hash of what they have in common, but for colours */
	const uint8_t *colors;         /* hash of these */
	const struct kx_piece_told **pieces;
};

/* How a piece is set; no padding, since its bytes are part of a key. */
struct kx_piece_setting { int64_t piece, width, space, leading, type, dropped; };

/* Find them, in the setting's arena or its memo, where they stay as long as the setting; NULL where they would not be used, or memory ends. */
const struct kx_piece_keys *kx_piece_keys_find(struct kx_setting *set);

/* The key of piece `index` as it is set `width` wide, without its colours; `setting` must live as long as the key. */
struct kx_memo_key kx_piece_key(const struct kx_setting *set, enum kx_memo_kind kind, size_t index, kx_length width,
    struct kx_piece_setting *setting);

#endif
