/*
 * Words that must not stand on a sheet, or not alone.
 *
 * The lists are data; here is where each is looked for and what excuses a
 * hit.  All printed words count, headings and small print too, but not names
 * that others chose: entries of the list of sources, and the name of a help
 * line.  A clinic may be called by words that praise, which is told, and not
 * refused: it cannot be called otherwise.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "review/rates.h"
#include "review/sentences.h"

#include <string.h>

/* One hit of a list, and what it stands in. */
struct hit {
	const struct kx_word_entry *entry;
	size_t start, end;
	const struct kx_passage *passage;
	const struct kx_stretch *stretch;
};
struct hits { struct hit *list; size_t count, room; };

/* May a clinic be called by words of the list?  What a product is, does or is approved for no name may say either. */
enum names { NAMES_MAY, NAMES_MAY_NOT };

bool
kx_may_be_called(const struct kx_subject *subject, size_t start, size_t end)
{
	struct kx_origin origin;
	const char *name = kx_passages_name(subject->arena, subject->passages, start, end, &origin);

	if (name != NULL)
		kx_report(subject->diags, KX640, kx_place_below(subject, origin, ""), "it prints, as a name; nothing else of the sheet may say so",
		    "the name \"%s\" says \"%s\", which a reader may take for a promise", kx_quoted(subject, name, strlen(name)),
		    kx_quoted(subject, subject->passages->text + start, end - start));
	return name != NULL;
}

static bool
is_name(const struct kx_passage *passage)
{
	return passage->kind == KX_PASSAGE_SOURCE || passage->kind == KX_PASSAGE_HELP;
}

/* Hits that begin in the same place are one: two entries may find the same words. */
static struct hits
find_hits(const struct kx_subject *subject, const struct kx_word_list *list, enum names names)
{
	const struct kx_passages *passages = subject->passages;
	const struct kx_stem_hit *found;
	struct hits hits = { .list = NULL };
	size_t count = kx_finds_of(subject->finds, list, &found), i;
	struct hit hit, *place;

	for (i = 0; i < count; i++) {
		if (hits.count > 0 && found[i].start < hits.list[hits.count - 1].end)
			continue;
		hit = (struct hit){ found[i].entry, found[i].start, found[i].end, kx_passage_at(passages, found[i].start),
		    kx_stretch_at(passages, found[i].start) };
		if (is_name(hit.passage) || (names == NAMES_MAY && kx_may_be_called(subject, hit.start, hit.end)))
			continue;
		place = kx_arena_push(subject->arena, &hits.list, &hits.count, &hits.room, sizeof(*place));
		if (place != NULL)
			*place = hit;
	}
	return hits;
}

static const char *
words_of(const struct kx_subject *subject, const struct hit *hit)
{
	return kx_quoted(subject, subject->passages->text + hit->start, hit->end - hit->start);
}

static struct kx_place
place_of(const struct kx_subject *subject, const struct hit *hit)
{
	return kx_place_below(subject, hit->stretch->origin, "");
}

static const char *
hint_of(const struct kx_subject *subject, const struct hit *hit, const char *otherwise)
{
	if (hit->entry->instead == NULL)
		return otherwise;
	return kx_arena_print(subject->arena, "instead of \"%s\": %s", words_of(subject, hit), hit->entry->instead);
}

/* A list of which nothing may stand. */
static void
bar(const struct kx_subject *subject, const struct kx_word_list *list, enum names names, enum kx_code code, const char *what,
    const char *hint)
{
	struct hits hits = find_hits(subject, list, names);
	size_t i;

	for (i = 0; i < hits.count; i++)
		kx_report(subject->diags, code, place_of(subject, &hits.list[i]), hint_of(subject, &hits.list[i], hint),
		    "the sheet says \"%s\", which is %s", words_of(subject, &hits.list[i]), what);
}

void
kx_rule_anecdotes(const struct kx_subject *subject)
{
	bar(subject, &subject->gate->words.anecdotes, NAMES_MAY, KX314, "a story, not a finding",
	    "say how many of how many people it happened to, or take it out");
}

void
kx_rule_relative(const struct kx_subject *subject)
{
	bar(subject, &subject->gate->words.relative, NAMES_MAY_NOT, KX315, "a comparison without its two numbers",
	    "say how many in 100 with it and how many without");
}

void
kx_rule_counted_studies(const struct kx_subject *subject)
{
	bar(subject, &subject->gate->words.counted_studies, NAMES_MAY_NOT, KX319, "a share of studies, not of people",
	    "say in words what the studies found, and give people's numbers from one of them");
}

void
kx_rule_assurances(const struct kx_subject *subject)
{
	bar(subject, &subject->gate->words.assurances, NAMES_MAY, KX334, "an assurance that nothing supports",
	    "list each harm with its number, or say what is not known");
}

void
kx_rule_rescue(const struct kx_subject *subject)
{
	bar(subject, &subject->gate->words.rescue_claims, NAMES_MAY, KX337, "a promise of rescue that no study supports",
	    "say what was seen, for how long, and that more is not known");
}

void
kx_rule_medicine_changes(const struct kx_subject *subject)
{
	bar(subject, &subject->gate->words.medicine_changes, NAMES_MAY_NOT, KX341, "an order about a medicine",
	    "tell the reader to ask the clinician who prescribes it");
}

