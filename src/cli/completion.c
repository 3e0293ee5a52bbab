#include "base/buffer.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/help.h"

#include <string.h>

/*
 * Three scripts from one table.  What can be chosen by name (topics, clinics,
 * layouts) is asked of the program itself when the user presses the key:
 * the first word of each line of `kxreport list KIND`.
 */

static void
words(struct kx_buffer *out, const char *const *list)
{
	size_t i;

	for (i = 0; list[i] != NULL; i++)
		kx_buffer_print(out, "%s%s", i > 0 ? " " : "", list[i]);
}

static void
command_names(struct kx_buffer *out)
{
	size_t i;

	for (i = 0; i < KX_CMD_COUNT; i++)
		kx_buffer_print(out, "%s%s", i > 0 ? " " : "", kx_command_table[i].name);
}

/* Text between single quotes in a shell; help texts hold no single quote but these. */
static void
quoted(struct kx_buffer *out, const char *text)
{
	kx_buffer_char(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			kx_buffer_text(out, "'\\''");
		else
			kx_buffer_char(out, *text);
	}
	kx_buffer_char(out, '\'');
}

/* ---- bash ---- */

/* The commands that give the candidates of one value. */
static void
bash_value(struct kx_buffer *out, const struct kx_value *value)
{
	switch (value->kind) {
	case KX_VALUE_NONE:
	case KX_VALUE_TEXT:
		kx_buffer_text(out, ":");
		break;
	case KX_VALUE_FILE:
		kx_buffer_text(out, "COMPREPLY=($(compgen -f -- \"$cur\"))");
		break;
	case KX_VALUE_FOLDER:
		kx_buffer_text(out, "COMPREPLY=($(compgen -d -- \"$cur\"))");
		break;
	case KX_VALUE_WORD:
	case KX_VALUE_SUGGEST:
		kx_buffer_text(out, "COMPREPLY=($(compgen -W \"");
		words(out, value->words);
		kx_buffer_text(out, "\" -- \"$cur\"))");
		break;
	case KX_VALUE_NAME:
	case KX_VALUE_NAME_OR_FILE:
		kx_buffer_print(out, "COMPREPLY=($(compgen %s-W \"$(kxreport list %s 2>/dev/null | cut -d' ' -f1)\" -- \"$cur\"))",
		    value->kind == KX_VALUE_NAME ? "" : "-f ", value->words[0]);
		break;
	}
}

static void
bash_options(struct kx_buffer *out)
{
	const struct kx_option_entry *option;
	size_t i;

	kx_buffer_text(out, "\tcase $prev in\n");
	for (i = 0; i < KX_OPT_COUNT; i++) {
		option = &kx_option_table[i];
		if (option->value.kind == KX_VALUE_NONE)
			continue;
		kx_buffer_text(out, "\t");
		if (option->letter != 0)
			kx_buffer_print(out, "-%c|", option->letter);
		kx_buffer_print(out, "--%s) ", option->name);
		bash_value(out, &option->value);
		kx_buffer_text(out, "; return ;;\n");
	}
	kx_buffer_text(out, "\tesac\n");
}

static void
bash(struct kx_buffer *out)
{
	size_t i, j;

	kx_buffer_text(out, "# bash completion for kxreport\n_kxreport() {\n"
	    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= word\n\tCOMPREPLY=()\n"
	    "\tfor word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n\t\tcase $word in\n\t\t");
	for (i = 0; i < KX_CMD_COUNT; i++)
		kx_buffer_print(out, "%s%s", i > 0 ? "|" : "", kx_command_table[i].name);
	kx_buffer_text(out, ") command=$word; break ;;\n\t\tesac\n\tdone\n");
	bash_options(out);
	kx_buffer_text(out, "\tcase $cur in\n\t-*)\n\t\tcase ${command:-render} in\n");
	for (i = 0; i < KX_CMD_COUNT; i++) {
		kx_buffer_print(out, "\t\t%s) COMPREPLY=($(compgen -W \"", kx_command_table[i].name);
		for (j = 0; j < KX_OPT_COUNT; j++)
			if (kx_option_table[j].commands & 1u << i)
				kx_buffer_print(out, "--%s ", kx_option_table[j].name);
		kx_buffer_text(out, "\" -- \"$cur\")) ;;\n");
	}
	kx_buffer_text(out, "\t\tesac ;;\n\t*)\n\t\tcase $command in\n\t\t'') COMPREPLY=($(compgen -W \"");
	command_names(out);
	kx_buffer_text(out, "\" -- \"$cur\")) ;;\n");
	for (i = 0; i < KX_CMD_COUNT; i++)
		if (kx_command_table[i].operand.kind != KX_VALUE_NONE) {
			kx_buffer_print(out, "\t\t%s) ", kx_command_table[i].name);
			bash_value(out, &kx_command_table[i].operand);
			kx_buffer_text(out, " ;;\n");
		}
	kx_buffer_text(out, "\t\tesac ;;\n\tesac\n}\ncomplete -o filenames -F _kxreport kxreport\n");
}

