#include "cli/options.h"

#include "base/arena.h"

#include <string.h>

static const struct kx_place nowhere;

/* A command line on its way. */
struct parse {
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	struct kx_request *request;
	const char *const *words;
	int count, next;
	int operands;            /* seen after the command's name */
};

static size_t
count_words(const char *const *words)
{
	size_t count = 0;

	while (words[count] != NULL)
		count++;
	return count;
}

const char *
kx_options_hint(struct kx_arena *arena, const char *word, const char *const *words, size_t count)
{
	const char *near = kx_nearest(word, words, count);

	return near != NULL ? kx_arena_print(arena, "did you mean '%s'?", near) : NULL;
}

/* "content, handout, document or frames" */
static const char *
join_words(struct kx_arena *arena, const char *const *words)
{
	const char *text = words[0];
	size_t i;

	for (i = 1; text != NULL && words[i] != NULL; i++)
		text = kx_arena_print(arena, "%s%s%s", text, words[i + 1] != NULL ? ", " : " or ", words[i]);
	return text != NULL ? text : "";
}

static bool
word_is_one_of(const char *word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static void
set_value(struct parse *parse, enum kx_option_id id, const char *value)
{
	const struct kx_option_entry *option = &kx_option_table[id];
	const char *hint;

	if (option->value.kind != KX_VALUE_NONE && *value == '\0') {
		kx_report(parse->diags, KX804, nowhere, NULL, "--%s needs a value", option->name);
		return;
	}
	if (option->value.kind == KX_VALUE_WORD && !word_is_one_of(value, option->value.words)) {
		hint = kx_options_hint(parse->arena, value, option->value.words, count_words(option->value.words));
		kx_report(parse->diags, KX805, nowhere, hint, "--%s takes %s, not '%s'", option->name,
		    join_words(parse->arena, option->value.words), value);
		return;
	}
	parse->request->values[id] = value;
}

static void
take_option(struct parse *parse, enum kx_option_id id, const char *attached)
{
	const struct kx_option_entry *option = &kx_option_table[id];

	if (option->value.kind == KX_VALUE_NONE) {
		if (attached != NULL)
			kx_report(parse->diags, KX805, nowhere, NULL, "--%s takes no value, but got '%s'",
			    option->name, attached);
		else
			set_value(parse, id, "");
		return;
	}
	if (attached == NULL && parse->next < parse->count)
		attached = parse->words[parse->next++];
	if (attached == NULL)
		kx_report(parse->diags, KX804, nowhere,
		    kx_arena_print(parse->arena, "write --%s %s", option->name, option->value.shown),
		    "--%s needs a value", option->name);
	else
		set_value(parse, id, attached);
}

static void
unknown_option(struct parse *parse, const char *word, size_t length)
{
	const char *names[KX_OPT_COUNT], *near, *name = kx_arena_copy(parse->arena, word, length);
	size_t i;

	for (i = 0; i < KX_OPT_COUNT; i++)
		names[i] = kx_option_table[i].name;
	near = name != NULL ? kx_nearest(name, names, KX_OPT_COUNT) : NULL;
	kx_report(parse->diags, KX801, nowhere,
	    near != NULL ? kx_arena_print(parse->arena, "did you mean --%s?", near) : NULL,
	    "there is no option --%.*s", (int)length, word);
}

/* "--name", "--name=value", "--name value"; `word` is behind the hyphens. */
static void
take_long(struct parse *parse, const char *word)
{
	size_t length = strcspn(word, "="), i;

	for (i = 0; i < KX_OPT_COUNT; i++)
		if (strlen(kx_option_table[i].name) == length && strncmp(kx_option_table[i].name, word, length) == 0) {
			take_option(parse, (enum kx_option_id)i, word[length] == '=' ? word + length + 1 : NULL);
			return;
		}
	unknown_option(parse, word, length);
}

/* "-o FILE", "-oFILE", "-qv"; `word` is behind the hyphen. */
static void
take_letters(struct parse *parse, const char *word)
{
	size_t i;

	for (; *word != '\0'; word++) {
		for (i = 0; i < KX_OPT_COUNT; i++)
			if (kx_option_table[i].letter == *word)
				break;
		if (i == KX_OPT_COUNT) {
			kx_report(parse->diags, KX801, nowhere, NULL, "there is no option -%s", word);
			return;
		}
		if (kx_option_table[i].value.kind != KX_VALUE_NONE) {
			take_option(parse, (enum kx_option_id)i, word[1] != '\0' ? word + 1 : NULL);
			return;
		}
		take_option(parse, (enum kx_option_id)i, NULL);
	}
}

static void
unknown_command(struct parse *parse, const char *word)
{
	const char *names[KX_CMD_COUNT], *hint;
	size_t i, length = strlen(word);

	for (i = 0; i < KX_CMD_COUNT; i++)
		names[i] = kx_command_table[i].name;
	if (length > 4 && strcmp(word + length - 4, ".pdf") == 0)
		hint = kx_arena_print(parse->arena, "did you mean --out %s?", word);
	else
		hint = kx_options_hint(parse->arena, word, names, KX_CMD_COUNT);
	kx_report(parse->diags, KX802, nowhere, hint, "there is no command '%s'", word);
}

static void
take_operand(struct parse *parse, const char *word)
{
	size_t i;

	if (!parse->request->named) {
		parse->request->named = true;
		for (i = 0; i < KX_CMD_COUNT; i++)
			if (strcmp(kx_command_table[i].name, word) == 0) {
				parse->request->command = (enum kx_command_id)i;
				return;
			}
		unknown_command(parse, word);
		parse->operands = -1;    /* whatever follows belongs to a command we do not know */
		return;
	}
	if (parse->operands < 0)
		return;
	if (parse->operands++ == 0)
		parse->request->operand = word;
	if (parse->request->operands != NULL)
		parse->request->operands[parse->request->operand_count++] = word;
}

static void
check_operands(struct parse *parse)
{
	const struct kx_command_entry *command = &kx_command_table[parse->request->command];
	const char *hint;

	if (parse->operands < 0)
		return;
	hint = kx_arena_print(parse->arena, "kxreport %s%s%s", command->name, command->operands != NULL ? " " : "",
	    command->operands != NULL ? command->operands : "");
	if (parse->operands < command->least && !kx_asked(parse->request, HELP) && !kx_asked(parse->request, DUE))
		kx_report(parse->diags, KX806, nowhere, hint, "'%s' needs to be told what: %s", command->name,
		    command->operands);
	else if (parse->operands > command->most && command->most == 0)
		kx_report(parse->diags, KX806, nowhere, hint, "'%s' takes options only, not '%s'", command->name,
		    parse->request->operand);
	else if (parse->operands > command->most)
		kx_report(parse->diags, KX806, nowhere, hint, "'%s' takes %s, but got %d", command->name,
		    command->most == 1 ? "one word" : "two words", parse->operands);
	else if (parse->request->operand != NULL && command->operand.kind == KX_VALUE_WORD &&
	    !word_is_one_of(parse->request->operand, command->operand.words))
		kx_report(parse->diags, KX803, nowhere,
		    kx_options_hint(parse->arena, parse->request->operand, command->operand.words,
		        count_words(command->operand.words)),
		    "'%s' takes %s, not '%s'", command->name, join_words(parse->arena, command->operand.words),
		    parse->request->operand);
}

static void
check_options(struct parse *parse)
{
	struct kx_request *request = parse->request;
	size_t i;

	if (parse->operands < 0)
		return;
	for (i = 0; i < KX_OPT_COUNT; i++)
		if (request->values[i] != NULL && !(kx_option_table[i].commands & 1u << request->command))
			kx_report(parse->diags, KX807, nowhere, NULL, "'%s' has no option --%s",
			    kx_command_table[request->command].name, kx_option_table[i].name);
	if (kx_asked(request, QUIET) && kx_asked(request, VERBOSE))
		kx_report(parse->diags, KX805, nowhere, NULL, "--quiet and --verbose contradict each other");
	if (kx_asked(request, DEPS) && (!kx_asked(request, OUT) || strcmp(request->values[KX_OPT_OUT], "-") == 0))
		kx_report(parse->diags, KX808, nowhere, NULL, "--deps needs --out FILE: the file is the target of the rule");
}

bool
kx_options_parse(struct kx_arena *arena, int argc, const char *const *argv, struct kx_request *request,
    struct kx_diagnostics *diags)
{
	struct parse parse = { .arena = arena, .diags = diags, .request = request, .words = argv, .count = argc, .next = 1 };
	bool options = true;
	const char *word;

	memset(request, 0, sizeof(*request));
	request->command = KX_CMD_RENDER;
	request->operands = kx_arena_array(arena, (size_t)argc + 1, sizeof(*request->operands));
	while (parse.next < argc) {
		word = argv[parse.next++];
		if (!options || word[0] != '-' || word[1] == '\0')
			take_operand(&parse, word);
		else if (strcmp(word, "--") == 0)
			options = false;
		else if (word[1] == '-')
			take_long(&parse, word + 2);
		else
			take_letters(&parse, word + 1);
	}
	check_options(&parse);
	check_operands(&parse);
	return diags->errors == 0;
}
