#include "cli/card.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "batch/job.h"
#include "read/read.h"
#include "review/readability.h"
#include "review/reviewed.h"
#include "review/scorecard.h"

#include <stdio.h>
#include <string.h>

#define ASKS_WIDTH   36
#define SECTION_WIDTH 16
#define TEXT_MOST    92   /* of a sentence that is quoted */

/* ---- words and numbers in columns ---- */

static void
pad(struct kx_buffer *out, size_t count)
{
	for (; count > 0; count--)
		kx_buffer_char(out, ' ');
}

/* `text` in a column of `width`, left or right. */
static void
left(struct kx_buffer *out, const char *text, size_t width)
{
	size_t length = kx_utf8_count(text, strlen(text));

	kx_buffer_text(out, text);
	pad(out, length < width ? width - length : 1);
}

static void
right(struct kx_buffer *out, const char *text, size_t width)
{
	size_t length = kx_utf8_count(text, strlen(text));

	pad(out, length < width ? width - length : 1);
	kx_buffer_text(out, text);
}

#define NUMBER_BYTES 32

static void
whole(struct kx_buffer *out, long long number, size_t width)
{
	char text[NUMBER_BYTES];

	snprintf(text, sizeof(text), "%lld", number);
	right(out, text, width);
}

/* Thousandths with one decimal, rounded half away from zero. */
static const char *
tenths(long long thousandths, char ret_text[NUMBER_BYTES])
{
	long long rounded = (thousandths < 0 ? -thousandths : thousandths) + 50;

	snprintf(ret_text, NUMBER_BYTES, "%s%lld.%lld", thousandths < 0 && rounded >= 100 ? "-" : "", rounded / 1000,
	    rounded / 100 % 10);
	return ret_text;
}

static void
decimal(struct kx_buffer *out, long long thousandths, size_t width)
{
	char text[NUMBER_BYTES];

	right(out, tenths(thousandths, text), width);
}

static void
heading(struct kx_buffer *out, const char *text)
{
	kx_buffer_print(out, "\n%s\n", text);
}

/* "data/topics.json:34:5" */
static void
place(struct kx_buffer *out, const struct kx_place *at)
{
	if (at->file == NULL)
		return;
	kx_buffer_text(out, at->file);
	if (at->line > 0)
		kx_buffer_print(out, ":%d", at->line);
	if (at->line > 0 && at->column > 0)
		kx_buffer_print(out, ":%d", at->column);
}

static struct kx_place
place_of(struct kx_origin origin)
{
	return (struct kx_place){ .file = origin.file, .pointer = origin.pointer };
}

/* ---- head and review ---- */

static void
print_head(const struct kx_card *card, struct kx_buffer *out)
{
	const struct kx_job *job = card->job;
	const struct kx_diagnostics *diags = &job->diags;
	char date[KX_DATE_BYTES];

	kx_buffer_print(out, "%s\n", job->document->title);
	kx_buffer_print(out, "  sheet    %s, layout %s, %s, %zu pages, clinic %s\n", job->document->document_id, job->sheet->id,
	    job->paper, job->frames->page_count, job->content->clinic.id);
	kx_buffer_print(out, "  gate     %s: %zu error%s, %zu warning%s\n", diags->errors > 0 ? "refused" : "passed", diags->errors,
	    diags->errors == 1 ? "" : "s", diags->warnings, diags->warnings == 1 ? "" : "s");
	kx_date_print(card->as_of, date);
	kx_buffer_print(out, "  today    %s", date);
	kx_date_print(job->content->pack.review_by, date);
	kx_buffer_print(out, "; the pack is to be reviewed by %s\n", date);
}

static void
print_review(struct kx_buffer *out, const char *name, enum kx_review_state state, const struct kx_review_note *note,
    const char *where, const char *hash)
{
	char on[KX_DATE_BYTES];

	kx_buffer_text(out, "  ");
	left(out, name, 9);
	kx_buffer_text(out, kx_review_state_name(state));
	if (note->by != NULL) {
		kx_date_print(note->on, on);
		kx_buffer_print(out, ": %s, %s, %s", note->by, note->role, on);
	}
	kx_buffer_print(out, "\n           hash for %s: %s\n", where, hash);
}

