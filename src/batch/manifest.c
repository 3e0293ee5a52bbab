#include "batch/manifest.h"

#include "base/arena.h"
#include "base/memo.h"
#include "batch/inputs.h"
#include "batch/job.h"
#include "kxreport.h"

#include <string.h>

#define SECONDS_A_DAY 86400

struct making {
	struct kx_arena *arena;
	const struct kx_handout *handout;
	const struct kx_template *sheet;
	struct kx_manifest *manifest;
};

/* The first section that shows the group on this sheet, or NULL. */
static const struct kx_section *
section_of(const struct making *making, const struct kx_group *group)
{
	struct kx_sheet_walk walk = { .content = making->handout->content };
	struct kx_sheet_stop stop;

	if (!group->placed || (group->printed_count == 0 && group->clinic_line == NULL))
		return NULL;
	while (kx_sheet_next(&walk, &stop))
		if (kx_sheet_shows(&stop, group) && !kx_template_omits(making->sheet, stop.section->id, stop.block->id))
			return stop.section;
	return NULL;
}

static void
make_claim(const struct kx_printed *printed, struct kx_manifest_claim *claim)
{
	claim->id = printed->claim->id;
	claim->source = printed->claim->source->id;
	claim->says = printed->claim->says.plain;
	claim->certainty = printed->claim->certainty;
	claim->references = printed->references;
	claim->reference_count = printed->reference_count;
	claim->figures = printed->claim->figures;
	claim->figure_count = printed->claim->figure_count;
}

/* The ids of the group's claims of one standing. */
static bool
make_standing(const struct making *making, const struct kx_group *group, enum kx_standing standing,
    const char ***ret_ids, size_t *ret_count)
{
	const char **ids = kx_arena_array(making->arena, group->note_count, sizeof(*ids));
	size_t i, count = 0;

	if (ids == NULL)
		return false;
	for (i = 0; i < group->note_count; i++)
		if (group->notes[i].standing == standing)
			ids[count++] = group->notes[i].claim->id;
	*ret_ids = ids;
	*ret_count = count;
	return true;
}

static bool
make_group(const struct making *making, const struct kx_group *group, const struct kx_section *section)
{
	struct kx_manifest_group *made = &making->manifest->groups[making->manifest->group_count++];
	size_t i;

	made->topic = group->topic->id;
	made->title = group->topic->title;
	made->product = group->product;
	made->section = section->id;
	if (group->decision == KX_BY_RULING)
		made->ruling = group->ruling->id;
	if (group->clinic_line != NULL) {
		made->clinic_says = group->clinic_line->says.plain;
	} else {
		made->claims = kx_arena_array(making->arena, group->printed_count, sizeof(*made->claims));
		for (i = 0; made->claims != NULL && i < group->printed_count; i++)
			make_claim(&group->printed[i], &made->claims[made->claim_count++]);
	}
	return make_standing(making, group, KX_AGREES, &made->agrees, &made->agree_count) &&
	    make_standing(making, group, KX_OUTRANKED, &made->outranked, &made->outranked_count);
}

static bool
make_groups(const struct making *making)
{
	const struct kx_handout *handout = making->handout;
	const struct kx_section *section;
	size_t i;

	making->manifest->groups = kx_arena_array(making->arena, handout->group_count, sizeof(*making->manifest->groups));
	if (making->manifest->groups == NULL)
		return false;
	for (i = 0; i < handout->group_count; i++) {
		section = section_of(making, &handout->groups[i]);
		if (section != NULL && !make_group(making, &handout->groups[i], section))
			return false;
	}
	return true;
}

/* The sections that hold a group. */
static bool
make_sections(const struct making *making)
{
	const struct kx_content *content = making->handout->content;
	struct kx_manifest *manifest = making->manifest;
	size_t i, j;

	manifest->sections = kx_arena_array(making->arena, content->section_count, sizeof(*manifest->sections));
	if (manifest->sections == NULL)
		return false;
	for (i = 0; i < content->section_count; i++) {
		for (j = 0; j < manifest->group_count; j++)
			if (strcmp(manifest->groups[j].section, content->sections[i].id) == 0)
				break;
		if (j < manifest->group_count)
			manifest->sections[manifest->section_count++] =
			    (struct kx_manifest_section){ content->sections[i].id, content->sections[i].title };
	}
	return true;
}

