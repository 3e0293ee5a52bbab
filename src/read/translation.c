#include "read/translation.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/limits.h"
#include "read/inline.h"
#include "read/parts.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	const char *from, *to;
	size_t index;                /* in the object */
	bool used, spanned, good;    /* fits a text; as spans too, which could be read */
	struct kx_rich rich;
};

struct translating {
	struct kx_arena *arena;
	struct kx_node texts;
	struct entry *entries; size_t count;      /* sorted by the text they are of */
	const char **missing; size_t missing_count, room;
	bool optional;                            /* a text that may well be the same in both languages */
};

/* ---- what a translation must share with its text ---- */

struct token { const char *at; size_t length; };
struct tokens { struct token *list; size_t count; };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Is a sign that groups digits or parts decimals here, between digits?  Returns its length. */
static size_t
inner_sign(const char *at)
{
	static const char *const signs[] = { ".", ",", "\xc2\xa0", "\xe2\x80\xaf", NULL };
	size_t i, length;

	for (i = 0; signs[i] != NULL; i++) {
		length = strlen(signs[i]);
		if (strncmp(at, signs[i], length) == 0 && is_digit(at[length]))
			return length;
	}
	return 0;
}

/* The digits of the number at `*at`, without signs between; moves past it. */
static struct token
take_number(struct kx_arena *arena, const char **at)
{
	const char *start = *at, *end = start;
	struct token token = { "", 0 };
	size_t sign;
	char *digits;

	while (is_digit(*end) || (sign = inner_sign(end)) > 0)
		end += is_digit(*end) ? 1 : sign;
	*at = end;
	digits = kx_arena_alloc(arena, (size_t)(end - start) + 1);
	if (digits == NULL)
		return token;
	for (; start < end; start++)
		if (is_digit(*start))
			digits[token.length++] = *start;
	token.at = digits;
	return token;
}

static int
compare_tokens(const void *a, const void *b)
{
	const struct token *left = a, *right = b;
	size_t shorter = left->length < right->length ? left->length : right->length;
	int order = memcmp(left->at, right->at, shorter);

	return order != 0 ? order : (left->length > right->length) - (left->length < right->length);
}

/* Numbers and {names} of a text, sorted. */
static struct tokens
tokens_of(struct kx_arena *arena, const char *text)
{
	struct tokens tokens = { NULL, 0 };
	size_t most = 0, length;
	const char *at;

	for (at = text; *at != '\0'; at++)
		most += is_digit(*at) || *at == '{';
	tokens.list = most > 0 ? kx_arena_array(arena, most, sizeof(*tokens.list)) : NULL;
	for (at = text; tokens.list != NULL && *at != '\0';) {
		if (is_digit(*at)) {
			tokens.list[tokens.count++] = take_number(arena, &at);
		} else if (*at == '{') {
			length = strcspn(at, "}");
			tokens.list[tokens.count++] = (struct token){ at, length };
			at += length;
		} else {
			at++;
		}
	}
	if (tokens.count > 1)
		qsort(tokens.list, tokens.count, sizeof(*tokens.list), compare_tokens);
	return tokens;
}

static const char *
tokens_in_words(struct kx_arena *arena, const struct tokens *tokens)
{
	const char *words = NULL;
	size_t i;

	for (i = 0; i < tokens->count && i < 12; i++)
		words = words == NULL ? kx_arena_print(arena, "%.*s", (int)tokens->list[i].length, tokens->list[i].at) :
		    kx_arena_print(arena, "%s, %.*s", words, (int)tokens->list[i].length, tokens->list[i].at);
	return words != NULL ? words : "none";
}

static void
check_tokens(struct translating *work, const struct entry *entry)
{
	struct tokens from = tokens_of(work->arena, entry->from), to = tokens_of(work->arena, entry->to);
	struct kx_node node = kx_node_entry(&work->texts, entry->index);
	bool same = from.count == to.count;
	size_t i;

	for (i = 0; same && i < from.count; i++)
		same = compare_tokens(&from.list[i], &to.list[i]) == 0;
	if (!same)
		kx_node_fault(&node, KX143, NULL, "the numbers and names of the translation are not those of the text: %s in place of %s",
		    tokens_in_words(work->arena, &to), tokens_in_words(work->arena, &from));
}