static void
print_reviews(const struct kx_job *job, struct kx_buffer *out)
{
	const struct kx_document *document = job->document;
	const struct kx_content *content = job->content;

	heading(out, "Clinical review");
	print_review(out, "pack", document->pack_review, &content->pack.review, content->pack.origin.file, document->pack_hash);
	print_review(out, "clinic", document->clinic_review, &content->clinic.review, content->clinic.origin.file,
	    document->words_hash);
	if (content->translation != NULL)
		print_review(out, "translation", document->translation_review, &content->translation->review, content->translation->origin.file,
		    content->translation->hash);
	if (document->pack_review != KX_REVIEW_DONE && document->clinic_review != KX_REVIEW_DONE)
		kx_buffer_text(out, "  No clinician has reviewed these words, and the sheet says so.\n");
}

/* ---- readability ---- */

static void
print_scores(struct kx_buffer *out, const char *name, const struct kx_readability *read)
{
	char share[NUMBER_BYTES];

	kx_buffer_text(out, "  ");
	left(out, name, SECTION_WIDTH);
	whole(out, read->score.sentences, 6);
	whole(out, read->score.words, 7);
	whole(out, read->score.syllables, 7);
	whole(out, read->score.polysyllables, 6);
	if (read->tongue == KX_TONGUE_SPANISH) {
		decimal(out, read->score.inflesz, 9);
		decimal(out, read->named.inflesz, 7);
		decimal(out, read->score.huerta, 7);
	} else if (read->tongue == KX_TONGUE_ENGLISH) {
		decimal(out, read->score.grade, 9);
		decimal(out, read->named.grade, 7);
		decimal(out, read->score.smog, 7);
	}
	decimal(out, read->mean, 7);
	whole(out, read->longest, 6);
	tenths((long long)read->passive * 100, share);
	right(out, share, 7);
	kx_buffer_text(out, " %\n");
}

static void
print_readability(const struct kx_job *job, struct kx_buffer *out)
{
	const struct kx_readability_report *report = job->readability;
	bool spanish = report->whole.tongue == KX_TONGUE_SPANISH, english = report->whole.tongue == KX_TONGUE_ENGLISH;
	size_t i;

	kx_buffer_print(out, "\nReadability        sent.  words  syll.  poly%s  mean  long. passive\n",
	    english ? "    grade  named   SMOG" : spanish ? "  INFLESZ  named Huerta" : "");
	print_scores(out, "whole sheet", &report->whole);
	for (i = 0; i < report->section_count; i++)
		if (report->sections[i].sentence_count > 0)
			print_scores(out, job->document->sections[i].id, &report->sections[i]);
	if (english)
		kx_buffer_text(out, "  grade: Flesch-Kincaid without the names of drugs, \"named\" with them; mean, long.: words a sentence\n");
	else if (spanish)
		kx_buffer_text(out, "  INFLESZ without the names of drugs, \"named\" with them; mean, long.: words a sentence\n");
	if (english && report->whole.score.sentences < KX_SMOG_SENTENCES)
		kx_buffer_print(out, "  SMOG is sound from %d sentences on\n", KX_SMOG_SENTENCES);
}

/* As much of a sentence as a line holds. */
static void
quote(struct kx_buffer *out, const char *text)
{
	size_t shown = 0, length = 0, step;

	while (text[length] != '\0' && shown < TEXT_MOST) {
		kx_utf8_next(text + length, &step);
		length += step;
		shown++;
	}
	kx_buffer_text(out, "“");
	kx_buffer_add(out, text, length);
	kx_buffer_text(out, text[length] != '\0' ? "…”\n" : "”\n");
}

static void
print_hardest(const struct kx_job *job, struct kx_buffer *out)
{
	const struct kx_sentence *worst[KX_CARD_HARDEST];
	size_t count = kx_readability_worst(&job->readability->whole, KX_CARD_HARDEST, worst), i;
	struct kx_place places[KX_CARD_HARDEST];

	if (count == 0)
		return;
	heading(out, "Hardest sentences");
	for (i = 0; i < count; i++)
		places[i] = place_of(worst[i]->origin);
	kx_read_find_places(places, count);
	for (i = 0; i < count; i++) {
		kx_buffer_print(out, "  %zu  %d words, %d syllables, %d of them long: ", i + 1, (int)worst[i]->words,
		    (int)worst[i]->syllables, (int)worst[i]->polysyllables);
		place(out, &places[i]);
		kx_buffer_text(out, "\n     ");
		quote(out, worst[i]->text);
	}
}

/* ---- balance ---- */

static void
ratio(struct kx_buffer *out, long long benefits, long long harms)
{
	char text[NUMBER_BYTES];

	if (benefits <= 0) {
		kx_buffer_char(out, '\n');
		return;
	}
	snprintf(text, sizeof(text), "%lld.%02lld", harms / benefits, harms * 100 / benefits % 100);
	right(out, text, 18);
	kx_buffer_char(out, '\n');
}

