/*
 * Words that belong together: speed with duration, a product with its status,
 * a warning with what it warns of, lines that stand on every sheet.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "base/memo.h"
#include "review/sentences.h"

#include <string.h>

/* ---- scopes ---- */

struct span { size_t start, end; };   /* bytes of the whole text */

/* The run of passages round `passage` that share its section, or its section and block. */
static struct span
neighbours(const struct kx_passages *passages, const struct kx_passage *passage, bool same_block)
{
	const struct kx_passage *first = passage, *last = passage, *end = passages->list + passages->count;

	while (first > passages->list && first[-1].section == passage->section &&
	    (!same_block || first[-1].block == passage->block))
		first--;
	while (last + 1 < end && last[1].section == passage->section && (!same_block || last[1].block == passage->block))
		last++;
	return (struct span){ first->start, last->end };
}

static struct span
sentence_round(const struct kx_subject *subject, const struct kx_passage *passage, size_t byte)
{
	const char *text = subject->passages->text + passage->start;
	size_t at = 0, start, end;

	while (kx_sentence_next(subject->document->language, text, passage->end - passage->start, &at, &start, &end))
		if (byte >= passage->start + start && byte < passage->start + end)
			return (struct span){ passage->start + start, passage->start + end };
	return (struct span){ passage->start, passage->end };
}

static struct span
scope_round(const struct kx_subject *subject, size_t byte, enum kx_gate_scope scope)
{
	const struct kx_passage *passage = kx_passage_at(subject->passages, byte);

	switch (scope) {
	case KX_IN_SENTENCE:
		return sentence_round(subject, passage, byte);
	case KX_IN_BLOCK:
		return neighbours(subject->passages, passage, true);
	case KX_IN_SECTION:
		return neighbours(subject->passages, passage, false);
	case KX_IN_SHEET:
		break;
	}
	return (struct span){ 0, subject->passages->length };
}

static const char *
scope_name(enum kx_gate_scope scope)
{
	return kx_gate_scope_names[scope];
}

/* ---- KX343 ---- */

/* What to write, for a hint: the first pattern that would do. */
static const char *
first_pattern(const struct kx_word_list *list)
{
	return list->count > 0 ? list->entries[0].pattern.text : "";
}

static void
check_companion(const struct kx_subject *subject, const struct kx_companion *companion)
{
	const char *text = subject->passages->text;
	struct span scope, last = { 1, 0 };
	const struct kx_stem_hit *hits;
	size_t count = kx_finds_of(subject->finds, &companion->when, &hits), i;
	bool stands;

	for (i = 0; i < count; i++) {
		if (kx_passage_at(subject->passages, hits[i].start)->kind == KX_PASSAGE_SOURCE)
			continue;
		scope = scope_round(subject, hits[i].start, companion->within);
		if (scope.start == last.start && scope.end == last.end)
			continue;
		stands = companion->within == KX_IN_SENTENCE ?
		    kx_says_any(subject, &companion->needs, text + scope.start, scope.end - scope.start) :
		    kx_finds_any(subject->finds, &companion->needs, scope.start, scope.end);
		if (!stands && kx_may_be_called(subject, hits[i].start, hits[i].end))
			continue;
		last = scope;
		if (stands)
			continue;
		kx_report(subject->diags, KX343, kx_place_below(subject, kx_stretch_at(subject->passages, hits[i].start)->origin, ""),
		    companion->why != NULL ? companion->why : kx_arena_print(subject->arena, "say so in such words as \"%s\"",
		    first_pattern(&companion->needs)), "\"%s\" stands without what belongs to it in the same %s: \"%s\" (%s)",
		    kx_quoted(subject, text + hits[i].start, hits[i].end - hits[i].start), scope_name(companion->within),
		    first_pattern(&companion->needs), companion->id);
	}
}

void
kx_rule_companions(const struct kx_subject *subject)
{
	size_t i;

	for (i = 0; i < subject->gate->companion_count; i++)
		check_companion(subject, &subject->gate->companions[i]);
}

/* ---- KX322 ---- */

static bool
within(const struct kx_sheet_stop *a, const struct kx_sheet_stop *b, enum kx_gate_scope scope)
{
	return scope == KX_IN_SHEET || (a->section == b->section && (scope == KX_IN_SECTION || a->block == b->block));
}

