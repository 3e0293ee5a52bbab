/*
 * matter: the template's flow as a list of what is set one after the other.
 *
 * A piece is what can be set by itself at one width: a block of a plain band, a
 * whole band of cells or columns, the masthead, the title.  What stands in
 * which piece is the same however close the sheet is set, so the list is made
 * once: setting a piece, knowing what one would set (layout/measured.h) and
 * telling its words are the same walk along its parts.
 */
#ifndef KX_LAYOUT_MATTER_H
#define KX_LAYOUT_MATTER_H

#include "layout/setting.h"

#define KX_ACROSS (-1)

/* A block, with its section's heading before the first that is set of it; or that heading alone, where the section begins. */
struct kx_matter_part {
	size_t section;                /* of the document's */
	const struct kx_block *block;  /* NULL: the heading alone */
	int cell;                      /* of the piece's band; KX_ACROSS: over all of them */
};

struct kx_matter_piece {
	const struct kx_flow_band *band;
	bool first;                    /* the band begins with it */
	bool plain;                    /* of a band that is one cell over the whole width: its parts follow one another */
	struct kx_matter_part *parts; size_t part_count, part_room;
};

struct kx_matter {
	struct kx_matter_piece *list; size_t count, room;
	bool lost;                     /* there is a block that no piece has */
};

/*
 * List them, in the setting's arena; NULL, and `set->failed`, when memory runs
 * out.  A block stands in the first place that names it, and nowhere else.
 */
const struct kx_matter *kx_matter_list(struct kx_setting *set);

/* Is the part left out so that the sheet fits?  A heading is when all of its section is. */
bool kx_matter_dropped(const struct kx_setting *set, const struct kx_matter_part *part);

/* Words that no piece has would be lost without a sound: report them (KX457). */
void kx_matter_report_lost(struct kx_setting *set, const struct kx_matter *matter);

#endif