/* ---- zsh ---- */

static void
zsh_value(struct kx_buffer *out, const struct kx_value *value)
{
	switch (value->kind) {
	case KX_VALUE_NONE:
	case KX_VALUE_TEXT:
		break;
	case KX_VALUE_FILE:
		kx_buffer_text(out, "_files");
		break;
	case KX_VALUE_FOLDER:
		kx_buffer_text(out, "_files -/");
		break;
	case KX_VALUE_WORD:
	case KX_VALUE_SUGGEST:
		kx_buffer_char(out, '(');
		words(out, value->words);
		kx_buffer_char(out, ')');
		break;
	case KX_VALUE_NAME:
		kx_buffer_print(out, "{_kxreport_names %s}", value->words[0]);
		break;
	case KX_VALUE_NAME_OR_FILE:
		kx_buffer_print(out, "{_kxreport_names %s; _files}", value->words[0]);
		break;
	}
}

/* Text inside a zsh _arguments specification, which is in single quotes. */
static void
zsh_text(struct kx_buffer *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			kx_buffer_text(out, "'\\''");
		else if (strchr("[]:\\", *text) != NULL)
			kx_buffer_print(out, "\\%c", *text);
		else
			kx_buffer_char(out, *text);
	}
}

static void
zsh_option(struct kx_buffer *out, const struct kx_option_entry *option)
{
	kx_buffer_text(out, "\t\t");
	if (option->letter != 0)
		kx_buffer_print(out, "'(-%c --%s)'{-%c,--%s}'", option->letter, option->name, option->letter, option->name);
	else
		kx_buffer_print(out, "'--%s", option->name);
	kx_buffer_char(out, '[');
	zsh_text(out, option->help);
	kx_buffer_char(out, ']');
	if (option->value.kind != KX_VALUE_NONE) {
		kx_buffer_print(out, ":%s:", option->value.shown);
		zsh_value(out, &option->value);
	}
	kx_buffer_text(out, "' \\\n");
}

static void
zsh(struct kx_buffer *out)
{
	size_t i;

	kx_buffer_text(out, "#compdef kxreport\n_kxreport_names() {\n"
	    "\tlocal -a names\n\tnames=(${(f)\"$(kxreport list $1 2>/dev/null | cut -d' ' -f1)\"})\n"
	    "\tcompadd -a names\n}\n_kxreport_operand() {\n\tcase $words[2] in\n");
	for (i = 0; i < KX_CMD_COUNT; i++) {
		const struct kx_value *value = &kx_command_table[i].operand;

		if (value->kind == KX_VALUE_NAME)
			kx_buffer_print(out, "\t%s) _kxreport_names %s ;;\n", kx_command_table[i].name, value->words[0]);
		else if (value->kind == KX_VALUE_NAME_OR_FILE)
			kx_buffer_print(out, "\t%s) _kxreport_names %s; _files ;;\n", kx_command_table[i].name, value->words[0]);
		else if (value->kind == KX_VALUE_FILE)
			kx_buffer_print(out, "\t%s) _files ;;\n", kx_command_table[i].name);
		else if (value->kind == KX_VALUE_WORD) {
			kx_buffer_print(out, "\t%s) compadd ", kx_command_table[i].name);
			words(out, value->words);
			kx_buffer_text(out, " ;;\n");
		}
	}
	kx_buffer_text(out, "\tesac\n}\n_kxreport() {\n\t_arguments -s \\\n");
	for (i = 0; i < KX_OPT_COUNT; i++)
		zsh_option(out, &kx_option_table[i]);
	kx_buffer_text(out, "\t\t'1:command:((");
	for (i = 0; i < KX_CMD_COUNT; i++) {
		kx_buffer_print(out, "%s%s\\:\"", i > 0 ? " " : "", kx_command_table[i].name);
		zsh_text(out, kx_command_table[i].summary);
		kx_buffer_char(out, '"');
	}
	kx_buffer_text(out, "))' \\\n\t\t'*:operand:_kxreport_operand'\n}\n_kxreport \"$@\"\n");
}

