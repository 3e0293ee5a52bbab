#include "print/print.h"

#include "base/arena.h"

#include <string.h>

/* Those that somebody at the printer can do something about, and those that only repeat the state. */
static const struct { char keyword[32], words[64]; } reasons[] = {
	{ "none", "" },
	{ "media-empty", "out of paper" },
	{ "media-needed", "it needs paper" },
	{ "media-jam", "a paper jam" },
	{ "media-low", "little paper is left" },
	{ "input-tray-missing", "a paper tray is missing" },
	{ "output-tray-missing", "the output tray is missing" },
	{ "output-area-full", "the output tray is full" },
	{ "toner-empty", "out of toner" },
	{ "toner-low", "little toner is left" },
	{ "marker-supply-empty", "out of ink" },
	{ "marker-supply-low", "little ink is left" },
	{ "cover-open", "a cover is open" },
	{ "door-open", "a door is open" },
	{ "interlock-open", "a door is open" },
	{ "paused", "the printer is paused" },
	{ "moving-to-paused", "the printer is being paused" },
	{ "stopping", "the printer is stopping" },
	{ "shutdown", "the printer is off" },
	{ "offline", "the printer is off line" },
	{ "connecting-to-device", "the print server cannot reach the printer yet" },
	{ "timed-out", "the printer does not answer" },
	{ "spool-area-full", "the printer has no room for jobs" },
	{ "other", "something it does not name" },
	{ "job-incoming", "the document is still on its way" },
	{ "job-data-insufficient", "the document is still on its way" },
	{ "job-hold-until-specified", "held until a time or until somebody releases it" },
	{ "resources-are-not-ready", "held until the printer has what it needs" },
	{ "printer-stopped", "the printer is stopped" },
	{ "printer-stopped-partly", "part of the printer is stopped" },
	{ "job-queued", "waiting its turn" },
	{ "job-printing", "" },
	{ "job-canceled-by-user", "by its user" },
	{ "job-canceled-by-operator", "by the operator" },
	{ "job-canceled-at-device", "at the printer" },
	{ "aborted-by-system", "" },
	{ "job-completed-successfully", "" },
	{ "document-format-error", "the printer cannot read the document" },
	{ "unsupported-document-format", "the printer cannot read the document" },
};

/* Is it this keyword, with or without the grave word behind it? */
static bool
is_keyword(const char *text, const char *keyword)
{
	static const char *const ends[] = { "", "-error", "-warning", "-report" };
	size_t length = strlen(keyword), i;

	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (strncmp(text, keyword, length) == 0 && strcmp(text + length, ends[i]) == 0)
			return true;
	return false;
}

const char *
kx_print_reason(struct kx_arena *arena, const char *keyword)
{
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (is_keyword(keyword, reasons[i].keyword))
			return reasons[i].words;
	return kx_arena_string(arena, keyword);
}

const char *
kx_print_state_name(enum kx_print_state state)
{
	switch (state) {
	case KX_PRINT_PENDING:    return "waiting";
	case KX_PRINT_HELD:       return "held";
	case KX_PRINT_PROCESSING: return "printing";
	case KX_PRINT_STOPPED:    return "stopped";
	case KX_PRINT_CANCELLED:  return "cancelled";
	case KX_PRINT_ABORTED:    return "given up";
	case KX_PRINT_COMPLETED:  return "printed";
	}
	return "in a state that is not known";
}
