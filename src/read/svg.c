#include "read/svg.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/library.h"
#include "base/limits.h"
#include "content/template.h"
#include "read/foreign.h"
#include "read/svg_path.h"

#include <expat.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SVG_SPACE  "http://www.w3.org/2000/svg|"
#define MOST_DEPTH 32
#define CIRCLE     0.5522847498     /* handle of a quarter circle */

#define FUNCTIONS(F) \
	F(XML_ErrorString) F(XML_GetCurrentColumnNumber) F(XML_GetCurrentLineNumber) F(XML_GetErrorCode) F(XML_Parse) \
	F(XML_ParserCreateNS) F(XML_ParserFree) F(XML_SetElementHandler) F(XML_SetProcessingInstructionHandler) \
	F(XML_SetStartDoctypeDeclHandler) F(XML_SetUserData) F(XML_StopParser)

/* expat, which is loaded for the first logo that is a drawing. */
struct expat { FUNCTIONS(KX_LIBRARY_MEMBER) };
static const char *const calls[] = { FUNCTIONS(KX_LIBRARY_NAME) };
static const struct kx_library library = { "libexpat.so.1", "expat, which reads SVG files,", "libexpat1", KX897,
	KX_LIBRARY_NAMES(calls) };

/* What an element hands down to its children. */
struct state {
	struct kx_svg_matrix matrix;
	bool fill, stroke, even_odd;
	kx_color fill_color, stroke_color;
	double line_width;
};

struct shape { struct kx_svg_step *steps; size_t count; struct state state; };

struct svg {
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	const char *path;
	struct expat xml;
	struct kx_math math;
	XML_Parser parser;
	struct state states[MOST_DEPTH];
	int depth;                      /* elements open */
	int passed;                     /* > 0: within one that is passed over, so many deep */
	double left, top, width, height;   /* the view box */
	struct shape *shapes; size_t shape_count, shape_room;
	size_t steps;
	bool failed;
};

static void
fail(struct svg *svg, enum kx_code code, const char *hint, const char *format, ...) __attribute__((format(printf, 4, 5)));

static void
fail(struct svg *svg, enum kx_code code, const char *hint, const char *format, ...)
{
	struct kx_place place = { .file = svg->path, .pointer = "", .line = (int)svg->xml.XML_GetCurrentLineNumber(svg->parser),
		.column = (int)svg->xml.XML_GetCurrentColumnNumber(svg->parser) + 1 };
	va_list args;

	if (svg->failed)
		return;
	svg->failed = true;
	va_start(args, format);
	kx_vreport(svg->diags, code, place, hint, format, args);
	va_end(args);
	svg->xml.XML_StopParser(svg->parser, XML_FALSE);
}

static void
refuse(struct svg *svg, const char *kind, const char *name)
{
	fail(svg, KX603, "Draw the logo as plain filled shapes: in the drawing program, turn text and strokes to paths and flatten "
	    "effects; or save it as PNG.", "a logo may not have the %s \"%.40s\"", kind, name);
}

static void
damaged(struct svg *svg, const char *name, const char *value)
{
	fail(svg, KX604, "Save the drawing again as plain SVG.", "%s \"%.60s\" cannot be read", name, value);
}

/* ---- colours and properties ---- */

static bool
read_color(const char *text, kx_color *ret_color)
{
	static const struct { const char *name; kx_color color; } names[] = {
		{ "black", 0x000000 }, { "silver", 0xC0C0C0 }, { "gray", 0x808080 }, { "grey", 0x808080 }, { "white", 0xFFFFFF },
		{ "maroon", 0x800000 }, { "red", 0xFF0000 }, { "purple", 0x800080 }, { "fuchsia", 0xFF00FF }, { "green", 0x008000 },
		{ "lime", 0x00FF00 }, { "olive", 0x808000 }, { "yellow", 0xFFFF00 }, { "navy", 0x000080 }, { "blue", 0x0000FF },
		{ "teal", 0x008080 }, { "aqua", 0x00FFFF }, { "orange", 0xFFA500 }, { "currentColor", 0x000000 },
	};
	char wide[8] = "#";
	kx_color color = 0;
	double part;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(text, names[i].name) == 0)
			return *ret_color = names[i].color, true;
	if (text[0] == '#' && strlen(text) == 4) {
		for (i = 0; i < 3; i++)
			wide[1 + 2 * i] = wide[2 + 2 * i] = text[1 + i];
		return kx_color_parse(wide, ret_color);
	}
	if (strncmp(text, "rgb(", 4) != 0)
		return kx_color_parse(text, ret_color);
	for (text += 4, i = 0; i < 3; i++) {
		if (!kx_svg_number(&text, &part) || part < 0 || part > 255)
			return false;
		color = color << 8 | (kx_color)(part + 0.5);
	}
	*ret_color = color;
	return strcmp(text, ")") == 0;
}

