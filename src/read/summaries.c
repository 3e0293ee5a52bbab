#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/inline.h"
#include "read/shape.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct kx_key file_keys[] = {
	{ "$schema", false }, { "source", true }, { "curated_by", true }, { "curated_on", true }, { "checked_by", true },
	{ "review_by", true }, { "claims", true }, { "dropped", false }
};
static const struct kx_shape file_shape = KX_SHAPE("a summary", file_keys);

static const struct kx_key claim_keys[] = {
	{ "id", true }, { "ledger", false }, { "topic", true }, { "product", true }, { "condition", true },
	{ "says", true }, { "stance", true }, { "figures", false }, { "certainty", false }, { "verdict", true },
	{ "correction", false }, { "locator", true }, { "note", false }
};
static const struct kx_shape claim_shape = KX_SHAPE("a claim", claim_keys);

static const struct kx_key certainty_keys[] = { { "level", true }, { "reason", true } };
static const struct kx_shape certainty_shape = KX_SHAPE("the certainty", certainty_keys);

static const struct kx_key dropped_keys[] = {
	{ "ledger", true }, { "what", true }, { "reason", true }, { "locator", true }
};
static const struct kx_shape dropped_shape = KX_SHAPE("a dropped entry", dropped_keys);

/* A claim's product: one of the pack's, or "both". */
static const char *
read_product(const struct kx_node *node, const struct kx_names *products)
{
	struct kx_node member;

	if (kx_node_member(node, "product", &member) && member.json->type == KX_PARSED_TEXT &&
	    strcmp(kx_parsed_string(member.json), "both") == 0)
		return kx_node_id(&member);
	return kx_read_reference(node, "product", products);
}

static void
read_certainty(const struct kx_node *node, struct kx_claim *claim)
{
	struct kx_node member;
	int level = 0;

	if (!kx_node_member(node, "certainty", &member)) {
		if (claim->figure_count > 0)
			kx_node_fault(node, KX108, NULL, "a claim with figures needs the key \"certainty\"");
		return;
	}
	if (!kx_shape_check(&member, &certainty_shape))
		return;
	/* "none" is the enumeration's word for absent, not the data's. */
	if (kx_member_choice(&member, "level", kx_certainty_names + KX_VERY_LOW, &level))
		claim->certainty = (enum kx_certainty)(level + KX_VERY_LOW);
	claim->certainty_reason = kx_member_text(&member, "reason", KX_MAX_TEXT_BYTES);
}

static void
read_claim(struct kx_reading *reading, const struct kx_node *node, struct kx_claim *claim)
{
	int stance = 0, verdict = 0;

	claim->ledger = kx_member_tag(node, "ledger");
	claim->topic = kx_read_reference(node, "topic", &reading->topics);
	claim->product = read_product(node, &reading->products);
	claim->condition = kx_read_reference(node, "condition", &reading->conditions);
	kx_member_rich(node, "says", &claim->says);
	if (kx_member_choice(node, "stance", kx_stance_names, &stance))
		claim->stance = (enum kx_stance)stance;
	if (kx_member_choice(node, "verdict", kx_verdict_names, &verdict))
		claim->verdict = (enum kx_verdict)verdict;
	kx_read_figures(reading, node, claim);
	read_certainty(node, claim);
	claim->correction = kx_member_id(node, "correction");
	claim->locator = kx_member_text(node, "locator", KX_MAX_NAME_BYTES);
	claim->note = kx_member_prose(node, "note", KX_MAX_TEXT_BYTES);
}

static void
read_claims(struct kx_reading *reading, const struct kx_node *root, struct kx_summary *summary)
{
	struct kx_node list, node;
	size_t count = kx_member_list(root, "claims", KX_MAX_CLAIMS, false, &list), i;
	struct kx_claim *claim;

	summary->claims = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*summary->claims)) : NULL;
	for (i = 0; summary->claims != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		claim = &summary->claims[summary->claim_count];
		claim->origin = kx_node_origin(&node);
		if (kx_shape_check(&node, &claim_shape)) {
			claim->id = kx_member_id(&node, "id");
			read_claim(reading, &node, claim);
		}
		if (claim->id == NULL) {
			reading->claims.whole = false;   /* a reference to it is no second fault */
			memset(claim, 0, sizeof(*claim));   /* the next one is read into its place */
			continue;
		}
		kx_names_add(&reading->claims, claim->id, claim->origin);
		summary->claim_count++;
	}
}