/* Does the topic print within the scope of the stop? */
static bool
stands_near(const struct kx_subject *subject, const char *topic, const struct kx_sheet_stop *near, enum kx_gate_scope scope)
{
	struct kx_sheet_walk walk = { .content = subject->handout->content };
	struct kx_sheet_stop stop;

	while (kx_sheet_next(&walk, &stop))
		if (strcmp(stop.topic->id, topic) == 0 && within(&stop, near, scope) && kx_topic_stands(subject->handout, topic))
			return true;
	return false;
}

void
kx_rule_topic_pairs(const struct kx_subject *subject)
{
	const struct kx_topic_pair *pair;
	struct kx_sheet_walk walk;
	struct kx_sheet_stop stop;
	size_t i;

	for (i = 0; i < subject->gate->topic_pair_count; i++) {
		pair = &subject->gate->topic_pairs[i];
		walk = (struct kx_sheet_walk){ .content = subject->handout->content };
		while (kx_sheet_next(&walk, &stop)) {
			if (strcmp(stop.topic->id, pair->topic) != 0 || !kx_topic_stands(subject->handout, pair->topic) ||
			    stands_near(subject, pair->with, &stop, pair->within))
				continue;
			kx_report(subject->diags, KX322, kx_place_below(subject, stop.topic->origin, ""),
			    kx_arena_print(subject->arena, "place topic \"%s\" in the same %s, with a claim that may print", pair->with,
			    scope_name(pair->within)), "topic \"%s\" prints without topic \"%s\" in the same %s", pair->topic, pair->with,
			    scope_name(pair->within));
		}
	}
}

/* ---- KX329 ---- */

/* The use of the product for the claim's condition that must be told, or NULL. */
static const struct kx_product_use *
use_to_tell(const struct kx_subject *subject, const struct kx_claim *claim, const struct kx_gate_product *product)
{
	const struct kx_product_use *use;

	if (claim->condition == NULL || (strcmp(claim->product, product->product) != 0 &&
	    strcmp(claim->product, KX_PRODUCT_BOTH) != 0))
		return NULL;
	use = kx_gate_use_find(subject->gate, product->product, claim->condition);
	return use != NULL && use->phrase.count > 0 ? use : NULL;
}

/* All passages of a section that follow each other. */
static size_t
next_section(const struct kx_passages *passages, size_t first)
{
	size_t i = first;

	while (i < passages->count && passages->list[i].section == passages->list[first].section)
		i++;
	return i;
}

/* Is the product named in the words, or is the claim about it alone? */
static bool
speaks_of(const struct kx_subject *subject, const struct kx_claim *claim, const struct kx_word_list *names)
{
	return strcmp(claim->product, KX_PRODUCT_BOTH) != 0 ||
	    kx_says_any(subject, names, claim->says.plain, strlen(claim->says.plain));
}

/* The first stretch of the passages whose claim is on a use that must be told, with that use; NULL when there is none. */
static const struct kx_stretch *
use_among(const struct kx_subject *subject, const struct kx_gate_product *product, size_t first, size_t end,
    const struct kx_product_use **ret_use)
{
	const struct kx_passage *passage;
	const struct kx_claim *claim;
	size_t i, j;

	for (i = first; i < end; i++) {
		passage = &subject->passages->list[i];
		for (j = 0; j < passage->stretch_count; j++) {
			claim = passage->stretches[j].claim;
			*ret_use = claim != NULL ? use_to_tell(subject, claim, product) : NULL;
			if (*ret_use != NULL && speaks_of(subject, claim, &product->names))
				return &passage->stretches[j];
		}
	}
	return NULL;
}

/* The same of a run, whose claims are those of other sheets, too: that there is none is kept. */
static const struct kx_stretch *
use_in_run(const struct kx_subject *subject, const struct kx_gate_product *product, const struct kx_passage_run *run,
    const struct kx_product_use **ret_use)
{
	static const char none[] = "none";
	struct kx_memo_key key = kx_memo_key(KX_MEMO_NO_USE,
	    run->number * subject->gate->product_count + (size_t)(product - subject->gate->products));
	const struct kx_stretch *stretch;

	if (kx_memo_find(subject->memo, &key) != NULL)
		return NULL;
	stretch = use_among(subject, product, run->first, run->first + run->count, ret_use);
	if (stretch == NULL && !kx_arena_spent(subject->arena))
		kx_memo_keep(subject->memo, &key, none);
	return stretch;
}

