#include "merge/trace_parts.h"

#include <string.h>

static bool
cites(const struct kx_printed *printed, int number)
{
	size_t i;

	for (i = 0; i < printed->reference_count; i++)
		if (printed->references[i] == number)
			return true;
	return false;
}

/* The sentences that carry the source's number, in sheet order. */
static void
grow_cited(const struct kx_tracing *tracing, struct kx_twig *root, int number)
{
	const struct kx_handout *handout = tracing->handout;
	const struct kx_printed *printed;
	struct kx_twig *twig, *sentence;
	size_t i, j;

	if (number == 0) {
		kx_twig_grow(tracing->arena, root, "cited by no sentence of the sheet");
		return;
	}
	twig = kx_twig_grow(tracing->arena, root, "cited by");
	for (i = 0; i < handout->group_count; i++) {
		for (j = 0; j < handout->groups[i].printed_count; j++) {
			printed = &handout->groups[i].printed[j];
			if (!cites(printed, number))
				continue;
			sentence = kx_twig_grow(tracing->arena, twig, "“%s”%s", printed->claim->says.plain,
			    kx_trace_marks(tracing, printed));
			kx_twig_grow(tracing->arena, sentence, "claim %s, topic %s, %s", kx_trace_name(tracing, printed->claim),
			    printed->claim->topic, printed->claim->product);
		}
	}
}

static void
grow_claims(const struct kx_tracing *tracing, struct kx_twig *root, const struct kx_source *source)
{
	const struct kx_handout *handout = tracing->handout;
	const struct kx_standing_note *note;
	struct kx_twig *twig = NULL;
	size_t i, j;

	for (i = 0; i < handout->group_count; i++) {
		for (j = 0; j < handout->groups[i].note_count; j++) {
			note = &handout->groups[i].notes[j];
			if (note->claim->source != source)
				continue;
			if (twig == NULL)
				twig = kx_twig_grow(tracing->arena, root, "its claims");
			kx_twig_grow(tracing->arena, twig, "%s, topic %s: %s%s", kx_trace_name(tracing, note->claim),
			    note->claim->topic, kx_standing_name(note->standing),
			    handout->groups[i].placed ? "" : ", not on the sheet");
		}
	}
}

static void
grow_dropped(const struct kx_tracing *tracing, struct kx_twig *root, const struct kx_source *source)
{
	const struct kx_content *content = tracing->handout->content;
	const struct kx_summary *summary;
	struct kx_twig *twig = NULL;
	size_t i, j;

	for (i = 0; i < content->summary_count; i++) {
		summary = &content->summaries[i];
		if (strcmp(summary->source_id, source->id) != 0)
			continue;
		for (j = 0; j < summary->dropped_count; j++) {
			if (twig == NULL)
				twig = kx_twig_grow(tracing->arena, root, "dropped from it");
			kx_twig_grow(tracing->arena, twig, "%s: %s (%s)", summary->dropped[j].ledger, summary->dropped[j].what,
			    summary->dropped[j].reason);
		}
	}
}

static void
grow_help_lines(const struct kx_tracing *tracing, struct kx_twig *root, const struct kx_source *source)
{
	const struct kx_content *content = tracing->handout->content;
	const struct kx_help_line *line;
	size_t i, j;

	for (i = 0; i < content->country_count; i++) {
		for (j = 0; j < content->countries[i].line_count; j++) {
			line = &content->countries[i].lines[j];
			if (line->source != NULL && strcmp(line->source, source->id) == 0)
				kx_twig_grow(tracing->arena, root, "help line of %s: %s, %s", content->countries[i].id, line->name,
				    line->number);
		}
	}
}

struct kx_twig *
kx_trace_of_source(const struct kx_tracing *tracing, const struct kx_source *source)
{
	int number = kx_handout_reference(tracing->handout, source);
	struct kx_twig *root;

	if (number != 0)
		root = kx_twig_root(tracing->arena, "source [%d] %s: %s", number, source->id, source->citation);
	else
		root = kx_twig_root(tracing->arena, "source %s: %s", source->id, source->citation);
	kx_twig_grow(tracing->arena, root, "“%s”", source->title);
	kx_trace_source_facts(tracing, root, source);
	if (source->note != NULL)
		kx_twig_grow(tracing->arena, root, "editor's note: %s", source->note);
	grow_cited(tracing, root, number);
	grow_claims(tracing, root, source);
	grow_dropped(tracing, root, source);
	grow_help_lines(tracing, root, source);
	return root;
}
