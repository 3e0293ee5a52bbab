/*
 * template: how a sheet looks and in which order its sections stand.
 *
 * From templates/<id>.json; a changed template changes the page with no C
 * touched.  Lengths in the file are points as numbers ("size": 12.5); here
 * they are thousandths of a point.
 *
 * {
 *   "$schema": "../data/schema/template.schema.json",
 *   "id": "handout", "title": "Clinic handout",
 *   "outline": "factbox",    optional: print this outline of the data folder, not the full account
 *   "papers": { "letter": { "width": 612, "height": 792 }, "a4": { … } },
 *   "margins": { "top", "bottom", "left", "right" },
 *   "grid": { "columns": 12, "gutter": 14, "baseline": 15.5 },
 *   "pages": { "multiple": 2, "most": 4 },       or "least", or "exact" alone
 *   "colors": { "frame": "accent 40%", … },      optional: what the theme's palette (content/theme.h) lacks, or should not change
 *        a colour is "#RRGGBB", "clinic" (the clinic's colour), the name of
 *        another colour or of one of the palette, or "NAME NN%" (a tint: NN %
 *        of NAME on white)
 *   "styles": { "body": { "role": "body", "size": 12, "leading": 15.5, "color": "text",
 *                         "before": 0, "after": 6, "tabular": false, "keep_next": false,
 *                         "justified": false, "hyphens": false }, … },
 *        justified: lines are drawn out to one length by their spaces; hyphens: words may be broken by the patterns
 *        of the language (fonts.json).  Patient text has neither
 *   "boxes": { "main-points": { "fill": "accent-tint", "edge": "accent", "edge_width": 1,
 *                         "edge_side": "all|left|top|none", "radius": 4, "padding": 10, "before": 0, "after": 12 }, … },
 *   "masthead": { "height": 52, "logo_height": 40, … styles by name: "name": "clinic-name", "line": "clinic-line" },
 *   "running_head": { "left": "{title}", "right": "{clinic}" },
 *   "footer": { "left": "{document_id}", "middle": "{review}", "right": "{page_of}" },
 *   "flow": [ { "furniture": "masthead" }, { "furniture": "title" },
 *             { "break": "page" }, { "place": ["summary"] }, { "region": "back", "place": ["help"] },
 *             { "cells": [ { "span": 6, "place": ["about/about-cards"] }, { "span": 6, "place": ["help"] } ] },
 *             { "columns": 2, "place": ["certainty"] } ],
 *   "omit": ["section ids this layout leaves out"],
 *   "fit": { "space": [0.8, 1], "leading": [0.92, 1], "type": [1, 1], "droppable": ["questions", "certainty/sure-both"] },
 *        by how much spaces, lines and type may shrink and grow so that the
 *        sheet fills its pages, and what may be left out, in this order, when
 *        that does not do (layout/copyfit.h)
 *   "numbers": { "array_icon": 6, "write_in_gap": 25.5, "stretch": 10, "rates.pad": 2, "sources.columns": 2 … },
 *        the names are in content/number_name.c
 *   "icons": { "clock": "M12 3a9 9 0 1 0 0 18…" }
 *        small signs: path data as in SVG 1.1, 8.3, in a square of 24 units,
 *        drawn with a pen of 2
 *   "bullets": { "after-stay": "clock" }
 *        topics whose items of a list have an icon instead of a dot, if the
 *        outline prints them
 *   "sizes": { "large": { "columns", "margins", "pages", "styles", "boxes", "running_head", "footer", "flow", "numbers" } }
 *        what this layout wants otherwise in a size (content/profile.h): each
 *        part as above, styles, boxes and numbers in place of those of the
 *        same name
 *   "translated": { "standard": { … } }
 *        the same for a sheet in another language than the data's, whose
 *        words are longer: in place of what "sizes" says of that size
 *   "inks": { "saver": { "colors", "fonts", "numbers" } }
 *        what it wants otherwise in an ink, in place of what the ink says
 * }
 *
 * A place is a section id (with its heading) or "section/block" (that block
 * only; the section's heading goes with its first placed block).
 *
 * Without more, the flow fills each page between the margins.  A paper may
 * say instead where matter stands, side by side of the paper, in regions with
 * names of their own; then every paper of the template has the same names.
 *
 *   "papers": { "letter": { "width": 792, "height": 612, "sides": [
 *       { "regions": { "flap": { "x": 18, "y": 18, "width": 225, "height": 576 }, "back": { … }, "cover": { … } },
 *         "head": { "x", "y", "width", "height" }, "foot": { … },
 *         "marks": [ { "from": [261, 0], "to": [261, 612], "dashed": true, "weight": 0.5, "color": "rule" } ] },
 *       { "regions": { "left": { … }, "middle": { … }, "right": { … } } } ] }, … },
 *   "fill": [ "cover", "flap", "left", "middle", "right", "back" ],
 *
 * The first side is the first page.  "fill" is the order of reading, in which
 * the flow goes from region to region, whatever their places on the paper;
 * without it they fill as they are written.  The grid's columns divide each
 * region.  A sheet that may have more pages than sides repeats the last side.
 * A running head or footer stands only where a side gives it a box.  Marks are
 * lines for folding and cutting.  The flow never goes back to an earlier page
 * by itself: a band must start there, by "region" or "break".
 *
 * Starts of a band: "break": "region" (the next one), "break": "page" (the
 * next page), "region": NAME.  Masthead and title open the flow unless
 * "furniture" puts them elsewhere; a template without "masthead" has none.
 */