/* The same of a section. */
static const struct kx_stretch *
find_use(const struct kx_subject *subject, const struct kx_gate_product *product, size_t first, size_t end,
    const struct kx_product_use **ret_use)
{
	const struct kx_passages *passages = subject->passages;
	const struct kx_passage_run *run = passages->runs, *last = passages->runs + passages->run_count;
	const struct kx_stretch *stretch = NULL;
	size_t i, next;

	for (i = first; i < end && stretch == NULL; i = next) {
		while (run < last && run->first < i)
			run++;
		if (run < last && run->first == i) {
			next = i + run->count;
			stretch = use_in_run(subject, product, run, ret_use);
		} else {
			next = i + 1;
			stretch = use_among(subject, product, i, next, ret_use);
		}
	}
	return stretch;
}

static void
check_status(const struct kx_subject *subject, const struct kx_gate_product *product, size_t first, size_t end)
{
	const struct kx_passages *passages = subject->passages;
	const struct kx_product_use *use = NULL;
	const struct kx_stretch *stretch = find_use(subject, product, first, end, &use);
	size_t start = passages->list[first].start;

	if (stretch == NULL || kx_finds_any(subject->finds, &use->phrase, start, passages->list[end - 1].end))
		return;
	kx_report(subject->diags, KX329, kx_place_below(subject, stretch->origin, ""), kx_arena_print(subject->arena,
	    "say it once in the section, in such words as \"%s\"", first_pattern(&use->phrase)),
	    "section \"%s\" speaks of %s for \"%s\" and does not say that it is %s for it",
	    passages->list[first].section->id, product->product, stretch->claim->condition, use->status);
}

void
kx_rule_status(const struct kx_subject *subject)
{
	const struct kx_passages *passages = subject->passages;
	size_t first, end, i;

	for (first = 0; first < passages->count; first = end) {
		end = next_section(passages, first);
		for (i = 0; passages->list[first].section != NULL && i < subject->gate->product_count; i++)
			check_status(subject, &subject->gate->products[i], first, end);
	}
}

/* ---- KX335 ---- */

static bool
is_mechanism(const struct kx_gate_mechanism *mechanism, const char *topic)
{
	size_t i;

	for (i = 0; i < mechanism->topic_count; i++)
		if (strcmp(mechanism->topics[i], topic) == 0)
			return true;
	return false;
}

static void
report_mechanism(const struct kx_subject *subject, const struct kx_claim *claim, const char *hint, const char *what)
{
	kx_report(subject->diags, KX335, kx_place_below(subject, claim->origin, "/says"), hint, "claim \"%s\" %s", claim->id, what);
}

/* Every sentence is hedged, but those that say nobody knows. */
static void
check_hedges(const struct kx_subject *subject, const struct kx_claim *claim, size_t *sentences)
{
	const struct kx_gate_mechanism *mechanism = &subject->gate->mechanism;
	const char *text = claim->says.plain;
	size_t at = 0, start, end;

	while (kx_sentence_next(subject->document->language, text, strlen(text), &at, &start, &end)) {
		(*sentences)++;
		if (mechanism->hedges.count > 0 && !kx_says_any(subject, &mechanism->begins, text + start, end - start) &&
		    !kx_says_any(subject, &mechanism->hedges, text + start, end - start))
			report_mechanism(subject, claim, "say \"may\", and what the idea comes from", kx_arena_print(subject->arena,
			    "explains without a hedge: \"%s\"", kx_quoted(subject, text + start, end - start)));
	}
}

static void
report_barred(const struct kx_subject *subject, const struct kx_claim *claim)
{
	const struct kx_stems *barred = kx_stems_kept(subject->arena, subject->memo, subject->gate, &subject->gate->mechanism.barred);
	const char *text = claim->says.plain;
	const struct kx_stem_hit *hits;

	if (barred != NULL && kx_stems_find(subject->arena, barred, text, strlen(text), &hits) > 0)
		report_mechanism(subject, claim, "say what was seen, and in whom", kx_arena_print(subject->arena,
		    "says \"%s\" of how it works", kx_quoted(subject, text + hits[0].start, hits[0].end - hits[0].start)));
}

/* Does a topic that is not on how it works follow in the same block? */
static const char *
follows_in_block(const struct kx_subject *subject, const struct kx_group *group)
{
	struct kx_sheet_walk walk = { .content = subject->handout->content };
	const struct kx_block_plan *block = NULL;
	struct kx_sheet_stop stop;

	while (kx_sheet_next(&walk, &stop)) {
		if (stop.topic == group->topic)
			block = stop.block;
		else if (stop.block == block && !is_mechanism(&subject->gate->mechanism, stop.topic->id) &&
		    kx_topic_stands(subject->handout, stop.topic->id))
			return stop.topic->id;
	}
	return NULL;
}

