#include "text/hyphens.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/font_list.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/face.h"

#include <stdlib.h>
#include <string.h>

/* A longer word has no breaks: nobody can read it anyway. */
#define LONGEST 200

struct kx_hyphens {
	struct kx_hyphen calls;
	HyphenDict *patterns;
};

/* The patterns of the language, or of the part before its first hyphen. */
static bool
find_entry(const struct kx_fonts *fonts, const char *language, size_t *ret_entry)
{
	const char *tail = language != NULL ? strchr(language, '-') : NULL;
	size_t i, pass, length = language != NULL ? strlen(language) : 0;

	for (pass = 0; pass < 2 && length > 0; pass++) {
		for (i = 0; i < fonts->pattern_count; i++)
			if (strlen(fonts->patterns[i].language) == length && strncmp(fonts->patterns[i].language, language, length) == 0) {
				*ret_entry = i;
				return true;
			}
		length = tail != NULL ? (size_t)(tail - language) : 0;
	}
	return false;
}

/* Why the file cannot be used, or NULL.  The library itself asks nothing of it. */
static const char *
fault_of(const struct kx_pattern_entry *entry, struct kx_arena *scratch)
{
	static const char mark[] = "UTF-8\n";
	struct kx_diagnostics causes;
	const char *bytes;
	size_t length;

	kx_diagnostics_init(&causes, scratch);
	if (!kx_path_exists(entry->licence_path))
		return "their licence is missing";
	if (!kx_file_read(scratch, entry->path, KX_MAX_PATTERN_BYTES, &bytes, &length, &causes))
		return causes.count > 0 ? causes.list[0].message : "no memory";
	if (length < sizeof(mark) || memcmp(bytes, mark, sizeof(mark) - 1) != 0)
		return "the file does not begin with a line that says UTF-8";
	return memchr(bytes, '\0', length) != NULL ? "the file is no text" : NULL;
}

bool
kx_hyphens_open(const struct kx_fonts *fonts, const char *language, const struct kx_place *place,
    const struct kx_hyphens **ret_hyphens, struct kx_diagnostics *diags)
{
	const struct kx_pattern_entry *entry;
	struct kx_hyphens *hyphens;
	struct kx_arena scratch;
	const char *fault;
	bool loaded;
	size_t at;

	if (!find_entry(fonts, language, &at)) {
		kx_report(diags, KX511, *place, "let the style leave words whole, or add patterns to the list of fonts",
		    "a style breaks words, and there are no hyphenation patterns for the language \"%s\"",
		    language != NULL ? language : "");
		return false;
	}
	if (fonts->hyphens[at] != NULL) {
		*ret_hyphens = fonts->hyphens[at];
		return true;
	}
	entry = &fonts->patterns[at];
	hyphens = calloc(1, sizeof(*hyphens));
	kx_arena_init(&scratch, KX_MAX_PATTERN_BYTES + 1024 * 1024);
	fault = hyphens != NULL ? fault_of(entry, &scratch) : "no memory";
	loaded = fault != NULL || kx_hyphen_load(&hyphens->calls, diags);
	if (fault == NULL && loaded && (hyphens->patterns = hyphens->calls.hnj_hyphen_load(entry->path)) == NULL)
		fault = "the library cannot read them";
	if (fault != NULL)
		kx_report(diags, KX510, (struct kx_place){ .file = fonts->list_file, .pointer = entry->pointer }, NULL,
		    "the hyphenation patterns for \"%s\" (%s) cannot be used: %s", entry->language, entry->path, fault);
	kx_arena_done(&scratch);
	if (fault != NULL || !loaded) {
		kx_hyphens_close(hyphens);
		return false;
	}
	*ret_hyphens = fonts->hyphens[at] = hyphens;
	return true;
}

void
kx_hyphens_close(struct kx_hyphens *hyphens)
{
	if (hyphens == NULL)
		return;
	if (hyphens->patterns != NULL)
		hyphens->calls.hnj_hyphen_free(hyphens->patterns);
	free(hyphens);
}

/* ---- words ---- */

static bool
is_capital(uint32_t code)
{
	return code >= 'A' && code <= 'Z';
}

/* A letter: of ASCII, or any character above it that is no sign, space or punctuation. */
static bool
is_letter(uint32_t code)
{
	if (code < 0x80)
		return (code >= 'a' && code <= 'z') || is_capital(code);
	return code > 0xBF && (code < 0x2000 || code > 0x2BFF) && (code < 0x3000 || code > 0x303F);
}

/* The word in [*first, *last) without what stands before and behind its letters; false when it is not just letters. */
static bool
trim(const char *text, size_t *first, size_t *last)
{
	size_t at, end = *last, size, letters = 0;
	bool behind = false;
	uint32_t code;

	/* Behind a hyphen, a slash or a number it is part of something longer. */
	if (*first > 0 && text[*first - 1] != ' ' && text[*first - 1] != '\n')
		return false;
	for (at = *first; at < end; at += size) {
		code = kx_utf8_next(text + at, &size);
		if (!is_letter(code)) {
			if (letters == 0 && code >= '0' && code <= '9')
				return false;
			behind = letters > 0;
			continue;
		}
		if (behind || (letters > 0 && is_capital(code)))
			return false;
		if (letters++ == 0)
			*first = at;
		*last = at + size;
	}
	return letters >= KX_HYPHEN_LEAST && *last - *first <= LONGEST;
}

/* Ask the library about one word; `points` is its part of the whole text's. */
static void
ask(const struct kx_hyphens *hyphens, const char *word, size_t length, uint8_t *points)
{
	char lower[LONGEST + 1], votes[LONGEST + 6] = { 0 }, **changes = NULL;
	int *places = NULL, *cuts = NULL;
	size_t at, character = 0, size;

	memcpy(lower, word, length);
	lower[length] = '\0';
	if (is_capital((unsigned char)lower[0]))
		lower[0] = (char)(lower[0] - 'A' + 'a');
	if (hyphens->calls.hnj_hyphen_hyphenate2(hyphens->patterns, lower, (int)length, votes, NULL, &changes, &places, &cuts) == 0) {
		for (at = 0; at < length; at += size, character++) {
			kx_utf8_next(word + at, &size);
			/* A break that would spell the word otherwise is none. */
			if (at + size < length && (votes[character] & 1) != 0 && (changes == NULL || changes[character] == NULL))
				points[at + size - 1] = 1;
		}
	}
	for (at = 0; changes != NULL && at < length; at++)
		free(changes[at]);
	free(changes);
	free(places);
	free(cuts);
}

const uint8_t *
kx_hyphens_find(struct kx_arena *arena, const struct kx_hyphens *hyphens, const char *text, size_t length, const uint8_t *breaks)
{
	uint8_t *points = kx_arena_array(arena, length + 1, 1);
	size_t start = 0, first, last, i;

	for (i = 0; points != NULL && i < length; i++) {
		if (breaks[i] == 0 && i + 1 < length)
			continue;
		first = start;
		last = i + 1;
		start = i + 1;
		if (trim(text, &first, &last))
			ask(hyphens, text + first, last - first, points + first);
	}
	return points;
}
