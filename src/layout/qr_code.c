/*
 * A QR code (ISO/IEC 18004), error correction M, drawn as vectors: as dark as the
 * text on a white ground that holds the quiet zone of four modules, its words at the
 * right.  A module is never under half a millimetre; the template's
 * "qr-code.size" asks for a least width of the whole, for what is read from afar.
 *
 * The dark modules are one path along their outlines, not a square each:
 * fewer points, and no hairlines between neighbours where a viewer smooths.
 */
#include "base/library.h"
#include "layout/alike.h"
#include "layout/blocks.h"
#include "layout/figure.h"

#include <qrencode.h>

#define QUIET        4           /* modules of white on every side (ISO/IEC 18004, 9.1) */
#define LEAST_MODULE KX_MM(0.5)
#define LEAST_SIZE   KX_MM(25)
#define LEAST_WORDS  KX_PT(110)  /* a narrower column of words goes under the code */

#define FUNCTIONS(F) F(QRcode_encodeString) F(QRcode_free)

/* libqrencode, which is loaded for the first code that is not kept. */
struct calls { FUNCTIONS(KX_LIBRARY_MEMBER) };
static const char *const names[] = { FUNCTIONS(KX_LIBRARY_NAME) };
static const struct kx_library library = { "libqrencode.so.4", "libqrencode, which makes QR codes,", "libqrencode4", KX895,
	KX_LIBRARY_NAMES(names) };

struct grid {
	const unsigned char *modules;  /* row by row; the lowest bit is set where it is dark */
	int side;
};

/* Quarter turns by the clock, y down. */
enum way { RIGHT, DOWN, LEFT, UP };
static const int step_x[] = { [RIGHT] = 1, [DOWN] = 0, [LEFT] = -1, [UP] = 0 };
static const int step_y[] = { [RIGHT] = 0, [DOWN] = 1, [LEFT] = 0, [UP] = -1 };

static bool
is_dark(const struct grid *grid, int x, int y)
{
	return x >= 0 && y >= 0 && x < grid->side && y < grid->side && (grid->modules[y * grid->side + x] & 1) != 0;
}

/* The module ahead of a corner on one's right, and on one's left, when going `way`. */
static bool
dark_right(const struct grid *grid, int x, int y, enum way way)
{
	return is_dark(grid, x - (way == DOWN || way == LEFT), y - (way == LEFT || way == UP));
}

static bool
dark_left(const struct grid *grid, int x, int y, enum way way)
{
	return is_dark(grid, x - (way == LEFT || way == UP), y - (way == UP || way == RIGHT));
}

struct outline { struct kx_path_step *steps; size_t count, room; };

static void
corner(struct kx_setting *set, struct outline *outline, enum kx_path_op op, kx_length x, kx_length y)
{
	struct kx_path_step *step = kx_arena_push(set->arena, &outline->steps, &outline->count, &outline->room, sizeof(*step));

	if (step == NULL)
		set->failed = true;
	else
		*step = (struct kx_path_step){ op, { { x, y }, { x, y }, { x, y } } };
}

/*
 * Follow an edge with dark on the right, from the upper left corner of the
 * module (x, y), until it closes; a step at each turn.  Where two dark modules
 * touch by a corner only, the way turns right and keeps them apart.  Upper
 * edges that were followed are marked in `seen`.
 */
static void
follow(struct kx_setting *set, const struct grid *grid, bool *seen, int x, int y, struct kx_point origin, kx_length module,
    struct outline *outline)
{
	enum way way = RIGHT, before;
	int start_x = x, start_y = y;

	corner(set, outline, KX_MOVE, origin.x + x * module, origin.y + y * module);
	do {
		if (way == RIGHT)
			seen[y * grid->side + x] = true;
		x += step_x[way];
		y += step_y[way];
		before = way;
		if (!dark_right(grid, x, y, way))
			way = (way + 1) % 4;
		else if (dark_left(grid, x, y, way))
			way = (way + 3) % 4;
		if (way != before && (x != start_x || y != start_y))
			corner(set, outline, KX_LINE, origin.x + x * module, origin.y + y * module);
	} while (!set->failed && (x != start_x || y != start_y || way != RIGHT));
	corner(set, outline, KX_CLOSE, origin.x + start_x * module, origin.y + start_y * module);
}

