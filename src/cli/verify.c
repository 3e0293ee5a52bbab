#include "base/arena.h"
#include "base/json_out.h"
#include "base/limits.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/judgement.h"
#include "cli/today.h"

struct verifying {
	struct kx_job *job;
	struct kx_judge judge;
	bool as_json;
	struct kx_json json;
};

static const char *
wholeness(const struct kx_judgement *judgement)
{
	if (judgement->altered != NULL)
		return judgement->altered;
	return judgement->sheet.back.as_written ? "yes, as it was written" : "yes, though another program has saved it again";
}

static void
print_currency(const struct kx_judgement *judgement, struct kx_buffer *out)
{
	if (judgement->unlike != NULL)
		kx_buffer_print(out, "    current: NO, %s\n", judgement->unlike);
	else if (judgement->overdue)
		kx_buffer_text(out, "    current: NO, its review is overdue\n");
	else
		kx_buffer_print(out, "    current: %s\n", !judgement->compared ? "not known" :
		    judgement->no_clinic ? "yes, by its claims; the data do not have its clinic" : "yes");
}

static void
print_judgement(struct verifying *verifying, const struct kx_judgement *judgement)
{
	struct kx_buffer *out = &verifying->job->out;
	const struct kx_manifest *manifest = judgement->sheet.manifest;
	const char *origin = kx_finished_origin(judgement->arena, manifest);
	size_t i;

	kx_buffer_print(out, "%s\n    made by: %s: %s, %s%s\n", judgement->sheet.path, manifest->program, manifest->document.id,
	    origin != NULL ? origin : "", manifest->document.draft ? ", a DRAFT" : "");
	kx_buffer_print(out, "    whole: %s%s\n", judgement->altered != NULL ? "NO, " : "", wholeness(judgement));
	print_currency(judgement, out);
	kx_buffer_text(out, "    withdrawn: ");
	for (i = 0; i < judgement->withdrawn_count; i++)
		kx_buffer_print(out, "%s%s", i > 0 ? ", " : "", judgement->withdrawn[i]);
	kx_buffer_text(out, judgement->withdrawn_count == 0 ? judgement->compared ? "nothing\n" : "not known\n" : "\n");
}

static void
json_judgement(struct verifying *verifying, const struct kx_judgement *judgement)
{
	const struct kx_manifest *manifest = judgement->sheet.manifest;
	struct kx_json *json = &verifying->json;
	char date[KX_DATE_BYTES];
	size_t i;

	kx_date_print(manifest->document.date, date);
	kx_json_open_object(json, NULL);
	kx_json_text(json, "file", judgement->sheet.path);
	kx_json_boolean(json, "ours", true);
	kx_json_text(json, "program", manifest->program);
	kx_json_text(json, "document", manifest->document.id);
	kx_json_text(json, "clinic", manifest->clinic.name);
	kx_json_text(json, "date", date);
	kx_json_boolean(json, "draft", manifest->document.draft);
	kx_json_boolean(json, "whole", judgement->altered == NULL);
	kx_json_boolean(json, "as_written", judgement->sheet.back.as_written);
	kx_json_text(json, "altered", judgement->altered);
	if (judgement->compared || judgement->unlike != NULL || judgement->overdue)
		kx_json_boolean(json, "current", judgement->current && !judgement->overdue);
	else
		kx_json_text(json, "current", NULL);
	kx_json_text(json, "unlike", judgement->unlike);
	kx_json_boolean(json, "overdue", judgement->overdue);
	kx_json_open_array(json, "withdrawn");
	for (i = 0; i < judgement->withdrawn_count; i++)
		kx_json_text(json, NULL, judgement->withdrawn[i]);
	kx_json_close_array(json);
	kx_json_close_object(json);
}

static void
say_unread(struct verifying *verifying, const char *path)
{
	if (verifying->as_json) {
		kx_json_open_object(&verifying->json, NULL);
		kx_json_text(&verifying->json, "file", path);
		kx_json_boolean(&verifying->json, "ours", false);
		kx_json_close_object(&verifying->json);
	} else {
		kx_buffer_print(&verifying->job->out, "%s\n    NOT a sheet that can be read\n", path);
	}
}

/* The sheet lives in an arena that goes away with it; today's data stay. */
static void
verify_file(struct verifying *verifying, const char *path)
{
	struct kx_judgement judgement;
	struct kx_arena arena;

	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	if (kx_judge_sheet(&verifying->judge, &arena, path, &judgement, &verifying->job->diags)) {
		if (verifying->as_json)
			json_judgement(verifying, &judgement);
		else
			print_judgement(verifying, &judgement);
	} else {
		say_unread(verifying, path);
	}
	kx_arena_done(&arena);
}

bool
kx_command_verify(const struct kx_request *request, struct kx_job *job)
{
	struct verifying verifying = { .job = job, .as_json = kx_command_wants_json(request) };
	struct kx_job_options options;
	int i;

	if (kx_asked(request, STANDARDS))
		return kx_command_standards(request, job);
	if (!kx_today(request->values[KX_OPT_AS_OF], &verifying.judge.today, &job->diags) ||
	    !kx_command_options(request, job, &options) || !kx_job_start(job, &options))
		return false;
	verifying.judge.presents = (struct kx_presents){ .arena = &job->arena, .folder = job->stock->data, .clinic = options.clinic };
	kx_json_init(&verifying.json, &job->out);
	if (verifying.as_json)
		kx_json_open_array(&verifying.json, NULL);
	for (i = 0; i < request->operand_count; i++)
		verify_file(&verifying, request->operands[i]);
	if (verifying.as_json) {
		kx_json_close_array(&verifying.json);
		kx_json_done(&verifying.json);
	}
	job->report = true;
	return !kx_buffer_failed(&job->out);
}
