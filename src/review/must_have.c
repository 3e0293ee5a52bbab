#include "review/rules.h"

#include "base/arena.h"

#include <string.h>

/* ---- KX338 ---- */

/* A topic that carries the harm's code, one that stands on the sheet if there is any. */
static const struct kx_topic *
topic_of_harm(const struct kx_subject *subject, const char *code, bool *ret_stands)
{
	const struct kx_content *content = subject->handout->content;
	const struct kx_topic *found = NULL;
	size_t i;

	*ret_stands = false;
	for (i = 0; i < content->topic_count && !*ret_stands; i++) {
		if (content->topics[i].risk == NULL || strcmp(content->topics[i].risk, code) != 0)
			continue;
		found = &content->topics[i];
		*ret_stands = kx_topic_stands(subject->handout, found->id);
	}
	return found;
}

void
kx_rule_harms(const struct kx_subject *subject)
{
	const struct kx_gate *gate = subject->gate;
	const struct kx_topic *topic;
	bool stands;
	size_t i;

	for (i = 0; i < gate->harm_count; i++) {
		topic = topic_of_harm(subject, gate->harms[i].code, &stands);
		if (topic == NULL)
			kx_report(subject->diags, KX338, kx_place_below(subject, gate->harms[i].origin, ""),
			    kx_arena_print(subject->arena, "give a topic \"risk\": \"%s\", place it, and add a claim on it",
			    gate->harms[i].code), "the sheet does not name the harm \"%s\" (%s): no topic carries it",
			    gate->harms[i].code, gate->harms[i].name);
		else if (!stands)
			kx_report(subject->diags, KX338, kx_place_below(subject, topic->origin, ""),
			    kx_arena_print(subject->arena, "place topic \"%s\" in the outline, with a claim that may print", topic->id),
			    "the sheet does not name the harm \"%s\" (%s)", gate->harms[i].code, gate->harms[i].name);
	}
}

/* ---- KX339 ---- */

static size_t
printed_on(const struct kx_subject *subject, const struct kx_sheet_stop *stop)
{
	const struct kx_group *group;
	size_t count = kx_handout_topic(subject->handout, stop->topic->id, &group), printed = 0;

	for (; count > 0; count--, group++)
		if (kx_sheet_shows(stop, group))
			printed += group->clinic_line != NULL ? 1 : group->printed_count;
	return printed;
}

/* Claims that print in sections of the role, in columns of the mark; or all of them. */
static size_t
printed_in(const struct kx_subject *subject, enum kx_role role, bool marked, enum kx_mark mark)
{
	struct kx_sheet_walk walk = { .content = subject->handout->content };
	struct kx_sheet_stop stop;
	size_t count = 0;

	while (kx_sheet_next(&walk, &stop))
		if (stop.section->role == role && (!marked || (stop.column != NULL && stop.column->mark == mark)))
			count += printed_on(subject, &stop);
	return count;
}

/*
 * Rows of the account's tables of choices of which something stands in every
 * column, for it and against it.  A short sheet may say them in another form.
 */
static size_t
choices(const struct kx_subject *subject, const struct kx_block_plan **ret_one_sided, size_t *ret_row)
{
	struct kx_sections account = kx_full_account(subject->handout->content);
	const struct kx_block_plan *block;
	size_t count = 0, i, j, row, column, rows, said, sides;

	for (i = 0; i < account.count; i++) {
		for (j = 0; j < account.list[i].block_count; j++) {
			block = &account.list[i].blocks[j];
			for (column = 0, rows = 0; block->form == KX_FORM_OPTIONS && column < block->column_count; column++)
				rows = block->columns[column].topic_count > rows ? block->columns[column].topic_count : rows;
			for (row = 0; row < rows; row++) {
				for (column = 0, said = 0, sides = 0; column < block->column_count; column++) {
					if (block->columns[column].topic_count <= row)
						continue;
					sides++;
					said += kx_topic_stands(subject->handout, block->columns[column].topics[row]->id);
				}
				count += said > 0 && said == sides;
				if (said > 0 && said < sides) {
					*ret_one_sided = block;
					*ret_row = row;
				}
			}
		}
	}
	return count;
}

static void
expect_count(const struct kx_subject *subject, enum kx_role role, size_t count, int32_t least, const char *what)
{
	if (count < (size_t)(least > 0 ? least : 0) && !kx_content_leaves_out(subject->handout->content, role))
		kx_report(subject->diags, KX339, kx_role_place(subject, role), "add topics with claims that may print",
		    "%s: the sheet has %zu and needs %d or more", what, count, (int)least);
}

