/*
 * Do benefits and harms get equal room?
 *
 * Words are counted in the sections with the role "benefits" and in those
 * with the role "risks": everything a reader sees there, headings, tables and
 * captions included, reference marks left out.  A word is a run of letters or
 * digits; a hyphen, an apostrophe, and a point or comma between digits do not
 * end it, so "off-label", "don't" and "1,000" are one word each.
 *
 * The limits, 0.8 to 1.5 times, let harms have more room than benefits but
 * not much less: harms are more numerous, and each needs its sentence.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "base/utf8.h"

#define LEAST_TENTHS 8
#define MOST_TENTHS  15

/* Counting goes on from run to run of a block, so a word of two emphases is one. */
struct counter {
	size_t words;
	bool in_word;
	uint32_t joiner;   /* met after a word's letter and not yet decided, or 0 */
	bool after_digit;  /* the letter before was a digit */
};

static bool
is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

/* Letters and digits.  Beyond ASCII everything is one but signs and punctuation (U+00A0-00BF, U+2000-206F and the like). */
static bool
is_letter(uint32_t code)
{
	if (code < 0x80)
		return is_digit(code) || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
	if (code < 0xc0 || code == 0xd7 || code == 0xf7)
		return false;
	return !(code >= 0x2000 && code <= 0x2bff) && !(code >= 0x3000 && code <= 0x303f);
}

static bool
joins(uint32_t joiner, bool after_digit, uint32_t next)
{
	if (joiner == '.' || joiner == ',')
		return after_digit && is_digit(next);
	return joiner == '-' || joiner == '\'' || joiner == 0xad || joiner == 0x2010 || joiner == 0x2011 || joiner == 0x2019;
}

static void
count_text(struct counter *counter, const char *text)
{
	size_t length;
	uint32_t code;

	for (; text != NULL && *text != '\0'; text += length) {
		code = kx_utf8_next(text, &length);
		if (is_letter(code)) {
			if (!counter->in_word || (counter->joiner != 0 && !joins(counter->joiner, counter->after_digit, code)))
				counter->words++;
			counter->in_word = true;
			counter->joiner = 0;
			counter->after_digit = is_digit(code);
		} else if (counter->in_word && counter->joiner == 0) {
			counter->joiner = code;
		} else {
			counter->in_word = false;
			counter->joiner = 0;
		}
	}
}

static void
end_text(struct counter *counter)
{
	counter->in_word = false;
	counter->joiner = 0;
}

static void
count_block(struct counter *counter, const struct kx_block *block)
{
	const struct kx_block *child;
	size_t i;

	for (i = 0; i < block->runs.count; i++)
		if (block->runs.list[i].kind != KX_RUN_REFERENCE)
			count_text(counter, block->runs.list[i].text);
	end_text(counter);
	for (i = 0; i < 2 && block->figure != NULL; i++) {
		count_text(counter, block->figure->arrays[i].heading);
		end_text(counter);
		count_text(counter, block->figure->arrays[i].words);
		end_text(counter);
	}
	if (block->figure != NULL)
		count_text(counter, block->figure->note);
	end_text(counter);
	for (child = block->first; child != NULL; child = child->next)
		count_block(counter, child);
}

static size_t
words_of_role(const struct kx_document *document, enum kx_role role)
{
	struct counter counter = { .words = 0 };
	const struct kx_block *block;
	size_t i;

	for (i = 0; i < document->section_count; i++) {
		if (document->sections[i].role != role)
			continue;
		if (document->sections[i].heading != NULL)
			count_block(&counter, document->sections[i].heading);
		for (block = document->sections[i].blocks; block != NULL; block = block->next)
			count_block(&counter, block);
	}
	return counter.words;
}

/* The first section of the role in the outline, to point at. */
static struct kx_place
role_place(const struct kx_subject *subject, enum kx_role role)
{
	const struct kx_content *content = subject->handout->content;
	size_t i;

	for (i = 0; i < content->section_count; i++)
		if (content->sections[i].role == role)
			return kx_place_below(subject, content->sections[i].origin, "");
	return kx_place_below(subject, content->pack.origin, "");
}

void
kx_rule_equal_room(const struct kx_subject *subject)
{
	size_t benefits, harms;

	if (subject->document == NULL)
		return;
	benefits = words_of_role(subject->document, KX_ROLE_BENEFITS);
	harms = words_of_role(subject->document, KX_ROLE_RISKS);
	if (harms * 10 >= benefits * LEAST_TENTHS && harms * 10 <= benefits * MOST_TENTHS)
		return;
	kx_report(subject->diags, KX306, role_place(subject, harms < benefits ? KX_ROLE_RISKS : KX_ROLE_BENEFITS),
	    kx_arena_print(subject->diags->arena, "for this much on benefits, say %zu to %zu words on harms",
	    (benefits * LEAST_TENTHS + 9) / 10, benefits * MOST_TENTHS / 10),
	    "benefits have %zu words and harms %zu, which is not between 0.8 and 1.5 times as many", benefits, harms);
}