/* ---- KX318 ---- */

/* Does the sentence give a figure, or say that none is known?  A year is no figure. */
static bool
informs(const struct kx_subject *subject, const char *text, size_t length)
{
	const struct kx_number *numbers;
	size_t count = kx_numbers_read(subject->arena, subject->document->language, text, length, &numbers), i;

	for (i = 0; i < count; i++)
		if (numbers[i].end - numbers[i].start != 4 || numbers[i].value < 1900000 || numbers[i].value >= 2100000)
			return true;
	return kx_says_any(subject, &subject->gate->words.rate_unknown, text, length);
}

/* Is there a figure in the sentence with byte `at` of the passage, or in the next one? */
static bool
figure_follows(const struct kx_subject *subject, const struct kx_passage *passage, size_t hit)
{
	const char *text = subject->passages->text + passage->start;
	size_t length = passage->end - passage->start, at = 0, start, end;
	bool before = false;

	hit -= passage->start;
	while (kx_sentence_next(subject->document->language, text, length, &at, &start, &end)) {
		if ((before || (hit >= start && hit < end)) && informs(subject, text + start, end - start))
			return true;
		if (before)
			return false;
		before = hit >= start && hit < end;
	}
	return false;
}

void
kx_rule_vague(const struct kx_subject *subject)
{
	struct hits hits = find_hits(subject, &subject->gate->words.vague, NAMES_MAY_NOT);
	size_t i;

	for (i = 0; i < hits.count; i++)
		if (!figure_follows(subject, hits.list[i].passage, hits.list[i].start) &&
		    !kx_may_be_called(subject, hits.list[i].start, hits.list[i].end))
			kx_report(subject->diags, KX318, place_of(subject, &hits.list[i]),
			    hint_of(subject, &hits.list[i], "give the number in this sentence or the next, or say that it is not known"),
			    "\"%s\" means something else to every reader, and no number follows", words_of(subject, &hits.list[i]));
}

/* ---- KX321 ---- */

void
kx_rule_sure_words(const struct kx_subject *subject)
{
	const struct kx_certainty_words *words;
	const struct kx_claim *claim;
	struct hits hits;
	size_t i, j;

	for (i = 0; i < subject->gate->certainty_count; i++) {
		words = &subject->gate->certainty_words[i];
		hits = find_hits(subject, &words->words, NAMES_MAY_NOT);
		for (j = 0; j < hits.count; j++) {
			claim = hits.list[j].stretch->claim;
			if (claim == NULL || claim->certainty == KX_CERTAINTY_NONE || claim->certainty > words->up_to)
				continue;
			/* What a lower level bars is reported there. */
			if (i > 0 && claim->certainty <= subject->gate->certainty_words[i - 1].up_to &&
			    subject->gate->certainty_words[i - 1].up_to < words->up_to)
				continue;
			kx_report(subject->diags, KX321, place_of(subject, &hits.list[j]),
			    hint_of(subject, &hits.list[j], "say \"may\", or say what one trial found"),
			    "claim \"%s\" says \"%s\", but its certainty is %s", claim->id, words_of(subject, &hits.list[j]),
			    kx_certainty_name(claim->certainty));
		}
	}
}

/* ---- KX323, KX324 ---- */

static void
bar_exclamations(const struct kx_subject *subject)
{
	const struct kx_passages *passages = subject->passages;
	const char *at = passages->text;
	size_t byte;

	while ((at = strchr(at, '!')) != NULL) {
		byte = (size_t)(at++ - passages->text);
		if (!is_name(kx_passage_at(passages, byte)) && !kx_may_be_called(subject, byte, byte + 1))
			kx_report(subject->diags, KX323, kx_place_below(subject, kx_stretch_at(passages, byte)->origin, ""),
			    "end the sentence with a full stop", "the sheet has an exclamation mark");
	}
}

void
kx_rule_hype(const struct kx_subject *subject)
{
	bar(subject, &subject->gate->words.hype, NAMES_MAY, KX323, "praise, not a finding", "say what was measured, or take it out");
	bar_exclamations(subject);
}

/* A trial or review that held two things against each other may say which came out ahead. */
static bool
was_compared(const struct kx_claim *claim)
{
	size_t i;

	if (claim == NULL || (claim->source->kind != KX_SOURCE_TRIAL && claim->source->kind != KX_SOURCE_REVIEW))
		return false;
	for (i = 0; i < claim->figure_count; i++)
		if (claim->figures[i].comparator != NULL &&
		    (claim->figures[i].against.has_percent || claim->figures[i].against.has_counts))
			return true;
	return false;
}

void
kx_rule_superlatives(const struct kx_subject *subject)
{
	struct hits hits = find_hits(subject, &subject->gate->words.superlatives, NAMES_MAY_NOT);
	size_t i;

	for (i = 0; i < hits.count; i++)
		if (!was_compared(hits.list[i].stretch->claim) && !kx_may_be_called(subject, hits.list[i].start, hits.list[i].end))
			kx_report(subject->diags, KX324, place_of(subject, &hits.list[i]), hint_of(subject, &hits.list[i],
			    "give the trial that compared them, with both numbers, or take the word out"),
			    "the sheet says \"%s\", and no trial that compared them stands behind it", words_of(subject, &hits.list[i]));
}
