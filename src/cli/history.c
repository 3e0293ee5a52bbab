/*
 * history: what a batch made, when, and what changed from one time to the next.
 */
#include "base/file.h"
#include "batch/job.h"
#include "batch/ledger.h"
#include "cli/command.h"
#include "content/date.h"

#include <stdio.h>
#include <string.h>

#define SECONDS_A_DAY 86400

static const struct kx_place nowhere;

/* --ledger: the file, or a folder of sheets; else the current folder. */
static const char *
ledger_path(const struct kx_request *request, struct kx_job *job)
{
	const char *named = request->values[KX_OPT_LEDGER];

	if (named != NULL && !kx_path_is_folder(named))
		return named;
	return kx_arena_print(&job->arena, "%s/" KX_LEDGER_FOLDER "/" KX_LEDGER_FILE, named != NULL ? named : ".");
}

/* "2026-03" or "2026-03-14": the days it covers, as days since 1970. */
static bool
read_span(const struct kx_request *request, struct kx_job *job, int64_t *first, int64_t *last)
{
	const char *text = request->values[KX_OPT_ON];
	struct kx_date date;
	char whole[16];

	if (text == NULL)
		return true;
	if (kx_date_parse(text, &date)) {
		*first = *last = kx_date_days(date);
		return true;
	}
	snprintf(whole, sizeof(whole), "%.7s-01", text);
	if (strlen(text) == 7 && kx_date_parse(whole, &date)) {
		*first = kx_date_days(date);
		date.year = (int16_t)(date.year + date.month / 12);
		date.month = (int8_t)(date.month % 12 + 1);
		*last = kx_date_days(date) - 1;
		return true;
	}
	kx_report(&job->diags, KX805, nowhere, "write it as YYYY-MM-DD or YYYY-MM", "--on is '%s', which is no day and no month", text);
	return false;
}

static const struct kx_account_line *
find_claim(const struct kx_account_line *lines, size_t count, const char *id)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(lines[i].how, "prints") == 0 && strcmp(lines[i].id, id) == 0)
			return &lines[i];
	return NULL;
}

static void
say_claim(struct kx_buffer *out, const char *what, const struct kx_account_line *line)
{
	kx_buffer_print(out, "        %s %s: “%s”\n", what, line->id, line->says);
}

/* The claims that one build prints and the other does not, or in other words. */
static bool
say_claims(struct kx_ledger *ledger, struct kx_job *job, int64_t old, int64_t new)
{
	struct kx_account_line *before, *after;
	const struct kx_account_line *other;
	size_t before_count, after_count, i;

	if (old == new || old == 0 || new == 0)
		return true;
	if (!kx_ledger_account_lines(ledger, &job->arena, old, &before, &before_count, &job->diags) ||
	    !kx_ledger_account_lines(ledger, &job->arena, new, &after, &after_count, &job->diags))
		return false;
	for (i = 0; i < before_count; i++)
		if (strcmp(before[i].how, "prints") == 0 && find_claim(after, after_count, before[i].id) == NULL)
			say_claim(&job->out, "removed ", &before[i]);
	for (i = 0; i < after_count; i++) {
		if (strcmp(after[i].how, "prints") != 0)
			continue;
		other = find_claim(before, before_count, after[i].id);
		if (other == NULL)
			say_claim(&job->out, "added   ", &after[i]);
		else if (strcmp(other->says, after[i].says) != 0)
			say_claim(&job->out, "reworded", &after[i]);
	}
	return true;
}

static void
say_build(struct kx_job *job, const struct kx_history_line *line)
{
	static const char *const verdicts[] = { "built", "refused", "failed", "removed" };
	char date[KX_DATE_BYTES];

	kx_date_print(kx_date_of_days(line->build.at / SECONDS_A_DAY), date);
	kx_buffer_print(&job->out, "    %s  %-8s%s%s  %s, %s\n", date, verdicts[line->build.verdict],
	    line->build.document != NULL ? " " : "", line->build.document != NULL ? line->build.document : "", line->build.reason,
	    line->program);
}

/*
 * One sheet's builds.  Of a span of days: the builds whose file stood there then, and all that
 * came after, each with what it changed.
 */
static bool
say_sheet(struct kx_ledger *ledger, struct kx_job *job, const struct kx_history_line *lines, size_t count, int64_t first,
    int64_t last)
{
	const struct kx_history_line *standing = NULL;
	int64_t account = 0;
	bool done = true, since = false;
	size_t i;

	for (i = 0; i < count; i++)
		if (lines[i].build.verdict == KX_SHEET_BUILT && lines[i].build.at / SECONDS_A_DAY < first)
			standing = &lines[i];
	kx_buffer_print(&job->out, "%s (%s)\n", lines[0].output, lines[0].job);
	for (i = 0; done && i < count; i++) {
		if (lines[i].build.at / SECONDS_A_DAY < first && &lines[i] != standing)
			continue;
		if (!since && lines[i].build.at / SECONDS_A_DAY > last) {
			kx_buffer_text(&job->out, "    since then:\n");
			since = true;
		}
		say_build(job, &lines[i]);
		if (lines[i].build.verdict != KX_SHEET_BUILT)
			continue;
		done = say_claims(ledger, job, account, lines[i].build.account);
		account = lines[i].build.account;
	}
	return done;
}

bool
kx_command_history(const struct kx_request *request, struct kx_job *job)
{
	const char *path = ledger_path(request, job);
	struct kx_history_line *lines = NULL;
	struct kx_ledger *ledger = NULL;
	int64_t first = INT64_MIN, last = INT64_MAX;
	size_t count = 0, i, next;
	bool done;

	if (path == NULL || !read_span(request, job, &first, &last) || !kx_ledger_open(path, false, &ledger, &job->diags))
		return false;
	done = kx_ledger_history(ledger, &job->arena, request->operand, &lines, &count, &job->diags);
	if (done && count == 0) {
		kx_report(&job->diags, KX803, nowhere, "name a clinic, a file as the ledger has it, or a document id",
		    "the ledger has no sheet '%s'", request->operand != NULL ? request->operand : "");
		done = false;
	}
	for (i = 0; done && i < count; i = next) {
		for (next = i + 1; next < count && strcmp(lines[next].output, lines[i].output) == 0; next++)
			;
		done = say_sheet(ledger, job, lines + i, next - i, first, last);
	}
	kx_ledger_close(ledger);
	return done && !kx_buffer_failed(&job->out);
}

bool
kx_command_ledger(const struct kx_request *request, struct kx_job *job)
{
	struct kx_ledger *ledger = NULL;
	size_t builds, all = 0;
	bool done;
	int i;

	if (strcmp(request->operand, "merge") != 0) {
		kx_report(&job->diags, KX803, nowhere, "kxreport ledger merge INTO FROM...", "there is no '%s' for ledgers", request->operand);
		return false;
	}
	done = kx_ledger_open(request->operands[1], true, &ledger, &job->diags);
	for (i = 2; done && i < request->operand_count; i++) {
		done = kx_ledger_merge(ledger, request->operands[i], &builds, &job->diags);
		all += done ? builds : 0;
	}
	kx_ledger_close(ledger);
	if (done)
		kx_buffer_print(&job->out, "%d ledger%s merged, %zu new build%s\n", request->operand_count - 2,
		    request->operand_count == 3 ? "" : "s", all, all == 1 ? "" : "s");
	return done;
}
