#include "cli/manifest.h"

#include "base/buffer.h"
#include "base/json_out.h"
#include "cli/inputs.h"
#include "cli/job.h"
#include "kxreport.h"

#include <stdio.h>
#include <string.h>

#define DATE_BYTES 20

static void
write_date(struct kx_json *json, const char *key, struct kx_date date)
{
	char text[DATE_BYTES];

	if (date.year == 0) {
		kx_json_text(json, key, NULL);
		return;
	}
	snprintf(text, sizeof(text), "%04d-%02d-%02d", date.year, date.month, date.day);
	kx_json_text(json, key, text);
}

static void
write_sign_off(struct kx_json *json, const char *key, const struct kx_review_note *note)
{
	if (note->by == NULL) {
		kx_json_text(json, key, "pending");
		return;
	}
	kx_json_open_object(json, key);
	kx_json_text(json, "by", note->by);
	kx_json_text(json, "role", note->role);
	write_date(json, "on", note->on);
	kx_json_close_object(json);
}

static void
write_document(struct kx_json *json, const struct kx_job *job)
{
	kx_json_open_object(json, "document");
	kx_json_text(json, "id", job->document->document_id);
	kx_json_text(json, "title", job->document->title);
	kx_json_text(json, "language", job->document->language);
	kx_json_text(json, "layout", job->sheet->id);
	kx_json_text(json, "paper", job->paper);
	kx_json_number(json, "pages", (long long)job->frames->page_count);
	kx_json_close_object(json);
}

static void
write_pack(struct kx_json *json, const struct kx_content *content)
{
	const struct kx_pack *pack = &content->pack;

	kx_json_open_object(json, "pack");
	kx_json_text(json, "id", pack->id);
	kx_json_text(json, "version", pack->version);
	kx_json_text(json, "written_by", pack->written_by);
	write_date(json, "written_on", pack->written_on);
	write_date(json, "evidence_to", pack->evidence_to);
	write_date(json, "review_by", pack->review_by);
	write_sign_off(json, "clinical_review", &pack->review);
	kx_json_close_object(json);

	kx_json_open_object(json, "clinic");
	kx_json_text(json, "id", content->clinic.id);
	kx_json_text(json, "name", content->clinic.name);
	kx_json_boolean(json, "example", content->clinic.example);
	write_sign_off(json, "clinical_review", &content->clinic.review);
	kx_json_close_object(json);
}

static void
write_claim(struct kx_json *json, const struct kx_printed *printed)
{
	size_t i;

	kx_json_open_object(json, NULL);
	kx_json_text(json, "claim", printed->claim->id);
	kx_json_text(json, "source", printed->claim->source->id);
	kx_json_text(json, "says", printed->claim->says.plain);
	kx_json_open_array(json, "references");
	for (i = 0; i < printed->reference_count; i++)
		kx_json_number(json, NULL, printed->references[i]);
	kx_json_close_array(json);
	kx_json_close_object(json);
}

static void
write_standing(struct kx_json *json, const struct kx_group *group, enum kx_standing standing)
{
	size_t i;

	kx_json_open_array(json, kx_standing_name(standing));
	for (i = 0; i < group->note_count; i++)
		if (group->notes[i].standing == standing)
			kx_json_text(json, NULL, group->notes[i].claim->id);
	kx_json_close_array(json);
}

/* Does the layout leave the section out? */
static bool
omits(const struct kx_template *sheet, const char *section)
{
	size_t i;

	for (i = 0; i < sheet->omit_count; i++)
		if (strcmp(sheet->omit[i], section) == 0)
			return true;
	return false;
}

/* Does the group print somewhere on this sheet? */
static bool
on_sheet(const struct kx_job *job, const struct kx_group *group)
{
	struct kx_sheet_walk walk = { .content = job->content };
	struct kx_sheet_stop stop;

	if (!group->placed || (group->printed_count == 0 && group->clinic_line == NULL))
		return false;
	while (kx_sheet_next(&walk, &stop))
		if (kx_sheet_shows(&stop, group) && !omits(job->sheet, stop.section->id))
			return true;
	return false;
}

