#include "review/rules.h"

#include "base/arena.h"
#include "review/readability.h"
#include "review/sentences.h"

#include <string.h>

/* Tenths are what a grade is good for. */
static const char *
milli(const struct kx_subject *subject, int32_t thousandths)
{
	return kx_decimal(subject, (thousandths + 50) / 100 * 100);
}

/* The sentence that costs most, to point at. */
static const struct kx_sentence *
worst_of(const struct kx_readability *readability)
{
	const struct kx_sentence *worst;

	return kx_readability_worst(readability, 1, &worst) > 0 ? worst : NULL;
}

static void
report_hard(const struct kx_subject *subject, enum kx_code code, const struct kx_readability *readability, const char *what)
{
	const struct kx_sentence *worst = worst_of(readability);
	struct kx_place place = kx_place_below(subject, subject->handout->content->pack.origin, "");
	const char *hint = "use shorter words and sentences";

	if (worst != NULL) {
		place = kx_place_below(subject, worst->origin, "");
		hint = kx_arena_print(subject->arena, "begin with its hardest sentence: \"%s\"",
		    kx_quoted(subject, worst->text, strlen(worst->text)));
	}
	kx_report(subject->diags, code, place, hint, "%s", what);
}

/*
 * SMOG within so many grades of the aim, or of the grade where that is higher.
 * Of the grade alone would punish who writes short sentences: SMOG has a floor
 * of 3.1 and knows only long words, and its gap to a low grade is always wide.
 */
static int32_t
smog_most(const struct kx_gate_limits *limits, const struct kx_score *score)
{
	return (score->grade > limits->grade_target ? score->grade : limits->grade_target) + limits->smog_gap_most;
}

/* English: grades.  The grade that counts leaves the names of drugs out; they cannot be made simpler. */
static void
check_grades(const struct kx_subject *subject, const struct kx_readability_report *report)
{
	const struct kx_gate_limits *limits = &subject->gate->limits;
	const struct kx_score *score;
	size_t i;

	score = &report->whole.score;
	if (score->grade > limits->grade_most)
		report_hard(subject, KX344, &report->whole, kx_arena_print(subject->arena,
		    "the sheet reads at grade %s; %s is the most", milli(subject, score->grade), milli(subject, limits->grade_most)));
	else if (score->grade > limits->grade_target)
		report_hard(subject, KX345, &report->whole, kx_arena_print(subject->arena,
		    "the sheet reads at grade %s; the aim is %s", milli(subject, score->grade), milli(subject, limits->grade_target)));
	if (score->sentences >= KX_SMOG_SENTENCES && score->smog > smog_most(limits, score))
		report_hard(subject, KX345, &report->whole, kx_arena_print(subject->arena,
		    "the sheet reads at SMOG grade %s; %s is the most: too many words of three or more syllables",
		    milli(subject, score->smog), milli(subject, smog_most(limits, score))));
	for (i = 0; i < report->section_count; i++) {
		score = &report->sections[i].score;
		if (score->grade > limits->section_grade_most)
			report_hard(subject, KX344, &report->sections[i], kx_arena_print(subject->arena,
			    "section \"%s\" reads at grade %s; %s is the most", subject->document->sections[i].id,
			    milli(subject, score->grade), milli(subject, limits->section_grade_most)));
	}
}

/* Spanish: the INFLESZ scale, on which more is easier. */
static void
check_inflesz(const struct kx_subject *subject, const struct kx_readability_report *report)
{
	int32_t least = subject->gate->limits.inflesz_least;
	const struct kx_score *score = &report->whole.score;
	size_t i;

	if (score->sentences > 0 && score->inflesz < least)
		report_hard(subject, KX344, &report->whole, kx_arena_print(subject->arena,
		    "the sheet has INFLESZ %s (%s); %s is the least", milli(subject, score->inflesz), kx_inflesz_band(score->inflesz),
		    milli(subject, least)));
	for (i = 0; i < report->section_count; i++) {
		score = &report->sections[i].score;
		if (score->sentences > 0 && score->inflesz < least)
			report_hard(subject, KX344, &report->sections[i], kx_arena_print(subject->arena,
			    "section \"%s\" has INFLESZ %s (%s); %s is the least", subject->document->sections[i].id,
			    milli(subject, score->inflesz), kx_inflesz_band(score->inflesz), milli(subject, least)));
	}
}

