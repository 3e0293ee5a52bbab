/*
 * Do benefits and harms get equal room?  The measures, and the rule on words.
 *
 * Words are counted in the sections with the role "benefits" and in those
 * with the role "risks": everything a reader sees there, headings, tables and
 * captions included, reference marks left out.  A word is a run of letters or
 * digits; a hyphen, an apostrophe, and a point or comma between digits do not
 * end it, so "off-label", "don't" and "1,000" are one word each.
 *
 * The limits are the gate's.  The shipped ones, 0.8 to 1.5 times, let harms
 * have more room than benefits but not much less: harms are more numerous, and
 * each needs its sentence.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "base/memo.h"
#include "base/utf8.h"

#include <string.h>

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
	for (child = block->first; child != NULL; child = child->next)
		count_block(counter, child);
}

/* A block's words end in it, so they are a number by themselves: kept for one that is the same for other clinics. */
static size_t
words_of_block(const struct kx_block *block, struct kx_memo *memo)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_WORDS, block->kept != NULL ? block->kept->number : 0);
	struct counter counter = { .words = 0 };
	const size_t *kept = block->kept != NULL ? kx_memo_find(memo, &key) : NULL;
	struct kx_arena *room = kx_memo_arena(memo);
	size_t *words;

	if (kept != NULL)
		return *kept;
	count_block(&counter, block);
	words = block->kept != NULL && room != NULL ? kx_arena_alloc(room, sizeof(*words)) : NULL;
	if (words != NULL) {
		*words = counter.words;
		kx_memo_keep(memo, &key, words);
	}
	return counter.words;
}

static size_t
words_of_role(const struct kx_document *document, enum kx_role role, struct kx_memo *memo)
{
	const struct kx_block *block;
	size_t words = 0;
	size_t i;

	for (i = 0; i < document->section_count; i++) {
		if (document->sections[i].role != role)
			continue;
		if (document->sections[i].heading != NULL)
			words += words_of_block(document->sections[i].heading, memo);
		for (block = document->sections[i].blocks; block != NULL; block = block->next)
			words += words_of_block(block, memo);
	}
	return words;
}

/* ---- on the page ---- */

#define SIZES_MOST 32   /* of type in one section; a template has fewer styles */

struct sizes { kx_length size[SIZES_MOST]; size_t letters[SIZES_MOST]; size_t count; };

static void
add_size(struct sizes *sizes, kx_length size, size_t letters)
{
	size_t i;

	for (i = 0; i < sizes->count && sizes->size[i] != size; i++)
		continue;
	if (i == SIZES_MOST)
		return;
	if (i == sizes->count)
		sizes->size[sizes->count++] = size;
	sizes->letters[i] += letters;
}

/* The size in which most letters are set; of two that are even, the larger. */
static kx_length
main_size(const struct sizes *sizes)
{
	size_t i, best = 0;

	for (i = 1; i < sizes->count; i++)
		if (sizes->letters[i] > sizes->letters[best] ||
		    (sizes->letters[i] == sizes->letters[best] && sizes->size[i] > sizes->size[best]))
			best = i;
	return sizes->count > 0 ? sizes->size[best] : 0;
}