static void
read_dropped(const struct kx_node *root, struct kx_summary *summary)
{
	struct kx_node list, node;
	size_t count = kx_member_list(root, "dropped", KX_MAX_CLAIMS, false, &list), i;
	struct kx_dropped *dropped;

	summary->dropped = count > 0 ? kx_arena_array(root->file->arena, count, sizeof(*summary->dropped)) : NULL;
	for (i = 0; summary->dropped != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		if (!kx_shape_check(&node, &dropped_shape))
			continue;
		dropped = &summary->dropped[summary->dropped_count++];
		dropped->origin = kx_node_origin(&node);
		dropped->ledger = kx_member_tag(&node, "ledger");
		dropped->what = kx_member_prose(&node, "what", KX_MAX_TEXT_BYTES);
		dropped->reason = kx_member_prose(&node, "reason", KX_MAX_TEXT_BYTES);
		dropped->locator = kx_member_text(&node, "locator", KX_MAX_NAME_BYTES);
	}
}

/* The source, which is also the file's name. */
static void
read_source(struct kx_reading *reading, const struct kx_node *root, struct kx_summary *summary)
{
	const char *stem = kx_read_stem(reading->arena, root->file->path);
	struct kx_node node;

	summary->source_id = kx_read_reference(root, "source", &reading->sources);
	if (summary->source_id == NULL || stem == NULL || strcmp(summary->source_id, stem) == 0 ||
	    !kx_node_member(root, "source", &node))
		return;
	kx_node_fault(&node, KX134, kx_arena_print(reading->arena, "rename the file to %s.json", summary->source_id),
	    "the summary of \"%s\" is in the file %s.json", summary->source_id, stem);
}

static bool
read_summary(struct kx_reading *reading, const char *path, struct kx_summary *summary)
{
	struct kx_datafile file;
	struct kx_node root;
	bool read = false;

	if (!kx_datafile_open(&file, reading->arena, reading->files, path, reading->diags))
		return false;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &file_shape)) {
		summary->origin = kx_node_origin(&root);
		read_source(reading, &root, summary);
		summary->curated_by = kx_member_text(&root, "curated_by", KX_MAX_NAME_BYTES);
		kx_member_date(&root, "curated_on", &summary->curated_on);
		if (!kx_node_is_null(&root, "checked_by"))
			summary->checked_by = kx_member_text(&root, "checked_by", KX_MAX_NAME_BYTES);
		kx_member_date(&root, "review_by", &summary->review_by);
		read_claims(reading, &root, summary);
		read_dropped(&root, summary);
		read = true;
	}
	kx_datafile_close(&file);
	return read;
}

/* The list of all claims, each with its way to summary and source. */
static void
gather_claims(struct kx_content *content, struct kx_arena *arena)
{
	struct kx_summary *summary;
	size_t count = 0, i, k;

	for (i = 0; i < content->summary_count; i++)
		count += content->summaries[i].claim_count;
	content->claims = count > 0 ? kx_arena_array(arena, count, sizeof(*content->claims)) : NULL;
	for (i = 0; content->claims != NULL && i < content->summary_count; i++) {
		summary = &content->summaries[i];
		for (k = 0; k < summary->claim_count; k++) {
			summary->claims[k].summary = summary;
			if (summary->source_id != NULL)
				summary->claims[k].source = kx_content_source(content, summary->source_id);
			content->claims[content->claim_count++] = &summary->claims[k];
		}
	}
}

static int
compare_claims(const void *a, const void *b)
{
	return strcmp((*(struct kx_claim *const *)a)->id, (*(struct kx_claim *const *)b)->id);
}

/* The claim that `claim` is corrected by, as its place among all claims; SIZE_MAX for none. */
static size_t
correction_of(const struct kx_content *content, const struct kx_claim *claim)
{
	struct kx_claim **found;
	struct kx_claim wanted = { .id = claim->correction };
	struct kx_claim *key = &wanted;

	if (claim->correction == NULL)
		return SIZE_MAX;
	found = bsearch(&key, content->claims, content->claim_count, sizeof(*content->claims), compare_claims);
	return found == NULL ? SIZE_MAX : (size_t)(found - content->claims);
}

