#include "batch/job.h"
#include "cli/command.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* "KX204", "kx204", "204" or "unknown-key". */
static const struct kx_code_entry *
find_code(const char *word)
{
	const struct kx_code_entry *codes;
	const char *digits = strncasecmp(word, "KX", 2) == 0 ? word + 2 : word;
	size_t count, i;

	codes = kx_codes(&count);
	for (i = 0; i < count; i++)
		if (strcmp(codes[i].name, word) == 0)
			return &codes[i];
	if (*digits == '\0' || strlen(digits) > 4 || digits[strspn(digits, "0123456789")] != '\0')
		return NULL;
	return kx_code_find(atoi(digits));
}

static const char *
nearest_name(const char *word)
{
	const struct kx_code_entry *codes;
	struct kx_nearness nearness;
	size_t count, i;

	kx_nearness_init(&nearness, word);
	codes = kx_codes(&count);
	for (i = 0; i < count; i++)
		kx_nearness_try(&nearness, codes[i].name);
	return nearness.best;
}

static const char *
severity_name(enum kx_severity severity)
{
	switch (severity) {
	case KX_NOTE:
		return "note";
	case KX_WARNING:
		return "warning";
	case KX_ERROR:
		return "error";
	}
	return "";
}

bool
kx_command_explain(const struct kx_request *request, struct kx_job *job)
{
	const struct kx_code_entry *entry = find_code(request->operand);
	const char *near;

	if (entry == NULL) {
		near = nearest_name(request->operand);
		kx_report(&job->diags, KX803, (struct kx_place){ 0 },
		    near != NULL ? kx_arena_print(&job->arena, "did you mean '%s'?", near) :
		        "'kxreport list codes' shows all of them",
		    "there is no message code '%s'", request->operand);
		return false;
	}
	kx_buffer_print(&job->out, "KX%d %s: %s\n\n%s\n\nWhat to do: %s\n\nThis is %s %s", entry->code, entry->name,
	    entry->title, entry->why, entry->fix, entry->severity == KX_ERROR ? "an" : "a", severity_name(entry->severity));
	if (entry->severity == KX_ERROR)
		kx_buffer_print(&job->out, "; the exit status is %d", entry->status);
	else if (entry->severity == KX_WARNING)
		kx_buffer_print(&job->out, "; under --werror the exit status is %d", KX_EXIT_WERROR);
	kx_buffer_text(&job->out, ".\n");
	return true;
}