static void
read_paint(struct svg *svg, const char *name, const char *value, bool *ret_has, kx_color *ret_color)
{
	*ret_has = strcmp(value, "none") != 0;
	if (!*ret_has)
		return;
	if (strstr(value, "url") != NULL)
		refuse(svg, "gradient or pattern", value);
	else if (!read_color(value, ret_color))
		damaged(svg, name, value);
}

/* Properties that a logo may have only at their plain value. */
static const char *const plain[][3] = {
	{ "opacity", "1", "1.0" }, { "fill-opacity", "1", "1.0" }, { "stroke-opacity", "1", "1.0" }, { "display", "inline", "block" },
	{ "visibility", "visible", "visible" }, { "stroke-dasharray", "none", "none" }, { "stroke-linecap", "butt", "butt" },
	{ "stroke-linejoin", "miter", "miter" }, { "stroke-miterlimit", "4", "10" }, { "clip-path", "none", "none" },
	{ "mask", "none", "none" }, { "filter", "none", "none" }, { "clip-rule", "nonzero", "evenodd" },
	{ "stroke-dashoffset", "0", "0" }, { "mix-blend-mode", "normal", "normal" }, { "overflow", "visible", "hidden" },
};

static bool
is_plain(struct svg *svg, const char *name, const char *value)
{
	size_t i;

	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		if (strcmp(name, plain[i][0]) != 0)
			continue;
		if (strcmp(value, plain[i][1]) != 0 && strcmp(value, plain[i][2]) != 0)
			refuse(svg, name, value);
		return true;
	}
	return false;
}

/* A property of the subset; false for any other. */
static bool
read_property(struct svg *svg, struct state *state, const char *name, const char *value)
{
	const char *text = value;

	if (strcmp(name, "fill") == 0) {
		read_paint(svg, name, value, &state->fill, &state->fill_color);
	} else if (strcmp(name, "stroke") == 0) {
		read_paint(svg, name, value, &state->stroke, &state->stroke_color);
	} else if (strcmp(name, "stroke-width") == 0) {
		if (!kx_svg_number(&text, &state->line_width) || (*text != '\0' && strcmp(text, "px") != 0) || state->line_width < 0)
			damaged(svg, name, value);
	} else if (strcmp(name, "fill-rule") == 0) {
		state->even_odd = strcmp(value, "evenodd") == 0;
		if (!state->even_odd && strcmp(value, "nonzero") != 0)
			damaged(svg, name, value);
	} else {
		return is_plain(svg, name, value);
	}
	return true;
}

/* "fill: #123; stroke: none": taken apart in a copy. */
static void
read_style(struct svg *svg, struct state *state, const char *style)
{
	char *copy = kx_arena_string(svg->arena, style), *next, *colon, *end;

	for (; copy != NULL && !svg->failed; copy = next) {
		next = strchr(copy, ';');
		if (next != NULL)
			*next++ = '\0';
		copy += strspn(copy, " \t\r\n");
		colon = strchr(copy, ':');
		if (colon == NULL) {
			if (*copy != '\0')
				damaged(svg, "style", copy);
			continue;
		}
		for (end = colon; end > copy && strchr(" \t\r\n", end[-1]) != NULL; )
			end--;
		*end = '\0';
		colon += 1 + strspn(colon + 1, " \t\r\n");
		for (end = colon + strlen(colon); end > colon && strchr(" \t\r\n", end[-1]) != NULL; )
			*--end = '\0';
		if (!read_property(svg, state, copy, colon) && copy[0] != '-')
			refuse(svg, "property", copy);
	}
}

