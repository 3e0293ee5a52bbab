#include "document/compose.h"

#include "base/arena.h"

static void
line(struct kx_composer *composer, struct kx_block *matter, const char *text, struct kx_origin origin)
{
	kx_paragraph_add(composer, matter, "small", text, origin);
}

static void
lines_joined(struct kx_composer *composer, struct kx_block *matter, const char *first, const char *second,
    struct kx_origin origin)
{
	const char *both[2] = { first, second };

	line(composer, matter, kx_words_join(composer, both, 2), origin);
}

/* ---- who wrote and who reviewed ---- */

static void
written(struct kx_composer *composer, struct kx_block *matter)
{
	const struct kx_pack *pack = &composer->content->pack;

	line(composer, matter,
	    KX_FILLED(composer, KX_WORD_COLOPHON_WRITTEN, { "writer", pack->written_by },
	    { "date", kx_words_date(composer, pack->written_on) },
	    { "evidence", kx_words_date(composer, pack->evidence_to) }),
	    kx_origin_member(composer, pack->origin, "written_by"));
}

static const char *
reviewed_words(struct kx_composer *composer, enum kx_word word, const struct kx_review_note *review)
{
	return KX_FILLED(composer, word, { "name", review->by }, { "role", review->role },
	    { "date", kx_words_date(composer, review->on) });
}

/*
 * A review holds for the words that were read, and whether these are the words
 * can be told only when all of them are known: keep a place behind the last line.
 */
static void
reviews_wait(struct kx_composer *composer, struct kx_block *matter)
{
	struct kx_review_spot *spot;

	spot = kx_arena_push(composer->arena, &composer->review_spots, &composer->review_count, &composer->review_room,
	    sizeof(*spot));
	if (spot != NULL)
		*spot = (struct kx_review_spot){ matter, matter->last };
}

/* Whose the words are, and who has held them against those they translate. */
static void
translated(struct kx_composer *composer, struct kx_block *matter)
{
	const struct kx_translation *translation = composer->content->translation;

	if (translation == NULL)
		return;
	lines_joined(composer, matter, KX_FILLED(composer, KX_WORD_COLOPHON_TRANSLATED, { "writer", translation->by },
	    { "date", kx_words_date(composer, translation->on) }), composer->translation_review == KX_REVIEW_DONE ?
	    reviewed_words(composer, KX_WORD_COLOPHON_TRANSLATION_REVIEWED, &translation->review) :
	    kx_word(composer, KX_WORD_COLOPHON_TRANSLATION_PENDING), translation->origin);
}

/* The pack's review and the clinic's are different things; each is said. */
static void
reviewed(struct kx_composer *composer, struct kx_block *matter)
{
	const struct kx_pack *pack = &composer->content->pack;
	const struct kx_clinic *clinic = &composer->content->clinic;
	bool by_clinic = composer->clinic_review == KX_REVIEW_DONE;
	struct kx_origin origin = kx_origin_member(composer, pack->origin, "clinical_review");

	translated(composer, matter);
	if (composer->pack_review == KX_REVIEW_DONE)
		line(composer, matter, reviewed_words(composer, KX_WORD_COLOPHON_REVIEWED, &pack->review), origin);
	else if (!by_clinic)
		line(composer, matter, kx_word(composer, KX_WORD_COLOPHON_PENDING), origin);
	if (by_clinic)
		line(composer, matter, reviewed_words(composer, KX_WORD_COLOPHON_CLINIC_REVIEWED, &clinic->review),
		    kx_origin_member(composer, clinic->origin, "review"));
}

void
kx_colophon_reviews(struct kx_composer *composer)
{
	struct kx_review_spot *spot;
	struct kx_block lines;
	size_t i;

	for (i = 0; i < composer->review_count; i++) {
		spot = &composer->review_spots[i];
		lines = (struct kx_block){ .kind = KX_BLOCK_GROUP };
		reviewed(composer, &lines);
		if (lines.first == NULL)
			continue;
		lines.last->next = spot->after != NULL ? spot->after->next : spot->parent->first;
		if (spot->after != NULL)
			spot->after->next = lines.first;
		else
			spot->parent->first = lines.first;
		if (lines.last->next == NULL)
			spot->parent->last = lines.last;
	}
}

