#include "document/compose.h"

#include "base/buffer.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/memo.h"
#include "document/keep.h"

#include <string.h>

/* ---- setting out ---- */

#define EXPANSION_PREFIX "expand."

static void
collect_expansions(struct kx_composer *composer)
{
	const struct kx_wording *wording = composer->wording;
	const size_t prefix = strlen(EXPANSION_PREFIX);
	struct kx_expansion *place;
	size_t i;

	for (i = 0; i < wording->entry_count; i++) {
		if (strncmp(wording->entries[i].key, EXPANSION_PREFIX, prefix) != 0 ||
		    wording->entries[i].key[prefix] == '\0')
			continue;
		place = kx_arena_push(composer->arena, &composer->expansions, &composer->expansion_count,
		    &composer->expansion_room, sizeof(*place));
		if (place == NULL)
			return;
		place->word = wording->entries[i].key + prefix;
		place->length = strlen(place->word);
		place->expansion = wording->entries[i].text;
		composer->opens[(unsigned char)*place->word] = true;
	}
}

/* Has the wording all that a sheet asks for, with its marks?  That it has is kept: where it lies in the stock says which it is. */
static bool
check_wording(struct kx_composer *composer, struct kx_memo *memo)
{
	static const bool good = true;
	const struct kx_wording *wording = composer->wording;
	struct kx_memo_key key = kx_memo_key(KX_MEMO_WORDING, wording->entry_count);

	kx_memo_part(&key, &wording->entries, sizeof(wording->entries));
	if (kx_memo_find(memo, &key) != NULL)
		return true;
	if (!kx_wording_check(composer->arena, wording, composer->diags))
		return false;
	kx_memo_keep(memo, &key, &good);
	return true;
}

/* ---- sections ---- */

/* What a form needs to have anything to say. */
enum needs { NEEDS_NOTHING, NEEDS_TOPICS, NEEDS_COLUMNS, NEEDS_EITHER };

struct form {
	enum needs needs;
	void (*compose)(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);
	bool of_clinic;   /* tells what the clinic says of itself */
};

static const struct form forms[] = {
	[KX_FORM_PARAGRAPH] = { NEEDS_TOPICS, kx_form_paragraph, false },
	[KX_FORM_LIST] = { NEEDS_TOPICS, kx_form_list, false },
	[KX_FORM_STEPS] = { NEEDS_TOPICS, kx_form_steps, false },
	[KX_FORM_CARDS] = { NEEDS_COLUMNS, kx_form_cards, false },
	[KX_FORM_TWO_SIDED] = { NEEDS_COLUMNS, kx_form_two_sided, false },
	[KX_FORM_FACT_BOX] = { NEEDS_EITHER, kx_form_fact_box, false },
	[KX_FORM_ICON_ARRAY] = { NEEDS_TOPICS, kx_form_icon_array, false },
	[KX_FORM_RATES] = { NEEDS_COLUMNS, kx_form_rates, false },
	[KX_FORM_WARNING] = { NEEDS_TOPICS, kx_form_warning, false },
	[KX_FORM_OPTIONS] = { NEEDS_COLUMNS, kx_form_options, false },
	[KX_FORM_QUESTIONS] = { NEEDS_TOPICS, kx_form_questions, false },
	[KX_FORM_HELP_LINES] = { NEEDS_NOTHING, kx_form_help_lines, true },
	[KX_FORM_OTHER_LINES] = { NEEDS_NOTHING, kx_form_other_lines, true },
	[KX_FORM_SOURCES] = { NEEDS_NOTHING, kx_form_sources, false },
	[KX_FORM_COLOPHON] = { NEEDS_NOTHING, kx_form_colophon, true },
	[KX_FORM_WRITE_IN] = { NEEDS_NOTHING, kx_form_write_in, false },
	[KX_FORM_BAR_PAIR] = { NEEDS_TOPICS, kx_form_bar_pair, false },
	[KX_FORM_TIMELINE] = { NEEDS_COLUMNS, kx_form_timeline, false },
	[KX_FORM_CURVE] = { NEEDS_TOPICS, kx_form_curve, false },
	[KX_FORM_QR_CODE] = { NEEDS_NOTHING, kx_form_qr_code, true },
};