static bool
same_block(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

struct extent { kx_length left, top, right, bottom; };

static void
widen(struct extent *extent, struct kx_box box)
{
	if (extent->right == 0 && extent->bottom == 0) {
		*extent = (struct extent){ box.x, box.y, box.x + box.width, box.y + box.height };
		return;
	}
	extent->left = box.x < extent->left ? box.x : extent->left;
	extent->top = box.y < extent->top ? box.y : extent->top;
	extent->right = box.x + box.width > extent->right ? box.x + box.width : extent->right;
	extent->bottom = box.y + box.height > extent->bottom ? box.y + box.height : extent->bottom;
}

static int64_t
area_of(struct extent extent)
{
	return (int64_t)(extent.right - extent.left) * (extent.bottom - extent.top) / 1000000;
}

/* One side, while pages are gone through. */
struct measure {
	enum kx_role role;
	struct kx_balance_side *side;
	struct sizes sizes;
	struct extent extent;          /* of a block, as far as it stands on the page */
	const char *block;
};

/* The side that a section is on, or NULL. */
static struct measure *
find_measure(const struct kx_content *content, const char *section, struct measure measures[2])
{
	size_t i = 0;

	while (section != NULL && i < content->section_count && strcmp(content->sections[i].id, section) != 0)
		i++;
	if (section == NULL || i == content->section_count)
		return NULL;
	return content->sections[i].role == measures[0].role ? &measures[0] :
	    content->sections[i].role == measures[1].role ? &measures[1] : NULL;
}

static void
end_block(struct measure *measure)
{
	measure->side->area += area_of(measure->extent);
	measure->extent = (struct extent){ 0, 0, 0, 0 };
}

static void
measure_item(struct measure *measure, const struct kx_frame_item *item, const struct kx_element *element, size_t page)
{
	struct kx_balance_side *side = measure->side;

	if (side->first_page == 0)
		side->first_page = (int)page + 1;
	if (!same_block(measure->block, element->block)) {
		end_block(measure);
		measure->block = element->block;
	}
	widen(&measure->extent, kx_item_bounds(item));
	if (item->kind != KX_ITEM_GLYPHS)
		return;
	add_size(&measure->sizes, item->as.glyphs.size, item->as.glyphs.count);
	if ((element->type == KX_EL_H2 || element->type == KX_EL_H3) && item->as.glyphs.size > side->heading_size)
		side->heading_size = item->as.glyphs.size;
}

/* One page: what each block of a side covers is added up, so that blocks far apart do not claim what lies between. */
static void
measure_page(const struct kx_content *content, const struct kx_frames *frames, size_t page, struct measure measures[2])
{
	const struct kx_frame_page *sheet = &frames->pages[page];
	const struct kx_element *element;
	struct measure *measure = NULL;
	const char *section = NULL;
	size_t i;

	measures[0].block = measures[1].block = NULL;
	for (i = 0; i < sheet->item_count; i++) {
		element = sheet->items[i].element >= 0 ? &frames->elements[sheet->items[i].element] : NULL;
		if (element == NULL)
			continue;
		/* Items of one section follow each other. */
		if (element->section != section)
			measure = find_measure(content, section = element->section, measures);
		if (measure != NULL)
			measure_item(measure, &sheet->items[i], element, page);
	}
	end_block(&measures[0]);
	end_block(&measures[1]);
}

/* What is counted without a page. */
static void
count_side(const struct kx_handout *handout, const struct kx_document *document, enum kx_role role, struct kx_memo *memo,
    struct kx_balance_side *side)
{
	size_t i, j, figures;

	side->words = words_of_role(document, role, memo);
	for (i = 0; i < handout->group_count; i++) {
		for (j = 0, figures = 0; kx_group_visible(&handout->groups[i]) && j < handout->groups[i].printed_count; j++)
			figures += handout->groups[i].printed[j].claim->figure_count > 0;
		if (figures > 0 && kx_group_in_role(&handout->groups[i], role))
			side->figures += figures;
	}
}

void
kx_balance_measure(const struct kx_handout *handout, const struct kx_document *document, const struct kx_frames *frames,
    struct kx_memo *memo, struct kx_balance *ret_balance)
{
	struct measure measures[2] = { { .role = KX_ROLE_BENEFITS, .side = &ret_balance->benefits },
		{ .role = KX_ROLE_RISKS, .side = &ret_balance->harms } };
	size_t page;

	*ret_balance = (struct kx_balance){ .benefits = { .words = 0 } };
	count_side(handout, document, KX_ROLE_BENEFITS, memo, &ret_balance->benefits);
	count_side(handout, document, KX_ROLE_RISKS, memo, &ret_balance->harms);
	for (page = 0; frames != NULL && page < frames->page_count; page++)
		measure_page(handout->content, frames, page, measures);
	ret_balance->benefits.type_size = main_size(&measures[0].sizes);
	ret_balance->harms.type_size = main_size(&measures[1].sizes);
	for (page = 0; frames != NULL && (int)page + 1 < ret_balance->harms.first_page; page++)
		if (kx_harm_runs(handout, document, frames, page))
			ret_balance->harms.first_page = (int)page + 1;
}

/* ---- KX306 ---- */

void
kx_rule_equal_room(const struct kx_subject *subject)
{
	const struct kx_gate_limits *limits = &subject->gate->limits;
	size_t benefits = words_of_role(subject->document, KX_ROLE_BENEFITS, subject->memo);
	size_t harms = words_of_role(subject->document, KX_ROLE_RISKS, subject->memo);
	size_t least = (size_t)limits->harm_words_least, most = (size_t)limits->harm_words_most;

	/* A sheet without benefits cannot dwell on them. */
	if (kx_content_leaves_out(subject->handout->content, KX_ROLE_BENEFITS))
		return;
	if (harms * 1000 >= benefits * least && harms * 1000 <= benefits * most)
		return;
	kx_report(subject->diags, KX306, kx_role_place(subject, harms * 1000 < benefits * least ? KX_ROLE_RISKS : KX_ROLE_BENEFITS),
	    kx_arena_print(subject->arena, "for this much on benefits, say %zu to %zu words on harms",
	    (benefits * least + 999) / 1000, benefits * most / 1000),
	    "benefits have %zu words and harms %zu, which is not between %s and %s times as many", benefits, harms,
	    kx_decimal(subject, limits->harm_words_least), kx_decimal(subject, limits->harm_words_most));
}
