#include "review/currency.h"

#include "base/arena.h"
#include "review/rules.h"

struct watch {
	const struct kx_gate *gate;
	struct kx_date as_of;
	struct kx_diagnostics *diags;
};

static int64_t
days_left(const struct watch *watch, struct kx_date review_by)
{
	return kx_date_days(review_by) - kx_date_days(watch->as_of);
}

/* Is there anything to say of a part with this day?  Asked before whether the part stands on the sheet, which is a longer question. */
static bool
is_due(const struct watch *watch, struct kx_date review_by)
{
	return review_by.year != 0 && days_left(watch, review_by) <= watch->gate->limits.due_soon_days;
}

/* `what` names the part with its article: "the pack". */
static void
report_day(const struct watch *watch, const char *what, struct kx_origin origin, struct kx_date review_by)
{
	struct kx_place place = { .file = origin.file, .pointer = origin.pointer };
	int64_t left = days_left(watch, review_by);
	char due[KX_DATE_BYTES], today[KX_DATE_BYTES];

	place.pointer = kx_arena_print(watch->diags->arena, "%s/review_by", origin.pointer != NULL ? origin.pointer : "");
	kx_date_print(review_by, due);
	kx_date_print(watch->as_of, today);
	if (left > 0)
		kx_report(watch->diags, KX365, place, "look at it again now, and set a new date",
		    "%s is to be reviewed by %s, in %lld day%s", what, due, (long long)left, left == 1 ? "" : "s");
	else
		kx_report(watch->diags, KX366, place, "look at it again, mend what changed, and set a new date",
		    "the review of %s was due by %s, and today is %s", what, due, today);
}

/* Does any claim of the summary stand on the sheet, or lend its source to one that does? */
static bool
summary_used(const struct kx_handout *handout, const struct kx_summary *summary)
{
	const struct kx_group *group;
	size_t i, j;

	for (i = 0; i < handout->group_count; i++) {
		group = &handout->groups[i];
		if (!kx_group_visible(group))
			continue;
		for (j = 0; j < group->note_count; j++)
			if (group->notes[j].claim->summary == summary &&
			    (group->notes[j].standing == KX_PRINTS || group->notes[j].standing == KX_AGREES))
				return true;
	}
	return false;
}

static bool
ruling_used(const struct kx_handout *handout, const struct kx_ruling *ruling)
{
	size_t i;

	for (i = 0; i < handout->group_count; i++)
		if (kx_group_visible(&handout->groups[i]) && kx_group_under(&handout->groups[i], ruling))
			return true;
	return false;
}

bool
kx_currency_check(const struct kx_handout *handout, const struct kx_gate *gate, struct kx_date as_of,
    struct kx_diagnostics *diags)
{
	const struct kx_content *content = handout->content;
	struct watch watch = { gate, as_of, diags };
	size_t errors = diags->errors, i;

	if (as_of.year == 0)
		return true;
	if (is_due(&watch, content->pack.review_by))
		report_day(&watch, "the pack", content->pack.origin, content->pack.review_by);
	for (i = 0; i < content->summary_count; i++)
		if (is_due(&watch, content->summaries[i].review_by) && summary_used(handout, &content->summaries[i]))
			report_day(&watch, kx_arena_print(diags->arena, "the summary of \"%s\"", content->summaries[i].source_id),
			    content->summaries[i].origin, content->summaries[i].review_by);
	for (i = 0; i < content->ruling_count; i++)
		if (is_due(&watch, content->rulings[i].review_by) && ruling_used(handout, &content->rulings[i]))
			report_day(&watch, kx_arena_print(diags->arena, "ruling \"%s\"", content->rulings[i].id),
			    content->rulings[i].origin, content->rulings[i].review_by);
	return diags->errors == errors;
}