static bool
has_its_needs(struct kx_composer *composer, const struct kx_block_plan *plan)
{
	bool columns = forms[plan->form].needs == NEEDS_COLUMNS;

	if (forms[plan->form].needs == NEEDS_EITHER && plan->column_count > 0)
		return true;
	if (forms[plan->form].needs == NEEDS_NOTHING || (columns ? plan->column_count : plan->topic_count) > 0)
		return true;
	kx_compose_error(composer, KX426, plan->origin,
	    columns ? "Give it \"columns\", each with its topics." : "Give it \"topics\".",
	    "block \"%s\" of form \"%s\" has no %s", plan->id, kx_form_name(plan->form), columns ? "columns" : "topics");
	return false;
}

static void
compose_block(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	if (has_its_needs(composer, plan))
		forms[plan->form].compose(composer, plan, group);
}

bool
kx_form_keeps(enum kx_form form)
{
	return !forms[form].of_clinic;
}

bool
kx_heading_waits(const struct kx_section *section)
{
	return section->role == KX_ROLE_SUMMARY || section->role == KX_ROLE_HELP ||
	    (section->block_count > 0 && section->blocks[0].form == KX_FORM_FACT_BOX && section->blocks[0].brief);
}

/* The section of that number in the outline. */
static void
compose_section(struct kx_composer *composer, const struct kx_keep *keep, size_t at, struct kx_document_section *ret_section)
{
	struct kx_block root = { .kind = KX_BLOCK_GROUP }, title = { .kind = KX_BLOCK_GROUP }, *group;
	const struct kx_section *section = &composer->content->sections[at];
	const struct kx_block_plan *plan;
	bool says_anything = false;
	size_t i;

	composer->section = section;
	composer->heading_waits = kx_heading_waits(section);
	if (!composer->heading_waits)
		kx_heading_add(composer, &title, 2, section->title, section->origin);
	for (i = 0; i < section->block_count; i++) {
		plan = &section->blocks[i];
		group = kx_block_add(composer, &root, KX_BLOCK_GROUP, NULL, plan->origin);
		group->id = plan->id;
		if (!kx_keep_take(keep, composer, at, i, group))
			compose_block(composer, plan, group);
		says_anything = says_anything || group->first != NULL;
	}
	/* No box took it: the heading stands above the blocks after all. */
	if (composer->heading_waits)
		kx_heading_add(composer, &title, 2, section->title, section->origin);
	composer->heading_waits = false;
	ret_section->id = section->id;
	ret_section->role = section->role;
	ret_section->heading = says_anything ? title.first : NULL;
	ret_section->blocks = root.first;
}

static void
compose_sections(struct kx_composer *composer, struct kx_memo *memo, struct kx_document *document)
{
	const struct kx_content *content = composer->content;
	const struct kx_keep *keep;
	size_t i;

	document->sections = kx_arena_array(composer->arena, content->section_count, sizeof(*document->sections));
	if (document->sections == NULL)
		return;
	document->section_count = content->section_count;
	keep = kx_keep_open(composer, memo, compose_block);
	for (i = 0; i < content->section_count; i++)
		compose_section(composer, keep, i, &document->sections[i]);
}

/* A clinic wrote a line that no block prints: nobody would notice it missing. */
static void
report_unused_lines(struct kx_composer *composer)
{
	const struct kx_clinic *clinic = &composer->content->clinic;
	struct kx_place place;
	size_t i;

	/* A short sheet has no place for most of them; the full account has, and says so when not. */
	if (composer->content->outline != NULL)
		return;
	for (i = 0; composer->visit_used != NULL && i < clinic->visit_count; i++) {
		if (composer->visit_used[i])
			continue;
		place = (struct kx_place){ .file = clinic->visit[i].origin.file, .pointer = clinic->visit[i].origin.pointer };
		kx_report(composer->diags, KX424, place,
		    "Use a topic that a block of words in topics.json places, or take the line out.",
		    "the clinic's line for topic \"%s\" is not printed anywhere", clinic->visit[i].topic);
	}
}

