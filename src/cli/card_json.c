#include "cli/card.h"

#include "base/arena.h"
#include "base/json_out.h"
#include "batch/job.h"
#include "read/read.h"
#include "review/readability.h"
#include "review/reviewed.h"
#include "review/scorecard.h"

#include <string.h>

#define MESSAGE_CEILING (64u * 1024 * 1024)
#define NUMBER_BYTES    32

/* Thousandths as a decimal number. */
static void
decimal(struct kx_json *json, const char *key, long thousandths)
{
	struct kx_buffer text;

	kx_buffer_init(&text, NUMBER_BYTES);
	kx_buffer_milli(&text, thousandths);
	kx_json_ready(json, key, kx_buffer_bytes(&text));
	kx_buffer_done(&text);
}

static void
date(struct kx_json *json, const char *key, struct kx_date day)
{
	char text[KX_DATE_BYTES];

	kx_date_print(day, text);
	kx_json_text(json, key, day.year != 0 ? text : NULL);
}

/* Where something is: file, pointer, line and column; null when it is nowhere in particular. */
static void
place(struct kx_json *json, const struct kx_place *at)
{
	if (at->file == NULL) {
		kx_json_text(json, "place", NULL);
		return;
	}
	kx_json_open_object(json, "place");
	kx_json_text(json, "file", at->file);
	kx_json_text(json, "pointer", at->pointer);
	if (at->line > 0)
		kx_json_number(json, "line", at->line);
	if (at->line > 0 && at->column > 0)
		kx_json_number(json, "column", at->column);
	kx_json_close_object(json);
}

/* ---- document and review ---- */

static void
write_document(struct kx_json *json, const struct kx_job *job)
{
	kx_json_open_object(json, "document");
	kx_json_text(json, "id", job->document->document_id);
	kx_json_text(json, "title", job->document->title);
	kx_json_text(json, "language", job->document->language);
	kx_json_text(json, "layout", job->sheet->id);
	kx_json_text(json, "paper", job->paper);
	kx_json_number(json, "pages", (long long)job->frames->page_count);
	kx_json_text(json, "clinic", job->content->clinic.id);
	date(json, "review_by", job->content->pack.review_by);
	kx_json_close_object(json);
}

static void
write_review(struct kx_json *json, const char *key, enum kx_review_state state, const struct kx_review_note *note,
    const char *file, const char *hash)
{
	kx_json_open_object(json, key);
	kx_json_text(json, "state", kx_review_state_name(state));
	kx_json_text(json, "by", note->by);
	kx_json_text(json, "role", note->role);
	date(json, "on", note->on);
	kx_json_text(json, "file", file);
	kx_json_text(json, "hash", hash);
	kx_json_close_object(json);
}

static void
write_reviews(struct kx_json *json, const struct kx_job *job)
{
	const struct kx_content *content = job->content;

	kx_json_open_object(json, "review");
	write_review(json, "pack", job->document->pack_review, &content->pack.review, content->pack.origin.file,
	    job->document->pack_hash);
	write_review(json, "clinic", job->document->clinic_review, &content->clinic.review, content->clinic.origin.file,
	    job->document->words_hash);
	if (content->translation != NULL)
		write_review(json, "translation", job->document->translation_review, &content->translation->review,
		    content->translation->origin.file, content->translation->hash);
	kx_json_close_object(json);
}

/* ---- readability ---- */

static void
write_score(struct kx_json *json, const char *key, enum kx_tongue tongue, const struct kx_score *score)
{
	kx_json_open_object(json, key);
	kx_json_number(json, "sentences", score->sentences);
	kx_json_number(json, "words", score->words);
	kx_json_number(json, "syllables", score->syllables);
	kx_json_number(json, "polysyllables", score->polysyllables);
	if (tongue == KX_TONGUE_ENGLISH) {
		decimal(json, "grade", score->grade);
		decimal(json, "smog", score->smog);
		decimal(json, "ease", score->ease);
	} else if (tongue == KX_TONGUE_SPANISH) {
		decimal(json, "inflesz", score->inflesz);
		decimal(json, "huerta", score->huerta);
	}
	kx_json_close_object(json);
}

static void
write_read(struct kx_json *json, const char *key, const char *section, const struct kx_readability *read)
{
	kx_json_open_object(json, key);
	if (section != NULL)
		kx_json_text(json, "section", section);
	write_score(json, "score", read->tongue, &read->score);
	write_score(json, "with_drug_names", read->tongue, &read->named);
	decimal(json, "mean_words", read->mean);
	kx_json_number(json, "longest", read->longest);
	decimal(json, "passive_share", read->passive);
	kx_json_close_object(json);
}

static void
write_hardest(struct kx_json *json, const struct kx_readability *whole)
{
	const struct kx_sentence *worst[KX_CARD_HARDEST];
	size_t count = kx_readability_worst(whole, KX_CARD_HARDEST, worst), i;
	struct kx_place places[KX_CARD_HARDEST];

	for (i = 0; i < count; i++)
		places[i] = (struct kx_place){ .file = worst[i]->origin.file, .pointer = worst[i]->origin.pointer };
	kx_read_find_places(places, count);
	kx_json_open_array(json, "hardest");
	for (i = 0; i < count; i++) {
		kx_json_open_object(json, NULL);
		kx_json_text(json, "text", worst[i]->text);
		kx_json_text(json, "claim", worst[i]->claim);
		kx_json_number(json, "words", worst[i]->words);
		kx_json_number(json, "syllables", worst[i]->syllables);
		kx_json_number(json, "polysyllables", worst[i]->polysyllables);
		decimal(json, "cost", worst[i]->cost);
		place(json, &places[i]);
		kx_json_close_object(json);
	}
	kx_json_close_array(json);
}