void
kx_rule_counts(const struct kx_subject *subject)
{
	const struct kx_gate_presence *presence = &subject->gate->presence;
	const struct kx_block_plan *one_sided = NULL;
	const struct kx_topic *topic;
	size_t row = 0, i;

	expect_count(subject, KX_ROLE_CANDIDACY, printed_in(subject, KX_ROLE_CANDIDACY, true, KX_MARK_NO),
	    presence->who_should_not_least, "groups of people who should not have the treatment");
	expect_count(subject, KX_ROLE_QUESTIONS, printed_in(subject, KX_ROLE_QUESTIONS, false, KX_MARK_NONE),
	    presence->questions_least, "questions to ask");
	expect_count(subject, KX_ROLE_ALTERNATIVES, choices(subject, &one_sided, &row), presence->alternatives_least,
	    "other choices with what speaks for and against each");
	if (one_sided != NULL)
		kx_report(subject->diags, KX339, kx_place_below(subject, one_sided->origin, ""), "say both sides of every choice",
		    "row %zu of block \"%s\" has only one side", row + 1, one_sided->id);
	for (i = 0; i < presence->waiting_count && !kx_content_leaves_out(subject->handout->content, KX_ROLE_ALTERNATIVES); i++) {
		topic = kx_content_topic(subject->handout->content, presence->waiting_topics[i]);
		if (!kx_topic_stands(subject->handout, presence->waiting_topics[i]))
			kx_report(subject->diags, KX339, topic != NULL ? kx_place_below(subject, topic->origin, "") :
			    kx_place_below(subject, presence->origin, "/waiting_topics"),
			    "place the topic, with a claim on what happens without treatment",
			    "waiting is not among the choices: topic \"%s\" prints nothing", presence->waiting_topics[i]);
	}
}

/* ---- KX340 ---- */

/* Do the words that stand on this topic itself say it? */
static bool
words_say(const struct kx_subject *subject, const char *topic, const struct kx_word_list *says)
{
	const struct kx_clinic_line *line = NULL;
	const struct kx_group *group;
	size_t count = kx_handout_topic(subject->handout, topic, &group), i;

	if (says->count == 0)
		return true;
	for (i = 0; i < subject->handout->content->clinic.visit_count; i++)
		if (strcmp(subject->handout->content->clinic.visit[i].topic, topic) == 0)
			line = &subject->handout->content->clinic.visit[i];
	if (line != NULL)
		return kx_says_any(subject, says, line->says.plain, strlen(line->says.plain));
	for (; count > 0; count--, group++)
		for (i = 0; i < group->printed_count && group->placed; i++)
			if (kx_says_any(subject, says, group->printed[i].claim->says.plain, strlen(group->printed[i].claim->says.plain)))
				return true;
	return false;
}

/* Topics of which each says one topic in short form: a few at most. */
#define SAYERS_MOST 16

static bool
topic_says(const struct kx_subject *subject, const char *topic, const struct kx_word_list *says)
{
	const char *sayers[SAYERS_MOST];
	size_t count = kx_topic_sayers(subject->handout, topic, sayers, SAYERS_MOST), i;

	for (i = 0; i < count; i++)
		if (words_say(subject, sayers[i], says))
			return true;
	return false;
}

void
kx_rule_visit_steps(const struct kx_subject *subject)
{
	const struct kx_gate_presence *presence = &subject->gate->presence;
	const struct kx_gate_step *step;
	const struct kx_topic *topic;
	size_t i, j;

	if (kx_content_leaves_out(subject->handout->content, KX_ROLE_VISIT))
		return;
	for (i = 0; i < presence->step_count; i++) {
		step = &presence->steps[i];
		for (j = 0; j < step->topic_count && !topic_says(subject, step->topics[j], &step->says); j++)
			continue;
		if (j < step->topic_count)
			continue;
		topic = step->topic_count > 0 ? kx_content_topic(subject->handout->content, step->topics[0]) : NULL;
		kx_report(subject->diags, KX340, topic != NULL ? kx_place_below(subject, topic->origin, "") :
		    kx_place_below(subject, step->origin, ""), step->says.count > 0 ? kx_arena_print(subject->arena,
		    "say it in such words as \"%s\"", step->says.entries[0].pattern.text) : "place the topic, with a claim that may print",
		    "the steps of the visit do not say \"%s\"", step->name);
	}
}
