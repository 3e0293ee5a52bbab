#include "content/word_pattern.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "content/gate.h"

#include <string.h>

/* ---- letters ---- */

uint32_t
kx_word_fold(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 0x20 : code;
	if (code == 0x2019 || code == 0x2018 || code == 0x02bc || code == 0xff07)
		return '\'';
	if ((code >= 0xc0 && code <= 0xde && code != 0xd7) || (code >= 0x391 && code <= 0x3a9) ||
	    (code >= 0x410 && code <= 0x42f))
		return code + 0x20;
	if (code >= 0x400 && code <= 0x40f)
		return code + 0x50;
	/* Latin Extended-A has its pairs side by side, but in two stretches the other way round. */
	if ((code >= 0x100 && code <= 0x137 && code != 0x130) || (code >= 0x14a && code <= 0x177))
		return code | 1;
	if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17e))
		return code + (code & 1);
	return code == 0x178 ? 0xff : code;
}

bool
kx_word_letter(uint32_t code)
{
	if (code < 0x80)
		return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
	if (code < 0xc0)
		return code == 0xaa || code == 0xb5 || code == 0xba;
	if (code == 0xd7 || code == 0xf7)
		return false;
	return !(code >= 0x2000 && code <= 0x2bff) && !(code >= 0x2e00 && code <= 0x2e7f) &&
	    !(code >= 0x3000 && code <= 0x303f) && !(code >= 0xe000 && code <= 0xf8ff) && !(code >= 0xfe00 && code <= 0xfe6f) &&
	    !(code >= 0xff00 && code <= 0xff0f) && code != 0xfeff && code < 0x1f000;
}

bool
kx_word_invisible(uint32_t code)
{
	return code == 0xad || (code >= 0x200b && code <= 0x200d) || code == 0x2060 || code == 0xfeff;
}

/* ---- patterns ---- */

struct reader {
	struct kx_arena *arena;
	const struct kx_word_class *classes;
	size_t class_count;
	const char *reason;   /* the first fault */
};

static bool
refuse(struct reader *reader, const char *reason)
{
	if (reader->reason == NULL)
		reader->reason = reason != NULL ? reason : "there is no memory left";
	return false;
}

/* Fold `length` bytes at `word`, all of which must belong to a word. */
static bool
fold_word(struct reader *reader, const char *word, size_t length, struct kx_word_choice *choice)
{
	char *folded = kx_arena_alloc(reader->arena, length + 4);   /* folding never makes a character longer */
	size_t at = 0, step;
	uint32_t code;

	if (folded == NULL)
		return refuse(reader, NULL);
	choice->length = 0;
	while (at < length) {
		code = kx_utf8_next(word + at, &step);
		at += step;
		if (kx_word_invisible(code))
			continue;
		code = kx_word_fold(code);
		if (!kx_word_letter(code) && code != '\'')
			return refuse(reader, kx_arena_print(reader->arena, "\"%.*s\" is no word", (int)length, word));
		choice->length += kx_utf8_put(code, folded + choice->length);
	}
	if (choice->length == 0)
		return refuse(reader, "a step has no word in it");
	choice->text = folded;
	return true;
}

/* One choice that is no class. */
static bool
read_choice(struct reader *reader, const char *text, size_t length, struct kx_word_choice *choice)
{
	*choice = (struct kx_word_choice){ .text = "" };
	if (length == 1 && (*text == '#' || *text == '%' || *text == '_')) {
		choice->form = *text == '#' ? KX_MATCH_NUMBER : *text == '%' ? KX_MATCH_PERCENT : KX_MATCH_ANY;
		return true;
	}
	choice->form = KX_MATCH_INFLECTED;
	if (length > 0 && *text == '=') {
		choice->form = KX_MATCH_EXACT;
		text++;
		length--;
	} else if (length > 0 && text[length - 1] == '*') {
		choice->form = KX_MATCH_OPEN;
		length--;
	}
	return fold_word(reader, text, length, choice);
}