/* ---- elements ---- */

static const char *
attribute(const XML_Char **atts, const char *name)
{
	for (; *atts != NULL; atts += 2)
		if (strcmp(*atts, name) == 0)
			return atts[1];
	return NULL;
}

/* A length in the file's units; `otherwise` when it is not there. */
static double
length_of(struct svg *svg, const XML_Char **atts, const char *name, double otherwise)
{
	const char *value = attribute(atts, name), *text = value;
	double number;

	if (value == NULL)
		return otherwise;
	if (!kx_svg_number(&text, &number) || (*text != '\0' && strcmp(text, "px") != 0)) {
		damaged(svg, name, value);
		return otherwise;
	}
	return number;
}

/* Attributes that change nothing that is drawn, or are read where they belong. */
static bool
is_harmless(const char *name)
{
	static const char *const names[] = { "id", "class", "version", "baseProfile", "width", "height", "viewBox", "x", "y", "rx", "ry",
		"cx", "cy", "r", "x1", "y1", "x2", "y2", "d", "points", "transform", "style", "role", "focusable",
		"preserveAspectRatio", "shape-rendering", "color", "enable-background" };
	size_t i;

	/* Another namespace: nothing of SVG, but for links. */
	if (strchr(name, '|') != NULL)
		return strstr(name, "xlink") == NULL;
	if (strncmp(name, "data-", 5) == 0 || strncmp(name, "aria-", 5) == 0)
		return true;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static void
read_attributes(struct svg *svg, struct state *state, const XML_Char **atts)
{
	const char *style = attribute(atts, "style"), *transform = attribute(atts, "transform");
	size_t i;

	for (i = 0; atts[i] != NULL && !svg->failed; i += 2)
		if (!is_harmless(atts[i]) && !read_property(svg, state, atts[i], atts[i + 1]))
			refuse(svg, "attribute", atts[i]);
	if (style != NULL)
		read_style(svg, state, style);
	if (transform != NULL && !kx_svg_transform(transform, &state->matrix))
		damaged(svg, "transform", transform);
}

static void
read_view_box(struct svg *svg, const XML_Char **atts)
{
	const char *value = attribute(atts, "viewBox"), *text = value;

	if (value == NULL) {
		svg->width = length_of(svg, atts, "width", 0);
		svg->height = length_of(svg, atts, "height", 0);
	} else if (!kx_svg_number(&text, &svg->left) || !kx_svg_number(&text, &svg->top) || !kx_svg_number(&text, &svg->width) ||
	    !kx_svg_number(&text, &svg->height) || *text != '\0') {
		damaged(svg, "viewBox", value);
	}
	if (!(svg->width > 1e-3 && svg->height > 1e-3 && svg->width / svg->height < 100 && svg->height / svg->width < 100))
		fail(svg, KX604, "Give it a \"viewBox\", like \"0 0 200 100\".", "the drawing has no size");
}

static bool
ellipse(struct kx_svg_outline *o, double cx, double cy, double rx, double ry)
{
	double hx = rx * CIRCLE, hy = ry * CIRCLE;

	return kx_svg_move(o, cx - rx, cy) && kx_svg_curve(o, cx - rx, cy - hy, cx - hx, cy - ry, cx, cy - ry) &&
	    kx_svg_curve(o, cx + hx, cy - ry, cx + rx, cy - hy, cx + rx, cy) &&
	    kx_svg_curve(o, cx + rx, cy + hy, cx + hx, cy + ry, cx, cy + ry) &&
	    kx_svg_curve(o, cx - hx, cy + ry, cx - rx, cy + hy, cx - rx, cy) && kx_svg_close(o);
}

static bool
rectangle(struct svg *svg, struct kx_svg_outline *o, const XML_Char **atts)
{
	double x = length_of(svg, atts, "x", 0), y = length_of(svg, atts, "y", 0);
	double w = length_of(svg, atts, "width", 0), h = length_of(svg, atts, "height", 0);
	double rx = length_of(svg, atts, "rx", -1), ry = length_of(svg, atts, "ry", -1);

	if (w <= 0 || h <= 0)
		return true;
	rx = rx < 0 ? ry : rx;
	ry = ry < 0 ? rx : ry;
	rx = rx > w / 2 ? w / 2 : rx;
	ry = ry > h / 2 ? h / 2 : ry;
	if (rx <= 0 || ry <= 0)
		return kx_svg_move(o, x, y) && kx_svg_line(o, x + w, y) && kx_svg_line(o, x + w, y + h) && kx_svg_line(o, x, y + h) &&
		    kx_svg_close(o);
	return kx_svg_move(o, x + rx, y) && kx_svg_line(o, x + w - rx, y) && kx_svg_arc(o, rx, ry, 0, false, true, x + w, y + ry) &&
	    kx_svg_line(o, x + w, y + h - ry) && kx_svg_arc(o, rx, ry, 0, false, true, x + w - rx, y + h) &&
	    kx_svg_line(o, x + rx, y + h) && kx_svg_arc(o, rx, ry, 0, false, true, x, y + h - ry) && kx_svg_line(o, x, y + ry) &&
	    kx_svg_arc(o, rx, ry, 0, false, true, x + rx, y) && kx_svg_close(o);
}

static bool
polygon(struct svg *svg, struct kx_svg_outline *o, const char *points, bool closed)
{
	const char *text = points;
	double x, y;

	for (; *text != '\0'; ) {
		if (!kx_svg_number(&text, &x) || !kx_svg_number(&text, &y)) {
			damaged(svg, "points", points);
			return true;
		}
		if (!(o->count == 0 ? kx_svg_move(o, x, y) : kx_svg_line(o, x, y)))
			return false;
	}
	return !closed || o->count == 0 || kx_svg_close(o);
}

/* The outline of a shape's element; false at the ceiling. `*ret_known` tells whether it is a shape at all. */
static bool
draw(struct svg *svg, struct kx_svg_outline *o, const char *name, const XML_Char **atts, bool *ret_known)
{
	const char *data;
	double r;

	*ret_known = true;
	if (strcmp(name, "path") == 0) {
		data = attribute(atts, "d");
		if (data == NULL || kx_svg_path_data(o, data))
			return true;
		if (o->count < o->most && !kx_arena_spent(svg->arena))
			damaged(svg, "path data", data);
		return svg->failed;
	}
	if (strcmp(name, "rect") == 0)
		return rectangle(svg, o, atts);
	if (strcmp(name, "circle") == 0) {
		r = length_of(svg, atts, "r", 0);
		return r <= 0 || ellipse(o, length_of(svg, atts, "cx", 0), length_of(svg, atts, "cy", 0), r, r);
	}
	if (strcmp(name, "ellipse") == 0) {
		r = length_of(svg, atts, "rx", 0);
		return r <= 0 || ellipse(o, length_of(svg, atts, "cx", 0), length_of(svg, atts, "cy", 0), r, length_of(svg, atts, "ry", 0));
	}
	if (strcmp(name, "line") == 0)
		return kx_svg_move(o, length_of(svg, atts, "x1", 0), length_of(svg, atts, "y1", 0)) &&
		    kx_svg_line(o, length_of(svg, atts, "x2", 0), length_of(svg, atts, "y2", 0));
	data = attribute(atts, "points");
	if (strcmp(name, "polygon") == 0 || strcmp(name, "polyline") == 0)
		return data == NULL || polygon(svg, o, data, strcmp(name, "polygon") == 0);
	*ret_known = false;
	return true;
}

static void
shape_element(struct svg *svg, const char *name, const XML_Char **atts, const struct state *state)
{
	struct kx_svg_outline outline = { .arena = svg->arena, .matrix = state->matrix, .most = KX_MAX_DRAWING_STEPS - svg->steps };
	struct shape *shape;
	bool known;

	if (!draw(svg, &outline, name, atts, &known)) {
		fail(svg, KX605, "Simplify the paths in the drawing program, or save it as PNG.", "the drawing has more than %d steps",
		    KX_MAX_DRAWING_STEPS);
		return;
	}
	if (!known) {
		refuse(svg, "element", name);
		return;
	}
	if (outline.count == 0 || (!state->fill && !state->stroke))
		return;
	svg->steps += outline.count;
	shape = kx_arena_push(svg->arena, &svg->shapes, &svg->shape_count, &svg->shape_room, sizeof(*shape));
	if (shape != NULL)
		*shape = (struct shape){ outline.steps, outline.count, *state };
}

static bool
is_passed_over(const char *name)
{
	return strcmp(name, "title") == 0 || strcmp(name, "desc") == 0 || strcmp(name, "metadata") == 0;
}

static void XMLCALL
element_start(void *data, const XML_Char *full, const XML_Char **atts)
{
	struct svg *svg = data;
	const char *name = strncmp(full, SVG_SPACE, strlen(SVG_SPACE)) == 0 ? full + strlen(SVG_SPACE) : NULL;
	struct state *state;

	if (svg->failed)
		return;
	if (svg->depth + svg->passed >= MOST_DEPTH) {
		fail(svg, KX605, "Ungroup the drawing.", "more than %d elements within each other", MOST_DEPTH);
		return;
	}
	if (svg->depth == 0 && (name == NULL || strcmp(name, "svg") != 0)) {
		fail(svg, KX604, "Save the drawing as plain SVG.", "the file is not SVG");
		return;
	}
	if (svg->passed > 0 || name == NULL || is_passed_over(name)) {
		svg->passed++;
		return;
	}
	state = &svg->states[svg->depth++];
	*state = svg->depth > 1 ? state[-1] : (struct state){ .matrix = { 1, 0, 0, 1, 0, 0 }, .fill = true, .line_width = 1 };
	read_attributes(svg, state, atts);
	if (svg->failed)
		return;
	if (svg->depth == 1)
		read_view_box(svg, atts);
	else if (strcmp(name, "g") != 0 && strcmp(name, "defs") != 0)
		shape_element(svg, name, atts, state);
}

static void XMLCALL
element_end(void *data, const XML_Char *name)
{
	struct svg *svg = data;

	(void)name;
	if (svg->passed > 0)
		svg->passed--;
	else
		svg->depth--;
}

static void XMLCALL
doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int has_internal)
{
	(void)system;
	(void)public;
	if (has_internal)
		refuse(data, "document type with declarations of its own,", name);
}

