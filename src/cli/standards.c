#include "base/arena.h"
#include "base/json_out.h"
#include "base/limits.h"
#include "batch/job.h"
#include "cli/command.h"
#include "pdf/standards.h"

struct conforming {
	struct kx_job *job;
	bool as_json;
	struct kx_json json;
};

/* "UA 7.1-3, A 6.2": the rule, and the same one of the other standard. */
static void
report(struct conforming *conforming, const char *path, const struct kx_pdf_finding *finding)
{
	const struct kx_rule_entry *rule = &kx_pdf_rules()[finding->rule];
	struct kx_arena *arena = &conforming->job->arena;
	const char *page = finding->page > 0 ? kx_arena_print(arena, "page %d", finding->page) : "";
	const char *object = finding->object > 0 ? kx_arena_print(arena, "object %d", finding->object) : "";

	if (page == NULL || object == NULL)
		return;
	kx_report(&conforming->job->diags, KX630, (struct kx_place){ .file = path }, NULL, "%s%s%s: %s%s%s%s%s%s%s", rule->id,
	    rule->twin[0] != '\0' ? ", " : "", rule->twin, rule->condition,
	    *page != '\0' || *object != '\0' ? " (" : "", page, *page != '\0' && *object != '\0' ? ", " : "", object,
	    *page != '\0' || *object != '\0' ? "): " : ": ", finding->text);
}

static void
print_findings(struct conforming *conforming, const char *path, const struct kx_pdf_findings *findings)
{
	size_t i;

	kx_buffer_print(&conforming->job->out, "%s\n    conforms: %s", path, findings->count == 0 ?
	    "yes, to PDF/UA-1 and PDF/A-3a, as far as a program can tell\n" : "NO");
	if (findings->count > 0)
		kx_buffer_print(&conforming->job->out, ", %zu breach%s\n", findings->count + findings->more,
		    findings->count + findings->more == 1 ? "" : "es");
	for (i = 0; i < findings->count; i++)
		report(conforming, path, &findings->list[i]);
}

static void
json_findings(struct conforming *conforming, const char *path, const struct kx_pdf_findings *findings)
{
	struct kx_json *json = &conforming->json;
	size_t i;

	kx_json_open_object(json, NULL);
	kx_json_text(json, "file", path);
	kx_json_boolean(json, "conforms", findings->count == 0);
	kx_json_number(json, "breaches", (long long)(findings->count + findings->more));
	kx_json_open_array(json, "findings");
	for (i = 0; i < findings->count; i++) {
		const struct kx_pdf_finding *finding = &findings->list[i];

		kx_json_open_object(json, NULL);
		kx_json_text(json, "rule", kx_pdf_rules()[finding->rule].id);
		kx_json_text(json, "condition", kx_pdf_rules()[finding->rule].condition);
		if (finding->page > 0)
			kx_json_number(json, "page", finding->page);
		if (finding->object > 0)
			kx_json_number(json, "object", finding->object);
		kx_json_text(json, "found", finding->text);
		kx_json_close_object(json);
		report(conforming, path, finding);
	}
	kx_json_close_array(json);
	kx_json_close_object(json);
}

/* What a file is accused of lives in an arena that goes away with it. */
static void
judge_file(struct conforming *conforming, const char *path)
{
	struct kx_pdf_findings findings;
	struct kx_arena arena;

	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	if (!kx_pdf_standards(&arena, path, &findings, &conforming->job->diags)) {
		if (conforming->as_json) {
			kx_json_open_object(&conforming->json, NULL);
			kx_json_text(&conforming->json, "file", path);
			kx_json_boolean(&conforming->json, "conforms", false);
			kx_json_close_object(&conforming->json);
		} else {
			kx_buffer_print(&conforming->job->out, "%s\n    NOT a file that can be read\n", path);
		}
	} else if (conforming->as_json) {
		json_findings(conforming, path, &findings);
	} else {
		print_findings(conforming, path, &findings);
	}
	kx_arena_done(&arena);
}

/* Options that ask about today's data have nothing to ask here. */
static bool
refuse_others(const struct kx_request *request, struct kx_job *job)
{
	static const int others[] = { KX_OPT_DATA, KX_OPT_CLINIC, KX_OPT_AS_OF };
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (request->values[others[i]] == NULL)
			continue;
		kx_report(&job->diags, KX807, (struct kx_place){ 0 }, NULL, "'verify --standards' has no option --%s",
		    kx_option_table[others[i]].name);
		return false;
	}
	return true;
}

bool
kx_command_standards(const struct kx_request *request, struct kx_job *job)
{
	struct conforming conforming = { .job = job, .as_json = kx_command_wants_json(request) };
	int i;

	if (!refuse_others(request, job))
		return false;
	kx_json_init(&conforming.json, &job->out);
	if (conforming.as_json)
		kx_json_open_array(&conforming.json, NULL);
	for (i = 0; i < request->operand_count; i++)
		judge_file(&conforming, request->operands[i]);
	if (conforming.as_json) {
		kx_json_close_array(&conforming.json);
		kx_json_done(&conforming.json);
	}
	job->report = true;
	return !kx_buffer_failed(&job->out);
}