/* ---- head and number ---- */

static void
compose_head(struct kx_composer *composer, struct kx_document *document)
{
	const struct kx_pack *pack = &composer->content->pack;
	const struct kx_clinic *clinic = &composer->content->clinic;
	const struct kx_outline *outline = composer->content->outline;

	document->title = outline != NULL ? outline->title : pack->title;
	document->subtitle = outline != NULL ? outline->subtitle : pack->subtitle;
	document->title_origin = outline != NULL ? outline->origin : pack->origin;
	document->language = composer->wording->language != NULL ? composer->wording->language : pack->language;
	document->version = pack->version;
	document->review_by = pack->review_by;
	document->next_review_line = KX_FILLED(composer, KX_WORD_REVIEW_NEXT,
	    { "date", kx_words_date(composer, pack->review_by) });
	document->wording = composer->wording;
	document->clinic.origin = clinic->origin;
	document->clinic.name = clinic->name;
	document->clinic.phone = clinic->phone;
	document->clinic.web = clinic->web;
	document->clinic.logo = clinic->logo;
	document->clinic.drawing = clinic->drawing;
	document->clinic.logo_alt = clinic->logo_alt;
	document->clinic.colour = clinic->colour;
	if (clinic->example)
		document->clinic.example_line = kx_word(composer, KX_WORD_CLINIC_EXAMPLE);
}

static void
hash_line(const char *text, struct kx_buffer *out)
{
	kx_buffer_text(out, text != NULL ? text : "");
	kx_buffer_char(out, '\n');
}

/* What of the words the sheet leaves out, from byte to byte. */
struct left_out { struct gap { size_t from, to; } *list; size_t count, room; };

static void
leave_out(struct kx_arena *arena, struct left_out *left_out, size_t from, size_t to)
{
	struct gap *gap = kx_arena_push(arena, &left_out->list, &left_out->count, &left_out->room, sizeof(*gap));

	if (gap != NULL)
		*gap = (struct gap){ from, to };
}

static void
hash_head(const struct kx_document *document, struct kx_buffer *out)
{
	if (document->draft)
		hash_line(document->draft_says, out);
	hash_line(document->title, out);
	hash_line(document->subtitle, out);
	hash_line(document->language, out);
	hash_line(document->review_line, out);
	hash_line(document->next_review_line, out);
	hash_line(document->clinic.name, out);
	hash_line(document->clinic.phone, out);
	hash_line(document->clinic.web, out);
	hash_line(document->clinic.logo_alt, out);
	hash_line(document->clinic.example_line, out);
}

/* Every word of the sheet but the document id itself, which is made from them; `ret_left_out` is in the arena. */
static void
hashed_words(struct kx_arena *arena, const struct kx_document *document, struct kx_buffer *out, struct left_out *ret_left_out)
{
	const struct kx_document_section *section;
	const struct kx_block *block;
	size_t start, from;
	bool all;

	*ret_left_out = (struct left_out){ .count = 0 };
	hash_head(document, out);
	for (section = document->sections; section < document->sections + document->section_count; section++) {
		all = kx_template_omits(document->sheet, section->id, NULL);
		start = out->length;
		if (section->heading != NULL)
			kx_block_words(section->heading, true, out);
		for (block = section->blocks; block != NULL; block = block->next) {
			from = out->length;
			kx_block_words(block, true, out);
			if (!all && kx_template_omits(document->sheet, section->id, block->id))
				leave_out(arena, ret_left_out, from, out->length);
		}
		if (all)
			leave_out(arena, ret_left_out, start, out->length);
	}
}

static bool
hash_words(struct kx_arena *arena, const struct kx_document *document, char ret_hex[KX_HASH_HEX])
{
	struct left_out left_out;
	struct kx_buffer words;
	bool good;

	kx_buffer_init(&words, KX_MAX_FILE_BYTES);
	hashed_words(arena, document, &words, &left_out);
	good = !kx_buffer_failed(&words);
	if (good)
		kx_hash_hex(kx_buffer_bytes(&words), words.length, ret_hex);
	kx_buffer_done(&words);
	return good;
}