/* ---- fish ---- */

static void
fish_value(struct kx_buffer *out, const struct kx_value *value)
{
	switch (value->kind) {
	case KX_VALUE_NONE:
		break;
	case KX_VALUE_TEXT:
		kx_buffer_text(out, " -x");
		break;
	case KX_VALUE_FILE:
		kx_buffer_text(out, " -r -F");
		break;
	case KX_VALUE_FOLDER:
		kx_buffer_text(out, " -r -f -a '(__fish_complete_directories)'");
		break;
	case KX_VALUE_WORD:
	case KX_VALUE_SUGGEST:
		kx_buffer_text(out, " -x -a '");
		words(out, value->words);
		kx_buffer_char(out, '\'');
		break;
	case KX_VALUE_NAME:
	case KX_VALUE_NAME_OR_FILE:
		kx_buffer_print(out, " -r %s -a '(kxreport list %s 2>/dev/null | string replace -r \" .*\" \"\")'",
		    value->kind == KX_VALUE_NAME ? "-f" : "-F", value->words[0]);
		break;
	}
}

static void
fish(struct kx_buffer *out)
{
	const struct kx_option_entry *option;
	size_t i, j;

	kx_buffer_text(out, "# fish completion for kxreport\ncomplete -c kxreport -f\n");
	for (i = 0; i < KX_CMD_COUNT; i++) {
		kx_buffer_print(out, "complete -c kxreport -n __fish_use_subcommand -a %s -d ", kx_command_table[i].name);
		quoted(out, kx_command_table[i].summary);
		kx_buffer_char(out, '\n');
		if (kx_command_table[i].operand.kind == KX_VALUE_NONE)
			continue;
		kx_buffer_print(out, "complete -c kxreport -n '__fish_seen_subcommand_from %s'", kx_command_table[i].name);
		fish_value(out, &kx_command_table[i].operand);
		kx_buffer_char(out, '\n');
	}
	for (i = 0; i < KX_OPT_COUNT; i++) {
		option = &kx_option_table[i];
		kx_buffer_text(out, "complete -c kxreport");
		if (option->commands != KX_FOR_ALL) {
			kx_buffer_text(out, option->commands & KX_FOR(RENDER) ?
			    " -n '__fish_use_subcommand; or __fish_seen_subcommand_from" : " -n '__fish_seen_subcommand_from");
			for (j = 0; j < KX_CMD_COUNT; j++)
				if (option->commands & 1u << j)
					kx_buffer_print(out, " %s", kx_command_table[j].name);
			kx_buffer_char(out, '\'');
		}
		if (option->letter != 0)
			kx_buffer_print(out, " -s %c", option->letter);
		kx_buffer_print(out, " -l %s", option->name);
		fish_value(out, &option->value);
		kx_buffer_text(out, " -d ");
		quoted(out, option->help);
		kx_buffer_char(out, '\n');
	}
}

void
kx_help_completion(const char *shell, struct kx_buffer *out)
{
	if (strcmp(shell, "bash") == 0)
		bash(out);
	else if (strcmp(shell, "zsh") == 0)
		zsh(out);
	else
		fish(out);
}

bool
kx_command_completion(const struct kx_request *request, struct kx_job *job)
{
	kx_help_completion(request->operand, &job->out);
	return true;
}
