#include "batch/expand.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "batch/choices.h"
#include "batch/pattern.h"
#include "batch/theme.h"
#include "content/batch.h"
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#define IDENTITY_BYTES (16u * 1024)
#define JOBS_BYTES (256u * 1024 * 1024)

struct expanding {
	struct kx_plan *plan;
	struct kx_arena jobs;           /* the plan's, while nobody knows how many there will be */
	const struct kx_plan_options *options;
	struct kx_diagnostics *diags;
	struct kx_choices *choices;
	struct kx_name_list defaults[KX_DIM_COUNT];   /* what is taken where nobody says anything; no paper: each layout has its own */
	size_t room, total;
	bool no_paper;                  /* a paper that a layout lacks was told */
	bool *rule_met;                 /* for each exclude: has it met a sheet? */
};

static struct kx_place
place_of(const struct kx_origin *origin)
{
	return (struct kx_place){ .file = origin->file, .pointer = origin->pointer };
}

/* ---- clinics ---- */

/* Files of the data folder's clinics that the manifest does not name one by one. */
static bool
add_all_clinics(struct expanding *expanding)
{
	struct kx_plan *plan = expanding->plan;
	struct kx_batch *batch = plan->batch;
	const char *folder = kx_path_join(&plan->arena, plan->stock.data, "clinics");
	struct kx_batch_clinic *all;
	const char *const *names;
	size_t count, i, k;
	char *id;

	if (folder == NULL || !kx_folder_list(&plan->arena, folder, ".json", &names, &count, expanding->diags))
		return false;
	all = kx_arena_array(&plan->arena, count + batch->clinic_count + 1, sizeof(*all));
	if (all == NULL)
		return false;
	memcpy(all, batch->clinics, batch->clinic_count * sizeof(*all));
	for (i = 0; i < count; i++) {
		id = kx_arena_copy(&plan->arena, names[i], strlen(names[i]) - strlen(".json"));
		for (k = 0; id != NULL && k < batch->clinic_count && strcmp(batch->clinics[k].id, id) != 0; k++)
			;
		if (id != NULL && k == batch->clinic_count)
			all[k + i] = (struct kx_batch_clinic){ .id = id, .copies = KX_COPIES_UNSAID, .place = { .file = folder } };
	}
	/* Close the gaps that named ones have left. */
	for (i = k = batch->clinic_count; i < batch->clinic_count + count; i++)
		if (all[i].id != NULL)
			all[k++] = all[i];
	batch->clinics = all;
	batch->clinic_count = k;
	return true;
}

/* A clinic must have a file, unless its row describes it. */
static void
check_clinics(struct expanding *expanding)
{
	struct kx_plan *plan = expanding->plan;
	const char *folder = kx_path_join(&plan->arena, plan->stock.data, "clinics"), *path, *id;
	struct kx_nearness nearness;
	const char *const *names = NULL;
	size_t count = 0, i, k;

	for (i = 0; folder != NULL && i < plan->batch->clinic_count; i++) {
		if (plan->batch->clinics[i].row != NULL)
			continue;
		id = plan->batch->clinics[i].id;
		path = kx_arena_print(&plan->arena, "%s/%s.json", folder, id);
		if (path == NULL || kx_path_exists(path))
			continue;
		if (names == NULL && !kx_folder_list(&plan->arena, folder, ".json", &names, &count, expanding->diags))
			return;
		kx_nearness_init(&nearness, id);
		for (k = 0; k < count; k++)
			kx_nearness_try(&nearness, kx_arena_copy(&plan->arena, names[k], strlen(names[k]) - strlen(".json")));
		kx_report(expanding->diags, KX126, plan->batch->clinics[i].place,
		    nearness.best != NULL ? kx_arena_print(&plan->arena, "did you mean \"%s\"?", nearness.best) : NULL,
		    "the data folder has no clinic \"%s\"", id);
	}
}

/* ---- sheets ---- */

