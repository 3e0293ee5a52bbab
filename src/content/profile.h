/*
 * profile: how a template is adapted to a reader's eyes and a printer's ink.
 *
 * A template says how a sheet is laid out in standard size.  A size
 * (templates/sizes/<id>.json), a theme (content/theme.h) and an ink
 * (templates/inks/<id>.json) are data of their own, shared by all templates;
 * kx_template_adapt() makes of the four the one effective template that
 * compose and layout work from, so that neither knows that sizes exist.  Text is set anew, never scaled: type grows
 * by a table, the paper does not, and there are more pages.
 *
 * A size:
 * {
 *   "$schema": "../../data/schema/size.schema.json",
 *   "id": "large", "title": "Large print, 18 pt",
 *   "type": [ { "from": 9, "size": 18, "leading": 22 }, { "from": 12, "size": 18, "leading": 23 }, … ],
 *        what a type size of the template becomes; straight lines between the
 *        entries, the same as the first below them, as much larger as the last
 *        above them; without entries type stays as it is
 *   "space": 1.25,           every space, gap and indent by this factor
 *   "margin_least": 72,      no margin is smaller
 *   "columns": 1,            at most so many side by side; without it, as the template has them
 *   "pages": 2.5,            the template's "most" pages by this factor, filled up to whole sheets of paper
 *   "page_breaks": false,    are the template's forced page breaks kept?
 *   "type_least": { "text": 18, "note": 18 },    copyfit makes nothing smaller: what is that of text or more, and the rest
 *   "fit": { "space": [1, 1], "leading": [1, 1], "type": [1, 1] },      as in a template, put in place of its own
 *   "italics": false,        is text in italics allowed?  Otherwise it is set strong
 *   "running_harm": true,    does the foot of a page that has a figure on benefits and none on harms repeat a harm, the
 *                            one that the outline names as its "running_harm"?  False where it is left out
 *   "numbers": { … },        as in a template, put in place of its own
 *   "running_head": { … }, "footer": { … },      the same
 *   "print_rules": { "name": "ACB", "type_least": 18, "title_least": 22, "mark_least": 13, "leading_least": 1.15,
 *                    "margin_least": 72, "columns_most": 1, "line_most": 70, "italics": false, "capitals": false,
 *                    "hyphens": false, "justified": false }
 *        what the finished page is held to by the gate, rule by rule
 *        ("ACB-TYPE", "ACB-LEADING", …); a limit left out is not asked for
 * }
 *
 * An ink:
 * {
 *   "$schema": "../../data/schema/ink.schema.json",
 *   "id": "saver", "title": "Little ink",
 *   "gray": true,            every colour as the gray of the same luminance
 *   "fills": false,          are grounds of colour allowed?  Otherwise boxes have an edge instead
 *   "edge": "rule", "edge_width": 0.75,          that edge
 *   "coverage_most": 5,      percent of the paper that a page may cover; without it, any
 *   "colors": { … }, "numbers": { … },           as in a template, put in place of its own
 *   "fonts": { "body": "light" }                 as in a theme, and before the theme's
 * }
 */
#ifndef KX_CONTENT_PROFILE_H
#define KX_CONTENT_PROFILE_H

#include "content/template.h"
#include "content/theme.h"

struct kx_arena;
struct kx_buffer;

/* A running head or foot; NULL where nothing stands. */
struct kx_running { bool given; const char *left, *middle, *right; };

/* Thousandths of a point. */
struct kx_type_step { kx_length from, size, leading; };

/* The rules for print that people with low vision read, as a body of theirs wrote them down; a limit of 0 is not asked for. */
struct kx_print_rules {
	struct kx_origin origin;
	const char *name;
	kx_length type_least, title_least;   /* of every letter; of the sheet's title */
	kx_length mark_least;                /* of the raised numbers that lead to the sources */
	kx_length margin_least;
	int32_t leading_least;               /* from line to line, per mille of the type */
	int columns_most, line_most;         /* paragraphs side by side; characters in a line */
	bool italics, capitals, hyphens, justified;     /* allowed? */
};

struct kx_size_profile {
	struct kx_origin origin;
	const char *id, *title;
	struct kx_type_step *type; size_t type_count;     /* `from` rises */
	int32_t space;                 /* per mille */
	kx_length margin_least;
	int columns;                   /* 0: as the template has them */
	int32_t pages;                 /* per mille */
	bool page_breaks, italics, running_harm;
	struct kx_copyfit fit;         /* bounds only, in place of the template's */
	kx_length text_least, note_least;
	struct kx_named_number *numbers; size_t number_count;
	struct kx_running head, foot;                   /* used when `given` */
	const struct kx_print_rules *print_rules;       /* or NULL */
};

struct kx_ink_profile {
	struct kx_origin origin;
	const char *id, *title;
	bool gray, fills;
	const char *edge;              /* a colour of the template; NULL when fills are allowed */
	kx_length edge_width;
	int32_t coverage_most;         /* of a page's paper, in thousandths of a percent; 0: as much as it likes */
	struct kx_named_color *colors; size_t color_count;
	const struct kx_font_use *fonts; size_t font_count;
	struct kx_named_number *numbers; size_t number_count;
};

/* What a template is adapted to; NULL leaves that side as it is. */
struct kx_adaptation {
	const struct kx_size_profile *size;
	const struct kx_ink_profile *ink;
	kx_color clinic;               /* the clinic's colour; the ink wants to know */
	const struct kx_theme *theme;
	bool translated;               /* the sheet is in another language than the data: the size is the template's "translated" */
};

/*
 * The effective template, in the arena; `sheet` is not touched.  NULL when the
 * arena is spent.  The template's own "sizes" have the last word on its type,
 * spaces and flow, the ink on its colours, but for what the template's own
 * "inks" say of it.  What has been adapted to a size
 * and a theme can be adapted to an ink later.
 */
struct kx_template *kx_template_adapt(struct kx_arena *arena, const struct kx_template *sheet,
    const struct kx_adaptation *adaptation);

/* What a size of type becomes; `ret_leading`, which may be NULL, is set only when the profile has a table of type. */
kx_length kx_size_type(const struct kx_size_profile *size, kx_length from, kx_length *ret_leading);

#endif