/* The hash of what the sheet prints, and that of all its words: what stands before the first that is left out is hashed once. */
static bool
hash_printed(struct kx_arena *arena, const struct kx_document *document, char ret_printed[KX_HASH_HEX], char ret_words[KX_HASH_HEX])
{
	struct kx_hashing whole, printed;
	struct left_out left_out;
	struct kx_buffer words;
	const char *bytes;
	size_t same, from, i;
	bool good;

	kx_buffer_init(&words, KX_MAX_FILE_BYTES);
	hashed_words(arena, document, &words, &left_out);
	good = !kx_buffer_failed(&words) && !kx_arena_spent(arena);
	bytes = kx_buffer_bytes(&words);
	same = left_out.count > 0 ? left_out.list[0].from : words.length;
	kx_hash_begin(&whole);
	kx_hash_add(&whole, bytes, same);
	printed = whole;
	kx_hash_add(&whole, bytes + same, words.length - same);
	for (i = 0; i < left_out.count; i++) {
		from = left_out.list[i].to;
		kx_hash_add(&printed, bytes + from, (i + 1 < left_out.count ? left_out.list[i + 1].from : words.length) - from);
	}
	kx_hash_end_hex(&whole, ret_words);
	kx_hash_end_hex(&printed, ret_printed);
	kx_buffer_done(&words);
	return good;
}

/* ---- running harms ---- */

/* A claim's words without its reference marks: those stand where it is printed in full. */
static const char *
plain_words(struct kx_composer *composer, const struct kx_rich *says)
{
	const char *words = "";
	size_t i;

	for (i = 0; i < says->count && words != NULL; i++)
		words = kx_arena_print(composer->arena, "%s%s", words, says->spans[i].text);
	return words;
}

/* A topic that a column of a table shows may leave out what the column is about: its title goes before. */
static const char *
harm_words(struct kx_composer *composer, const char *topic, const struct kx_rich *says)
{
	struct kx_sheet_walk walk = { .content = composer->content };
	const char *words = plain_words(composer, says);
	struct kx_sheet_stop stop;

	while (kx_sheet_next(&walk, &stop))
		if (stop.column != NULL && strcmp(stop.topic->id, topic) == 0)
			return kx_arena_print(composer->arena, "%s %s", KX_FILLED(composer, KX_WORD_WARNING_TITLE,
			    { "title", stop.column->title }), words);
	return words;
}

static void
compose_harms(struct kx_composer *composer, struct kx_document *document)
{
	const char *topic = composer->content->running_harm;
	const struct kx_group *group = NULL;
	size_t count = topic != NULL ? kx_handout_topic(composer->handout, topic, &group) : 0, room = 0, i, k;

	for (i = 0; i < count; i++)
		room += group[i].printed_count;
	document->harms = room > 0 ? kx_arena_array(composer->arena, room, sizeof(*document->harms)) : NULL;
	for (i = 0; document->harms != NULL && i < count; i++)
		for (k = 0; group[i].clinic_line == NULL && k < group[i].printed_count; k++) {
			const struct kx_claim *claim = group[i].printed[k].claim;

			if (claim->figure_count > 0)
				document->harms[document->harm_count++] = (struct kx_running_harm){ claim->id, group[i].product,
				    harm_words(composer, topic, &claim->says) };
		}
}

/* ---- reviews and drafts ---- */

static enum kx_review_state
review_state(const struct kx_review_note *review, const char *hash)
{
	if (review->by == NULL)
		return KX_REVIEW_PENDING;
	return review->hash != NULL && strcmp(review->hash, hash) == 0 ? KX_REVIEW_DONE : KX_REVIEW_LAPSED;
}

/*
 * The words are all there but those that tell of the reviews: hash them, see
 * which reviews are of these words, and then tell.
 */