static void XMLCALL
instruction(void *data, const XML_Char *target, const XML_Char *text)
{
	(void)text;
	if (strcmp(target, "xml-stylesheet") == 0)
		refuse(data, "style sheet", target);
}

/* ---- into points ---- */

static double
lesser(double a, double b)
{
	return b < a ? b : a;
}

static double
greater(double a, double b)
{
	return b > a ? b : a;
}

/* The view box, grown to hold strokes and what reaches a little over its edge; far outside is a fault. */
static bool
find_bounds(struct svg *svg)
{
	double left = svg->left, top = svg->top, right = left + svg->width, bottom = top + svg->height, half;
	double reach = (svg->width > svg->height ? svg->width : svg->height) / 4;
	size_t i, k, p;

	for (i = 0; i < svg->shape_count; i++) {
		half = svg->shapes[i].state.stroke ? svg->shapes[i].state.line_width / 2 : 0;
		for (k = 0; k < svg->shapes[i].count; k++) {
			for (p = 0; p < 3; p++) {
				struct kx_svg_point at = svg->shapes[i].steps[k].points[p];

				left = lesser(left, at.x - half);
				right = greater(right, at.x + half);
				top = lesser(top, at.y - half);
				bottom = greater(bottom, at.y + half);
			}
		}
	}
	if (!(left >= svg->left - reach && top >= svg->top - reach && right <= svg->left + svg->width + reach &&
	    bottom <= svg->top + svg->height + reach))
		return false;
	svg->left = left;
	svg->top = top;
	svg->width = right - left;
	svg->height = bottom - top;
	return true;
}