/* Also where it printed nothing: what was left out is traced as well. */
static bool
ruling_used(const struct kx_handout *handout, const struct kx_ruling *ruling)
{
	size_t i;

	for (i = 0; i < handout->group_count; i++)
		if (handout->groups[i].placed && kx_group_under(&handout->groups[i], ruling))
			return true;
	return false;
}

static bool
make_rulings(const struct making *making)
{
	const struct kx_content *content = making->handout->content;
	struct kx_manifest *manifest = making->manifest;
	const struct kx_ruling *ruling;
	struct kx_manifest_ruling *made;
	size_t i, j;

	manifest->rulings = kx_arena_array(making->arena, content->ruling_count, sizeof(*manifest->rulings));
	for (i = 0; manifest->rulings != NULL && i < content->ruling_count; i++) {
		ruling = &content->rulings[i];
		if (!ruling_used(making->handout, ruling))
			continue;
		made = &manifest->rulings[manifest->ruling_count++];
		*made = (struct kx_manifest_ruling){ ruling->id, ruling->topic, ruling->about, ruling->why, ruling->by,
		    ruling->on, NULL, 0 };
		made->prints = kx_arena_array(making->arena, ruling->print_count, sizeof(*made->prints));
		for (j = 0; made->prints != NULL && j < ruling->print_count; j++)
			made->prints[made->print_count++] = ruling->prints[j]->id;
	}
	return !kx_arena_spent(making->arena);
}

static bool
make_references(const struct making *making)
{
	const struct kx_handout *handout = making->handout;
	struct kx_manifest *manifest = making->manifest;
	const struct kx_source *source;
	size_t i;

	manifest->references = kx_arena_array(making->arena, handout->reference_count, sizeof(*manifest->references));
	if (manifest->references == NULL)
		return false;
	for (i = 0; i < handout->reference_count; i++) {
		source = handout->references[i].source;
		manifest->references[manifest->reference_count++] = (struct kx_manifest_reference){
			handout->references[i].number, source->id, source->tier, source->check, source->citation };
	}
	return true;
}

static void
make_head(const struct making *making)
{
	const struct kx_content *content = making->handout->content;
	const struct kx_pack *pack = &content->pack;
	struct kx_manifest *manifest = making->manifest;

	manifest->program = "kxreport " KXREPORT_VERSION;
	manifest->pack.id = pack->id;
	manifest->pack.version = pack->version;
	manifest->pack.written_by = pack->written_by;
	manifest->pack.written_on = pack->written_on;
	manifest->pack.evidence_to = pack->evidence_to;
	manifest->pack.review_by = pack->review_by;
	manifest->pack.review = pack->review;
	manifest->clinic.id = content->clinic.id;
	manifest->clinic.name = content->clinic.name;
	manifest->clinic.example = content->clinic.example;
	manifest->clinic.review = content->clinic.review;
	if (making->sheet != NULL) {
		manifest->document.omits = making->sheet->omit;
		manifest->document.omit_count = making->sheet->omit_count;
	}
}

bool
kx_manifest_make(struct kx_arena *arena, const struct kx_handout *handout, const struct kx_template *sheet,
    struct kx_manifest **ret_manifest)
{
	struct making making = { arena, handout, sheet, kx_arena_alloc(arena, sizeof(*making.manifest)) };

	if (making.manifest == NULL)
		return false;
	make_head(&making);
	if (!make_groups(&making) || !make_sections(&making) || !make_rulings(&making) || !make_references(&making))
		return false;
	*ret_manifest = making.manifest;
	return true;
}

static void
make_document(const struct kx_job *job, int64_t date, struct kx_manifest *manifest)
{
	const struct kx_frame_setting *setting = &job->frames->setting;

	manifest->document.fit = (struct kx_manifest_fit){ setting->space, setting->leading, setting->type };
	manifest->document.id = job->document->document_id;
	manifest->document.title = job->document->title;
	manifest->document.language = job->document->language;
	manifest->document.layout = job->sheet->id;
	manifest->document.outline = job->sheet->outline;
	manifest->document.paper = job->paper;
	manifest->document.size = job->size->id;
	manifest->document.theme = job->theme->id;
	manifest->document.ink = job->ink->id;
	manifest->document.words = job->document->printed_hash;
	manifest->document.pages = (int)job->frames->page_count;
	manifest->document.draft = job->document->draft;
	manifest->document.date = kx_date_of_days(date / SECONDS_A_DAY);
	/* A review of other words is none. */
	if (job->document->pack_review != KX_REVIEW_DONE)
		memset(&manifest->pack.review, 0, sizeof(manifest->pack.review));
	if (job->document->clinic_review != KX_REVIEW_DONE)
		memset(&manifest->clinic.review, 0, sizeof(manifest->clinic.review));
}