static bool
in_list(const struct kx_name_list *list, const char *name)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->names[i], name) == 0)
			return true;
	return list->count == 0;
}

static bool
is_excluded(struct expanding *expanding, const char *clinic, const char *const values[KX_DIM_COUNT])
{
	const struct kx_batch *batch = expanding->plan->batch;
	const struct kx_batch_rule *rule;
	bool excluded = false;
	size_t i;
	int dimension;

	for (i = 0; i < batch->exclude_count; i++) {
		rule = &batch->excludes[i];
		if (!in_list(&rule->clinics, clinic))
			continue;
		for (dimension = 0; dimension < KX_DIM_COUNT; dimension++)
			if (!in_list(&rule->choice.of[dimension], values[dimension]))
				break;
		if (dimension == KX_DIM_COUNT)
			excluded = expanding->rule_met[i] = true;
	}
	return excluded;
}

static const char *
identity(struct kx_arena *arena, const char *clinic, const char *const values[KX_DIM_COUNT])
{
	struct kx_buffer text;
	const char *kept;
	int dimension;

	kx_buffer_init(&text, IDENTITY_BYTES);
	kx_buffer_text(&text, clinic);
	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++) {
		kx_buffer_char(&text, ' ');
		kx_buffer_text(&text, values[dimension]);
	}
	kept = kx_buffer_failed(&text) ? NULL : kx_arena_string(arena, kx_buffer_bytes(&text));
	kx_buffer_done(&text);
	return kept;
}

static void
add_sheet(struct expanding *expanding, const struct kx_batch_clinic *clinic, const char *const values[KX_DIM_COUNT])
{
	struct kx_plan *plan = expanding->plan;
	const struct kx_batch *batch = plan->batch;
	struct kx_planned *planned;
	const char *job;

	if (++expanding->total > KX_MAX_BATCH_JOBS)
		return;
	job = identity(&plan->arena, clinic->id, values);
	if (job == NULL || !kx_shard_has(&expanding->options->shard, job))
		return;
	planned = kx_arena_push(&expanding->jobs, &plan->jobs, &plan->count, &expanding->room, sizeof(*planned));
	if (planned == NULL)
		return;
	planned->job = job;
	planned->clinic = clinic;
	memcpy(planned->values, values, sizeof(planned->values));
	planned->output = kx_pattern_fill(&plan->arena, batch->output, clinic->id, values);
	planned->copies = clinic->copies != KX_COPIES_UNSAID ? clinic->copies : batch->copies != KX_COPIES_UNSAID ? batch->copies : 0;
	planned->printer = clinic->printer != NULL ? clinic->printer : batch->printer;
}

/* A layout has papers of its own; one that it lacks is told once, and then nothing is made. */
static bool
has_paper(struct expanding *expanding, const struct kx_template *sheet, const struct kx_name_list *papers, const char *paper)
{
	if (kx_template_paper(sheet, paper) != NULL)
		return true;
	if (!expanding->no_paper)
		kx_report(expanding->diags, KX458, place_of(&papers->origin), "leave such sheets out with \"exclude\"",
		    "layout '%s' has no paper '%s'", sheet->id, paper);
	expanding->no_paper = true;
	return false;
}

/* One combination that no rule leaves out. */
static void
add_wanted(struct expanding *expanding, const struct kx_batch_clinic *clinic, const char *const values[KX_DIM_COUNT],
    const struct kx_name_list *papers)
{
	struct kx_plan *plan = expanding->plan;

	if (kx_choices_lost(expanding->choices, values)) {
		expanding->total++;
		plan->lost++;
	} else if (has_paper(expanding, kx_stock_template(&plan->stock, values[KX_DIM_LANGUAGE], values[KX_DIM_LAYOUT]), papers,
	    values[KX_DIM_PAPER])) {
		add_sheet(expanding, clinic, values);
	}
}

