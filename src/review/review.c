#include "review/review.h"

#include "base/arena.h"
#include "review/rules.h"

enum stage { ON_DATA, ON_TEXT, ON_PAGE };

/* Every rule of the gate, in the order of its messages. */
static const struct {
	enum kx_code code;
	enum stage stage;
	void (*check)(const struct kx_subject *subject);
} rules[] = {
	{ KX301, ON_DATA, kx_rule_required_topics },
	{ KX302, ON_DATA, kx_rule_citable },
	{ KX303, ON_DATA, kx_rule_benefits },
	{ KX304, ON_DATA, kx_rule_sections },
	{ KX305, ON_DATA, kx_rule_help_lines },
	{ KX306, ON_TEXT, kx_rule_equal_room },
};

static bool
run_rules(const struct kx_subject *subject, enum stage first, enum stage last)
{
	size_t errors = subject->diags->errors, i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].stage >= first && rules[i].stage <= last)
			rules[i].check(subject);
	return subject->diags->errors == errors;
}

bool
kx_review_handout(const struct kx_handout *handout, struct kx_diagnostics *diags)
{
	struct kx_subject subject = { .handout = handout, .diags = diags };

	return run_rules(&subject, ON_DATA, ON_DATA);
}

bool
kx_review_sheet(const struct kx_handout *handout, const struct kx_document *document, const struct kx_frames *frames,
    struct kx_diagnostics *diags)
{
	struct kx_subject subject = { handout, document, frames, diags };

	return run_rules(&subject, ON_TEXT, ON_PAGE);
}

bool
kx_review(const struct kx_handout *handout, const struct kx_document *document, const struct kx_frames *frames,
    struct kx_diagnostics *diags)
{
	struct kx_subject subject = { handout, document, frames, diags };

	return run_rules(&subject, ON_DATA, ON_PAGE);
}

bool
kx_group_visible(const struct kx_group *group)
{
	return group->placed && group->printed_count > 0 && group->clinic_line == NULL;
}

bool
kx_group_in_role(const struct kx_handout *handout, const struct kx_group *group, enum kx_role role)
{
	struct kx_sheet_walk walk = { .content = handout->content };
	struct kx_sheet_stop stop;

	while (kx_sheet_next(&walk, &stop))
		if (stop.section->role == role && kx_sheet_shows(&stop, group))
			return true;
	return false;
}

struct kx_place
kx_place_below(const struct kx_subject *subject, struct kx_origin origin, const char *member)
{
	struct kx_place place = { .file = origin.file, .pointer = origin.pointer };

	if (*member != '\0')
		place.pointer = kx_arena_print(subject->diags->arena, "%s%s", origin.pointer, member);
	return place;
}