static kx_length
rounded(double value)
{
	return (kx_length)floor(value + 0.5);
}

static bool
convert_shape(struct svg *svg, const struct shape *shape, double scale, struct kx_drawing_shape *into)
{
	const struct kx_svg_matrix *m = &shape->state.matrix;
	size_t i, p;

	into->steps = kx_arena_array(svg->arena, shape->count, sizeof(*into->steps));
	if (into->steps == NULL)
		return false;
	into->step_count = shape->count;
	for (i = 0; i < shape->count; i++) {
		into->steps[i].op = shape->steps[i].op;
		for (p = 0; p < 3; p++)
			into->steps[i].points[p] = (struct kx_point){ rounded((shape->steps[i].points[p].x - svg->left) * scale),
				rounded((shape->steps[i].points[p].y - svg->top) * scale) };
	}
	into->fill = shape->state.fill;
	into->stroke = shape->state.stroke;
	into->even_odd = shape->state.even_odd;
	into->fill_color = shape->state.fill_color;
	into->stroke_color = shape->state.stroke_color;
	/* A stroke under a transform that is not even keeps its mean width. */
	into->line_width = rounded(shape->state.line_width * svg->math.sqrt(fabs(m->a * m->d - m->b * m->c)) * scale);
	return true;
}

static const struct kx_drawing *
convert(struct svg *svg)
{
	struct kx_drawing *drawing = kx_arena_alloc(svg->arena, sizeof(*drawing));
	double scale = KX_DRAWING_SIDE / (svg->width > svg->height ? svg->width : svg->height);
	size_t i;

	if (drawing == NULL)
		return NULL;
	drawing->width = rounded(svg->width * scale);
	drawing->height = rounded(svg->height * scale);
	drawing->shapes = kx_arena_array(svg->arena, svg->shape_count, sizeof(*drawing->shapes));
	for (i = 0; drawing->shapes != NULL && i < svg->shape_count; i++)
		if (!convert_shape(svg, &svg->shapes[i], scale, &drawing->shapes[drawing->shape_count++]))
			return NULL;
	return drawing->shapes != NULL ? drawing : NULL;
}

