#include "base/beside.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/share.h"
#include "cli/today.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct kx_place nowhere;

/*
 * SOURCE_DATE_EPOCH, https://reproducible-builds.org/specs/source-date-epoch/:
 * decimal digits only; a malformed value must end the program.  A PDF date has
 * four digits for the year, so 9999-12-31T23:59:59Z is the last.
 */
static bool
read_epoch(struct kx_job *job, struct kx_job_options *options)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	const long long last = 253402300799;
	long long seconds;

	if (text == NULL)
		return true;
	errno = 0;
	seconds = strtoll(text, NULL, 10);
	if (*text == '\0' || text[strspn(text, "0123456789")] != '\0' || errno != 0 || seconds > last) {
		kx_report(&job->diags, KX809, nowhere, NULL, "SOURCE_DATE_EPOCH is '%s'", text);
		return false;
	}
	options->has_date = true;
	options->date = seconds;
	return true;
}

bool
kx_command_options(const struct kx_request *request, struct kx_job *job, struct kx_job_options *ret_options)
{
	struct kx_job_options options = {
		.data = request->values[KX_OPT_DATA],
		.clinic = request->values[KX_OPT_CLINIC],
		.layout = request->values[KX_OPT_LAYOUT],
		.paper = request->values[KX_OPT_PAPER],
		.size = request->values[KX_OPT_SIZE],
		.ink = request->values[KX_OPT_INK],
		.theme = request->values[KX_OPT_THEME],
		.language = request->values[KX_OPT_LANG],
		.require_review = kx_asked(request, REQUIRE_REVIEW),
		.draft = kx_asked(request, DRAFT),
		.check = request->command == KX_CMD_CHECK,
	};
	bool makes = kx_command_makes_pdf(request) || request->command == KX_CMD_BATCH;
	bool ok = !makes || read_epoch(job, &options);

	if (options.check || makes)
		ok = kx_today(request->values[KX_OPT_AS_OF], &options.as_of, &job->diags) && ok;
	options.share = kx_share_find(&job->arena, &options.store, &job->diags);
	if (options.share == NULL || !ok)
		return false;
	*ret_options = options;
	return true;
}

bool
kx_command_makes_pdf(const struct kx_request *request)
{
	return request->command == KX_CMD_RENDER && !kx_asked(request, DUMP);
}

/* The stages stand in the order of the words of --dump. */
static enum kx_stage
stage_of(const struct kx_request *request)
{
	const char *const *words = kx_option_table[KX_OPT_DUMP].value.words;
	int stage = 0;

	if (!kx_asked(request, DUMP))
		return KX_STAGE_PDF;
	while (strcmp(words[stage], request->values[KX_OPT_DUMP]) != 0)
		stage++;
	return (enum kx_stage)stage;
}

static bool
check_output(const struct kx_request *request, struct kx_job *job)
{
	const char *out = request->values[KX_OPT_OUT];

	if (!kx_command_makes_pdf(request))
		return true;
	if (out == NULL) {
		kx_report(&job->diags, KX808, nowhere, "kxreport --out handout.pdf", "no file to write was named");
		return false;
	}
	if (strcmp(out, "-") == 0 && isatty(STDOUT_FILENO)) {
		kx_report(&job->diags, KX808, nowhere, "kxreport --out handout.pdf", "a PDF is not for a terminal to show");
		return false;
	}
	return true;
}

/* A dump of a stage that an option does not reach would not be what was asked for. */
static bool
check_dump(const struct kx_request *request, struct kx_job *job, enum kx_stage stage)
{
	static const struct { enum kx_option_id option; enum kx_stage first; } reach[] = {
		{ KX_OPT_LAYOUT, KX_STAGE_TEMPLATE }, { KX_OPT_SIZE, KX_STAGE_TEMPLATE }, { KX_OPT_INK, KX_STAGE_TEMPLATE },
		{ KX_OPT_THEME, KX_STAGE_TEMPLATE },
		{ KX_OPT_DRAFT, KX_STAGE_DOCUMENT }, { KX_OPT_PAPER, KX_STAGE_FRAMES },
		{ KX_OPT_AS_OF, KX_STAGE_PDF }, { KX_OPT_REQUIRE_REVIEW, KX_STAGE_PDF },
	};
	bool ok = true;
	size_t i;

	for (i = 0; i < sizeof(reach) / sizeof(reach[0]); i++) {
		if (request->values[reach[i].option] == NULL || stage >= reach[i].first)
			continue;
		kx_report(&job->diags, KX807, nowhere, NULL, "--%s changes nothing in --dump %s",
		    kx_option_table[reach[i].option].name, request->values[KX_OPT_DUMP]);
		ok = false;
	}
	return ok;
}

bool
kx_command_render(const struct kx_request *request, struct kx_job *job)
{
	enum kx_stage stage = stage_of(request);
	struct kx_job_options options;

	if (!check_output(request, job) || !check_dump(request, job, stage) || !kx_command_options(request, job, &options))
		return false;
	options.beside = kx_beside_helps();
	return kx_job_run(job, &options, stage);
}