static void
write_group(struct kx_json *json, const struct kx_group *group)
{
	size_t i;

	kx_json_open_object(json, NULL);
	kx_json_text(json, "topic", group->topic->id);
	kx_json_text(json, "product", group->product);
	kx_json_text(json, "decided_by", group->decision == KX_BY_RULING ? group->ruling->id : "rule");
	if (group->clinic_line != NULL)
		kx_json_text(json, "clinic_says", group->clinic_line->says.plain);
	kx_json_open_array(json, "claims");
	for (i = 0; i < group->printed_count && group->clinic_line == NULL; i++)
		write_claim(json, &group->printed[i]);
	kx_json_close_array(json);
	write_standing(json, group, KX_AGREES);
	write_standing(json, group, KX_OUTRANKED);
	kx_json_close_object(json);
}

static bool
ruling_used(const struct kx_handout *handout, const struct kx_ruling *ruling)
{
	const struct kx_group *group;
	size_t i, j;

	for (i = 0; i < handout->group_count; i++) {
		group = &handout->groups[i];
		if (!group->placed)
			continue;
		if (group->ruling == ruling)
			return true;
		for (j = 0; j < group->recorded_count; j++)
			if (group->recorded[j] == ruling)
				return true;
	}
	return false;
}

static void
write_rulings(struct kx_json *json, const struct kx_handout *handout)
{
	const struct kx_ruling *ruling;
	size_t i;

	kx_json_open_array(json, "rulings");
	for (i = 0; i < handout->content->ruling_count; i++) {
		ruling = &handout->content->rulings[i];
		if (!ruling_used(handout, ruling))
			continue;
		kx_json_open_object(json, NULL);
		kx_json_text(json, "id", ruling->id);
		kx_json_text(json, "topic", ruling->topic);
		kx_json_text(json, "about", ruling->about);
		kx_json_text(json, "why", ruling->why);
		kx_json_text(json, "by", ruling->by);
		write_date(json, "on", ruling->on);
		kx_json_close_object(json);
	}
	kx_json_close_array(json);
}

static void
write_references(struct kx_json *json, const struct kx_handout *handout)
{
	const struct kx_source *source;
	size_t i;

	kx_json_open_array(json, "references");
	for (i = 0; i < handout->reference_count; i++) {
		source = handout->references[i].source;
		kx_json_open_object(json, NULL);
		kx_json_number(json, "number", handout->references[i].number);
		kx_json_text(json, "source", source->id);
		kx_json_number(json, "tier", source->tier);
		kx_json_text(json, "checked", kx_check_name(source->check));
		kx_json_text(json, "citation", source->citation);
		kx_json_close_object(json);
	}
	kx_json_close_array(json);
}

static void
write_inputs(struct kx_json *json, const struct kx_job *job)
{
	size_t i;

	kx_json_open_array(json, "inputs");
	for (i = 0; i < job->input_count; i++) {
		kx_json_open_object(json, NULL);
		kx_json_text(json, "file", job->inputs[i].name);
		kx_json_text(json, "sha256", job->inputs[i].sha256);
		kx_json_close_object(json);
	}
	kx_json_close_array(json);
}

bool
kx_manifest_write(const struct kx_job *job, struct kx_buffer *out)
{
	struct kx_json json;
	size_t i;

	kx_json_init(&json, out);
	kx_json_open_object(&json, NULL);
	kx_json_text(&json, "format", "kxreport-manifest-1");
	kx_json_text(&json, "program", "kxreport " KXREPORT_VERSION);
	write_document(&json, job);
	write_pack(&json, job->content);
	kx_json_open_array(&json, "printed");
	for (i = 0; i < job->handout->group_count; i++)
		if (on_sheet(job, &job->handout->groups[i]))
			write_group(&json, &job->handout->groups[i]);
	kx_json_close_array(&json);
	write_rulings(&json, job->handout);
	write_references(&json, job->handout);
	write_inputs(&json, job);
	kx_json_close_object(&json);
	return kx_json_done(&json);
}