static void
write_readability(struct kx_json *json, const struct kx_job *job)
{
	static const char *const tongues[] = { "en", "es", "other" };
	const struct kx_readability_report *report = job->readability;
	size_t i;

	kx_json_open_object(json, "readability");
	kx_json_text(json, "tongue", tongues[report->whole.tongue]);
	write_read(json, "whole", NULL, &report->whole);
	kx_json_open_array(json, "sections");
	for (i = 0; i < report->section_count; i++)
		if (report->sections[i].sentence_count > 0)
			write_read(json, NULL, job->document->sections[i].id, &report->sections[i]);
	kx_json_close_array(json);
	write_hardest(json, &report->whole);
	kx_json_close_object(json);
}

/* ---- balance ---- */

static void
write_side(struct kx_json *json, const char *key, const struct kx_balance_side *side)
{
	kx_json_open_object(json, key);
	kx_json_number(json, "words", (long long)side->words);
	kx_json_number(json, "area", side->area);
	kx_json_number(json, "first_page", side->first_page);
	decimal(json, "type_size", side->type_size);
	decimal(json, "heading_size", side->heading_size);
	kx_json_number(json, "figures", (long long)side->figures);
	kx_json_close_object(json);
}

static void
write_balance(struct kx_json *json, const struct kx_job *job)
{
	struct kx_balance balance;

	kx_balance_measure(job->handout, job->document, job->frames, NULL, &balance);
	kx_json_open_object(json, "balance");
	write_side(json, "benefits", &balance.benefits);
	write_side(json, "harms", &balance.harms);
	kx_json_close_object(json);
}

/* ---- standards ---- */

static void
write_part(struct kx_json *json, const struct kx_score_part *part)
{
	kx_json_open_object(json, NULL);
	kx_json_text(json, "name", part->name);
	kx_json_number(json, "points", part->points);
	kx_json_number(json, "most", part->most);
	kx_json_number(json, "met", part->met);
	kx_json_number(json, "unmet", part->unmet);
	kx_json_number(json, "waiting", part->waiting);
	kx_json_number(json, "not_applicable", part->not_applicable);
	if (part->bar > 0)
		kx_json_number(json, "percent_asked_for", part->bar);
	kx_json_close_object(json);
}

static void
write_item(struct kx_json *json, const struct kx_score_item *item, const struct kx_place *at)
{
	kx_json_open_object(json, NULL);
	kx_json_text(json, "number", item->number);
	kx_json_text(json, "asks", item->asks);
	kx_json_text(json, "state", kx_item_state_name(item->state));
	kx_json_text(json, "judged_by", item->machine ? "program" : "person");
	if (item->rating > 0)
		kx_json_number(json, "rating", item->rating);
	kx_json_text(json, "why", item->why);
	place(json, at);
	kx_json_close_object(json);
}

static void
write_standard(struct kx_json *json, struct kx_arena *arena, const struct kx_standard *standard)
{
	struct kx_place *places = kx_arena_array(arena, standard->item_count, sizeof(*places));
	size_t i;

	for (i = 0; places != NULL && i < standard->item_count; i++)
		places[i] = (struct kx_place){ .file = standard->items[i].place.file, .pointer = standard->items[i].place.pointer };
	if (places != NULL)
		kx_read_find_places(places, standard->item_count);
	kx_json_open_object(json, NULL);
	kx_json_text(json, "id", standard->id);
	kx_json_text(json, "title", standard->title);
	kx_json_open_array(json, "parts");
	for (i = 0; i < standard->part_count; i++)
		write_part(json, &standard->parts[i]);
	kx_json_close_array(json);
	kx_json_open_array(json, "items");
	for (i = 0; places != NULL && i < standard->item_count; i++)
		write_item(json, &standard->items[i], &places[i]);
	kx_json_close_array(json);
	kx_json_close_object(json);
}

static void
write_standards(struct kx_json *json, struct kx_job *job)
{
	long long waiting = 0;
	size_t i, k;

	kx_json_open_array(json, "standards");
	for (i = 0; i < KX_STANDARDS; i++) {
		write_standard(json, &job->message_arena, &job->card->standards[i]);
		for (k = 0; k < job->card->standards[i].part_count; k++)
			waiting += job->card->standards[i].parts[k].waiting;
	}
	kx_json_close_array(json);
	kx_json_number(json, "waiting", waiting);
}

/* ---- the whole ---- */

static void
write_nothing(struct kx_json *json)
{
	static const char *const keys[] = { "document", "review", "readability", "balance", "standards", "waiting" };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		kx_json_text(json, keys[i], NULL);
}

void
kx_card_json(const struct kx_card *card, struct kx_buffer *out)
{
	struct kx_job *job = card->job;
	struct kx_buffer messages;
	struct kx_json json;

	kx_buffer_init(&messages, MESSAGE_CEILING);
	kx_read_explain_json(&job->diags, &messages);
	kx_json_init(&json, out);
	kx_json_open_object(&json, NULL);
	kx_json_text(&json, "format", "kxreport-check-1");
	kx_json_number(&json, "status", card->status);
	kx_json_text(&json, "gate", job->diags.errors > 0 ? "refused" : "passed");
	kx_json_number(&json, "errors", (long long)job->diags.errors);
	kx_json_number(&json, "warnings", (long long)job->diags.warnings);
	date(&json, "as_of", card->as_of);
	if (job->card != NULL) {
		write_document(&json, job);
		write_reviews(&json, job);
		write_readability(&json, job);
		write_balance(&json, job);
		write_standards(&json, job);
	} else {
		write_nothing(&json);
	}
	kx_json_ready(&json, "messages", kx_buffer_bytes(&messages));
	kx_json_close_object(&json);
	kx_json_done(&json);
	kx_buffer_done(&messages);
}