/* The product of the lists, the last dimension fastest.  No exclude is asked of sheets that "include" adds. */
static void
add_product(struct expanding *expanding, const struct kx_batch_clinic *clinic, const struct kx_name_list lists[KX_DIM_COUNT],
    bool included)
{
	const char *values[KX_DIM_COUNT];
	size_t at[KX_DIM_COUNT] = { 0 };
	int dimension;

	for (;;) {
		for (dimension = 0; dimension < KX_DIM_COUNT; dimension++)
			values[dimension] = lists[dimension].names[at[dimension]];
		if (included || !is_excluded(expanding, clinic->id, values))
			add_wanted(expanding, clinic, values, &lists[KX_DIM_PAPER]);
		for (dimension = KX_DIM_COUNT - 1; dimension >= 0 && ++at[dimension] == lists[dimension].count; dimension--)
			at[dimension] = 0;
		if (dimension < 0 || expanding->total > 100 * (size_t)KX_MAX_BATCH_JOBS)
			return;
	}
}

/*
 * The list of a dimension: the clinic's, else the manifest's, else what the data has by
 * itself.  Papers without a list are the layout's first, so they wait for the layout: NULL.
 */
static const struct kx_name_list *
list_for(const struct expanding *expanding, const struct kx_choice *over, const struct kx_batch_clinic *clinic, int dimension)
{
	const struct kx_choice *choices[] = { over, clinic->choice, &expanding->plan->batch->choice };
	size_t i;

	for (i = 0; i < 3; i++)
		if (choices[i] != NULL && choices[i]->of[dimension].count > 0)
			return &choices[i]->of[dimension];
	return expanding->defaults[dimension].count > 0 ? &expanding->defaults[dimension] : NULL;
}

/* The sheets of one clinic in one layout; papers that nobody names are the layout's first. */
static void
add_layout(struct expanding *expanding, const struct kx_batch_clinic *clinic, struct kx_name_list lists[KX_DIM_COUNT],
    const char *layout, bool included)
{
	struct kx_name_list layouts = lists[KX_DIM_LAYOUT], papers = lists[KX_DIM_PAPER];
	const struct kx_template *sheet = kx_choices_whole(expanding->choices, KX_DIM_LAYOUT, layout) ?
	    kx_stock_template(&expanding->plan->stock, NULL, layout) : NULL;
	const char *paper = sheet != NULL ? sheet->papers[0].id : "";

	lists[KX_DIM_LAYOUT] = (struct kx_name_list){ .names = &layout, .count = 1 };
	if (papers.count == 0)
		lists[KX_DIM_PAPER] = (struct kx_name_list){ .names = &paper, .count = 1 };
	add_product(expanding, clinic, lists, included);
	lists[KX_DIM_LAYOUT] = layouts;
	lists[KX_DIM_PAPER] = papers;
}

static void
add_clinic(struct expanding *expanding, const struct kx_batch_clinic *clinic, const struct kx_choice *over, bool included)
{
	struct kx_name_list lists[KX_DIM_COUNT];
	const struct kx_name_list *list;
	size_t i;
	int dimension;

	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++) {
		list = list_for(expanding, over, clinic, dimension);
		lists[dimension] = list != NULL ? *list : (struct kx_name_list){ 0 };
		for (i = 0; i < lists[dimension].count; i++)
			kx_choices_whole(expanding->choices, (enum kx_dimension)dimension, lists[dimension].names[i]);
	}
	for (i = 0; i < lists[KX_DIM_LAYOUT].count; i++)
		add_layout(expanding, clinic, lists, lists[KX_DIM_LAYOUT].names[i], included);
}

/* What a rule of "include" does not name takes the first of the list that would have been used. */
static void
add_included(struct expanding *expanding, const struct kx_batch_rule *rule)
{
	const struct kx_batch *batch = expanding->plan->batch;
	struct kx_choice over;
	const struct kx_name_list *list;
	size_t i;
	int dimension;

	for (i = 0; i < batch->clinic_count; i++) {
		if (!in_list(&rule->clinics, batch->clinics[i].id))
			continue;
		over = rule->choice;
		for (dimension = 0; dimension < KX_DIM_COUNT; dimension++) {
			list = list_for(expanding, &rule->choice, &batch->clinics[i], dimension);
			if (over.of[dimension].count == 0 && list != NULL)
				over.of[dimension] = (struct kx_name_list){ list->origin, list->names, 1 };
		}
		add_clinic(expanding, &batch->clinics[i], &over, true);
	}
}