const char *
kx_review_line(struct kx_composer *composer)
{
	if (composer->pack_review == KX_REVIEW_DONE)
		return reviewed_words(composer, KX_WORD_REVIEW_DONE, &composer->content->pack.review);
	if (composer->clinic_review == KX_REVIEW_DONE)
		return reviewed_words(composer, KX_WORD_REVIEW_DONE, &composer->content->clinic.review);
	return kx_word(composer, KX_WORD_REVIEW_PENDING);
}

/* ---- the clinic ---- */

static const char *
names_joined(struct kx_composer *composer, const char **names, size_t count)
{
	const char *join = kx_word(composer, KX_WORD_LIST_JOIN), *text = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		text = text == NULL ? names[i] : kx_arena_print(composer->arena, "%s%s%s", text, join, names[i]);
		if (text == NULL)
			return NULL;
	}
	return text;
}

static void
clinic_lines(struct kx_composer *composer, struct kx_block *matter)
{
	const struct kx_clinic *clinic = &composer->content->clinic;
	const char *address = names_joined(composer, clinic->address, clinic->address_count);
	const char *providers = names_joined(composer, clinic->providers, clinic->provider_count);
	const char *sentences[3] = { NULL, NULL, NULL };

	if (address != NULL)
		sentences[0] = KX_FILLED(composer, KX_WORD_COLOPHON_CLINIC, { "clinic", clinic->name },
		    { "address", address });
	if (clinic->email != NULL)
		sentences[1] = KX_FILLED(composer, KX_WORD_COLOPHON_EMAIL, { "email", clinic->email });
	if (providers != NULL)
		sentences[2] = KX_FILLED(composer, KX_WORD_COLOPHON_PROVIDERS, { "providers", providers });
	line(composer, matter, kx_words_join(composer, sentences, 3), clinic->origin);
}

/* ---- the rest ---- */

static bool
cites_a_label(const struct kx_handout *handout)
{
	size_t i;

	for (i = 0; i < handout->reference_count; i++)
		if (handout->references[i].source->kind == KX_SOURCE_LABEL)
			return true;
	return false;
}

/* A paragraph for the document id, which is known only when all other words are. */
static void
version(struct kx_composer *composer, struct kx_block *matter)
{
	struct kx_block *paragraph, **place;

	paragraph = kx_block_add(composer, matter, KX_BLOCK_PARAGRAPH, "small",
	    kx_origin_member(composer, composer->content->pack.origin, "version"));
	place = kx_arena_push(composer->arena, &composer->version_lines, &composer->version_count,
	    &composer->version_room, sizeof(*place));
	if (place != NULL)
		*place = paragraph;
}

void
kx_colophon_number(struct kx_composer *composer, const char *document_id)
{
	const char *text = KX_FILLED(composer, KX_WORD_COLOPHON_VERSION, { "version", composer->content->pack.version },
	    { "id", document_id });
	size_t i;

	for (i = 0; i < composer->version_count; i++)
		kx_runs_text(composer, &composer->version_lines[i]->runs, text, KX_PLAIN, NULL);
}

void
kx_form_colophon(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	const struct kx_pack *pack = &composer->content->pack;
	const struct kx_clinic *clinic = &composer->content->clinic;
	struct kx_block *matter = kx_matter_open(composer, group, plan, NULL);
	const char *next;

	line(composer, matter, pack->not_advice, kx_origin_member(composer, pack->origin, "not_advice"));
	written(composer, matter);
	reviews_wait(composer, matter);
	lines_joined(composer, matter, pack->funding, clinic->funding,
	    kx_origin_member(composer, pack->origin, "funding"));
	next = KX_FILLED(composer, KX_WORD_COLOPHON_NEXT_REVIEW, { "date", kx_words_date(composer, pack->review_by) });
	lines_joined(composer, matter, pack->update_policy, next,
	    kx_origin_member(composer, pack->origin, "update_policy"));
	if (cites_a_label(composer->handout) && !plan->brief)
		line(composer, matter, kx_word(composer, KX_WORD_COLOPHON_LABELS), plan->origin);
	lines_joined(composer, matter, pack->feedback, clinic->feedback,
	    kx_origin_member(composer, pack->origin, "feedback"));
	/* On a sheet of one page the masthead has the clinic, the foot the number, and each label its date. */
	if (!plan->brief) {
		clinic_lines(composer, matter);
		version(composer, matter);
	}
	kx_matter_close(composer, matter, plan);
}