static void
parse(struct svg *svg, const char *bytes, size_t length)
{
	svg->xml.XML_SetUserData(svg->parser, svg);
	svg->xml.XML_SetElementHandler(svg->parser, element_start, element_end);
	svg->xml.XML_SetStartDoctypeDeclHandler(svg->parser, doctype);
	svg->xml.XML_SetProcessingInstructionHandler(svg->parser, instruction);
	if (svg->xml.XML_Parse(svg->parser, bytes, (int)length, XML_TRUE) == XML_STATUS_ERROR)
		fail(svg, KX604, "Save the drawing again as plain SVG.", "the file is not well-formed: %s",
		    svg->xml.XML_ErrorString(svg->xml.XML_GetErrorCode(svg->parser)));
	else if (!svg->failed && svg->shape_count == 0)
		fail(svg, KX604, NULL, "the drawing is empty");
	else if (!svg->failed && !find_bounds(svg))
		fail(svg, KX604, "Fit the page to the drawing.", "the drawing reaches far out of its view box");
}

bool
kx_svg_read(struct kx_arena *arena, const char *path, const char *bytes, size_t length,
    const struct kx_drawing **ret_drawing, struct kx_diagnostics *diags)
{
	struct svg *svg = kx_arena_alloc(arena, sizeof(*svg));
	const struct kx_drawing *drawing = NULL;

	if (svg == NULL)
		return false;
	*svg = (struct svg){ .arena = arena, .diags = diags, .path = path };
	if (!kx_library_need(&library, &svg->xml, diags) || !kx_math_load(&svg->math))
		return false;
	svg->parser = svg->xml.XML_ParserCreateNS(NULL, '|');
	if (svg->parser == NULL)
		return false;
	if (length > KX_MAX_DRAWING_BYTES)
		fail(svg, KX605, "Simplify the drawing, or save it as PNG.", "the drawing is larger than %d kB", KX_MAX_DRAWING_BYTES / 1024);
	else
		parse(svg, bytes, length);
	if (!svg->failed)
		drawing = convert(svg);
	svg->xml.XML_ParserFree(svg->parser);
	*ret_drawing = drawing;
	return drawing != NULL;
}
