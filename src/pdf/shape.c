#include "pdf/writer.h"

/* A quarter of a circle as a Bezier curve: handles at 0.5523 of the radius. */
#define HANDLE(radius) ((kx_length)((int64_t)(radius) * 5523 / 10000))

static void
number(struct kx_buffer *out, long thousandths)
{
	kx_buffer_milli(out, thousandths);
	kx_buffer_char(out, ' ');
}

/* ISO 32000-1 8.6.8.  Grey when it is grey, so that a printer uses black ink alone. */
static void
color_operands(kx_color color, const char *gray_operator, const char *rgb_operator, struct kx_buffer *out)
{
	unsigned red = color >> 16 & 0xFF, green = color >> 8 & 0xFF, blue = color & 0xFF;

	number(out, (red * 1000 + 127) / 255);
	if (red == green && green == blue) {
		kx_buffer_text(out, gray_operator);
		return;
	}
	number(out, (green * 1000 + 127) / 255);
	number(out, (blue * 1000 + 127) / 255);
	kx_buffer_text(out, rgb_operator);
}

void
kx_paint_fill_color(struct kx_paint_state *state, kx_color color, struct kx_buffer *out)
{
	if (state->fill_known && state->fill == color)
		return;
	color_operands(color, "g\n", "rg\n", out);
	state->fill = color;
	state->fill_known = true;
}

static void
set_stroke(struct kx_paint_state *state, const struct kx_frame_shape *shape, struct kx_buffer *out)
{
	if (!state->stroke_known || state->stroke != shape->stroke_color) {
		color_operands(shape->stroke_color, "G\n", "RG\n", out);
		state->stroke = shape->stroke_color;
		state->stroke_known = true;
	}
	if (state->line_width != shape->line_width) {
		number(out, shape->line_width);
		kx_buffer_text(out, "w\n");
		state->line_width = shape->line_width;
	}
}

static void
two(struct kx_buffer *out, kx_length x, kx_length y)
{
	number(out, x);
	number(out, y);
}

static void
move_to(struct kx_buffer *out, kx_length x, kx_length y)
{
	two(out, x, y);
	kx_buffer_text(out, "m\n");
}

static void
line_to(struct kx_buffer *out, kx_length x, kx_length y)
{
	two(out, x, y);
	kx_buffer_text(out, "l\n");
}

static void
curve_to(struct kx_buffer *out, kx_length ax, kx_length ay, kx_length bx, kx_length by, kx_length x, kx_length y)
{
	two(out, ax, ay);
	two(out, bx, by);
	two(out, x, y);
	kx_buffer_text(out, "c\n");
}

/* From the left end of the bottom edge, against the clock. */
static void
rounded(struct kx_buffer *out, kx_length left, kx_length bottom, kx_length right, kx_length top, kx_length r)
{
	kx_length k = r - HANDLE(r);

	move_to(out, left + r, bottom);
	line_to(out, right - r, bottom);
	curve_to(out, right - k, bottom, right, bottom + k, right, bottom + r);
	line_to(out, right, top - r);
	curve_to(out, right, top - k, right - k, top, right - r, top);
	line_to(out, left + r, top);
	curve_to(out, left + k, top, left, top - k, left, top - r);
	line_to(out, left, bottom + r);
	curve_to(out, left, bottom + k, left + k, bottom, left + r, bottom);
	kx_buffer_text(out, "h\n");
}

static void
rectangle(struct kx_writer *writer, int page, const struct kx_frame_item *item, struct kx_buffer *out)
{
	struct kx_box box = kx_item_bounds(item);
	kx_length top = kx_pdf_flip(writer, page, box.y), bottom = top - box.height;
	kx_length least = box.width < box.height ? box.width : box.height, radius = item->as.shape.radius;

	if (radius > least / 2)
		radius = least / 2;
	if (radius > 0) {
		rounded(out, box.x, bottom, box.x + box.width, top, radius);
		return;
	}
	two(out, box.x, bottom);
	two(out, box.width, box.height);
	kx_buffer_text(out, "re\n");
}