static void
print_balance(const struct kx_job *job, struct kx_buffer *out)
{
	struct kx_balance balance;

	kx_balance_measure(job->handout, job->document, job->frames, NULL, &balance);
	heading(out, "Balance             benefits     harms    harms/benefits");
	left(out, "  words", 18);
	whole(out, (long long)balance.benefits.words, 10);
	whole(out, (long long)balance.harms.words, 10);
	ratio(out, (long long)balance.benefits.words, (long long)balance.harms.words);
	left(out, "  area, sq pt", 18);
	whole(out, balance.benefits.area, 10);
	whole(out, balance.harms.area, 10);
	ratio(out, balance.benefits.area, balance.harms.area);
	left(out, "  figures", 18);
	whole(out, (long long)balance.benefits.figures, 10);
	whole(out, (long long)balance.harms.figures, 10);
	ratio(out, (long long)balance.benefits.figures, (long long)balance.harms.figures);
	left(out, "  first page", 18);
	whole(out, balance.benefits.first_page, 10);
	whole(out, balance.harms.first_page, 10);
	kx_buffer_char(out, '\n');
	left(out, "  type, pt", 18);
	decimal(out, balance.benefits.type_size, 10);
	decimal(out, balance.harms.type_size, 10);
	kx_buffer_char(out, '\n');
	left(out, "  headings, pt", 18);
	decimal(out, balance.benefits.heading_size, 10);
	decimal(out, balance.harms.heading_size, 10);
	kx_buffer_char(out, '\n');
}

/* ---- standards ---- */

static const char *
shown_state(enum kx_item_state state)
{
	switch (state) {
	case KX_ITEM_PASS:
		return "pass";
	case KX_ITEM_FAIL:
		return "FAIL";
	case KX_ITEM_HUMAN:
		return "human";
	case KX_ITEM_LAPSED:
		return "lapsed";
	case KX_ITEM_NOT_APPLICABLE:
		return "n/a";
	}
	return "";
}

static void
print_item(const struct kx_score_item *item, const struct kx_place *at, struct kx_buffer *out)
{
	char rated[NUMBER_BYTES];

	kx_buffer_text(out, "  ");
	left(out, item->number, 4);
	if (item->rating > 0 && item->state != KX_ITEM_LAPSED)
		snprintf(rated, sizeof(rated), "%s %d", shown_state(item->state), item->rating);
	else
		snprintf(rated, sizeof(rated), "%s", shown_state(item->state));
	left(out, rated, 8);
	left(out, item->asks, ASKS_WIDTH);
	kx_buffer_text(out, item->why);
	if (at->file != NULL) {
		kx_buffer_text(out, "  ");
		place(out, at);
	}
	kx_buffer_char(out, '\n');
}

static void
print_part(const struct kx_score_part *part, bool rates, struct kx_buffer *out)
{
	kx_buffer_print(out, "  %s: %d of %d", part->name, part->points, part->most);
	if (rates)
		kx_buffer_text(out, " points");
	else if (part->most > 0)
		kx_buffer_print(out, " (%d %%)", part->points * 100 / part->most);
	if (part->waiting > 0)
		kx_buffer_print(out, ", %d wait%s for a person", part->waiting, part->waiting == 1 ? "s" : "");
	if (part->bar > 0)
		kx_buffer_print(out, "; %d %% is asked for", part->bar);
	kx_buffer_char(out, '\n');
}

static void
print_standard(struct kx_arena *arena, const struct kx_standard *standard, struct kx_buffer *out)
{
	struct kx_place *places = kx_arena_array(arena, standard->item_count, sizeof(*places));
	size_t i;

	if (places == NULL)
		return;
	heading(out, standard->title);
	for (i = 0; i < standard->part_count; i++)
		print_part(&standard->parts[i], standard->rates, out);
	for (i = 0; i < standard->item_count; i++)
		places[i] = place_of(standard->items[i].place);
	kx_read_find_places(places, standard->item_count);
	for (i = 0; i < standard->item_count; i++)
		print_item(&standard->items[i], &places[i], out);
}

void
kx_card_print(const struct kx_card *card, struct kx_buffer *out)
{
	struct kx_job *job = card->job;
	size_t i;

	if (job->card == NULL)
		return;
	print_head(card, out);
	print_reviews(job, out);
	print_readability(job, out);
	print_hardest(job, out);
	print_balance(job, out);
	for (i = 0; i < KX_STANDARDS; i++)
		print_standard(&job->message_arena, &job->card->standards[i], out);
}
