#include "batch/plan.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/expand.h"
#include "batch/outputs.h"
#include "batch/stored.h"
#include "batch/theme.h"
#include "batch/uses.h"
#include "content/batch.h"
#include "kxreport.h"
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#define PLAN_BYTES (1024u * 1024 * 1024)
#define CLINIC_BYTES (64u * 1024 * 1024)
#define HEX_SHOWN 16

void
kx_plan_init(struct kx_plan *plan)
{
	memset(plan, 0, sizeof(*plan));
	kx_arena_init(&plan->arena, PLAN_BYTES);
	kx_stock_init(&plan->stock);
}

void
kx_plan_done(struct kx_plan *plan)
{
	kx_stock_done(&plan->stock);
	kx_arena_done(&plan->arena);
	memset(plan, 0, sizeof(*plan));
}

const char *
kx_action_name(enum kx_action action)
{
	static const char *const names[] = { "build", "skip", "refused", "blocked", "remove" };

	return names[action];
}

struct kx_job_options
kx_plan_job(const struct kx_plan_options *options, const struct kx_planned *planned)
{
	return (struct kx_job_options){
		.share = options->share, .data = options->data,
		.clinic = planned->clinic->id, .clinic_row = planned->clinic->row,
		.layout = planned->values[KX_DIM_LAYOUT], .language = planned->values[KX_DIM_LANGUAGE],
		.paper = planned->values[KX_DIM_PAPER], .size = planned->values[KX_DIM_SIZE], .ink = planned->values[KX_DIM_INK],
		.theme = kx_theme_asked(planned->values[KX_DIM_THEME]),
		.has_date = options->has_date, .date = options->date, .as_of = options->as_of,
		.require_review = options->require_review, .draft = options->draft,
	};
}

/* ---- keys ---- */

/* An edition: what all clinics share in one language and layout, whatever its size and ink. */
struct edition {
	const char *language, *layout;
	const struct kx_content *content;
	const struct kx_template *sheet;
	char findings[KX_HASH_HEX];          /* of the gate on the data; "" when the data have faults */
};

/* An edition in one size, theme and ink. */
struct look {
	const struct edition *edition;
	const char *size, *ink, *theme;
	const char *shared;                  /* parts; NULL when a file cannot be read */
};

/* An account serves every clinic of an edition that answers the same topics itself. */
struct known_account {
	const struct kx_content *content;
	const struct kx_template *sheet;
	const char *topics;
	struct kx_account *account;          /* NULL: the merge has faults */
};

struct keying {
	struct kx_plan *plan;
	const struct kx_plan_options *options;
	struct kx_diagnostics *diags;
	struct edition **editions; size_t edition_count, edition_room;
	struct look *looks; size_t look_count, look_room;
	struct known_account *accounts; size_t account_count, account_room;
};

/* A short layout prints an outline of its own; one that the data lack is told when the sheet is made. */
static void
outline(struct kx_plan *plan, struct edition *edition)
{
	struct kx_content *outlined = kx_arena_alloc(&plan->arena, sizeof(*outlined));

	if (edition->sheet->outline != NULL && outlined != NULL &&
	    kx_content_outlined(edition->content, edition->sheet->outline, outlined))
		edition->content = outlined;
}

static struct edition *
edition_of(struct keying *keying, const struct kx_planned *planned)
{
	struct kx_plan *plan = keying->plan;
	const char *language = planned->values[KX_DIM_LANGUAGE], *layout = planned->values[KX_DIM_LAYOUT];
	struct edition *edition, **slot;
	size_t i;

	for (i = 0; i < keying->edition_count; i++)
		if (strcmp(keying->editions[i]->language, language) == 0 && strcmp(keying->editions[i]->layout, layout) == 0)
			return keying->editions[i];
	slot = kx_arena_push(&plan->arena, &keying->editions, &keying->edition_count, &keying->edition_room, sizeof(*slot));
	edition = kx_arena_alloc(&plan->arena, sizeof(*edition));
	if (slot == NULL || edition == NULL)
		return NULL;
	*slot = edition;
	edition->language = language;
	edition->layout = layout;
	edition->content = kx_collection_content(kx_stock_collection(&plan->stock, language));
	edition->sheet = kx_stock_template(&plan->stock, language, layout);
	outline(plan, edition);
	if (!kx_uses_findings(kx_stock_gate(&plan->stock, language), edition->content, keying->options->as_of, edition->findings))
		edition->findings[0] = '\0';
	return edition;
}

