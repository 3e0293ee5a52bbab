#include "batch/gathering.h"

#include "batch/outputs.h"

#include <string.h>

#define GATHERED_BYTES (512u * 1024 * 1024)

void
kx_gathering_init(struct kx_gathering *gathering, struct kx_plan *plan)
{
	*gathering = (struct kx_gathering){ .plan = plan };
	kx_arena_init(&gathering->arena, GATHERED_BYTES);
}

void
kx_gathering_clear(struct kx_gathering *gathering)
{
	gathering->count = 0;
	kx_arena_done(&gathering->arena);
	kx_arena_init(&gathering->arena, GATHERED_BYTES);
}

void
kx_gathering_done(struct kx_gathering *gathering)
{
	kx_arena_done(&gathering->arena);
}

/* A sheet that was made, and could not be put in its place. */
static void
fail(struct kx_gathering *gathering, struct kx_made *made, const char *output, int cause)
{
	made->verdict = KX_SHEET_FAILED;
	made->status = KX_EXIT_IO;
	made->written = false;
	made->sha256[0] = '\0';
	made->messages = kx_arena_print(&gathering->arena, "%s/%s: error[KX702]: cannot write this file: %s",
	    gathering->plan->folder, output, strerror(cause));
	made->json = "[]";
	kx_outputs_drop(gathering->plan->folder, output);
}

/* The build's record, and the sheet's as it stands after it. */
static void
record(struct kx_gathering *gathering, const struct kx_made *made, int64_t at, struct kx_build_record *build)
{
	struct kx_planned *planned = &gathering->plan->jobs[made->job];
	struct kx_sheet_record *sheet = planned->record;

	*build = (struct kx_build_record){
		.sheet = sheet->id, .run = gathering->run, .at = at, .verdict = made->verdict, .key = planned->key,
		.parts = kx_plan_parts(&gathering->arena, gathering->plan, planned), .reason = planned->reason, .account = planned->account != NULL ? planned->account->id : 0,
		.sha256 = made->sha256[0] != '\0' ? made->sha256 : NULL, .bytes = made->bytes, .pages = made->pages,
		.document = made->document[0] != '\0' ? made->document : NULL, .draft = made->draft,
		.errors = made->errors, .warnings = made->warnings,
		.messages = made->messages != NULL && made->messages[0] != '\0' ? made->messages : NULL,
	};
	sheet->state = made->verdict;
	sheet->key = planned->key;
	sheet->parts = build->parts;
	sheet->intended = NULL;
	if (made->verdict != KX_SHEET_BUILT)
		return;
	sheet->sha256 = kx_arena_string(&gathering->plan->arena, made->sha256);
	kx_outputs_stamp(gathering->plan->folder, planned->output, &sheet->stamp);
}

static bool
account_ids(struct kx_gathering *gathering, struct kx_diagnostics *diags)
{
	struct kx_account *account;
	bool done = true;
	size_t i;

	for (i = 0; done && i < gathering->count; i++) {
		account = gathering->plan->jobs[gathering->made[i].job].account;
		done = account == NULL || account->id != 0 || kx_ledger_account(gathering->ledger, account, diags);
	}
	return done;
}

static bool
intend(struct kx_gathering *gathering, bool *ret_written, struct kx_diagnostics *diags)
{
	struct kx_sheet_record *sheets[KX_GATHERING_MOST];
	size_t i;

	*ret_written = false;
	for (i = 0; i < gathering->count; i++) {
		sheets[i] = gathering->plan->jobs[gathering->made[i].job].record;
		sheets[i]->intended = gathering->made[i].written ? gathering->made[i].sha256 : NULL;
		*ret_written = *ret_written || gathering->made[i].written;
	}
	return kx_ledger_intend(gathering->ledger, sheets, gathering->count, diags);
}

static void
place(struct kx_gathering *gathering)
{
	struct kx_made *made;
	const char *output;
	size_t i;
	int cause;

	for (i = 0; i < gathering->count; i++) {
		made = &gathering->made[i];
		output = gathering->plan->jobs[made->job].output;
		cause = made->written ? kx_outputs_place(gathering->plan->folder, output) : 0;
		if (cause != 0)
			fail(gathering, made, output, cause);
	}
}

static bool
settle(struct kx_gathering *gathering, int64_t at, struct kx_diagnostics *diags)
{
	const struct kx_sheet_record *sheets[KX_GATHERING_MOST];
	struct kx_build_record *builds = kx_arena_array(&gathering->arena, gathering->count, sizeof(*builds));
	bool done;
	size_t i;

	if (builds == NULL)
		return false;
	for (i = 0; i < gathering->count; i++) {
		record(gathering, &gathering->made[i], at, &builds[i]);
		sheets[i] = gathering->plan->jobs[gathering->made[i].job].record;
	}
	done = kx_ledger_settle(gathering->ledger, sheets, builds, gathering->count, diags);
	/* They lie with the gathering. */
	for (i = 0; i < gathering->count; i++)
		gathering->plan->jobs[gathering->made[i].job].record->parts = NULL;
	return done;
}

/* Nothing of the gathering can be kept: what has been renamed already, the next run finds by what the ledger intended. */
static void
give_up(struct kx_gathering *gathering)
{
	size_t i;

	for (i = 0; i < gathering->count; i++)
		if (gathering->made[i].written)
			kx_outputs_drop(gathering->plan->folder, gathering->plan->jobs[gathering->made[i].job].output);
}

static bool
sync_all(struct kx_gathering *gathering, struct kx_diagnostics *diags)
{
	int cause = kx_outputs_sync(gathering->plan->folder);

	return cause == 0 || kx_outputs_failed(&gathering->plan->arena, gathering->plan->folder, ".", cause, diags);
}

bool
kx_gathering_settle(struct kx_gathering *gathering, int64_t at, struct kx_diagnostics *diags)
{
	bool written, done;

	done = account_ids(gathering, diags) && sync_all(gathering, diags) && intend(gathering, &written, diags);
	if (done) {
		place(gathering);
		done = (!written || sync_all(gathering, diags)) && settle(gathering, at, diags);
	}
	if (!done)
		give_up(gathering);
	return done;
}