static bool
check_rule_clinics(struct expanding *expanding, const struct kx_batch_rule *rules, size_t count)
{
	const struct kx_batch *batch = expanding->plan->batch;
	bool whole = true;
	size_t i, j, k;

	for (i = 0; i < count; i++)
		for (j = 0; j < rules[i].clinics.count; j++) {
			for (k = 0; k < batch->clinic_count && strcmp(batch->clinics[k].id, rules[i].clinics.names[j]) != 0; k++)
				;
			if (k < batch->clinic_count)
				continue;
			kx_report(expanding->diags, KX126, place_of(&rules[i].clinics.origin), NULL, "the batch has no clinic \"%s\"",
			    rules[i].clinics.names[j]);
			whole = false;
		}
	return whole;
}

/* ---- the list ---- */

static int
by_output(const void *a, const void *b)
{
	const struct kx_planned *left = a, *right = b;
	int order = strcmp(left->output, right->output);

	return order != 0 ? order : strcmp(left->job, right->job);
}

/* Workers have the plan's memory mapped: without what an array leaves behind that has grown. */
static bool
keep_jobs(struct expanding *expanding)
{
	struct kx_plan *plan = expanding->plan;
	struct kx_planned *jobs = kx_arena_array(&plan->arena, plan->count, sizeof(*jobs));

	if (jobs == NULL || kx_arena_spent(&expanding->jobs))
		return false;
	memcpy(jobs, plan->jobs, plan->count * sizeof(*jobs));
	plan->jobs = jobs;
	return true;
}

/* The same sheet twice (a list that repeats a name, an include that was there) is one; two sheets with one name are a fault. */
static bool
settle_outputs(struct expanding *expanding)
{
	struct kx_plan *plan = expanding->plan;
	bool whole = true;
	size_t i, kept = 0;

	if (!keep_jobs(expanding))
		return false;
	qsort(plan->jobs, plan->count, sizeof(*plan->jobs), by_output);
	for (i = 0; i < plan->count; i++) {
		if (kept > 0 && strcmp(plan->jobs[kept - 1].job, plan->jobs[i].job) == 0)
			continue;
		if (kept > 0 && strcmp(plan->jobs[kept - 1].output, plan->jobs[i].output) == 0) {
			kx_report(expanding->diags, KX823, place_of(&plan->batch->output_origin), NULL,
			    "\"%s\" and \"%s\" would both be %s", plan->jobs[kept - 1].job, plan->jobs[i].job, plan->jobs[i].output);
			whole = false;
		}
		plan->jobs[kept++] = plan->jobs[i];
	}
	plan->count = kept;
	return whole;
}

static bool
check_rules_met(struct expanding *expanding)
{
	const struct kx_batch *batch = expanding->plan->batch;
	bool whole = true;
	size_t i;

	for (i = 0; i < batch->exclude_count; i++) {
		if (expanding->rule_met[i])
			continue;
		kx_report(expanding->diags, KX838, place_of(&batch->excludes[i].origin), NULL, "no sheet of the batch matches this");
		whole = false;
	}
	return whole;
}

static bool
check_total(struct expanding *expanding)
{
	struct kx_plan *plan = expanding->plan;

	if (expanding->total > KX_MAX_BATCH_JOBS) {
		kx_report(expanding->diags, KX821, place_of(&plan->batch->origin), NULL, "the batch asks for %s%zu sheets; at most %d are made",
		    expanding->total > 100 * (size_t)KX_MAX_BATCH_JOBS ? "more than " : "", expanding->total, KX_MAX_BATCH_JOBS);
		return false;
	}
	if (expanding->total == 0) {
		kx_report(expanding->diags, KX820, place_of(&plan->batch->origin), NULL, "the batch asks for no sheet");
		return false;
	}
	return true;
}

