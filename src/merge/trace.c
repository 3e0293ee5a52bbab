#include "merge/merge.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "merge/trace_parts.h"

#include <string.h>
#include <strings.h>

/* A trace being put together: every match is printed, a blank line between them. */
struct search {
	struct kx_tracing tracing;
	const char *what;
	struct kx_buffer *out;
	size_t found;
};

static void
print_match(struct search *search, const struct kx_twig *root)
{
	if (root == NULL)
		return;
	if (search->found++ > 0)
		kx_buffer_char(search->out, '\n');
	kx_twig_print(root, search->out);
}

/* ---- claims and ledger rows ---- */

static void
search_claims(struct search *search)
{
	const struct kx_content *content = search->tracing.handout->content;
	const struct kx_claim *claim = kx_trace_claim(&search->tracing, search->what);
	size_t i;

	if (claim != NULL)
		print_match(search, kx_trace_of_claim(&search->tracing, claim));
	for (i = 0; i < content->claim_count; i++) {
		claim = content->claims[i];
		if (claim->ledger != NULL && strcasecmp(claim->ledger, search->what) == 0)
			print_match(search, kx_trace_of_claim(&search->tracing, claim));
	}
}

static struct kx_twig *
trace_dropped(const struct kx_tracing *tracing, const struct kx_summary *summary, const struct kx_dropped *dropped)
{
	const struct kx_source *source = kx_content_source(tracing->handout->content, summary->source_id);
	struct kx_twig *root = kx_twig_root(tracing->arena, "%s was dropped", dropped->ledger);

	kx_twig_grow(tracing->arena, root, "it was: %s", dropped->what);
	kx_twig_grow(tracing->arena, root, "why: %s", dropped->reason);
	kx_twig_grow(tracing->arena, root, "in %s%s%s, at %s", summary->source_id, source == NULL ? "" : ": ",
	    source == NULL ? "" : source->citation, dropped->locator);
	kx_twig_grow(tracing->arena, root, "summary %s:%s, curated by %s on %s", dropped->origin.file, dropped->origin.pointer,
	    summary->curated_by, kx_trace_date(tracing, summary->curated_on));
	return root;
}

static void
search_dropped(struct search *search)
{
	const struct kx_content *content = search->tracing.handout->content;
	const struct kx_summary *summary;
	size_t i, j;

	for (i = 0; i < content->summary_count; i++) {
		summary = &content->summaries[i];
		for (j = 0; j < summary->dropped_count; j++)
			if (strcasecmp(summary->dropped[j].ledger, search->what) == 0)
				print_match(search, trace_dropped(&search->tracing, summary, &summary->dropped[j]));
	}
}

/* ---- topics ---- */

static struct kx_twig *
trace_topic(const struct kx_tracing *tracing, const struct kx_topic *topic)
{
	struct kx_twig *root = kx_twig_root(tracing->arena, "topic %s: %s%s", topic->id, topic->title,
	    topic->required ? " (required)" : ""), *twig;
	const struct kx_group *group;
	size_t count = kx_handout_topic(tracing->handout, topic->id, &group), i;

	if (count == 0)
		kx_twig_grow(tracing->arena, root, "no summary has a claim on it");
	for (; count > 0; count--, group++) {
		twig = kx_twig_grow(tracing->arena, root, "for %s", group->product);
		kx_trace_places(tracing, twig, group);
		for (i = 0; i < group->printed_count; i++)
			kx_trace_sentence(tracing, twig, group, &group->printed[i]);
		kx_trace_decision(tracing, twig, group);
		kx_trace_losers(tracing, twig, group, NULL);
	}
	return root;
}

static void
search_topics(struct search *search)
{
	const struct kx_topic *topic = kx_content_topic(search->tracing.handout->content, search->what);

	if (topic != NULL)
		print_match(search, trace_topic(&search->tracing, topic));
}

/* ---- sources and reference numbers ---- */

/* The number in "12" or "[12]"; 0 when it is neither. */
static int
reference_number(const char *what)
{
	bool bracket = *what == '[';
	int number = 0, digits = 0;

	for (what += bracket; *what >= '0' && *what <= '9' && digits < 9; what++, digits++)
		number = number * 10 + (*what - '0');
	if (digits == 0 || strcmp(what, bracket ? "]" : "") != 0)
		return 0;
	return number;
}

static void
search_sources(struct search *search)
{
	const struct kx_handout *handout = search->tracing.handout;
	const struct kx_source *source = kx_content_source(handout->content, search->what);
	int number = reference_number(search->what);

	if (source != NULL)
		print_match(search, kx_trace_of_source(&search->tracing, source));
	if (number > 0 && (size_t)number <= handout->reference_count)
		print_match(search, kx_trace_of_source(&search->tracing, handout->references[number - 1].source));
}

/* ---- nothing found ---- */

static const char *
nearest_id(const struct kx_content *content, const char *what)
{
	struct kx_nearness nearness;
	size_t i, j;

	kx_nearness_init(&nearness, what);
	for (i = 0; i < content->claim_count; i++) {
		kx_nearness_try(&nearness, content->claims[i]->id);
		kx_nearness_try(&nearness, content->claims[i]->ledger);
	}
	for (i = 0; i < content->topic_count; i++)
		kx_nearness_try(&nearness, content->topics[i].id);
	for (i = 0; i < content->source_count; i++)
		kx_nearness_try(&nearness, content->sources[i].id);
	for (i = 0; i < content->summary_count; i++)
		for (j = 0; j < content->summaries[i].dropped_count; j++)
			kx_nearness_try(&nearness, content->summaries[i].dropped[j].ledger);
	return nearness.best;
}

static void
report_unknown(struct search *search, struct kx_diagnostics *diags)
{
	const struct kx_handout *handout = search->tracing.handout;
	const char *near = nearest_id(handout->content, search->what), *hint;

	if (reference_number(search->what) > 0)
		hint = kx_arena_print(search->tracing.arena, "the sheet's references go from 1 to %zu", handout->reference_count);
	else if (near != NULL)
		hint = kx_arena_print(search->tracing.arena, "did you mean \"%s\"?", near);
	else
		hint = "give a claim, ledger row, topic or source by its id, or a number from the sheet's list of sources";
	kx_report(diags, KX803, (struct kx_place){ .file = NULL }, hint,
	    "nothing here is called \"%s\": no claim, ledger row, topic, source or reference number", search->what);
}

bool
kx_trace(const struct kx_handout *handout, const char *what, struct kx_buffer *out, struct kx_diagnostics *diags)
{
	struct kx_arena arena;
	struct search search = { .tracing = { &arena, handout }, .what = what, .out = out };
	bool whole;

	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	search_claims(&search);
	search_dropped(&search);
	search_topics(&search);
	search_sources(&search);
	whole = !kx_arena_spent(&arena);
	if (!whole)
		kx_report(diags, KX111, (struct kx_place){ .file = handout->content->folder }, NULL,
		    "tracing \"%s\" needs more memory than a job may use", what);
	else if (search.found == 0)
		report_unknown(&search, diags);
	kx_arena_done(&arena);
	return whole && search.found > 0;
}
