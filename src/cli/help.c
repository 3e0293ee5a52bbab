#include "cli/help.h"

#include "base/buffer.h"
#include "batch/job.h"
#include "cli/command.h"
#include "kxreport.h"

#include <string.h>

#define WIDTH 79
#define COLUMN 24

/* Break `text` at spaces so that it stays between `column` and WIDTH; the pen is at column `at`. */
static void
wrap(struct kx_buffer *out, const char *text, size_t column, size_t at)
{
	size_t length;

	for (;;) {
		for (; at < column; at++)
			kx_buffer_char(out, ' ');
		for (;;) {
			length = strcspn(text, " ");
			kx_buffer_add(out, text, length);
			at += length;
			text += length;
			if (*text == '\0')
				break;
			text++;
			if (at + 1 + strcspn(text, " ") > WIDTH)
				break;
			kx_buffer_char(out, ' ');
			at++;
		}
		kx_buffer_char(out, '\n');
		if (*text == '\0')
			return;
		at = 0;
	}
}

/* "  name   text", the text wrapped in its column. */
static void
row(struct kx_buffer *out, const char *name, const char *text)
{
	size_t length = 2 + strlen(name);

	kx_buffer_print(out, "  %s", name);
	if (length + 1 >= COLUMN) {
		kx_buffer_char(out, '\n');
		length = 0;
	}
	wrap(out, text, COLUMN, length);
}

static void
notes(struct kx_buffer *out, const char *title, const struct kx_note_entry *table)
{
	kx_buffer_print(out, "\n%s:\n", title);
	for (; table->name != NULL; table++)
		row(out, table->name, table->text);
}

/* "  -o, --out FILE   text" */
static void
option_row(struct kx_buffer *out, const struct kx_option_entry *option)
{
	struct kx_buffer name;

	kx_buffer_init(&name, 256);
	if (option->letter != 0)
		kx_buffer_print(&name, "-%c, ", option->letter);
	else
		kx_buffer_text(&name, "    ");
	kx_buffer_print(&name, "--%s", option->name);
	if (option->value.shown != NULL)
		kx_buffer_print(&name, " %s", option->value.shown);
	row(out, kx_buffer_bytes(&name), option->help);
	kx_buffer_done(&name);
}

static void
command_row(struct kx_buffer *out, const struct kx_command_entry *command)
{
	struct kx_buffer name;

	kx_buffer_init(&name, 256);
	kx_buffer_text(&name, command->name);
	if (command->operands != NULL)
		kx_buffer_print(&name, " %s", command->operands);
	row(out, kx_buffer_bytes(&name), command->summary);
	kx_buffer_done(&name);
}

static void
examples(struct kx_buffer *out)
{
	const struct kx_note_entry *entry;

	kx_buffer_text(out, "\nExamples:\n");
	for (entry = kx_example_table; entry->name != NULL; entry++) {
		kx_buffer_print(out, "  %s\n", entry->name);
		wrap(out, entry->text, 6, 0);
	}
}

void
kx_help_overview(struct kx_buffer *out)
{
	size_t i;

	kx_buffer_text(out, "kxreport " KXREPORT_VERSION ": curated summaries in, a printable clinic handout out\n\n"
	    "Usage:\n  kxreport [render] --out FILE [options]\n  kxreport COMMAND [...] [options]\n\nCommands:\n");
	for (i = 0; i < KX_CMD_COUNT; i++)
		command_row(out, &kx_command_table[i]);
	kx_buffer_text(out, "\nOptions ('kxreport help COMMAND' lists those of a command):\n");
	for (i = 0; i < KX_OPT_COUNT; i++)
		option_row(out, &kx_option_table[i]);
	notes(out, "Exit status", kx_exit_table);
	notes(out, "Environment", kx_environment_table);
	examples(out);
}

void
kx_help_command(enum kx_command_id id, struct kx_buffer *out)
{
	const struct kx_command_entry *command = &kx_command_table[id];
	size_t i;

	kx_buffer_print(out, "kxreport %s%s%s [options]\n    %s\n\n", command->name, command->operands != NULL ? " " : "",
	    command->operands != NULL ? command->operands : "", command->summary);
	if (command->details != NULL) {
		wrap(out, command->details, 0, 0);
		kx_buffer_char(out, '\n');
	}
	kx_buffer_text(out, "Options:\n");
	for (i = 0; i < KX_OPT_COUNT; i++)
		if (kx_option_table[i].commands & 1u << id)
			option_row(out, &kx_option_table[i]);
}

bool
kx_command_help(const struct kx_request *request, struct kx_job *job)
{
	const char *name = request->operand;
	size_t i;

	if (kx_asked(request, MAN))
		kx_help_man(&job->out);
	else if (request->command == KX_CMD_HELP && name == NULL)
		kx_help_overview(&job->out);
	else if (request->command != KX_CMD_HELP && !request->named)
		kx_help_overview(&job->out);
	else if (request->command != KX_CMD_HELP)
		kx_help_command(request->command, &job->out);
	for (i = 0; request->command == KX_CMD_HELP && name != NULL && i < KX_CMD_COUNT; i++)
		if (strcmp(kx_command_table[i].name, name) == 0)
			kx_help_command((enum kx_command_id)i, &job->out);
	return true;
}