static void
check_marks(struct translating *work, const struct kx_rich *from, const struct entry *entry)
{
	struct kx_node node = kx_node_entry(&work->texts, entry->index);
	int marks[2][KX_STRONG + 1] = { { 0 }, { 0 } };
	size_t i;

	for (i = 0; i < from->count; i++)
		marks[0][from->spans[i].emphasis]++;
	for (i = 0; i < entry->rich.count; i++)
		marks[1][entry->rich.spans[i].emphasis]++;
	if (marks[0][KX_EMPHASIS] != marks[1][KX_EMPHASIS] || marks[0][KX_STRONG] != marks[1][KX_STRONG])
		kx_node_fault(&node, KX143, NULL, "the translation has other *emphasis* than the text: %d *…* and %d **…** in place of %d and %d",
		    marks[1][KX_EMPHASIS], marks[1][KX_STRONG], marks[0][KX_EMPHASIS], marks[0][KX_STRONG]);
}

/* ---- the catalogue ---- */

static int
compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->from, ((const struct entry *)b)->from);
}

static int
compare_entry(const void *key, const void *entry)
{
	return strcmp(key, ((const struct entry *)entry)->from);
}

static struct entry *
find_entry(struct translating *work, const char *text)
{
	return work->count == 0 ? NULL : bsearch(text, work->entries, work->count, sizeof(*work->entries), compare_entry);
}

/* The catalogue `texts`, which is there. */
static bool
read_entries(struct translating *work)
{
	struct entry *entry;
	struct kx_node node;
	size_t i;

	if (work->texts.json->type != KX_PARSED_OBJECT) {
		kx_node_fault(&work->texts, KX107, NULL, "%s should be an object in braces", kx_node_name(&work->texts));
		return false;
	}
	if (work->texts.json->count > KX_MAX_TRANSLATIONS) {
		kx_node_fault(&work->texts, KX116, NULL, "%s has %zu entries; at most %u are read", kx_node_name(&work->texts),
		    (size_t)work->texts.json->count, KX_MAX_TRANSLATIONS);
		return false;
	}
	work->entries = work->texts.json->count > 0 ? kx_arena_array(work->arena, work->texts.json->count, sizeof(*work->entries)) : NULL;
	for (i = 0; work->entries != NULL && i < work->texts.json->count; i++) {
		node = kx_node_entry(&work->texts, i);
		entry = &work->entries[work->count];
		entry->from = kx_arena_string(work->arena, node.key);
		entry->to = kx_node_text(&node, KX_MAX_TEXT_BYTES);
		entry->index = i;
		work->count += entry->from != NULL && entry->to != NULL;
	}
	if (work->count > 1)
		qsort(work->entries, work->count, sizeof(*work->entries), compare_entries);
	return true;
}

static int
compare_index(const void *a, const void *b)
{
	const struct entry *left = *(const struct entry *const *)a, *right = *(const struct entry *const *)b;

	return (left->index > right->index) - (left->index < right->index);
}

static void
report_stale(struct translating *work)
{
	const struct entry **stale = kx_arena_array(work->arena, work->count + 1, sizeof(*stale));
	struct kx_node node;
	size_t count = 0, i;

	for (i = 0; stale != NULL && i < work->count; i++)
		if (!work->entries[i].used)
			stale[count++] = &work->entries[i];
	if (count > 1)
		qsort(stale, count, sizeof(*stale), compare_index);
	for (i = 0; i < count; i++) {
		node = kx_node_entry(&work->texts, stale[i]->index);
		kx_node_fault(&node, KX142, NULL, "no text of the data is “%s”", kx_shape_clip(work->arena, stale[i]->from));
	}
}

/* ---- texts in the place of texts ---- */

/* A text of numbers and signs alone is the same in every language. */
static bool
has_letters(const char *text)
{
	for (; *text != '\0'; text++)
		if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (unsigned char)*text >= 0x80)
			return true;
	return false;
}

static void
miss(struct translating *work, const char *text)
{
	const char **place;

	if (work->optional)
		return;
	place = kx_arena_push(work->arena, &work->missing, &work->missing_count, &work->room, sizeof(*place));
	if (place != NULL)
		*place = text;
}

/* The entry of a text, held against it the first time; NULL when the text stays as it is. */
static struct entry *
take_entry(struct translating *work, const char *text)
{
	struct entry *entry = find_entry(work, text);

	if (entry == NULL && has_letters(text))
		miss(work, text);
	if (entry != NULL && !entry->used) {
		entry->used = true;
		check_tokens(work, entry);
	}
	return entry;
}

static void
turn(struct translating *work, const char **text)
{
	struct entry *entry = *text != NULL ? take_entry(work, *text) : NULL;

	if (entry != NULL)
		*text = entry->to;
}