static void
check_mechanism(const struct kx_subject *subject, const struct kx_shown *shown, size_t *sentences)
{
	const struct kx_gate_mechanism *mechanism = &subject->gate->mechanism;
	const char *text = shown->claim->says.plain, *next = follows_in_block(subject, shown->group);
	size_t at = 0, start, end;

	if (*sentences == 0 && mechanism->begins.count > 0 && (!kx_sentence_next(subject->document->language, text, strlen(text),
	    &at, &start, &end) || !kx_says_any(subject, &mechanism->begins, text + start, end - start)))
		report_mechanism(subject, shown->claim, kx_arena_print(subject->arena, "begin with such words as \"%s\"",
		    first_pattern(&mechanism->begins)), "explains how it works without saying first that nobody knows for sure");
	check_hedges(subject, shown->claim, sentences);
	if (kx_says_any(subject, &mechanism->barred, text, strlen(text)))
		report_barred(subject, shown->claim);
	if (next != NULL)
		report_mechanism(subject, shown->claim, "put it last in its block", kx_arena_print(subject->arena,
		    "explains how it works before topic \"%s\"", next));
}

void
kx_rule_mechanism(const struct kx_subject *subject)
{
	const struct kx_gate_mechanism *mechanism = &subject->gate->mechanism;
	const struct kx_claim *last = NULL;
	size_t sentences = 0, i;

	for (i = 0; i < subject->shown_count; i++) {
		if (!is_mechanism(mechanism, subject->shown[i].group->topic->id))
			continue;
		check_mechanism(subject, &subject->shown[i], &sentences);
		last = subject->shown[i].claim;
	}
	if (last != NULL && sentences > (size_t)mechanism->sentences_most)
		report_mechanism(subject, last, "keep what helps to decide", kx_arena_print(subject->arena,
		    "makes %zu sentences on how it works; %d are enough", sentences, (int)mechanism->sentences_most));
}

/* ---- KX342 ---- */

static size_t
printed_on(const struct kx_subject *subject, const char *topic)
{
	size_t count = 0, i;

	for (i = 0; i < subject->shown_count; i++)
		count += strcmp(subject->shown[i].claim->topic, topic) == 0;
	return count;
}

/* How often the line's words stand; of claims, only those on its topic count when it has one. */
static size_t
times_said(const struct kx_subject *subject, const struct kx_fixed_line *line)
{
	const struct kx_stretch *stretch;
	const struct kx_stem_hit *hits;
	size_t count = kx_finds_of(subject->finds, &line->says, &hits), times = 0, i;

	for (i = 0; i < count; i++) {
		if (i > 0 && hits[i].start < hits[i - 1].end)
			continue;
		stretch = kx_stretch_at(subject->passages, hits[i].start);
		times += line->topic == NULL || stretch->claim == NULL || strcmp(stretch->claim->topic, line->topic) == 0;
	}
	return times;
}

void
kx_rule_fixed_lines(const struct kx_subject *subject)
{
	const struct kx_outline *outline = subject->handout->content->outline;
	const struct kx_fixed_line *line;
	const struct kx_topic *topic;
	size_t times, i;

	for (i = 0; i < subject->gate->fixed_count; i++) {
		line = &subject->gate->fixed_lines[i];
		if (line->on_short_sheets && (outline == NULL || outline->left_out_count == 0))
			continue;
		times = line->says.count > 0 ? times_said(subject, line) : printed_on(subject, line->topic != NULL ? line->topic : "");
		if (times == (size_t)line->times)
			continue;
		topic = line->topic != NULL ? kx_content_topic(subject->handout->content, line->topic) : NULL;
		kx_report(subject->diags, KX342, topic != NULL ? kx_place_below(subject, topic->origin, "") :
		    kx_place_below(subject, line->origin, ""), line->says.count > 0 ? kx_arena_print(subject->arena,
		    "such words as \"%s\" must stand %s", first_pattern(&line->says), line->times == 1 ? "once" : "that often") :
		    "place the topic, with a claim that may print",
		    "the line \"%s\" stands %zu times on the sheet, not %d", line->id, times, (int)line->times);
	}
}