static struct look *
look_of(struct keying *keying, const struct kx_planned *planned, const char *theme)
{
	struct kx_plan *plan = keying->plan;
	const struct edition *edition = edition_of(keying, planned);
	const char *size = planned->values[KX_DIM_SIZE], *ink = planned->values[KX_DIM_INK];
	struct kx_template *sheet;
	struct look *look;
	size_t i;

	for (i = 0; i < keying->look_count; i++)
		if (keying->looks[i].edition == edition && strcmp(keying->looks[i].size, size) == 0 &&
		    strcmp(keying->looks[i].ink, ink) == 0 && strcmp(keying->looks[i].theme, theme) == 0)
			return &keying->looks[i];
	look = kx_arena_push(&plan->arena, &keying->looks, &keying->look_count, &keying->look_room, sizeof(*look));
	if (look == NULL || edition == NULL)
		return NULL;
	*look = (struct look){ .edition = edition, .size = size, .ink = ink, .theme = kx_arena_string(&plan->arena, theme) };
	if (look->theme == NULL || !kx_stock_load_theme(&plan->stock, theme, keying->diags))
		return look;
	sheet = kx_template_adapt(&plan->arena, edition->sheet, &(struct kx_adaptation){
	    .size = kx_stock_size(&plan->stock, size), .ink = kx_stock_ink(&plan->stock, ink),
	    .theme = kx_stock_theme(&plan->stock, theme), .translated = edition->content->translation != NULL });
	if (sheet != NULL && kx_inputs_learn(&plan->stock, edition->content, sheet, keying->diags))
		look->shared = kx_uses_shared(&plan->arena, &plan->stock, edition->content, sheet, keying->diags);
	return look;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The topics that the clinic answers itself, sorted: "after-call price". */
static const char *
own_topics(struct kx_arena *arena, const struct kx_clinic *clinic)
{
	const char **topics = kx_arena_array(arena, clinic->visit_count + 1, sizeof(*topics)), *text = "";
	size_t i;

	if (topics == NULL)
		return NULL;
	for (i = 0; i < clinic->visit_count; i++)
		topics[i] = clinic->visit[i].topic;
	qsort(topics, clinic->visit_count, sizeof(*topics), by_text);
	for (i = 0; text != NULL && i < clinic->visit_count; i++)
		text = kx_arena_print(arena, "%s%s ", text, topics[i]);
	return text;
}

static struct kx_account *
account_of(struct keying *keying, const struct edition *edition, const struct kx_content *content, const char *topics)
{
	struct kx_plan *plan = keying->plan;
	struct kx_content *joined;
	struct known_account *known;
	size_t i;

	for (i = 0; i < keying->account_count; i++)
		if (keying->accounts[i].content == edition->content && keying->accounts[i].sheet == edition->sheet &&
		    strcmp(keying->accounts[i].topics, topics) == 0)
			return keying->accounts[i].account;
	known = kx_arena_push(&plan->arena, &keying->accounts, &keying->account_count, &keying->account_room, sizeof(*known));
	joined = kx_arena_alloc(&plan->arena, sizeof(*joined));
	if (known == NULL || joined == NULL)
		return NULL;
	*joined = *edition->content;
	joined->clinic = content->clinic;
	known->content = edition->content;
	known->sheet = edition->sheet;
	known->topics = kx_arena_string(&plan->arena, topics);
	known->account = kx_uses_account(&plan->arena, joined, edition->sheet, keying->diags);
	return known->account;
}

static void
block(struct kx_planned *planned, const char *reason)
{
	planned->action = KX_BLOCKED;
	planned->reason = reason;
}

const char *
kx_plan_parts(struct kx_arena *arena, const struct kx_plan *plan, const struct kx_planned *planned)
{
	if (planned->shared == NULL)
		return NULL;
	return kx_arena_print(arena, "%s clinic=%.*s claims=%.*s gate=%.*s %s", plan->program, HEX_SHOWN, planned->clinic_hash,
	    HEX_SHOWN, planned->account->hash, HEX_SHOWN, planned->gate, planned->shared);
}

/* `scratch` is not the plan's: a text for each job would be most of what workers have of it. */
static void
give_key(struct keying *keying, struct kx_arena *scratch, struct kx_planned *planned, const struct kx_content *content,
    const char *topics, const char *clinic_hash)
{
	struct look *look = look_of(keying, planned, kx_theme_name(planned->values[KX_DIM_THEME], &content->clinic));
	const char *parts, *text;

	if (look == NULL || look->shared == NULL || look->edition->findings[0] == '\0' ||
	    (planned->account = account_of(keying, look->edition, content, topics)) == NULL) {
		block(planned, "the data has faults");
		return;
	}
	memcpy(planned->clinic_hash, clinic_hash, KX_HASH_HEX);
	planned->gate = look->edition->findings;
	planned->shared = look->shared;
	parts = kx_plan_parts(scratch, keying->plan, planned);
	text = parts != NULL ? kx_arena_print(scratch, "%s\n%s", planned->job, parts) : NULL;
	if (text != NULL)
		kx_hash_hex(text, strlen(text), planned->key);
	planned->action = KX_BUILD;
}

/*
 * A clinic is read once for all its jobs and let go: a worker reads it again.
 * Its own faults block its jobs and no others.
 */
static void
key_clinic(struct keying *keying, struct kx_planned **jobs, size_t count)
{
	const struct kx_batch_clinic *clinic = jobs[0]->clinic;
	const struct kx_collection *collection = kx_stock_collection(&keying->plan->stock, jobs[0]->values[KX_DIM_LANGUAGE]);
	struct kx_content *content;
	const char *topics = NULL;
	char hash[KX_HASH_HEX];
	struct kx_arena arena;
	bool read;
	size_t i;

	kx_arena_init(&arena, CLINIC_BYTES);
	read = (clinic->row != NULL ? kx_read_for_clinic_row(&arena, collection, clinic->row, NULL, &content, keying->diags) :
	    kx_read_for_clinic(&arena, collection, clinic->id, NULL, &content, keying->diags)) &&
	    kx_uses_clinic(&content->clinic, NULL, 0, hash, keying->diags) && (topics = own_topics(&arena, &content->clinic)) != NULL;
	for (i = 0; i < count; i++) {
		if (read)
			give_key(keying, &arena, jobs[i], content, topics, hash);
		else
			block(jobs[i], "the clinic has faults");
	}
	kx_arena_done(&arena);
}

static int
by_clinic(const void *a, const void *b)
{
	const struct kx_planned *left = *(struct kx_planned *const *)a, *right = *(struct kx_planned *const *)b;
	int order = strcmp(left->clinic->id, right->clinic->id);

	return order != 0 ? order : left < right ? -1 : left > right;
}

static bool
give_keys(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_diagnostics *diags)
{
	struct keying keying = { .plan = plan, .options = options, .diags = diags };
	struct kx_planned **order = kx_arena_array(&plan->arena, plan->count + 1, sizeof(*order));
	size_t i, next;

	plan->program = kx_arena_print(&plan->arena, "program=%s,%s%s%lld", KXREPORT_VERSION, options->draft ? "draft," : "",
	    options->require_review ? "reviewed," : "", options->has_date ? (long long)options->date : -1LL);
	if (order == NULL || plan->program == NULL)
		return false;
	for (i = 0; i < plan->count; i++)
		order[i] = &plan->jobs[i];
	qsort(order, plan->count, sizeof(*order), by_clinic);
	for (i = 0; i < plan->count; i = next) {
		for (next = i + 1; next < plan->count && order[next]->clinic == order[i]->clinic; next++)
			;
		key_clinic(&keying, order + i, next - i);
	}
	return !kx_arena_spent(&plan->arena);
}

bool
kx_plan_make(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_diagnostics *diags)
{
	const char *data;
	bool made;

	if (!kx_read_batch(&plan->arena, options->manifest, &plan->batch, diags))
		return false;
	data = options->data != NULL ? options->data : plan->batch->data;
	plan->folder = options->folder != NULL ? options->folder : plan->batch->folder;
	if (plan->folder == NULL)
		kx_report(diags, KX825, (struct kx_place){ .file = options->manifest }, "kxreport batch MANIFEST --out FOLDER",
		    "neither the manifest nor --out names a folder for the sheets");
	kx_stored_open(&plan->stock, options->store);
	made = plan->folder != NULL && kx_stock_open(&plan->stock, options->share, data) && kx_expand(plan, options, diags) &&
	    give_keys(plan, options, diags);
	if (!made && (kx_arena_spent(&plan->arena) || kx_arena_spent(&plan->stock.arena)))
		kx_report(diags, KX111, (struct kx_place){ .file = options->manifest }, NULL, "the batch needs more than its %u MiB of memory",
		    PLAN_BYTES >> 20);
	return made;
}

/* ---- decisions ---- */

/* The next part "name=value" of `parts`; false at the end. */
static bool
next_part(const char **parts, const char **ret_part, size_t *ret_name, size_t *ret_length)
{
	const char *part = *parts + strspn(*parts, " ");

	if (*part == '\0')
		return false;
	*ret_part = part;
	*ret_name = strcspn(part, "=");
	*ret_length = strcspn(part, " ");
	*parts = part + *ret_length;
	return true;
}

static bool
has_part(const char *parts, const char *part, size_t length)
{
	const char *other;
	size_t name, other_length;

	while (next_part(&parts, &other, &name, &other_length))
		if (other_length == length && memcmp(other, part, length) == 0)
			return true;
	return false;
}

/* "changed: clinic, claims" */
static const char *
what_changed(struct kx_plan *plan, const struct kx_planned *planned)
{
	const char *old = planned->record->parts, *rest, *part, *text = "changed:";
	size_t name, length, said = 0;
	struct kx_arena scratch;

	kx_arena_init(&scratch, CLINIC_BYTES);
	rest = kx_plan_parts(&scratch, plan, planned);
	while (old != NULL && rest != NULL && text != NULL && next_part(&rest, &part, &name, &length)) {
		if (has_part(old, part, length))
			continue;
		text = kx_arena_print(&plan->arena, "%s%s %.*s", text, said > 0 ? "," : "", (int)name, part);
		said++;
	}
	kx_arena_done(&scratch);
	return said > 0 ? text : "changed: the sheet of this name";
}

/* Does the file at `output` have these bytes?  Its stamp is brought up to date when it does. */
static bool
is_as_recorded(const struct kx_plan *plan, struct kx_planned *planned, const struct kx_file_stamp *stamp, bool *ret_touched)
{
	struct kx_sheet_record *record = planned->record;
	char hex[KX_HASH_HEX];

	*ret_touched = false;
	if (record->intended == NULL && memcmp(&record->stamp, stamp, sizeof(*stamp)) == 0)
		return true;
	if (!kx_outputs_hash(plan->folder, planned->output, hex))
		return false;
	if (record->sha256 == NULL || strcmp(hex, record->sha256) != 0)
		return false;
	record->stamp = *stamp;
	*ret_touched = true;
	return true;
}

static void
decide_new(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_planned *planned, bool there)
{
	struct kx_sheet_record *record = kx_arena_alloc(&plan->arena, sizeof(*record));

	if (record == NULL)
		return;
	planned->record = record;
	*record = (struct kx_sheet_record){ .job = planned->job, .output = planned->output, .clinic = planned->clinic->id,
	    .copies = planned->copies, .printer = planned->printer, .state = KX_SHEET_FAILED };
	memcpy(record->values, planned->values, sizeof(record->values));
	if (planned->action == KX_BLOCKED)
		return;
	planned->reason = there ? "taken over" : "new";
	if (!there || options->adopt)
		return;
	block(planned, "a file that the ledger does not know stands there");
	planned->messages = "error[KX826]: a file that the batch did not make stands in this sheet's place";
}

static void
take_wishes(struct kx_planned *planned)
{
	struct kx_sheet_record *record = planned->record;
	const char *old = record->printer != NULL ? record->printer : "", *new = planned->printer != NULL ? planned->printer : "";

	planned->touch = planned->touch || record->copies != planned->copies || strcmp(old, new) != 0;
	record->copies = planned->copies;
	record->printer = planned->printer;
}

static void
decide_known(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_planned *planned,
    const struct kx_file_stamp *stamp, bool there)
{
	struct kx_sheet_record *record = planned->record;
	bool touched = false, whole;

	take_wishes(planned);
	if (planned->action == KX_BLOCKED)
		return;
	record->job = planned->job;
	record->clinic = planned->clinic->id;
	memcpy(record->values, planned->values, sizeof(record->values));
	whole = there && is_as_recorded(plan, planned, stamp, &touched);
	planned->touch = planned->touch || touched;
	if (options->force)
		planned->reason = "forced";
	else if (record->key == NULL || strcmp(record->key, planned->key) != 0)
		planned->reason = record->key == NULL ? "never made" : what_changed(plan, planned);
	else if (record->state == KX_SHEET_FAILED)
		planned->reason = "failed last time";
	else if (record->state == KX_SHEET_REFUSED) {
		planned->action = KX_KNOWN_REFUSED;
		planned->reason = "nothing has changed since";
		planned->messages = record->messages;
	} else if (!there)
		planned->reason = "its file is gone";
	else if (!whole)
		planned->reason = "its file was changed";
	else {
		planned->action = KX_SKIP;
		planned->reason = "unchanged";
	}
}

static void
decide_job(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_planned *planned,
    struct kx_sheet_record *record)
{
	struct kx_file_stamp stamp;
	bool there = kx_outputs_stamp(plan->folder, planned->output, &stamp);

	planned->record = record;
	if (record != NULL)
		record->planned = true;
	if (record == NULL)
		decide_new(plan, options, planned, there);
	else
		decide_known(plan, options, planned, &stamp, there);
}

/* What the ledger knows and no job makes.  A shard knows only its own part of the sheets, so it removes only what it made itself. */
static bool
decide_removals(struct kx_plan *plan, struct kx_sheet_record *records, size_t record_count, size_t job_count)
{
	struct kx_planned *all, *planned;
	struct kx_file_stamp stamp;
	size_t i;

	all = kx_arena_array(&plan->arena, job_count + record_count + 1, sizeof(*all));
	if (all == NULL)
		return false;
	memcpy(all, plan->jobs, job_count * sizeof(*all));
	plan->jobs = all;
	for (i = 0; i < record_count; i++) {
		if (records[i].planned || records[i].state == KX_SHEET_REMOVED ||
		    !kx_outputs_stamp(plan->folder, records[i].output, &stamp))
			continue;
		planned = &all[plan->count++];
		*planned = (struct kx_planned){ .job = records[i].job, .output = records[i].output, .record = &records[i],
		    .action = KX_REMOVE, .reason = "no longer in the batch" };
	}
	return true;
}

bool
kx_plan_decide(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_sheet_record *records,
    size_t record_count, struct kx_diagnostics *diags)
{
	size_t job_count = plan->count, i, k = 0;

	for (i = 0; i < job_count; i++) {
		while (k < record_count && strcmp(records[k].output, plan->jobs[i].output) < 0)
			k++;
		decide_job(plan, options, &plan->jobs[i],
		    k < record_count && strcmp(records[k].output, plan->jobs[i].output) == 0 ? &records[k] : NULL);
	}
	/* What a sheet was made in may have faults today: it is still wanted. */
	for (k = 0; k < record_count; k++)
		records[k].planned = records[k].planned || kx_choices_lost(&plan->choices, records[k].values);
	if (options->prune && !decide_removals(plan, records, record_count, job_count))
		return false;
	for (i = 0; i < plan->count; i++) {
		plan->counts[plan->jobs[i].action]++;
		if (plan->jobs[i].messages != NULL && plan->jobs[i].action == KX_BLOCKED)
			kx_report(diags, KX826, (struct kx_place){ .file = kx_path_join(&plan->arena, plan->folder, plan->jobs[i].output) }, NULL,
			    "the ledger does not know this file");
	}
	return !kx_arena_spent(&plan->arena);
}
