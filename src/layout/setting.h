/*
 * setting: what every part of the layout has at hand while it sets a sheet.
 */
#ifndef KX_LAYOUT_SETTING_H
#define KX_LAYOUT_SETTING_H

#include "document/document.h"
#include "frame/frame.h"
#include "layout/layout.h"
#include "text/fonts.h"

#include "base/arena.h"
#include "base/memo.h"

/* A citation whose reference entry was not yet set when its mark was. */
struct kx_pending_citation { int element; int number; };

/* How even the lines are that were set.  Of the room that a line leaves, per mille of its measure. */
struct kx_rag {
	size_t lines;                  /* that another follows in their paragraph */
	int64_t room, squares;         /* summed over them */
	int worst;
	size_t paragraphs;             /* of two lines or more */
	struct kx_frame_short *shorts; size_t short_count, short_room;
};

struct kx_alike;
struct kx_measured;
struct kx_matter;
struct kx_piece_keys;

/* Are pieces kept whole?  And was one taken that could not say where its words come from? */
enum kx_keeping { KX_KEEP_NONE, KX_KEEP_ALL, KX_KEEP_TAKEN, KX_KEEP_UNTOLD };

/* The clinic's logo where it is a picture file, read once: layout/furniture.h. */
struct kx_logo { const char *bytes; size_t length; int wide, high; };

struct kx_setting {
	struct kx_arena *arena;
	const struct kx_document *document;
	const struct kx_template *sheet;
	const struct kx_fonts *fonts;
	struct kx_memo *memo;  /* what was set before */
	const struct kx_hyphens *hyphens;  /* of the document's language; NULL: no style breaks words */
	struct kx_frames *frames;
	struct kx_diagnostics *diags;
	const struct kx_paper *paper;
	struct kx_logo logo;
	kx_length page_width, page_height;
	kx_length content_width;       /* between the side margins */
	kx_tell *tell; const void *tell_of;   /* layout/layout.h */
	const struct kx_running_harm **harms;   /* for each of KX_MAX_PAGES of a sheet that is made up, or NULL: layout/running.h */
	kx_length *harm_heights;       /* what each of the document's takes of a page's text */
	kx_length running_line, head_height, foot_height;   /* layout/running.h: one line, and what the lines of head and foot take */
	const struct kx_matter *matter; /* of the flow: layout/matter.h */
	const struct kx_piece_keys *keys;  /* of its pieces: layout/piece_key.h; NULL: none of them is kept */
	struct kx_measured *measured;  /* layout/measured.h; NULL: every try is set whole */
	struct kx_alike *alike;        /* layout/alike.h; NULL: what words take up is not noted */
	size_t expected;               /* about so many elements will be made; 0: nobody knows */
	kx_length narrower;            /* at most so much, in another step of copyfit, is the place that is being filled; 0: never */
	int step;                      /* how far from the template's own setting: layout/copyfit.h */
	int space, leading, type;      /* per mille of what the template asks: layout/copyfit.h */
	size_t dropped;                /* so many of the template's droppable places are left out */

	struct kx_pending_citation *citations; size_t citation_count, citation_room;
	int *entries;                  /* element of reference entry i + 1; -1 unset */
	size_t entry_count;
	const char *box;               /* style of the box being filled, or NULL */
	int bullets, numbers;          /* lists of either kind that what is being set stands in */
	const char *section;           /* id of the outline section being set, or NULL */
	const char *block;             /* id of the outline block being set, for messages */
	struct kx_runs run_in;         /* a heading that waits for the paragraph it begins: layout/run_on.h */
	kx_length run_in_before;       /* room above it */
	struct kx_origin origin;       /* where its words come from */
	int draft_element;             /* of a draft: the sentence on page 1 that says so */
	struct kx_rag rag;             /* of what is set so far, for the report */
	enum kx_keeping keeping;       /* of whole pieces: layout/kept.h */
	bool failed;                   /* an error was reported or memory ran out: nothing more is set */
	bool refused;                  /* a text was reported that cannot be set; the others are tried, so that all are told */
};

/* How one stretch of text looks: a template style resolved. */
struct kx_look {
	const char *role;
	kx_length size, leading, before, after;
	kx_color color;
	bool tabular, keep_next, justified, hyphens;
};

/* The look of style `id`; a missing style reports KX451 once and yields "body". */
struct kx_look kx_setting_look(struct kx_setting *set, const char *id);

/* A colour by name; reports KX452 and yields black when it leads nowhere. */
kx_color kx_setting_color(struct kx_setting *set, const char *name);

/* How round the corners of a row's ground are, which is `height` high: as the theme has them, and never more than fits. */
kx_length kx_setting_corner(const struct kx_setting *set, kx_length height);

/* A number of the template named "<scope>.<name>", or `otherwise`. */
kx_length kx_setting_number(struct kx_setting *set, const char *scope, const char *name, kx_length otherwise);

/* A space as this setting draws it in or lets it out. */
kx_length kx_setting_space(const struct kx_setting *set, kx_length space);

/* By how much a space may be larger in another setting; 0 where it is the same in all of them, and else at least 1. */
kx_length kx_setting_space_to_come(const struct kx_setting *set, kx_length space);

/* Is the block (its id, or NULL: is all of the section) left out so that the sheet fits? */
bool kx_setting_drops(const struct kx_setting *set, const char *section, const char *block);

/* A small whole number of the template ("risk-serious.columns": 2). */
int kx_setting_count(struct kx_setting *set, const char *scope, const char *name, int otherwise);

/* Where a member of the clinic's file stands ("/name"), for messages about its words. */
struct kx_origin kx_setting_clinic_origin(const struct kx_setting *set, const char *pointer);

/* A structure element under `parent`; -1 is remembered as failure. */
int kx_setting_element(struct kx_setting *set, enum kx_element_type type, int parent);

#endif