/* ---- of one sheet among many ---- */

/* What the layout leaves out, for a key; NULL when the arena is spent. */
static const char *
omitted(struct kx_arena *arena, const struct kx_template *sheet)
{
	const char *names = "";
	size_t i;

	for (i = 0; i < sheet->omit_count && names != NULL; i++)
		names = kx_arena_print(arena, "%s\n%s", names, sheet->omit[i]);
	return names;
}

/* Made into the memo, with its parts written; what only a writer of groups would look at stays with the account. */
static const struct kx_manifest *
make_to_keep(struct kx_job *job, struct kx_arena *room)
{
	struct kx_manifest *manifest;
	size_t i;

	if (!kx_manifest_make(room, job->handout, job->sheet, &manifest) ||
	    (manifest->ready = kx_manifest_prepare(room, manifest)) == NULL)
		return NULL;
	for (i = 0; i < manifest->group_count; i++) {
		manifest->groups[i].claims = NULL;
		manifest->groups[i].claim_count = 0;
	}
	return kx_arena_spent(room) ? NULL : manifest;
}

/*
 * What is the same for all clinics with lines on the same topics: kept by the content without its clinic (by
 * where it lies, which is the stock), those topics, and what the layout leaves out.  NULL when there is no room for it.
 */
static const struct kx_manifest *
find_or_make(struct kx_job *job)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_MANIFEST, job->content->clinic.visit_count);
	const char *omits = omitted(&job->arena, job->sheet), *topics;
	struct kx_memo *memo = kx_job_memo(job);
	struct kx_arena *room = kx_memo_arena(memo);
	const struct kx_manifest *kept;
	struct kx_content bare;
	size_t length;

	topics = kx_clinic_topics(&job->arena, &job->content->clinic, &length);
	if (omits == NULL || topics == NULL)
		return NULL;
	kx_content_bare(job->content, &bare);
	kx_memo_part(&key, &bare, sizeof(bare));
	kx_memo_part(&key, topics, length);
	kx_memo_part(&key, omits, strlen(omits));
	kept = kx_memo_find(memo, &key);
	if (kept == NULL && room != NULL) {
		kept = make_to_keep(job, room);
		kx_memo_keep(memo, &key, kept);
	}
	return kept;
}

static const char *
line_on(const struct kx_clinic *clinic, const char *topic)
{
	size_t i;

	for (i = 0; i < clinic->visit_count; i++)
		if (strcmp(clinic->visit[i].topic, topic) == 0)
			return clinic->visit[i].says.plain;
	return NULL;
}

/* The kept one with this clinic's own words and head. */
static bool
take(struct kx_job *job, const struct kx_manifest *kept, struct kx_manifest **ret_manifest)
{
	struct making making = { &job->arena, job->handout, job->sheet, kx_arena_alloc(&job->arena, sizeof(*making.manifest)) };
	struct kx_manifest_group *groups = kx_arena_room(&job->arena, kept->group_count * sizeof(*groups));
	size_t i;

	if (making.manifest == NULL || groups == NULL)
		return false;
	*making.manifest = *kept;
	making.manifest->groups = groups;
	for (i = 0; i < kept->group_count; i++) {
		groups[i] = kept->groups[i];
		if (groups[i].clinic_says != NULL)
			groups[i].clinic_says = line_on(&job->content->clinic, groups[i].topic);
	}
	make_head(&making);
	*ret_manifest = making.manifest;
	return true;
}

bool
kx_manifest_of_job(struct kx_job *job, int64_t date, struct kx_manifest **ret_manifest)
{
	const struct kx_manifest *kept = find_or_make(job);
	struct kx_manifest *manifest;
	size_t i;

	if (kept != NULL ? !take(job, kept, &manifest) : !kx_manifest_make(&job->arena, job->handout, job->sheet, &manifest))
		return false;
	make_document(job, date, manifest);
	manifest->inputs = kx_arena_array(&job->arena, job->input_count, sizeof(*manifest->inputs));
	if (manifest->inputs == NULL)
		return false;
	for (i = 0; i < job->input_count; i++)
		manifest->inputs[manifest->input_count++] =
		    (struct kx_manifest_input){ job->inputs[i].name, job->inputs[i].sha256 };
	*ret_manifest = manifest;
	return true;
}
