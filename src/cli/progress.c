#include "cli/progress.h"

#include "base/arena.h"
#include "base/json_out.h"
#include "batch/times.h"

#include <stdio.h>
#include <string.h>

#define LINE_CEILING (8u * 1024 * 1024)
#define BAR_WIDTH 30
#define BAR_NANOSECONDS 100000000
#define SECOND 1000000000

static void
wipe(struct kx_progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", stderr);
	progress->drawn = false;
}

/* JSON on one line.  The writer ends lines between values only: inside strings a line end is escaped. */
void
kx_progress_line(const struct kx_buffer *text)
{
	const char *bytes = kx_buffer_bytes(text);
	size_t i;

	for (i = 0; i < text->length; i++) {
		if (bytes[i] != '\n') {
			putchar(bytes[i]);
			continue;
		}
		while (i + 1 < text->length && bytes[i + 1] == ' ')
			i++;
	}
	putchar('\n');
	fflush(stdout);
}

static const char *
event_of(const struct kx_planned *planned, const struct kx_made *made)
{
	static const char *const verdicts[] = { "built", "refused", "failed", "removed" };

	if (made != NULL)
		return verdicts[made->verdict];
	return planned->action == KX_SKIP ? "unchanged" : planned->action == KX_REMOVE ? "removed" :
	    planned->action == KX_BLOCKED ? "failed" : "refused";
}

static void
json_job(struct kx_json *json, const struct kx_planned *planned)
{
	int dimension;

	kx_json_text(json, "output", planned->output);
	if (planned->clinic != NULL) {
		kx_json_text(json, "clinic", planned->clinic->id);
		for (dimension = 0; dimension < KX_DIM_COUNT; dimension++)
			kx_json_text(json, kx_dimension_names[dimension], planned->values[dimension]);
	}
	kx_json_text(json, "reason", planned->reason);
}

static void
json_settled(const struct kx_planned *planned, const struct kx_made *made)
{
	struct kx_buffer text;
	struct kx_json json;

	kx_buffer_init(&text, LINE_CEILING);
	kx_json_init(&json, &text);
	kx_json_open_object(&json, NULL);
	kx_json_text(&json, "event", event_of(planned, made));
	json_job(&json, planned);
	if (made != NULL && made->sha256[0] != '\0') {
		kx_json_text(&json, "sha256", made->sha256);
		kx_json_number(&json, "bytes", made->bytes);
		kx_json_number(&json, "pages", made->pages);
		kx_json_text(&json, "document", made->document);
	}
	if (made != NULL && made->json != NULL && made->json[0] != '\0')
		kx_json_ready(&json, "messages", made->json);
	else if (made == NULL && planned->messages != NULL)
		kx_json_text(&json, "text", planned->messages);
	kx_json_close_object(&json);
	if (kx_json_done(&json))
		kx_progress_line(&text);
	kx_buffer_done(&text);
}

static void
settled(void *self, const struct kx_plan *plan, const struct kx_planned *planned, const struct kx_made *made)
{
	struct kx_progress *progress = self;
	const char *event = event_of(planned, made), *messages = made != NULL ? made->messages : planned->messages;
	bool bad = strcmp(event, "refused") == 0 || strcmp(event, "failed") == 0;

	(void)plan;
	if (progress->json) {
		json_settled(planned, made);
		return;
	}
	if (!bad && (progress->quiet || (!progress->verbose && (progress->bar || strcmp(event, "unchanged") == 0))))
		return;
	wipe(progress);
	fprintf(stderr, "%-9s %s (%s)\n", event, planned->output, planned->reason);
	if (bad && messages != NULL && messages[0] != '\0')
		fprintf(stderr, "%s%s", messages, messages[strlen(messages) - 1] == '\n' ? "" : "\n");
}

static void
planned(void *self, const struct kx_plan *plan, const struct kx_planned *planned)
{
	struct kx_progress *progress = self;
	struct kx_buffer text;
	struct kx_json json;

	(void)plan;
	if (!progress->json) {
		if (planned->action != KX_SKIP || !progress->quiet)
			printf("%-9s %s (%s)\n", kx_action_name(planned->action), planned->output, planned->reason);
		return;
	}
	kx_buffer_init(&text, LINE_CEILING);
	kx_json_init(&json, &text);
	kx_json_open_object(&json, NULL);
	kx_json_text(&json, "event", "planned");
	kx_json_text(&json, "action", kx_action_name(planned->action));
	json_job(&json, planned);
	kx_json_close_object(&json);
	if (kx_json_done(&json))
		kx_progress_line(&text);
	kx_buffer_done(&text);
}

