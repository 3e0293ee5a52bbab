/*
 * galley: set matter before it is made up into pages.
 *
 * A galley is a column of slugs.  A slug is a strip of the column that does
 * not break: a line of a paragraph, a table row, a whole box (one that is
 * taller than its page may: layout/cells.h).  It carries marks
 * (text, shapes, pictures) at positions relative to its top left corner.
 * Structure elements are made while galleys are built, in reading order; the
 * marks only point at them, so slugs may later land on any page.
 *
 * The road not taken: a tree of boxes measured again at each level, as a
 * browser does.  A sheet is nearly flat, and slugs make page breaking a walk
 * along one list.
 */
#ifndef KX_LAYOUT_GALLEY_H
#define KX_LAYOUT_GALLEY_H

#include "layout/setting.h"

enum kx_mark_kind_set { KX_MARK_GLYPHS, KX_MARK_RECT, KX_MARK_RULE, KX_MARK_PATH, KX_MARK_IMAGE };

struct kx_set_mark {
	enum kx_mark_kind_set kind;
	int element;                   /* -1: an artifact */
	enum kx_artifact artifact;
	struct kx_box box;             /* relative to the slug; GLYPHS: y is the baseline */
	struct kx_frame_glyphs glyphs;
	struct kx_frame_shape shape;   /* PATH: steps relative to the slug */
	int image;
};

struct kx_slug {
	kx_length before, after;       /* wanted space; neighbours' spaces overlap, they do not add */
	kx_length height;
	bool keep_next;                /* no page break between this slug and the next */
	bool elastic;                  /* the space before may stretch to fill a page */
	enum kx_start start;           /* may have to start a region or a page */
	const char *region;            /* KX_START_NAMED */
	kx_length width;               /* of the galley it was made in */
	kx_length fill_step;           /* > 0: may grow by whole steps, a ruled line each */
	const char *block;             /* outline block it came from */
	struct kx_origin origin;
	struct kx_set_mark *marks; size_t mark_count, mark_room;
	struct kx_cell *cells; size_t cell_count;   /* layout/cells.h: matter side by side, drawn when it is placed */
	const struct kx_galley *repeat;             /* heads to print again above it where it starts a page: kx_galley_again() */
};

struct kx_galley {
	kx_length width;
	struct kx_slug *slugs; size_t slug_count, slug_room;
};

/* A new slug at the end of the galley; NULL (and set->failed) at the ceiling. */
struct kx_slug *kx_galley_slug(struct kx_setting *set, struct kx_galley *galley, kx_length height);

/* A new mark at the end of a slug; NULL (and set->failed) at the ceiling. */
struct kx_set_mark *kx_slug_mark(struct kx_setting *set, struct kx_slug *slug, enum kx_mark_kind_set kind, int element);

/* A filled rectangle, an artifact of the background. */
void kx_slug_fill(struct kx_setting *set, struct kx_slug *slug, struct kx_box box, kx_length radius, kx_color color);

/* A straight rule from (x, y) by (dx, dy), an artifact of the layout. */
void kx_slug_rule(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length dx, kx_length dy,
    kx_length weight, kx_color color);

/* The steps of a path moved by (x, y), in the setting's arena; NULL, and set->failed, when memory ends. */
const struct kx_path_step *kx_steps_moved(struct kx_setting *set, const struct kx_frame_shape *shape, kx_length x, kx_length y);

/* About as many marks as pouring or placing the slug makes: those of its cells are in it. */
size_t kx_slug_mark_count(const struct kx_slug *slug);

/* Height of slugs [first, last), spaces between them included. */
kx_length kx_galley_height(const struct kx_galley *galley, size_t first, size_t last);

/* Copy the marks of slugs [first, last), stacked from (x, y), into `slug`; returns the height used. */
kx_length kx_galley_pour(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last,
    struct kx_slug *slug, kx_length x, kx_length y);

/* Draw all of `from`, its cells too, into `slug` at (x, y). */
void kx_slug_pour(struct kx_setting *set, const struct kx_slug *from, struct kx_slug *slug, kx_length x, kx_length y);

/*
 * The slugs at the beginning of the galley that go into `room`, as
 * `ret_taken`, and the rest (may be `galley` itself).  A slug of cells at the
 * cut that is taller than `room`, or that only heads stand before, is split;
 * repeated heads open the rest.  A
 * chain of kept slugs that is longer than the room is cut where it must be.
 * Nothing is taken when not even the first slug fits.
 */
void kx_galley_take(struct kx_setting *set, const struct kx_galley *galley, kx_length room, struct kx_galley *ret_taken,
    struct kx_galley *ret_rest);

/* None of slugs [first, last) parts from the one after it. */
void kx_galley_bind(struct kx_galley *galley, size_t first, size_t last);

/* Are slugs [first, last) nothing but heads, which keep what follows?  So are no slugs at all. */
bool kx_galley_bound(const struct kx_galley *galley, size_t first, size_t last);

/* Space between two slugs: the larger of what they want. */
kx_length kx_slug_gap(const struct kx_slug *upper, const struct kx_slug *lower);

/*
 * Slugs [first, last) once more, to stand above what goes on on a new page:
 * drawn alike and kept with what follows, but artifacts, since a listener has
 * heard them.  NULL when there are none, or (with set->failed) at the ceiling.
 */
const struct kx_galley *kx_galley_again(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last);

/* Move all slugs of `from` to the end of `galley`, shifted right by `indent`. */
void kx_galley_append(struct kx_setting *set, struct kx_galley *galley, const struct kx_galley *from, kx_length indent);

/* The least height in which the galley goes into `columns` columns, to within a hundredth of a point. */
kx_length kx_galley_columns_height(const struct kx_galley *galley, int columns);

/*
 * Pour a whole galley into `slug` at (x, y) as `columns` columns of the
 * galley's width, balanced so that the tallest is as short as it can be, with
 * `gutter` between.  Returns the height used.
 */
kx_length kx_galley_pour_columns(struct kx_setting *set, const struct kx_galley *galley, int columns, kx_length gutter,
    struct kx_slug *slug, kx_length x, kx_length y);

#endif
