#include "merge/twig.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

#define CONNECTOR_COLUMNS 3   /* of each of the four pieces below */
#define BRANCH "├─ "
#define LAST   "└─ "
#define PASS   "│  "
#define BLANK  "   "

/* Control characters in the data would break the lines or steer the terminal: they become spaces. */
static struct kx_twig *
new_twig(struct kx_arena *arena, const char *format, va_list args)
{
	char *text = kx_arena_vprint(arena, format, args), *at;
	struct kx_twig *twig = text == NULL ? NULL : kx_arena_alloc(arena, sizeof(*twig));

	if (twig == NULL)
		return NULL;
	for (at = text; *at != '\0'; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			*at = ' ';
	twig->text = text;
	return twig;
}

struct kx_twig *
kx_twig_root(struct kx_arena *arena, const char *format, ...)
{
	struct kx_twig *twig;
	va_list args;

	va_start(args, format);
	twig = new_twig(arena, format, args);
	va_end(args);
	return twig;
}

struct kx_twig *
kx_twig_grow(struct kx_arena *arena, struct kx_twig *parent, const char *format, ...)
{
	struct kx_twig *twig;
	va_list args;

	if (parent == NULL)
		return NULL;
	va_start(args, format);
	twig = new_twig(arena, format, args);
	va_end(args);
	if (twig == NULL)
		return NULL;
	if (parent->last != NULL)
		parent->last->next = twig;
	else
		parent->first = twig;
	parent->last = twig;
	return twig;
}

/* Which ancestors have siblings to come: the strokes that pass by a line. */
struct pen {
	struct kx_buffer *out;
	bool passes[KX_TWIG_DEPTH];
	int depth;
};

static void
draw_strokes(const struct pen *pen, int depth)
{
	int i;

	for (i = 0; i < depth; i++)
		kx_buffer_text(pen->out, pen->passes[i] ? PASS : BLANK);
}

/* The bytes of `text` that fit into `columns`, cut at a space; a word that is too long stays whole. */
static size_t
line_length(const char *text, size_t columns)
{
	size_t end = 0, next;

	for (;;) {
		next = end + strspn(text + end, " ");
		next += strcspn(text + next, " ");
		if (next == end || (end > 0 && kx_utf8_count(text, next) > columns))
			return end;
		end = next;
	}
}

/* One twig's own lines; the strokes for its first line have been drawn. */
static void
draw_text(const struct pen *pen, const struct kx_twig *twig)
{
	size_t columns = KX_TWIG_COLUMNS - CONNECTOR_COLUMNS * ((size_t)pen->depth + (twig->first != NULL)), length;
	const char *text = twig->text;

	for (;;) {
		length = line_length(text, columns);
		kx_buffer_add(pen->out, text, length);
		kx_buffer_char(pen->out, '\n');
		text += length;
		text += strspn(text, " ");
		if (*text == '\0')
			return;
		draw_strokes(pen, pen->depth);
		kx_buffer_text(pen->out, twig->first != NULL ? PASS : "");
	}
}

static void
draw(struct pen *pen, const struct kx_twig *twig)
{
	const struct kx_twig *child;

	draw_text(pen, twig);
	for (child = twig->first; child != NULL; child = child->next) {
		draw_strokes(pen, pen->depth);
		kx_buffer_text(pen->out, child->next != NULL ? BRANCH : LAST);
		if (pen->depth == KX_TWIG_DEPTH) {
			draw_text(pen, child);
			continue;
		}
		pen->passes[pen->depth++] = child->next != NULL;
		draw(pen, child);
		pen->depth--;
	}
}

void
kx_twig_print(const struct kx_twig *root, struct kx_buffer *out)
{
	struct pen pen = { .out = out };

	draw(&pen, root);
}