/* "3 min left", "40 s left"; nothing before there is something to reckon with. */
static void
print_left(int64_t seconds)
{
	if (seconds >= 5400)
		fprintf(stderr, ", %lld h left", (long long)((seconds + 1800) / 3600));
	else if (seconds >= 90)
		fprintf(stderr, ", %lld min left", (long long)((seconds + 30) / 60));
	else
		fprintf(stderr, ", %lld s left", (long long)seconds);
}

static void
tick(void *self, const struct kx_batch_tally *tally)
{
	struct kx_progress *progress = self;
	int64_t now = kx_times_now(), spent = now - tally->begun, rate;
	size_t filled, i;

	if (!progress->bar || tally->to_build == 0 || (progress->drawn && now - progress->last < BAR_NANOSECONDS))
		return;
	progress->last = now;
	progress->drawn = true;
	filled = tally->done * BAR_WIDTH / tally->to_build;
	fputs("\r\033[K[", stderr);
	for (i = 0; i < BAR_WIDTH; i++)
		fputc(i < filled ? '#' : ' ', stderr);
	fprintf(stderr, "] %zu of %zu", tally->done, tally->to_build);
	if (tally->refused + tally->failed > 0)
		fprintf(stderr, ", %zu refused or failed", tally->refused + tally->failed);
	/* Thousandths of a sheet a second. */
	rate = spent > 0 ? (int64_t)tally->done * 1000 * (SECOND / 1000) / (spent / 1000 + 1) : 0;
	if (tally->done > 0 && rate > 0) {
		fprintf(stderr, ", %lld.%lld a second", (long long)(rate / 1000), (long long)(rate / 100 % 10));
		print_left((int64_t)(tally->to_build - tally->done) * 1000 / rate);
	}
	fflush(stderr);
}

struct kx_batch_listener
kx_progress_listener(struct kx_progress *progress)
{
	progress->begun = kx_times_now();
	return (struct kx_batch_listener){ progress, planned, settled, tick };
}

static void
json_end(const struct kx_progress *progress, const struct kx_batch_tally *tally, bool dry_run)
{
	struct kx_buffer text;
	struct kx_json json;

	kx_buffer_init(&text, LINE_CEILING);
	kx_json_init(&json, &text);
	kx_json_open_object(&json, NULL);
	kx_json_text(&json, "event", tally->stopped ? "stopped" : "ended");
	kx_json_boolean(&json, "dry_run", dry_run);
	kx_json_number(&json, "sheets", (long long)tally->total);
	kx_json_number(&json, "built", (long long)(dry_run ? tally->to_build : tally->built));
	kx_json_number(&json, "unchanged", (long long)tally->skipped);
	kx_json_number(&json, "refused", (long long)tally->refused);
	kx_json_number(&json, "failed", (long long)tally->failed);
	kx_json_number(&json, "removed", (long long)tally->removed);
	kx_json_number(&json, "milliseconds", (kx_times_now() - progress->begun) / 1000000);
	kx_json_close_object(&json);
	if (kx_json_done(&json))
		kx_progress_line(&text);
	kx_buffer_done(&text);
}

void
kx_progress_end(struct kx_progress *progress, const struct kx_batch_tally *tally, bool dry_run)
{
	int64_t spent = (kx_times_now() - progress->begun) / 100000000;

	wipe(progress);
	if (progress->json) {
		json_end(progress, tally, dry_run);
		return;
	}
	if (progress->quiet || tally->total + tally->removed == 0)
		return;
	fprintf(dry_run ? stdout : stderr, "%zu sheet%s: %zu %s, %zu unchanged, %zu refused, %zu failed, %zu %s; %lld.%lld s\n",
	    tally->total, tally->total == 1 ? "" : "s", dry_run ? tally->to_build : tally->built, dry_run ? "to build" : "built",
	    tally->skipped, tally->refused, tally->failed, tally->removed, dry_run ? "to remove" : "removed",
	    (long long)(spent / 10), (long long)(spent % 10));
	fflush(stdout);
}