#ifndef KX_CONTENT_TEMPLATE_H
#define KX_CONTENT_TEMPLATE_H

#include "base/geometry.h"
#include "content/content.h"

/* A part of a side that the flow fills, or that holds the running head or the footer. */
struct kx_region {
	struct kx_origin origin;
	const char *id;
	struct kx_box box;             /* on the paper */
};

/* A line to fold or to cut along. */
struct kx_paper_mark {
	struct kx_point from, to;
	bool dashed;
	kx_length weight;
	const char *color;             /* colour name */
};

struct kx_side {
	struct kx_region *regions;        size_t region_count;
	struct kx_region *head, *foot;    /* or NULL */
	struct kx_paper_mark *marks;      size_t mark_count;
};

struct kx_paper {
	const char *id;
	kx_length width, height;
	struct kx_side *sides;            size_t side_count;    /* none: one region a page, between the margins */
};

struct kx_buffer;
struct kx_print_rules;

struct kx_style {
	const char *id;
	const char *role;              /* font role: fonts.json */
	kx_length size, leading, before, after;
	const char *color;             /* colour name */
	bool tabular, keep_next, justified, hyphens;
};

/* What a head or a foot may have in braces, to be filled in. */
enum kx_running_word {
	KX_RUNNING_TITLE, KX_RUNNING_CLINIC, KX_RUNNING_DOCUMENT_ID, KX_RUNNING_VERSION, KX_RUNNING_REVIEW,
	KX_RUNNING_NEXT_REVIEW, KX_RUNNING_PHONE, KX_RUNNING_PAGE_OF, KX_RUNNING_COUNT
};
extern const char *const kx_running_words[KX_RUNNING_COUNT];   /* "title" ... "page_of" */

/* Which of them the name of `length` bytes is, or KX_RUNNING_COUNT. */
enum kx_running_word kx_running_word(const char *name, size_t length);

enum kx_edge_side { KX_EDGE_NONE, KX_EDGE_ALL, KX_EDGE_LEFT, KX_EDGE_TOP };

struct kx_box_style {
	const char *id;
	const char *fill, *edge;       /* colour names or NULL */
	kx_length edge_width, radius, padding, before, after;
	enum kx_edge_side edge_side;
};

struct kx_named_color { const char *id, *value, *file; };   /* the file that says so, for messages */
struct kx_named_number { const char *id; kx_length value; };
struct kx_font_use { const char *role, *chain; };          /* what stands for a font role: another of fonts.json */