/* `count` steps from `first`. */
static void
path(struct kx_writer *writer, int page, const struct kx_path_step *first, size_t count, struct kx_buffer *out)
{
	size_t i;
	int j;

	for (i = 0; i < count; i++) {
		const struct kx_path_step *step = &first[i];
		kx_length y[3];

		for (j = 0; j < 3; j++)
			y[j] = kx_pdf_flip(writer, page, step->points[j].y);
		switch (step->op) {
		case KX_MOVE: move_to(out, step->points[0].x, y[0]); break;
		case KX_LINE: line_to(out, step->points[0].x, y[0]); break;
		case KX_CURVE:
			curve_to(out, step->points[0].x, y[0], step->points[1].x, y[1], step->points[2].x, y[2]);
			break;
		case KX_CLOSE: kx_buffer_text(out, "h\n"); break;
		}
	}
}

/* Is step `b` step `a` moved by (x, y)? */
static bool
is_moved(const struct kx_path_step *a, const struct kx_path_step *b, kx_length x, kx_length y)
{
	int j, points = a->op == KX_CLOSE ? 0 : a->op == KX_CURVE ? 3 : 1;

	if (a->op != b->op)
		return false;
	for (j = 0; j < points; j++) {
		if (b->points[j].x - a->points[j].x != x || b->points[j].y - a->points[j].y != y)
			return false;
	}
	return true;
}

/* Does the path consist of its first `length` steps over and over, each time only moved? */
static bool
repeats(const struct kx_frame_shape *shape, size_t length)
{
	const struct kx_path_step *steps = shape->steps;
	size_t i;

	for (i = length; i < shape->step_count; i++) {
		const struct kx_path_step *start = &steps[i - i % length];

		if (!is_moved(&steps[i % length], &steps[i], start->points[0].x - steps[0].points[0].x,
		    start->points[0].y - steps[0].points[0].y))
			return false;
	}
	return true;
}

/* Steps of the figure that the path repeats; all of them when it does not, or hardly. */
static size_t
figure_length(const struct kx_frame_shape *shape)
{
	size_t length;

	for (length = 1; length * 4 <= shape->step_count && length <= 64; length++) {
		if (shape->step_count % length == 0 && shape->steps[length].op == KX_MOVE && repeats(shape, length))
			return length;
	}
	return shape->step_count;
}

/*
 * An icon array is one figure a hundred times.  Written as it is it takes more
 * room than all the words of its page; moved by the matrix, every copy is the
 * same text and packs to a few bytes.
 */
static void
repeated_path(struct kx_writer *writer, int page, const struct kx_frame_shape *shape, size_t length, const char *paint,
    struct kx_buffer *out)
{
	struct kx_point at = shape->steps[0].points[0], next;
	size_t i;

	kx_buffer_text(out, "q\n");
	for (i = 0; i < shape->step_count; i += length) {
		next = shape->steps[i].points[0];
		if (i > 0) {
			kx_buffer_text(out, "1 0 0 1 ");
			two(out, next.x - at.x, at.y - next.y);
			kx_buffer_text(out, "cm\n");
		}
		path(writer, page, shape->steps, length, out);
		kx_buffer_text(out, paint);
		at = next;
	}
	kx_buffer_text(out, "Q\n");
}

void
kx_paint_shape(struct kx_writer *writer, int page, size_t item, struct kx_paint_state *state, struct kx_buffer *out)
{
	const struct kx_frame_item *place = &writer->frames->pages[page].items[item];
	const struct kx_frame_shape *shape = &place->as.shape;
	bool line = place->kind == KX_ITEM_LINE, fill = shape->fill && !line, stroke = shape->stroke;
	const char *paint = fill && stroke ? (shape->even_odd ? "B*\n" : "B\n") : fill ? (shape->even_odd ? "f*\n" : "f\n") : "S\n";
	size_t length;

	if (!fill && !stroke)
		return;
	if (fill)
		kx_paint_fill_color(state, shape->fill_color, out);
	if (stroke)
		set_stroke(state, shape, out);
	if (line) {
		move_to(out, place->box.x, kx_pdf_flip(writer, page, place->box.y));
		line_to(out, place->box.x + place->box.width, kx_pdf_flip(writer, page, place->box.y + place->box.height));
	} else if (place->kind == KX_ITEM_RECT) {
		rectangle(writer, page, place, out);
	} else {
		length = figure_length(shape);
		if (length < shape->step_count) {
			repeated_path(writer, page, shape, length, paint, out);
			return;
		}
		path(writer, page, shape->steps, shape->step_count, out);
	}
	kx_buffer_text(out, paint);
}