static int
count_words(const char *text)
{
	size_t at = 0, start, end;
	int count = 0;

	while (kx_word_next(text, strlen(text), &at, &start, &end))
		count++;
	return count;
}

/* Words of a sentence, a name in it counting as one, and a line of an address as none: nobody can make two sentences of them. */
static int
words_to_read(const struct kx_subject *subject, const struct kx_sentence *sentence)
{
	const struct kx_clinic *clinic = &subject->handout->content->clinic;
	int words = (int)sentence->words;
	size_t i;

	if (clinic->name != NULL && strstr(sentence->text, clinic->name) != NULL)
		words -= count_words(clinic->name) - 1;
	for (i = 0; i < clinic->address_count; i++)
		if (strstr(sentence->text, clinic->address[i]) != NULL)
			words -= count_words(clinic->address[i]);
	return words;
}

static void
check_sentences(const struct kx_subject *subject, const struct kx_readability *whole)
{
	const struct kx_gate_limits *limits = &subject->gate->limits;
	const struct kx_sentence *sentence;
	size_t i;

	if (whole->mean > limits->sentence_mean_most)
		report_hard(subject, KX345, whole, kx_arena_print(subject->arena, "sentences have %s words on average; %s is the most",
		    milli(subject, whole->mean), milli(subject, limits->sentence_mean_most)));
	for (i = 0; i < whole->sentence_count; i++) {
		sentence = &whole->sentences[i];
		if (sentence->words > limits->sentence_most && words_to_read(subject, sentence) > limits->sentence_most)
			kx_report(subject->diags, KX345, kx_place_below(subject, sentence->origin, ""), "make two sentences of it",
			    "a sentence has %d words; %d is the most: \"%s\"", (int)sentence->words, (int)limits->sentence_most,
			    kx_quoted(subject, sentence->text, strlen(sentence->text)));
	}
	if (whole->passive > limits->passive_most)
		kx_report(subject->diags, KX345, kx_place_below(subject, subject->handout->content->pack.origin, ""),
		    "say who does it: \"staff check you\", not \"you are checked\"",
		    "%d of 100 sentences are in the passive voice; %d is the most", (int)((whole->passive + 5) / 10),
		    (int)(limits->passive_most / 10));
}

void
kx_rule_reading_level(const struct kx_subject *subject)
{
	const struct kx_readability_report *report = subject->readability;

	if (report == NULL)
		report = kx_readability_document(subject->arena, subject->document, subject->handout->content, subject->gate, NULL);
	if (report == NULL)
		return;
	if (report->whole.tongue == KX_TONGUE_ENGLISH)
		check_grades(subject, report);
	else if (report->whole.tongue == KX_TONGUE_SPANISH)
		check_inflesz(subject, report);
	check_sentences(subject, &report->whole);
}

/* ---- KX347 ---- */

/* The first section that says anything is the summary. */
void
kx_rule_main_points(const struct kx_subject *subject)
{
	const struct kx_passages *passages = subject->passages;
	const struct kx_content *content = subject->handout->content;
	const struct kx_document_section *first = NULL;
	size_t i;

	for (i = 0; i < passages->count && first == NULL; i++)
		first = passages->list[i].section;
	if (first == NULL || first->role == KX_ROLE_SUMMARY || kx_content_leaves_out(content, KX_ROLE_SUMMARY))
		return;
	for (i = 0; i < content->section_count; i++)
		if (strcmp(content->sections[i].id, first->id) == 0)
			kx_report(subject->diags, KX347, kx_place_below(subject, content->sections[i].origin, ""),
			    "put a section with the role \"summary\" before it",
			    "the sheet begins with section \"%s\", not with the main points", first->id);
}