static bool
judge_reviews(struct kx_composer *composer, struct kx_document *document, const char *pack_hash)
{
	char printed[KX_HASH_HEX], words[KX_HASH_HEX];

	if (!hash_printed(composer->arena, document, printed, words))
		return false;
	document->printed_hash = kx_arena_string(composer->arena, printed);
	document->words_hash = kx_arena_string(composer->arena, words);
	document->pack_hash = pack_hash != NULL ? kx_arena_string(composer->arena, pack_hash) : document->words_hash;
	if (document->words_hash == NULL || document->printed_hash == NULL || document->pack_hash == NULL)
		return false;
	composer->pack_review = review_state(&composer->content->pack.review, document->pack_hash);
	composer->clinic_review = review_state(&composer->content->clinic.review, document->words_hash);
	if (composer->content->translation != NULL)
		composer->translation_review = review_state(&composer->content->translation->review, composer->content->translation->hash);
	document->translation_review = composer->translation_review;
	document->pack_review = composer->pack_review;
	document->clinic_review = composer->clinic_review;
	document->review_line = kx_review_line(composer);
	kx_colophon_reviews(composer);
	return true;
}

static void
mark_draft(struct kx_composer *composer, struct kx_document *document)
{
	document->draft = true;
	document->draft_mark = kx_word(composer, KX_WORD_DRAFT_MARK);
	document->draft_title = KX_FILLED(composer, KX_WORD_DRAFT_TITLE, { "mark", document->draft_mark },
	    { "title", document->title });
	document->draft_says = KX_FILLED(composer, KX_WORD_DRAFT_SAYS, { "mark", document->draft_mark });
}

static bool
number_document(struct kx_composer *composer, struct kx_document *document)
{
	const struct kx_pack *pack = &composer->content->pack;
	char hex[KX_HASH_HEX];

	if (!hash_words(composer->arena, document, hex))
		return false;
	document->document_id = kx_arena_print(composer->arena, "%s-%s-%.6s", pack->id, pack->version, hex);
	if (document->document_id == NULL)
		return false;
	kx_colophon_number(composer, document->document_id);
	return !kx_arena_spent(composer->arena);
}

static void
report_no_room(struct kx_composer *composer)
{
	struct kx_place place = { .file = composer->content->pack.origin.file, .pointer = "" };

	kx_report(composer->diags, KX440, place, NULL, "the document needs more memory than a job may use");
}

bool
kx_document_compose(struct kx_arena *arena, const struct kx_handout *handout, const struct kx_template *sheet,
    struct kx_document **ret_document, struct kx_diagnostics *diags)
{
	return kx_document_compose_as(arena, handout, sheet, &(struct kx_compose_options){ .draft = false }, ret_document, diags);
}

bool
kx_document_compose_as(struct kx_arena *arena, const struct kx_handout *handout, const struct kx_template *sheet,
    const struct kx_compose_options *options, struct kx_document **ret_document, struct kx_diagnostics *diags)
{
	struct kx_composer composer = {
		.arena = arena, .handout = handout, .content = handout->content,
		.wording = &handout->content->wording, .diags = diags,
	};
	struct kx_document *document = kx_arena_alloc(arena, sizeof(*document));

	if (document == NULL) {
		report_no_room(&composer);
		return false;
	}
	composer.failed = !check_wording(&composer, options->memo);
	composer.failed = !kx_translated_check(&composer) || composer.failed;
	collect_expansions(&composer);
	composer.visit_used = kx_arena_array(arena, handout->content->clinic.visit_count + 1, sizeof(bool));
	document->sheet = sheet;
	compose_head(&composer, document);
	compose_sections(&composer, options->memo, document);
	compose_harms(&composer, document);
	report_unused_lines(&composer);
	if (kx_arena_spent(arena) || !judge_reviews(&composer, document, options->pack_hash)) {
		report_no_room(&composer);
		return false;
	}
	if (options->draft)
		mark_draft(&composer, document);
	if (!number_document(&composer, document)) {
		report_no_room(&composer);
		return false;
	}
	if (composer.failed)
		return false;
	*ret_document = document;
	return true;
}