static struct outline
trace(struct kx_setting *set, const struct grid *grid, struct kx_point origin, kx_length module)
{
	bool *seen = kx_arena_array(set->arena, (size_t)grid->side * (size_t)grid->side, sizeof(*seen));
	struct outline outline = { NULL, 0, 0 };
	int x, y;

	if (seen == NULL) {
		set->failed = true;
		return outline;
	}
	for (y = 0; y < grid->side; y++)
		for (x = 0; x < grid->side; x++)
			if (is_dark(grid, x, y) && !is_dark(grid, x, y - 1) && !seen[y * grid->side + x])
				follow(set, grid, seen, x, y, origin, module, &outline);
	return outline;
}

static void
draw(struct kx_setting *set, struct kx_slug *slug, const struct grid *grid, kx_length module, int element)
{
	kx_length side = (grid->side + 2 * QUIET) * module, inner = grid->side * module;
	struct kx_point origin = { QUIET * module, QUIET * module };
	struct outline outline = trace(set, grid, origin, module);
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_RECT, element);

	if (mark == NULL)
		return;
	mark->box = (struct kx_box){ 0, 0, side, side };
	mark->shape.fill = true;
	mark->shape.fill_color = 0xFFFFFF;
	mark = kx_slug_mark(set, slug, KX_MARK_PATH, element);
	if (mark == NULL)
		return;
	mark->box = (struct kx_box){ origin.x, origin.y, inner, inner };
	mark->shape.fill = true;
	mark->shape.fill_color = kx_setting_look(set, "body").color;
	mark->shape.steps = outline.steps;
	mark->shape.step_count = outline.count;
}

static kx_length
module_for(struct kx_setting *set, int side)
{
	kx_length size = kx_setting_number(set, "qr-code", "size", LEAST_SIZE), modules = side + 2 * QUIET;
	kx_length module = (size + modules - 1) / modules;

	return module > LEAST_MODULE ? module : LEAST_MODULE;
}

static void
report_no_room(struct kx_setting *set, const struct kx_block *block, kx_length needs, kx_length has)
{
	struct kx_place place = { .file = block->origin.file, .pointer = block->origin.pointer };

	kx_report(set->diags, KX431, place, "Use a shorter address, ask for a smaller \"qr-code.size\" in the template, or give the "
	    "block more room there.", "the code for this address is %d mm wide and its column is %d mm",
	    (int)((int64_t)needs * 254 / 720000), (int)((int64_t)has * 254 / 720000));
	set->failed = true;
}

/* The code at the left of a new slug, its words beside it or, in a narrow column, under it. */
static void
place(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, const struct grid *grid, int parent)
{
	kx_length module = module_for(set, grid->side), side = (grid->side + 2 * QUIET) * module, height, drop;
	struct kx_galley words = { .width = galley->width - side - set->sheet->gutter };
	int holder = kx_figure_holder(set, parent), figure = kx_figure_element(set, block->code->alt, holder);
	kx_length narrower = set->narrower;
	struct kx_slug *slug = kx_galley_slug(set, galley, side);

	if (figure < 0 || slug == NULL)
		return;
	if (side > galley->width) {
		report_no_room(set, block, side, galley->width);
		return;
	}
	draw(set, slug, grid, module, figure);
	kx_alike_note(set, side);
	/* In a place that changes its width the words may stand beside the code in one setting, and under it in another. */
	if (narrower > 0)
		set->narrower += set->page_width;
	slug->before = slug->after = KX_PT(3);
	if (words.width < LEAST_WORDS) {
		slug->keep_next = true;
		kx_figure_caption(set, galley, block, holder);
		set->narrower = narrower;
		return;
	}
	kx_figure_caption(set, &words, block, holder);
	set->narrower = narrower;
	height = kx_galley_height(&words, 0, words.slug_count);
	drop = height < side ? (side - height) / 2 : 0;
	kx_galley_pour(set, &words, 0, words.slug_count, slug, side + set->sheet->gutter, drop);
	if (height > side)
		slug->height = height;
}

void
kx_qr_code_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	struct calls calls;
	QRcode *code = NULL;

	if (kx_library_need(&library, &calls, set->diags))
		code = calls.QRcode_encodeString(block->code->address, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	/* The longest name that is read (KX_MAX_NAME_BYTES) fits a code; only memory or the library can be wanting. */
	if (code == NULL) {
		set->failed = true;
		return;
	}
	place(set, galley, block, &(struct grid){ code->data, code->width }, parent);
	calls.QRcode_free(code);
}
