#include "review/rules.h"

#include "base/arena.h"

#include <string.h>

/* ---- required topics ---- */

static bool
on_sheet(const struct kx_content *content, const char *topic)
{
	struct kx_sheet_walk walk = { .content = content };
	struct kx_sheet_stop stop;

	while (kx_sheet_next(&walk, &stop))
		if (strcmp(stop.topic->id, topic) == 0)
			return true;
	return false;
}

static bool
clinic_says(const struct kx_content *content, const char *topic)
{
	size_t i;

	for (i = 0; i < content->clinic.visit_count; i++)
		if (strcmp(content->clinic.visit[i].topic, topic) == 0)
			return true;
	return false;
}

static bool
stands_itself(const struct kx_handout *handout, const char *topic)
{
	const struct kx_group *group;
	size_t count = kx_handout_topic(handout, topic, &group);

	for (; count > 0; count--, group++)
		if (group->placed && group->printed_count > 0)
			return true;
	return clinic_says(handout->content, topic) && on_sheet(handout->content, topic);
}

static bool
stands_for(const struct kx_topic *topic, const char *other)
{
	size_t i;

	for (i = 0; i < topic->stands_for_count; i++)
		if (strcmp(topic->stands_for[i], other) == 0)
			return true;
	return false;
}

size_t
kx_topic_sayers(const struct kx_handout *handout, const char *topic, const char **ret_topics, size_t most)
{
	const struct kx_content *content = handout->content;
	size_t count = 0, i;

	if (most > 0 && stands_itself(handout, topic))
		ret_topics[count++] = topic;
	for (i = 0; i < content->topic_count && count < most; i++)
		if (stands_for(&content->topics[i], topic) && stands_itself(handout, content->topics[i].id))
			ret_topics[count++] = content->topics[i].id;
	return count;
}

bool
kx_topic_stands(const struct kx_handout *handout, const char *topic)
{
	const char *sayer;

	return kx_topic_sayers(handout, topic, &sayer, 1) > 0;
}

bool
kx_names_harm(const struct kx_content *content, const struct kx_topic *topic)
{
	const struct kx_topic *other;
	size_t i;

	for (i = 0; i < topic->stands_for_count; i++) {
		other = kx_content_topic(content, topic->stands_for[i]);
		if (other != NULL && !kx_is_empty(other->risk))
			return true;
	}
	return !kx_is_empty(topic->risk);
}

/* Content that was put together without an account has only its sheet. */
struct kx_sections
kx_full_account(const struct kx_content *content)
{
	if (content->account_count > 0)
		return (struct kx_sections){ content->account, content->account_count };
	return (struct kx_sections){ content->sections, content->section_count };
}

/* Does the full account place the topic only in sections of a kind that this short sheet leaves out? */
static bool
is_left_out(const struct kx_content *content, const char *topic)
{
	struct kx_content full = *content;
	struct kx_sheet_walk walk = { .content = &full };
	struct kx_sheet_stop stop;
	bool left_out = false;

	full.sections = content->account;
	full.section_count = content->account_count;
	while (kx_sheet_next(&walk, &stop)) {
		if (strcmp(stop.topic->id, topic) != 0)
			continue;
		if (!kx_content_leaves_out(content, stop.section->role))
			return false;
		left_out = true;
	}
	return left_out;
}

/* Does any group of the topic have a claim to print, be it shown or not? */
static bool
would_print(const struct kx_group *group, size_t count)
{
	for (; count > 0; count--, group++)
		if (group->printed_count > 0)
			return true;
	return false;
}

static bool
is_always_said(const struct kx_gate *gate, const char *topic)
{
	size_t i;

	for (i = 0; i < gate->presence.always_count; i++)
		if (strcmp(gate->presence.always_topics[i], topic) == 0)
			return true;
	return false;
}

static void
report_topic(const struct kx_subject *subject, const struct kx_topic *topic)
{
	struct kx_place place = kx_place_below(subject, topic->origin, "");
	const struct kx_group *group;
	size_t count = kx_handout_topic(subject->handout, topic->id, &group);
	const struct kx_claim *claim;

	if (!on_sheet(subject->handout->content, topic->id)) {
		kx_report(subject->diags, KX301, place, "name it in a block of the outline",
		    "required topic \"%s\" has no place on the sheet", topic->id);
	} else if (count == 0) {
		kx_report(subject->diags, KX301, place, "add a claim on it to a summary",
		    "no summary has a claim on the required topic \"%s\"", topic->id);
	} else if (would_print(group, count)) {
		kx_report(subject->diags, KX301, place, "give it a place that shows this product",
		    "the required topic \"%s\" is shown only for products that no claim is about", topic->id);
	} else {
		claim = group->notes[0].claim;
		kx_report(subject->diags, KX301, place, kx_arena_print(subject->arena,
		    "claim \"%s\", the first of them, is %s; add one from a better source", claim->id,
		    kx_verdict_name(claim->verdict)), "no claim on the required topic \"%s\" may print", topic->id);
	}
}