/* How boxes end: as the template draws each, or all of them square, or all of them round. */
enum kx_corners { KX_CORNERS_DRAWN, KX_CORNERS_SQUARE, KX_CORNERS_ROUNDED };

struct kx_flow_cell {
	struct kx_origin origin;
	int span;                      /* grid columns */
	const char **places; size_t place_count;
};

/* Where a band begins: right after the one before, or in a region further on. */
enum kx_start { KX_START_HERE, KX_START_REGION, KX_START_PAGE, KX_START_NAMED };

enum kx_furniture { KX_FURNITURE_NONE, KX_FURNITURE_MASTHEAD, KX_FURNITURE_TITLE };

/* One band of the flow, across its region. */
struct kx_flow_band {
	struct kx_origin origin;
	enum kx_start start;
	const char *region;            /* KX_START_NAMED */
	enum kx_furniture furniture;   /* then it has no cells */
	int columns;                   /* 1, or balanced text columns */
	struct kx_flow_cell *cells; size_t cell_count;   /* side by side; one cell of full span for a plain place */
};

/* Per mille; 0 is not said, which is 1000: nothing changes. */
struct kx_bounds { int32_t least, most; };

/* Copyfit: how far a sheet may be changed to fill its pages. */
struct kx_copyfit {
	struct kx_bounds space, leading, type;
	const char **droppable; size_t droppable_count;  /* places, the first to go first */
};

struct kx_template;

/* What a template wants otherwise in one size. */
struct kx_size_change {
	const char *size;
	bool translated;               /* for sheets in another language than the data's, in place of what is said for all */
	struct kx_template *parts;     /* margins all 0, page_most 0, counts 0: not said */
	bool head, foot;               /* are running head and footer said? */
	int columns;                   /* at most so many side by side, as in a size; 0: as the size says */
};

/*
 * A small sign as the lines of a pen, in a square with sides of KX_ICON_SIDE,
 * its top left corner at (0, 0); and the topic whose items of a list have it
 * for a bullet.
 */
#define KX_ICON_SIDE 24000
#define KX_ICON_PEN  2000
struct kx_icon { const char *id; const struct kx_drawing_step *steps; size_t step_count; };
struct kx_bullet { const char *topic; const struct kx_icon *icon; };

/* What a template changes for one ink: colours, fonts and numbers of `parts`. */
struct kx_ink_change { const char *ink; const struct kx_template *parts; };

struct kx_template {
	struct kx_origin origin;
	const char *id, *title;
	const char *outline;           /* data/outlines, or NULL: the full account */
	struct kx_paper *papers;          size_t paper_count;
	kx_length margin_top, margin_bottom, margin_left, margin_right;
	int grid_columns;
	kx_length gutter, baseline;
	int page_multiple, page_least, page_most;        /* 1 or more each; least = most: exactly so many */
	const char **fill;                size_t fill_count;    /* names of regions in the order of reading; none without sides */
	struct kx_named_color *colors;    size_t color_count;
	struct kx_style *styles;          size_t style_count;
	struct kx_box_style *boxes;       size_t box_count;
	bool has_masthead, masthead_stacked;             /* stacked: phone and address below the name, for narrow regions */
	kx_length masthead_height, logo_height;
	const char *masthead_name, *masthead_line;       /* style names */
	const char *head_left, *head_right;              /* texts with {placeholders}: kx_running_words */
	const char *foot_left, *foot_middle, *foot_right;
	struct kx_flow_band *flow;        size_t flow_count;
	const char **omit;                size_t omit_count;      /* sections, or "section/block" of what did not fit */
	struct kx_named_number *numbers;  size_t number_count;
	struct kx_icon *icons;            size_t icon_count;
	struct kx_bullet *bullets;        size_t bullet_count;
	struct kx_copyfit fit;
	kx_length text_least, note_least; /* copyfit makes no type smaller: what was text_least or more in the template, and the rest */
	struct kx_size_change *sizes;     size_t size_count;
	struct kx_ink_change *inks;       size_t ink_count;
	const char *size_file, *theme_file, *ink_file;   /* the files of the profiles it was adapted to (content/profile.h), or NULL */
	const struct kx_font_use *fonts;  size_t font_count;      /* of a theme and an ink; the first use of a role is it */
	enum kx_corners corners; kx_length corner_radius;        /* of a theme (content/theme.h) */
	bool gray;                        /* the ink has no color: pictures are printed without, too */
	bool no_italics;                  /* what stands in italics is set strong */
	const struct kx_print_rules *print_rules;   /* what the size promises of the page (content/profile.h), or NULL */
	bool running_harm;                /* a page with a figure on benefits alone repeats one on harms */
	uint64_t number;                  /* stands for all of it in the memo that keeps it (kx_memo_number()); 0: none does */
};

