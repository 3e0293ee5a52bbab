#include "read/svg_path.h"

#include "base/arena.h"
#include "read/foreign.h"

#include <string.h>

#define FULL_TURN 6.283185307179586

/* ---- numbers ---- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
skip_between(const char **text)
{
	while (is_space(**text))
		(*text)++;
	if (**text == ',')
		(*text)++;
	while (is_space(**text))
		(*text)++;
}

static double
exponent(const char **text)
{
	const char *at = *text;
	double factor = 1;
	bool negative;
	int power = 0;

	if (*at != 'e' && *at != 'E')
		return 1;
	at++;
	negative = *at == '-';
	if (*at == '-' || *at == '+')
		at++;
	if (!is_digit(*at))
		return 1;
	for (; is_digit(*at); at++)
		power = power < 100 ? power * 10 + (*at - '0') : power;
	*text = at;
	while (power-- > 0)
		factor *= 10;
	return negative ? 1 / factor : factor;
}

bool
kx_svg_number(const char **text, double *ret_number)
{
	const char *at = *text;
	double number = 0, place = 1;
	bool negative, any = false;

	while (is_space(*at))
		at++;
	negative = *at == '-';
	if (*at == '-' || *at == '+')
		at++;
	for (; is_digit(*at); at++, any = true)
		number = number * 10 + (*at - '0');
	if (*at == '.')
		for (at++; is_digit(*at); at++, any = true)
			number += (*at - '0') * (place /= 10);
	if (!any)
		return false;
	number *= exponent(&at);
	if (!(number < 1e9))
		return false;
	skip_between(&at);
	*text = at;
	*ret_number = negative ? -number : number;
	return true;
}

/* ---- transforms ---- */

struct kx_svg_matrix
kx_svg_multiply(struct kx_svg_matrix m, struct kx_svg_matrix n)
{
	return (struct kx_svg_matrix){ m.a * n.a + m.c * n.b, m.b * n.a + m.d * n.b, m.a * n.c + m.c * n.d,
		m.b * n.c + m.d * n.d, m.a * n.e + m.c * n.f + m.e, m.b * n.e + m.d * n.f + m.f };
}

/* One of the functions with its `count` numbers; false when there is none such. */
static bool
one_transform(const char *name, size_t length, const double *v, size_t count, struct kx_svg_matrix *matrix)
{
	struct kx_svg_matrix m = { 1, 0, 0, 1, 0, 0 };
	double turn = count > 0 ? v[0] * FULL_TURN / 360 : 0;
	struct kx_math math;

	if (!kx_math_load(&math))
		return false;

#define IS(word) (length == strlen(word) && strncmp(name, word, length) == 0)
	if (IS("matrix") && count == 6) {
		m = (struct kx_svg_matrix){ v[0], v[1], v[2], v[3], v[4], v[5] };
	} else if (IS("translate") && (count == 1 || count == 2)) {
		m.e = v[0];
		m.f = count == 2 ? v[1] : 0;
	} else if (IS("scale") && (count == 1 || count == 2)) {
		m.a = v[0];
		m.d = count == 2 ? v[1] : v[0];
	} else if (IS("rotate") && (count == 1 || count == 3)) {
		m = (struct kx_svg_matrix){ math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0, 0 };
		if (count == 3) {
			m.e = v[1] - m.a * v[1] - m.c * v[2];
			m.f = v[2] - m.b * v[1] - m.d * v[2];
		}
	} else if (IS("skewX") && count == 1) {
		m.c = math.tan(turn);
	} else if (IS("skewY") && count == 1) {
		m.b = math.tan(turn);
	} else {
		return false;
	}
#undef IS
	*matrix = kx_svg_multiply(*matrix, m);
	return true;
}

bool
kx_svg_transform(const char *text, struct kx_svg_matrix *matrix)
{
	const char *name;
	double values[6];
	size_t length, count;

	for (;;) {
		skip_between(&text);
		if (*text == '\0')
			return true;
		name = text;
		length = strcspn(text, " \t\r\n(");
		text += length;
		while (is_space(*text))
			text++;
		if (*text++ != '(')
			return false;
		for (count = 0; *text != ')'; count++)
			if (count == 6 || !kx_svg_number(&text, &values[count]))
				return false;
		text++;
		if (!one_transform(name, length, values, count, matrix))
			return false;
	}
}

/* ---- steps ---- */