static void
turn_rich(struct translating *work, struct kx_rich *rich)
{
	const char *text = rich->written != NULL ? rich->written : rich->plain;
	struct entry *entry = text != NULL ? take_entry(work, text) : NULL;
	struct kx_node node;

	if (entry == NULL)
		return;
	if (!entry->spanned) {
		node = kx_node_entry(&work->texts, entry->index);
		entry->spanned = true;
		entry->good = kx_text_rich(&node, entry->to, &entry->rich);
		if (entry->good)
			check_marks(work, rich, entry);
	}
	if (entry->good)
		*rich = entry->rich;
}

static void
turn_pack(struct translating *work, struct kx_pack *pack)
{
	size_t i;

	turn(work, &pack->title);
	turn(work, &pack->subtitle);
	turn(work, &pack->written_by);
	turn(work, &pack->funding);
	turn(work, &pack->feedback);
	turn(work, &pack->update_policy);
	turn(work, &pack->not_advice);
	turn(work, &pack->review.role);
	for (i = 0; i < pack->product_count; i++) {
		turn(work, &pack->products[i].name);
		turn(work, &pack->products[i].label);
		turn(work, &pack->products[i].status_line);
	}
	for (i = 0; i < pack->condition_count; i++)
		turn(work, &pack->conditions[i].name);
	for (i = 0; i < pack->outcome_count; i++) {
		turn(work, &pack->outcomes[i].label);
		turn(work, &pack->outcomes[i].means);
	}
	for (i = 0; i < pack->comparator_count; i++) {
		turn(work, &pack->comparators[i].label);
		turn(work, &pack->comparators[i].with);
	}
}

static void
turn_claim(struct translating *work, struct kx_claim *claim)
{
	struct kx_figure *figure;

	turn_rich(work, &claim->says);
	for (figure = claim->figures; figure < claim->figures + claim->figure_count; figure++) {
		figure->at_written = figure->at;
		turn(work, &figure->at);
		turn(work, &figure->doses);
		turn(work, &figure->population);
	}
}

static void
turn_block(struct translating *work, struct kx_block_plan *block)
{
	size_t i;

	turn(work, &block->title);
	turn(work, &block->lead);
	turn(work, &block->note);
	turn(work, &block->caption);
	turn(work, &block->population);
	for (i = 0; i < block->column_count; i++) {
		turn(work, &block->columns[i].title);
		turn(work, &block->columns[i].note);
	}
}

static void
turn_sections(struct translating *work, struct kx_section *sections, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		turn(work, &sections[i].title);
		for (k = 0; k < sections[i].block_count; k++)
			turn_block(work, &sections[i].blocks[k]);
	}
}

static void
turn_help_lines(struct translating *work, struct kx_help_line *lines, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		turn(work, &lines[i].name);
		turn(work, &lines[i].number);
		turn(work, &lines[i].how);
	}
}

static void
turn_content(struct translating *work, struct kx_content *content)
{
	size_t i, k;

	turn_pack(work, &content->pack);
	for (i = 0; i < content->summary_count; i++)
		for (k = 0; k < content->summaries[i].claim_count; k++)
			turn_claim(work, &content->summaries[i].claims[k]);
	for (i = 0; i < content->topic_count; i++)
		turn(work, &content->topics[i].title);
	turn_sections(work, content->sections, content->section_count);
	if (content->account != content->sections)
		turn_sections(work, content->account, content->account_count);
	for (i = 0; i < content->outline_count; i++) {
		turn(work, &content->outlines[i].title);
		turn(work, &content->outlines[i].subtitle);
		turn_sections(work, content->outlines[i].sections, content->outlines[i].section_count);
	}
	for (i = 0; i < content->country_count; i++)
		turn_help_lines(work, content->countries[i].lines, content->countries[i].line_count);
}

/* ---- whose translation it is ---- */

static const struct kx_key record_keys[] = {
	{ "from", true }, { "translated_by", true }, { "translated_on", true }, { "review", true }
};
static const struct kx_shape record_shape = KX_SHAPE("the translation", record_keys);

static void
read_record(struct kx_reading *reading, const struct kx_node *root, struct kx_translation *translation)
{
	const char *own = reading->content->pack.language;
	struct kx_node record, from;

	if (!kx_node_member(root, "translation", &record))
		return;
	translation->origin = kx_node_origin(&record);
	if (!kx_shape_check(&record, &record_shape))
		return;
	translation->from = kx_member_tag(&record, "from");
	if (translation->from != NULL && strcmp(translation->from, own) != 0 && kx_node_member(&record, "from", &from))
		kx_node_fault(&from, KX141, NULL, "this data folder is written in \"%s\", not in \"%s\"", own,
		    kx_shape_clip(reading->arena, translation->from));
	translation->by = kx_member_text(&record, "translated_by", KX_MAX_NAME_BYTES);
	kx_member_date(&record, "translated_on", &translation->on);
	kx_read_review(&record, "review", "reviewed", &translation->review);
}