static const struct kx_word_class *
find_class(const struct reader *reader, const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < reader->class_count; i++)
		if (strlen(reader->classes[i].id) == length && memcmp(reader->classes[i].id, name, length) == 0)
			return &reader->classes[i];
	return NULL;
}

static bool
read_class(struct reader *reader, const char *name, size_t length, struct kx_word_step *step)
{
	const struct kx_word_class *found = find_class(reader, name, length);
	size_t i;

	if (found == NULL)
		return refuse(reader, kx_arena_print(reader->arena, "there is no word class \"%.*s\"", (int)length, name));
	for (i = 0; i < found->word_count; i++) {
		if (step->choice_count == KX_PATTERN_CHOICES)
			return refuse(reader, "a step has too many choices");
		if (!read_choice(reader, found->words[i], strlen(found->words[i]), &step->choices[step->choice_count++]))
			return false;
	}
	return true;
}

/* Choices that `length` bytes at `text` make, each class counted whole. */
static size_t
count_choices(const struct reader *reader, const char *text, size_t length)
{
	const struct kx_word_class *found;
	size_t count = 0, at, size;

	for (at = 0; at <= length; at += size + 1) {
		for (size = 0; at + size < length && text[at + size] != '|'; size++)
			;
		found = size > 1 && text[at] == '@' ? find_class(reader, text + at + 1, size - 1) : NULL;
		count += found != NULL ? found->word_count : 1;
	}
	return count < KX_PATTERN_CHOICES ? count : KX_PATTERN_CHOICES;
}

static bool
read_step(struct reader *reader, const char *text, size_t length, struct kx_word_step *step)
{
	size_t at, size;

	*step = (struct kx_word_step){ .gap = length == 3 && memcmp(text, "...", 3) == 0 };
	if (step->gap)
		return true;
	if (*text == '^') {
		step->starts_sentence = true;
		text++;
		length--;
	}
	step->choices = kx_arena_array(reader->arena, count_choices(reader, text, length), sizeof(*step->choices));
	if (step->choices == NULL)
		return refuse(reader, NULL);
	for (at = 0; at <= length; at += size + 1) {
		for (size = 0; at + size < length && text[at + size] != '|'; size++)
			;
		if (size > 1 && text[at] == '@') {
			if (!read_class(reader, text + at + 1, size - 1, step))
				return false;
		} else if (step->choice_count == KX_PATTERN_CHOICES) {
			return refuse(reader, "a step has too many choices");
		} else if (!read_choice(reader, text + at, size, &step->choices[step->choice_count++])) {
			return false;
		}
	}
	return true;
}

bool
kx_word_pattern_read(struct kx_arena *arena, const char *text, const struct kx_word_class *classes,
    size_t class_count, struct kx_word_pattern *ret_pattern, const char **ret_reason)
{
	struct reader reader = { .arena = arena, .classes = classes, .class_count = class_count };
	struct kx_word_pattern pattern = { .text = text };
	size_t length;

	pattern.steps = kx_arena_array(arena, KX_PATTERN_STEPS, sizeof(*pattern.steps));
	if (pattern.steps == NULL)
		refuse(&reader, NULL);
	while (reader.reason == NULL && *(text += strspn(text, " -")) != '\0') {
		/* A hyphen parts steps as a space does, so "game-chang*" finds both spellings. */
		length = strcspn(text, " -");
		if (text[length] == '-' && memchr(text, '|', strcspn(text, " ")) != NULL)
			refuse(&reader, "a choice between words with hyphens is not clear; write an entry for each");
		else if (pattern.step_count == KX_PATTERN_STEPS)
			refuse(&reader, "it has too many words");
		else
			read_step(&reader, text, length, &pattern.steps[pattern.step_count++]);
		text += length;
	}
	if (reader.reason == NULL && pattern.step_count == 0)
		refuse(&reader, "it has no words");
	if (reader.reason == NULL && (pattern.steps[0].gap || pattern.steps[pattern.step_count - 1].gap))
		refuse(&reader, "\"...\" stands between words, not at an end");
	if (reader.reason != NULL) {
		*ret_reason = reader.reason;
		return false;
	}
	*ret_pattern = pattern;
	return true;
}
