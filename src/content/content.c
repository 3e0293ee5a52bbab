#include "content/content.h"

#include "base/arena.h"
#include "content/signed.h"

#include <stdlib.h>
#include <string.h>

const char *const kx_source_kind_names[] = {
	"article", "trial", "review", "guideline", "label", "law", "agency", "page", NULL
};
const char *const kx_check_names[] = { "primary", "second-hand", "not-verified", NULL };
const char *const kx_stance_names[] = { "asserts", "qualifies", "contradicts", NULL };
const char *const kx_verdict_names[] = {
	"supported", "partly", "overstated", "misattributed", "wrong", "unverifiable", NULL
};
const char *const kx_certainty_names[] = { "none", "very low", "low", "moderate", "high", NULL };
const char *const kx_role_names[] = {
	"summary", "about", "benefits", "risks", "candidacy", "visit", "alternatives", "questions", "help", "certainty",
	"sources", "colophon", "online", NULL
};
const char *const kx_form_names[] = {
	"paragraph", "list", "steps", "cards", "two-sided", "fact-box", "icon-array", "rates", "warning", "options",
	"questions", "help-lines", "other-lines", "sources", "colophon", "write-in", "qr-code",
	"bar-pair", "timeline", "curve", NULL
};
const char *const kx_mark_names[] = { "none", "yes", "no", "talk", NULL };
const char *const kx_answer_names[] = { "yes", "no", "not-applicable", NULL };

const char *
kx_source_kind_name(enum kx_source_kind kind)
{
	return kx_source_kind_names[kind];
}

const char *
kx_check_name(enum kx_check check)
{
	return kx_check_names[check];
}

const char *
kx_stance_name(enum kx_stance stance)
{
	return kx_stance_names[stance];
}

const char *
kx_verdict_name(enum kx_verdict verdict)
{
	return kx_verdict_names[verdict];
}

const char *
kx_certainty_name(enum kx_certainty certainty)
{
	return kx_certainty_names[certainty];
}

const char *
kx_role_name(enum kx_role role)
{
	return kx_role_names[role];
}

const char *
kx_form_name(enum kx_form form)
{
	return kx_form_names[form];
}

const char *
kx_mark_name(enum kx_mark mark)
{
	return kx_mark_names[mark];
}

static int
source_by_id(const void *id, const void *source)
{
	return strcmp(id, ((const struct kx_source *)source)->id);
}

const struct kx_source *
kx_content_source(const struct kx_content *content, const char *id)
{
	if (content->source_count == 0)
		return NULL;
	return bsearch(id, content->sources, content->source_count, sizeof(*content->sources), source_by_id);
}

static int
topic_by_id(const void *id, const void *topic)
{
	return strcmp(id, ((const struct kx_topic *)topic)->id);
}

const struct kx_topic *
kx_content_topic(const struct kx_content *content, const char *id)
{
	if (content->topic_count == 0)
		return NULL;
	return bsearch(id, content->topics, content->topic_count, sizeof(*content->topics), topic_by_id);
}

static int
claim_by_id(const void *id, const void *claim)
{
	return strcmp(id, (*(struct kx_claim *const *)claim)->id);
}

struct kx_claim *
kx_content_claim(const struct kx_content *content, const char *id)
{
	struct kx_claim **found;

	if (content->claim_count == 0)
		return NULL;
	found = bsearch(id, content->claims, content->claim_count, sizeof(*content->claims), claim_by_id);
	return found != NULL ? *found : NULL;
}

/*
 * The vocabulary keeps the order of its file, which is the order of print,
 * and is a handful of words: it is searched from the front.
 */
const struct kx_product *
kx_content_product(const struct kx_content *content, const char *id)
{
	size_t i;

	for (i = 0; i < content->pack.product_count; i++)
		if (strcmp(content->pack.products[i].id, id) == 0)
			return &content->pack.products[i];
	return NULL;
}

const struct kx_outcome *
kx_content_outcome(const struct kx_content *content, const char *id)
{
	size_t i;

	for (i = 0; i < content->pack.outcome_count; i++)
		if (strcmp(content->pack.outcomes[i].id, id) == 0)
			return &content->pack.outcomes[i];
	return NULL;
}

const struct kx_comparator *
kx_content_comparator(const struct kx_content *content, const char *id)
{
	size_t i;

	for (i = 0; i < content->pack.comparator_count; i++)
		if (strcmp(content->pack.comparators[i].id, id) == 0)
			return &content->pack.comparators[i];
	return NULL;
}

const struct kx_country *
kx_content_country(const struct kx_content *content, const char *id)
{
	size_t i;

	for (i = 0; i < content->country_count; i++)
		if (strcmp(content->countries[i].id, id) == 0)
			return &content->countries[i];
	return NULL;
}

static int
outline_by_id(const void *id, const void *outline)
{
	return strcmp(id, ((const struct kx_outline *)outline)->id);
}

bool
kx_content_outlined(const struct kx_content *content, const char *id, struct kx_content *ret_content)
{
	const struct kx_outline *outline = NULL;

	if (content->outline_count > 0)
		outline = bsearch(id, content->outlines, content->outline_count, sizeof(*content->outlines), outline_by_id);
	if (outline == NULL)
		return false;
	*ret_content = *content;
	ret_content->sections = outline->sections;
	ret_content->section_count = outline->section_count;
	ret_content->outline = outline;
	ret_content->running_harm = outline->running_harm;
	return true;
}

void
kx_content_bare(const struct kx_content *content, struct kx_content *ret_bare)
{
	memcpy(ret_bare, content, sizeof(*ret_bare));
	memset(&ret_bare->clinic, 0, sizeof(ret_bare->clinic));
}

const char *
kx_clinic_topics(struct kx_arena *arena, const struct kx_clinic *clinic, size_t *ret_length)
{
	size_t length = 0, i, one;
	char *topics;

	for (i = 0; i < clinic->visit_count; i++)
		length += strlen(clinic->visit[i].topic) + 1;
	topics = kx_arena_room(arena, length + 1);
	for (i = 0, length = 0; topics != NULL && i < clinic->visit_count; i++, length += one) {
		one = strlen(clinic->visit[i].topic) + 1;
		memcpy(topics + length, clinic->visit[i].topic, one);
	}
	*ret_length = length;
	return topics;
}

bool
kx_content_leaves_out(const struct kx_content *content, enum kx_role role)
{
	const struct kx_outline *outline = content->outline;
	size_t i;

	for (i = 0; outline != NULL && i < outline->left_out_count; i++)
		if (outline->left_out[i].role == role)
			return true;
	return false;
}

static int
entry_by_key(const void *key, const void *entry)
{
	return strcmp(key, ((const struct kx_wording_entry *)entry)->key);
}

const char *
kx_wording_text(const struct kx_wording *wording, const char *key)
{
	const struct kx_wording_entry *found = NULL;

	if (wording->entry_count > 0)
		found = bsearch(key, wording->entries, wording->entry_count, sizeof(*wording->entries), entry_by_key);
	return found != NULL ? found->text : key;
}
