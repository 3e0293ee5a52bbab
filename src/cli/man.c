#include "base/buffer.h"
#include "base/limits.h"
#include "cli/help.h"
#include "kxreport.h"

/*
 * Text for roff: a backslash and a hyphen are written as such, and no line
 * may begin with a control character.  Each sentence of a help text starts a
 * line of its own anyway, so only the first character needs the guard.
 */
static void
roff(struct kx_buffer *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		kx_buffer_text(out, "\\&");
	for (; *text != '\0'; text++) {
		if (*text == '\\')
			kx_buffer_text(out, "\\e");
		else if (*text == '-')
			kx_buffer_text(out, "\\-");
		else if (*text == '\'')
			kx_buffer_text(out, "\\(aq");
		else
			kx_buffer_char(out, *text);
	}
}

static void
tagged(struct kx_buffer *out, const char *name, const char *text)
{
	kx_buffer_text(out, ".TP\n\\fB");
	roff(out, name);
	kx_buffer_text(out, "\\fR\n");
	roff(out, text);
	kx_buffer_char(out, '\n');
}

static void
section(struct kx_buffer *out, const char *title, const struct kx_note_entry *table)
{
	kx_buffer_print(out, ".SH %s\n", title);
	for (; table->name != NULL; table++)
		tagged(out, table->name, table->text);
}

static void
commands(struct kx_buffer *out)
{
	const struct kx_command_entry *command;
	size_t i;

	kx_buffer_text(out, ".SH COMMANDS\n");
	for (i = 0; i < KX_CMD_COUNT; i++) {
		command = &kx_command_table[i];
		kx_buffer_print(out, ".TP\n\\fB%s\\fR", command->name);
		if (command->operands != NULL) {
			kx_buffer_text(out, " \\fI");
			roff(out, command->operands);
			kx_buffer_text(out, "\\fR");
		}
		kx_buffer_char(out, '\n');
		roff(out, command->summary);
		kx_buffer_text(out, ".\n");
		if (command->details != NULL) {
			roff(out, command->details);
			kx_buffer_char(out, '\n');
		}
	}
}

static void
options(struct kx_buffer *out)
{
	const struct kx_option_entry *option;
	size_t i, j;

	kx_buffer_text(out, ".SH OPTIONS\n");
	for (i = 0; i < KX_OPT_COUNT; i++) {
		option = &kx_option_table[i];
		kx_buffer_text(out, ".TP\n");
		if (option->letter != 0)
			kx_buffer_print(out, "\\fB\\-%c\\fR, ", option->letter);
		kx_buffer_text(out, "\\fB\\-\\-");
		roff(out, option->name);
		kx_buffer_text(out, "\\fR");
		if (option->value.shown != NULL)
			kx_buffer_print(out, " \\fI%s\\fR", option->value.shown);
		kx_buffer_char(out, '\n');
		roff(out, option->help);
		if (option->commands != KX_FOR_ALL) {
			kx_buffer_text(out, "\nFor:");
			for (j = 0; j < KX_CMD_COUNT; j++)
				if (option->commands & 1u << j)
					kx_buffer_print(out, " %s", kx_command_table[j].name);
			kx_buffer_char(out, '.');
		}
		kx_buffer_char(out, '\n');
	}
}

static void
ceilings(struct kx_buffer *out)
{
	kx_buffer_text(out, ".SH CEILINGS\nEvery input has a ceiling; meeting one is a message, never a crash.\n");
	kx_buffer_print(out, ".TP\nOne input file\n%u MiB; a font %u MiB, a picture %u MiB and %d pixels a side.\n",
	    KX_MAX_FILE_BYTES >> 20, KX_MAX_FONT_BYTES >> 20, KX_MAX_IMAGE_BYTES >> 20, KX_MAX_IMAGE_SIDE);
	kx_buffer_print(out, ".TP\nJSON\n%d levels deep; one text of %d bytes, one name of %d.\n", KX_MAX_JSON_DEPTH,
	    KX_MAX_TEXT_BYTES, KX_MAX_NAME_BYTES);
	kx_buffer_print(out, ".TP\nThe data\n%d summaries, %d claims, %d topics, %d sources.\n", KX_MAX_SUMMARIES,
	    KX_MAX_CLAIMS, KX_MAX_TOPICS, KX_MAX_SOURCES);
	kx_buffer_print(out, ".TP\nA sheet\n%d pages, %d items, %d faces; %u MiB of memory.\n", KX_MAX_PAGES, KX_MAX_ITEMS,
	    KX_MAX_FACES, KX_JOB_ARENA_BYTES >> 20);
}

static void
diagnostics(struct kx_buffer *out)
{
	const struct kx_code_entry *codes;
	struct kx_buffer name;
	size_t count, i;

	kx_buffer_text(out, ".SH DIAGNOSTICS\nA message reads\n.PP\n.nf\n"
	    "file:line:column: error[KX111]: what is wrong\nhelp: what to do\n.fi\n.PP\n"
	    "\\fBkxreport explain\\fR \\fICODE\\fR tells more. All faults are reported in one run. The codes:\n");
	codes = kx_codes(&count);
	for (i = 0; i < count; i++) {
		kx_buffer_init(&name, 64);
		kx_buffer_print(&name, "KX%d", codes[i].code);
		tagged(out, kx_buffer_bytes(&name), codes[i].title);
		kx_buffer_done(&name);
	}
}

static void
examples(struct kx_buffer *out)
{
	const struct kx_note_entry *entry;

	kx_buffer_text(out, ".SH EXAMPLES\n");
	for (entry = kx_example_table; entry->name != NULL; entry++)
		tagged(out, entry->name, entry->text);
}

void
kx_help_man(struct kx_buffer *out)
{
	kx_buffer_text(out, ".TH KXREPORT 1 \"\" \"kxreport " KXREPORT_VERSION "\" \"User Commands\"\n"
	    ".SH NAME\nkxreport \\- make a printable clinic handout from curated summaries\n"
	    ".SH SYNOPSIS\n\\fBkxreport\\fR [\\fBrender\\fR] \\fB\\-\\-out\\fR \\fIFILE\\fR [\\fIoptions\\fR]\n.br\n"
	    "\\fBkxreport\\fR \\fICOMMAND\\fR [\\fIoperand\\fR] [\\fIoptions\\fR]\n"
	    ".SH DESCRIPTION\n"
	    "\\fBkxreport\\fR reads a folder of curated summaries of what sources say about a treatment, merges them into one "
	    "account, lays it out as a clinic handout and writes a PDF.\n"
	    "Every printed sentence can be traced to its source; where sources disagree, a rule or a named ruling decides and "
	    "the losers are kept.\n"
	    "A sheet that breaks a rule of the editorial gate is refused: a message, exit status 1 and no file.\n"
	    "No command but \\fBprint\\fR touches the network, and the same inputs give the same bytes.\n"
	    ".PP\nData goes to standard output, messages to standard error.\n");
	commands(out);
	options(out);
	section(out, "EXIT STATUS", kx_exit_table);
	section(out, "ENVIRONMENT", kx_environment_table);
	kx_buffer_text(out, ".SH FILES\n");
	tagged(out, "share/kxreport/data", "the shipped data folder: pack.json, sources.json, topics.json, rulings.json, "
	    "summaries, clinics, wording and schema.");
	tagged(out, "share/kxreport/templates", "the layouts.");
	tagged(out, "share/kxreport/fonts", "the fonts, with their licence.");
	tagged(out, "share/kxreport/kxreport.store", "what sheets have in common, worked out beforehand ('prepare').");
	examples(out);
	ceilings(out);
	diagnostics(out);
}