/* Whatever is lost for faults of its own; false when the manifest asks for what there is not. */
static bool
add_sheets(struct expanding *expanding)
{
	const struct kx_batch *batch = expanding->plan->batch;
	size_t i;

	for (i = 0; i < batch->clinic_count && expanding->total <= 100 * (size_t)KX_MAX_BATCH_JOBS; i++)
		add_clinic(expanding, &batch->clinics[i], NULL, false);
	for (i = 0; i < batch->include_count; i++)
		add_included(expanding, &batch->includes[i]);
	return !expanding->choices->unknown && !expanding->no_paper;
}

/* The faults themselves have been told, with their files. */
static bool
report_lost(struct expanding *expanding)
{
	const struct kx_choices *choices = expanding->choices;
	const char *names = "";
	size_t i;

	for (i = 0; i < choices->count && names != NULL; i++)
		if (!choices->list[i].whole)
			names = kx_arena_print(&expanding->plan->arena, "%s%s%s %s", names, *names != '\0' ? ", " : "",
			    kx_dimension_names[choices->list[i].dimension], choices->list[i].name);
	if (expanding->plan->lost > 0 && names != NULL)
		kx_report(expanding->diags, KX840, place_of(&expanding->plan->batch->origin), NULL, "%zu sheet%s cannot be made, for faults in: %s",
		    expanding->plan->lost, expanding->plan->lost == 1 ? "" : "s", names);
	return true;
}

static void
set_defaults(struct expanding *expanding, const struct kx_content *content)
{
	const char *defaults[KX_DIM_COUNT] = { [KX_DIM_LAYOUT] = content->pack.default_layout, [KX_DIM_SIZE] = KX_STOCK_SIZE,
	    [KX_DIM_THEME] = KX_THEME_OWN, [KX_DIM_INK] = KX_STOCK_INK, [KX_DIM_LANGUAGE] = content->pack.language };
	const char **name;
	int dimension;

	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++) {
		name = defaults[dimension] != NULL ? kx_arena_alloc(&expanding->plan->arena, sizeof(*name)) : NULL;
		if (name == NULL)
			continue;
		*name = defaults[dimension];
		expanding->defaults[dimension] = (struct kx_name_list){ .names = name, .count = 1 };
	}
}

bool
kx_expand(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_diagnostics *diags)
{
	struct expanding expanding = { .plan = plan, .options = options, .diags = diags, .choices = &plan->choices };
	const struct kx_batch *batch = plan->batch;
	size_t before = diags->errors;
	bool done;

	plan->choices = (struct kx_choices){ .arena = &plan->arena, .stock = &plan->stock, .diags = diags };
	if (!kx_choices_load_shared(&plan->choices))
		return false;
	set_defaults(&expanding, kx_collection_content(kx_stock_collection(&plan->stock, NULL)));
	expanding.rule_met = kx_arena_array(&plan->arena, batch->exclude_count + 1, sizeof(*expanding.rule_met));
	kx_pattern_check(&plan->arena, batch->output, &batch->output_origin, diags);
	if (expanding.rule_met == NULL || (batch->all_clinics && !add_all_clinics(&expanding)))
		return false;
	check_clinics(&expanding);
	check_rule_clinics(&expanding, batch->includes, batch->include_count);
	check_rule_clinics(&expanding, batch->excludes, batch->exclude_count);
	if (diags->errors > before)
		return false;
	kx_arena_init(&expanding.jobs, JOBS_BYTES);
	done = add_sheets(&expanding) && check_total(&expanding) && check_rules_met(&expanding) && settle_outputs(&expanding) &&
	    report_lost(&expanding) && !kx_arena_spent(&plan->arena);
	kx_arena_done(&expanding.jobs);
	if (!done)
		plan->count = 0;
	return done;
}