static struct kx_svg_point
moved(const struct kx_svg_matrix *m, double x, double y)
{
	return (struct kx_svg_point){ m->a * x + m->c * y + m->e, m->b * x + m->d * y + m->f };
}

static bool
add(struct kx_svg_outline *outline, enum kx_drawing_op op, const double *xy, size_t points)
{
	struct kx_svg_step *step = NULL;
	size_t i;

	if (outline->count < outline->most)
		step = kx_arena_push(outline->arena, &outline->steps, &outline->count, &outline->room, sizeof(*step));
	if (step == NULL)
		return false;
	step->op = op;
	for (i = 0; i < 3; i++)
		step->points[i] = moved(&outline->matrix, xy[i < points ? 2 * i : 0], xy[i < points ? 2 * i + 1 : 1]);
	outline->at = (struct kx_svg_point){ xy[2 * points - 2], xy[2 * points - 1] };
	return true;
}

bool
kx_svg_move(struct kx_svg_outline *outline, double x, double y)
{
	outline->start = (struct kx_svg_point){ x, y };
	return add(outline, KX_DRAW_MOVE, (double[]){ x, y }, 1);
}

bool
kx_svg_line(struct kx_svg_outline *outline, double x, double y)
{
	return add(outline, KX_DRAW_LINE, (double[]){ x, y }, 1);
}

bool
kx_svg_curve(struct kx_svg_outline *outline, double ax, double ay, double bx, double by, double x, double y)
{
	return add(outline, KX_DRAW_CURVE, (double[]){ ax, ay, bx, by, x, y }, 3);
}

bool
kx_svg_close(struct kx_svg_outline *outline)
{
	return add(outline, KX_DRAW_CLOSE, (double[]){ outline->start.x, outline->start.y }, 1);
}

bool
kx_svg_arc(struct kx_svg_outline *outline, double rx, double ry, double degrees, bool large, bool sweep, double x, double y)
{
	struct kx_svg_point from = outline->at;
	double turn = degrees * FULL_TURN / 360, hx = (from.x - x) / 2, hy = (from.y - y) / 2;
	double c, s, px, py, over, root, cx, cy, begin, span, k, t;
	struct kx_math math;
	int parts, i;

	if (!kx_math_load(&math))
		return false;
	c = math.cos(turn);
	s = math.sin(turn);
	px = c * hx + s * hy;
	py = c * hy - s * hx;
	rx = fabs(rx);
	ry = fabs(ry);
	if (from.x == x && from.y == y)
		return true;
	if (rx == 0 || ry == 0)
		return kx_svg_line(outline, x, y);
	over = px * px / (rx * rx) + py * py / (ry * ry);
	if (over > 1) {
		rx *= math.sqrt(over);
		ry *= math.sqrt(over);
		over = 1;
	}
	root = math.sqrt((1 - over) / over) * (large == sweep ? -1 : 1);
	cx = root * rx * py / ry;
	cy = -root * ry * px / rx;
	begin = math.atan2((py - cy) / ry, (px - cx) / rx);
	span = math.atan2((-py - cy) / ry, (-px - cx) / rx) - begin;
	if (sweep && span < 0)
		span += FULL_TURN;
	if (!sweep && span > 0)
		span -= FULL_TURN;
	parts = (int)ceil(fabs(span) / (FULL_TURN / 4) - 1e-9);
	parts = parts < 1 ? 1 : parts;
	k = 4.0 / 3 * math.tan(span / parts / 4);
#define ARC_X(u, v) ((from.x + x) / 2 + c * (cx + rx * (u)) - s * (cy + ry * (v)))
#define ARC_Y(u, v) ((from.y + y) / 2 + s * (cx + rx * (u)) + c * (cy + ry * (v)))
	for (i = 0, t = begin; i < parts; i++, t += span / parts) {
		double c0 = math.cos(t), s0 = math.sin(t), c1 = math.cos(t + span / parts), s1 = math.sin(t + span / parts);
		bool last = i + 1 == parts;

		if (!kx_svg_curve(outline, ARC_X(c0 - k * s0, s0 + k * c0), ARC_Y(c0 - k * s0, s0 + k * c0),
		    ARC_X(c1 + k * s1, s1 - k * c1), ARC_Y(c1 + k * s1, s1 - k * c1), last ? x : ARC_X(c1, s1), last ? y : ARC_Y(c1, s1)))
			return false;
	}
#undef ARC_X
#undef ARC_Y
	return true;
}

/* ---- path data ---- */