/* Of every string and text, each with its NUL, in the order of keys. */
static const char *
hash_of(struct kx_arena *arena, const struct kx_wording *wording, const struct translating *work)
{
	char hex[KX_HASH_HEX];
	struct kx_hashing hashing;
	size_t i;

	kx_hash_begin(&hashing);
	for (i = 0; i < wording->entry_count; i++) {
		kx_hash_add(&hashing, wording->entries[i].key, strlen(wording->entries[i].key) + 1);
		kx_hash_add(&hashing, wording->entries[i].text, strlen(wording->entries[i].text) + 1);
	}
	for (i = 0; i < work->count; i++) {
		kx_hash_add(&hashing, work->entries[i].from, strlen(work->entries[i].from) + 1);
		kx_hash_add(&hashing, work->entries[i].to, strlen(work->entries[i].to) + 1);
	}
	kx_hash_end_hex(&hashing, hex);
	return kx_arena_string(arena, hex);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Each once, sorted. */
static void
list_missing(const struct translating *work, struct kx_translation *translation)
{
	size_t i;

	translation->missing = work->missing;
	if (work->missing_count > 1)
		qsort(translation->missing, work->missing_count, sizeof(*translation->missing), compare_texts);
	for (i = 0; i < work->missing_count; i++)
		if (i == 0 || strcmp(work->missing[i], translation->missing[translation->missing_count - 1]) != 0)
			translation->missing[translation->missing_count++] = work->missing[i];
}

void
kx_read_translation(struct kx_reading *reading, const struct kx_node *root)
{
	struct kx_translation *translation = kx_arena_alloc(reading->arena, sizeof(*translation));
	struct translating work = { .arena = reading->arena };

	if (translation == NULL)
		return;
	read_record(reading, root, translation);
	if (!kx_node_member(root, "texts", &work.texts) || !read_entries(&work))
		return;
	turn_content(&work, reading->content);
	report_stale(&work);
	list_missing(&work, translation);
	translation->hash = hash_of(reading->arena, &reading->content->wording, &work);
	reading->content->translation = translation;
}

/* ---- a clinic's own ---- */

/* Names, numbers and addresses may be the same in every language. */
static void
turn_clinic(struct translating *work, struct kx_clinic *clinic)
{
	size_t i;

	work->optional = true;
	turn(work, &clinic->name);
	turn(work, &clinic->after_hours);
	for (i = 0; i < clinic->address_count; i++)
		turn(work, &clinic->address[i]);
	for (i = 0; i < clinic->provider_count; i++)
		turn(work, &clinic->providers[i]);
	work->optional = false;
	turn(work, &clinic->hours);
	turn(work, &clinic->logo_alt);
	turn(work, &clinic->funding);
	turn(work, &clinic->feedback);
	turn(work, &clinic->review.role);
	for (i = 0; i < clinic->visit_count; i++)
		turn_rich(work, &clinic->visit[i].says);
	turn_help_lines(work, clinic->help_lines, clinic->help_line_count);
}

static bool
find_texts(const struct kx_node *root, const char *language, struct kx_node *all, struct kx_node *ret_texts)
{
	if (!kx_node_member(root, "texts", all))
		return false;
	if (all->json->type != KX_PARSED_OBJECT) {
		kx_node_fault(all, KX107, NULL, "\"texts\" should be an object in braces");
		return false;
	}
	return language != NULL && kx_node_member(all, language, ret_texts);
}

void
kx_read_clinic_translation(struct kx_reading *reading, const struct kx_node *root, struct kx_clinic *clinic)
{
	const struct kx_content *content = reading->content;
	const char *language = content->translation != NULL ? content->wording.language : NULL;
	struct translating work = { .arena = reading->arena };
	struct kx_node all;

	if (find_texts(root, language, &all, &work.texts) && !read_entries(&work))
		return;
	if (language == NULL)
		return;
	turn_clinic(&work, clinic);
	if (clinic->row == NULL)
		report_stale(&work);
	if (work.missing_count > 0)
		kx_node_fault(root, KX144, NULL, "%zu text%s of the clinic ha%s no translation into \"%s\", the first “%s”", work.missing_count,
		    work.missing_count == 1 ? "" : "s", work.missing_count == 1 ? "s" : "ve", language,
		    kx_shape_clip(reading->arena, work.missing[0]));
}