const struct kx_style *kx_template_style(const struct kx_template *sheet, const char *id);       /* or NULL */
const struct kx_box_style *kx_template_box(const struct kx_template *sheet, const char *id);     /* or NULL */
const struct kx_icon *kx_template_bullet(const struct kx_template *sheet, const char *topic);    /* of its items; or NULL: a dot */
const struct kx_paper *kx_template_paper(const struct kx_template *sheet, const char *id);       /* or NULL */

/* Does the sheet leave out this block (its id, or NULL for the whole section) of the section?  `sheet` may be NULL. */
bool kx_template_omits(const struct kx_template *sheet, const char *section, const char *block);

/* Does the place ("section" or "section/block") name this block, or all of its section? */
bool kx_place_holds(const char *place, const char *section, const char *block);

/* The region of that name on any side, or NULL; `ret_side` (may be NULL) is which side. */
const struct kx_region *kx_paper_region(const struct kx_paper *paper, const char *id, size_t *ret_side);

/* The role of fonts.json that the sheet sets `role` in. */
const char *kx_template_font(const struct kx_template *sheet, const char *role);

kx_length kx_template_number(const struct kx_template *sheet, const char *id, kx_length otherwise);

struct kx_arena;

/* Is it the name of a number that the layout reads: "stretch", "rates.pad", "<id of a block>.columns"? */
bool kx_number_name_known(const char *name);

/* The length of its scope where that is no word of the layout but the name of a block, section or style; or 0. */
size_t kx_number_scope_free(const char *name);

/* The name nearest to it that is, in the arena; NULL when none is near. */
const char *kx_number_name_near(struct kx_arena *arena, const char *name);

/* "#RRGGBB" as a colour; false when it is not written so. */
bool kx_color_parse(const char *text, kx_color *ret_color);

/*
 * Split "NAME NN%" into the length of NAME and NN; a plain name is itself at
 * 100.  False when it is neither.
 */
bool kx_color_split(const char *text, size_t *ret_length, int *ret_percent);

/* The entry of `colors` whose name is the first `length` bytes of `name`, or NULL. */
const struct kx_named_color *kx_template_named_color(const struct kx_template *sheet, const char *name, size_t length);

/*
 * A colour as a template writes one ("#RRGGBB", "clinic", a name, "NAME
 * NN%"), tints and names resolved; `clinic` stands for "clinic".  False when
 * the name leads nowhere or in a circle.
 */
bool kx_template_color(const struct kx_template *sheet, const char *name, kx_color clinic, kx_color *ret_color);

/* `--dump template`: a template as text, its colours resolved; `clinic` stands for "clinic". */
void kx_template_dump(const struct kx_template *sheet, kx_color clinic, struct kx_buffer *out);

/*
 * Append all of a template that decides how a sheet is set, but for its
 * colours: templates of the same bytes set the same words to the same lines.
 * What it is called and where it is from is left out.
 */
void kx_template_identity(const struct kx_template *sheet, struct kx_buffer *out);

/* Append its colours, with which they look the same too, for clinics of one colour. */
void kx_template_colors_identity(const struct kx_template *sheet, struct kx_buffer *out);

#endif