static void
report_circle(struct kx_reading *reading, const size_t *next, size_t first)
{
	const struct kx_claim *claim = reading->content->claims[first];
	struct kx_diagnostic *made;
	size_t at;

	made = kx_report(reading->diags, KX135, kx_origin_place(reading->arena, &claim->origin, "/correction"), NULL,
	    next[first] == first ? "the claim \"%s\" corrects itself" : "the corrections of \"%s\" lead back to it",
	    kx_shape_clip(reading->arena, claim->id));
	for (at = next[first]; at != first; at = next[at])
		kx_report_also(reading->diags, made,
		    kx_origin_place(reading->arena, &reading->content->claims[at]->origin, "/correction"));
}

/*
 * Each claim names at most one correction, so from any claim there is one way
 * to go.  Every claim is walked over once and marked with the walk it was met
 * on; a walk that meets its own mark has closed a circle.
 */
static void
find_circles(struct kx_reading *reading)
{
	const struct kx_content *content = reading->content;
	size_t count = content->claim_count, i, at, first;
	size_t *next = kx_arena_array(reading->arena, count, sizeof(*next));
	size_t *walk = kx_arena_array(reading->arena, count, sizeof(*walk));

	if (next == NULL || walk == NULL)
		return;
	for (i = 0; i < count; i++)
		next[i] = correction_of(content, content->claims[i]);
	for (i = 0; i < count; i++) {
		for (at = i; at != SIZE_MAX && walk[at] == 0; at = next[at])
			walk[at] = i + 1;
		if (at == SIZE_MAX || walk[at] != i + 1)
			continue;
		/* The claim that comes first by id stands for the circle. */
		first = at;
		for (at = next[at]; walk[at] == i + 1; at = next[at]) {
			walk[at] = count + 1;
			first = at < first ? at : first;
		}
		report_circle(reading, next, first);
	}
}

static void
check_corrections(struct kx_reading *reading)
{
	struct kx_content *content = reading->content;
	const struct kx_claim *claim;
	size_t i;

	for (i = 0; reading->claims.whole && i < content->claim_count; i++) {
		claim = content->claims[i];
		if (claim->correction != NULL && !kx_names_has(&reading->claims, claim->correction))
			kx_names_report(&reading->claims, claim->correction,
			    kx_origin_place(reading->arena, &claim->origin, "/correction"));
	}
	find_circles(reading);
}

static int
compare_summaries(const void *a, const void *b)
{
	const char *one = ((const struct kx_summary *)a)->source_id, *two = ((const struct kx_summary *)b)->source_id;

	return strcmp(one != NULL ? one : "", two != NULL ? two : "");
}

static void
read_files(struct kx_reading *reading, const char *folder, const char *const *names, size_t count)
{
	struct kx_content *content = reading->content;
	size_t i;

	content->summaries = kx_arena_array(reading->arena, count, sizeof(*content->summaries));
	reading->claims.whole = content->summaries != NULL;
	for (i = 0; content->summaries != NULL && i < count; i++) {
		if (read_summary(reading, kx_path_join(reading->arena, folder, names[i]),
		    &content->summaries[content->summary_count]))
			content->summary_count++;
		else
			reading->claims.whole = false;
	}
	if (content->summary_count > 1)
		qsort(content->summaries, content->summary_count, sizeof(*content->summaries), compare_summaries);
}

void
kx_read_summaries(struct kx_reading *reading)
{
	struct kx_content *content = reading->content;
	const char *folder = kx_path_join(reading->arena, reading->folder, "summaries");
	const char *const *names;
	size_t count;

	if (folder == NULL || !kx_folder_list(reading->arena, folder, ".json", &names, &count, reading->diags))
		return;
	if (count == 0)
		kx_report(reading->diags, KX117, (struct kx_place){ .file = folder }, NULL, "the folder holds no summary");
	if (count > KX_MAX_SUMMARIES) {
		kx_report(reading->diags, KX116, (struct kx_place){ .file = folder }, NULL,
		    "the folder holds %zu summaries; at most %d are read", count, KX_MAX_SUMMARIES);
		return;
	}
	read_files(reading, folder, names, count);
	gather_claims(content, reading->arena);
	if (content->claim_count > KX_MAX_CLAIMS)
		kx_report(reading->diags, KX116, (struct kx_place){ .file = folder }, NULL,
		    "there are %zu claims; at most %d are read", content->claim_count, KX_MAX_CLAIMS);
	if (content->claim_count > 1)
		qsort(content->claims, content->claim_count, sizeof(*content->claims), compare_claims);
	kx_names_close(&reading->claims);
	check_corrections(reading);
}