static int
operands(char command)
{
	switch (command | 0x20) {
	case 'm': case 'l': case 't': return 2;
	case 'h': case 'v': return 1;
	case 'c': return 6;
	case 's': case 'q': return 4;
	case 'a': return 7;
	case 'z': return 0;
	}
	return -1;
}

/* A flag of an arc is one digit, and may stand without a space before the next number. */
static bool
flag(const char **text, double *ret_number)
{
	while (is_space(**text))
		(*text)++;
	if (**text != '0' && **text != '1')
		return false;
	*ret_number = *(*text)++ - '0';
	skip_between(text);
	return true;
}

static bool
read_operands(const char **text, char command, double *values)
{
	int i, count = operands(command);

	for (i = 0; i < count; i++)
		if (!((command | 0x20) == 'a' && (i == 3 || i == 4) ? flag(text, &values[i]) : kx_svg_number(text, &values[i])))
			return false;
	return true;
}

/* What smooth curves reflect: the last control point and whether it was of a cubic or a quadratic. */
struct smooth { struct kx_svg_point control; char kind; };

static bool
quadratic(struct kx_svg_outline *outline, struct smooth *smooth, double qx, double qy, double x, double y)
{
	struct kx_svg_point p = outline->at;

	*smooth = (struct smooth){ { qx, qy }, 'q' };
	return kx_svg_curve(outline, p.x + (qx - p.x) * 2 / 3, p.y + (qy - p.y) * 2 / 3, x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3, x, y);
}

static bool
perform(struct kx_svg_outline *outline, char command, const double *v, struct smooth *smooth)
{
	struct kx_svg_point p = outline->at, base = { 0, 0 }, mirror = p;
	char kind = (char)(command | 0x20), wanted = kind == 's' ? 'c' : kind == 't' ? 'q' : 0;

	if (command >= 'a')
		base = p;
	if (wanted != 0 && smooth->kind == wanted)
		mirror = (struct kx_svg_point){ 2 * p.x - smooth->control.x, 2 * p.y - smooth->control.y };
	smooth->kind = 0;
	switch (kind) {
	case 'm': return kx_svg_move(outline, base.x + v[0], base.y + v[1]);
	case 'l': return kx_svg_line(outline, base.x + v[0], base.y + v[1]);
	case 'h': return kx_svg_line(outline, base.x + v[0], p.y);
	case 'v': return kx_svg_line(outline, p.x, base.y + v[0]);
	case 'c':
		*smooth = (struct smooth){ { base.x + v[2], base.y + v[3] }, 'c' };
		return kx_svg_curve(outline, base.x + v[0], base.y + v[1], base.x + v[2], base.y + v[3], base.x + v[4], base.y + v[5]);
	case 's':
		*smooth = (struct smooth){ { base.x + v[0], base.y + v[1] }, 'c' };
		return kx_svg_curve(outline, mirror.x, mirror.y, base.x + v[0], base.y + v[1], base.x + v[2], base.y + v[3]);
	case 'q': return quadratic(outline, smooth, base.x + v[0], base.y + v[1], base.x + v[2], base.y + v[3]);
	case 't': return quadratic(outline, smooth, mirror.x, mirror.y, base.x + v[0], base.y + v[1]);
	case 'a': return kx_svg_arc(outline, v[0], v[1], v[2], v[3] != 0, v[4] != 0, base.x + v[5], base.y + v[6]);
	default: return kx_svg_close(outline);
	}
}

bool
kx_svg_path_data(struct kx_svg_outline *outline, const char *data)
{
	struct smooth smooth = { { 0, 0 }, 0 };
	double values[7];
	char command = 0;

	for (;;) {
		while (is_space(*data))
			data++;
		if (*data == '\0')
			return true;
		if (operands(*data) >= 0 && ((*data >= 'a' && *data <= 'z') || (*data >= 'A' && *data <= 'Z')))
			command = *data++;
		else if (command == 0 || operands(command) == 0)
			return false;
		/* A path begins with a move; after a close the pen is at the start, and a new subpath begins there. */
		if (outline->count == 0 && (command | 0x20) != 'm')
			return false;
		if ((command | 0x20) != 'm' && (command | 0x20) != 'z' && outline->steps[outline->count - 1].op == KX_DRAW_CLOSE &&
		    !kx_svg_move(outline, outline->at.x, outline->at.y))
			return false;
		if (!read_operands(&data, command, values) || !perform(outline, command, values, &smooth))
			return false;
		if (command == 'm' || command == 'M')
			command = command == 'm' ? 'l' : 'L';
	}
}
