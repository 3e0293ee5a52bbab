#include "text/fonts.h"

#include "base/arena.h"
#include "text/face.h"
#include "text/ties.h"

#include <string.h>

/* The noncharacter U+FFFF, by which the library knows the end of a text; met inside one it aborts. */
#define END_MARK "\xEF\xBF\xBF"
#define STAND_IN "\xEF\xBF\xBD"   /* U+FFFD, as long */

/* The text without end marks in it; NULL when the arena is spent. */
static const char *
without_end_marks(struct kx_arena *arena, const char *text, size_t length)
{
	const char *mark = memmem(text, length, END_MARK, 3);
	char *copy, *at;

	if (mark == NULL)
		return text;
	copy = kx_arena_copy(arena, text, length);
	if (copy == NULL)
		return NULL;
	for (at = copy + (mark - text); at != NULL; at = memmem(at, length - (size_t)(at - copy), END_MARK, 3))
		memcpy(at, STAND_IN, 3);
	return copy;
}

/*
 * libunibreak's init_linebreak() is not called: it only fills an index for
 * speed, in a writable global of the library.  Without it a character is
 * looked up from the front of the table, where our scripts stand.
 */
static void
mark_opportunities(const struct kx_unibreak *unibreak, const char *language, const char *text, size_t length, char *marks)
{
	size_t i;

	unibreak->set_linebreaks_utf8((const utf8_t *)text, length, language, marks);
	for (i = 0; i < length; i++) {
		if (marks[i] == LINEBREAK_MUSTBREAK)
			marks[i] = 2;
		else
			marks[i] = marks[i] == LINEBREAK_ALLOWBREAK;
	}
}

/* Does the text end in LF, VT, FF, CR, NEL, LS or PS?  The library marks every end as a must (LB3). */
static bool
ends_in_line_end(const char *text, size_t length)
{
	return (text[length - 1] >= '\n' && text[length - 1] <= '\r') ||
	    (length >= 2 && memcmp(text + length - 2, "\xC2\x85", 2) == 0) ||
	    (length >= 3 && (memcmp(text + length - 3, "\xE2\x80\xA8", 3) == 0 ||
	    memcmp(text + length - 3, "\xE2\x80\xA9", 3) == 0));
}

bool
kx_text_breaks(struct kx_arena *arena, const struct kx_fonts *fonts, const char *language, const char *text, size_t length,
    const uint8_t **ret_breaks, struct kx_diagnostics *diags)
{
	const struct kx_engine *engine = kx_engine_of(fonts, diags);
	const char *plain = without_end_marks(arena, text, length);
	char *marks = kx_arena_array(arena, length + 1, 1);
	size_t i;

	if (engine == NULL || plain == NULL || marks == NULL)
		return false;
	if (length > 0) {
		mark_opportunities(&engine->foreign.unibreak, language, plain, length, marks);
		if (!ends_in_line_end(text, length))
			marks[length - 1] = 0;
	}
	for (i = 1; i < length; i++)
		if (memcmp(text + i - 1, "\xC2\xAD", 2) == 0)   /* soft hyphen */
			marks[i] = 0;
	if (!kx_ties_apply(arena, &engine->foreign.hb, text, length, (uint8_t *)marks))
		return false;
	*ret_breaks = (uint8_t *)marks;
	return true;
}