void
kx_rule_required_topics(const struct kx_subject *subject)
{
	const struct kx_content *content = subject->handout->content;
	size_t i;

	for (i = 0; i < content->topic_count; i++) {
		if (content->topics[i].required && !kx_topic_stands(subject->handout, content->topics[i].id) &&
		    (is_always_said(subject->gate, content->topics[i].id) || !is_left_out(content, content->topics[i].id)))
			report_topic(subject, &content->topics[i]);
	}
}

/* ---- sections ---- */

/* Two roles are filled by a block that needs no topics. */
static bool
block_fills_role(const struct kx_block_plan *block, enum kx_role role)
{
	return (role == KX_ROLE_HELP && block->form == KX_FORM_HELP_LINES)
	    || (role == KX_ROLE_SOURCES && block->form == KX_FORM_SOURCES);
}

static bool
section_prints(const struct kx_handout *handout, const struct kx_section *section)
{
	struct kx_sheet_walk walk = { .content = handout->content };
	struct kx_sheet_stop stop;
	const struct kx_group *group;
	size_t count, i;

	for (i = 0; i < section->block_count; i++)
		if (block_fills_role(&section->blocks[i], section->role))
			return true;
	while (kx_sheet_next(&walk, &stop)) {
		if (stop.section != section)
			continue;
		if (clinic_says(handout->content, stop.topic->id))
			return true;
		count = kx_handout_topic(handout, stop.topic->id, &group);
		for (; count > 0; count--, group++)
			if (group->printed_count > 0 && kx_sheet_shows(&stop, group))
				return true;
	}
	return false;
}

bool
kx_role_prints(const struct kx_handout *handout, enum kx_role role)
{
	const struct kx_content *content = handout->content;
	size_t i;

	for (i = 0; i < content->section_count; i++)
		if (content->sections[i].role == role && section_prints(handout, &content->sections[i]))
			return true;
	return false;
}

static void
check_role(const struct kx_subject *subject, enum kx_role role)
{
	const struct kx_content *content = subject->handout->content;
	struct kx_place place = kx_place_below(subject, content->pack.origin, "");
	const struct kx_section *empty = NULL;
	size_t i;

	if (kx_role_prints(subject->handout, role))
		return;
	for (i = 0; i < content->section_count && empty == NULL; i++)
		if (content->sections[i].role == role)
			empty = &content->sections[i];
	if (empty != NULL) {
		kx_report(subject->diags, KX304, kx_place_below(subject, empty->origin, ""), "give it a block that prints something",
		    "section \"%s\", with the role \"%s\", prints nothing", empty->id, kx_role_name(role));
		return;
	}
	if (content->section_count > 0)
		place = (struct kx_place){ .file = content->sections[0].origin.file, .pointer = "/sections" };
	kx_report(subject->diags, KX304, place, "add a section with this role to the outline",
	    "the sheet has no section with the role \"%s\"", kx_role_name(role));
}

void
kx_rule_sections(const struct kx_subject *subject)
{
	static const enum kx_role needed[] = {
		KX_ROLE_BENEFITS, KX_ROLE_RISKS, KX_ROLE_CANDIDACY, KX_ROLE_ALTERNATIVES, KX_ROLE_QUESTIONS, KX_ROLE_HELP,
		KX_ROLE_SOURCES
	};
	size_t i;

	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!kx_content_leaves_out(subject->handout->content, needed[i]))
			check_role(subject, needed[i]);
}

/* ---- help lines ---- */

/*
 * The lines of the country count, not the clinic's own: a line that is right
 * for where the reader lives is the pack's business, and an office number in
 * its place could be the wrong call.
 */
void
kx_rule_help_lines(const struct kx_subject *subject)
{
	const struct kx_content *content = subject->handout->content;
	const char *id = content->clinic.country != NULL ? content->clinic.country : content->pack.country;
	const struct kx_country *country = id == NULL ? NULL : kx_content_country(content, id);
	struct kx_place place = kx_place_below(subject, content->clinic.origin, content->clinic.country != NULL ? "/country" : "");
	size_t i;

	for (i = 0; country != NULL && i < country->line_count; i++)
		if (country->lines[i].when != NULL && strcmp(country->lines[i].when, "crisis") == 0)
			return;
	kx_report(subject->diags, KX305, place, "add the country's crisis line to help-lines.json, or correct the country",
	    country == NULL ? "there are no help lines for the clinic's country, \"%s\""
	    : "there is no crisis line among the help lines of the clinic's country, \"%s\"", id == NULL ? "" : id);
}
