#include "base/arena.h"
#include "base/buffer.h"
#include "cli/help.h"
#include "cli/options.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

struct fixture {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_request request;
};

static int
set_up(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof(fixture));
	kx_arena_init(&fixture.arena, 1 << 20);
	kx_diagnostics_init(&fixture.diags, &fixture.arena);
	*state = &fixture;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	kx_arena_done(&fixture->arena);
	return 0;
}

#define PARSE(fixture, ...) parse(fixture, (const char *const[]){ "kxreport", __VA_ARGS__, NULL })

static bool
parse(struct fixture *fixture, const char *const *words)
{
	int count = 0;

	while (words[count] != NULL)
		count++;
	kx_diagnostics_init(&fixture->diags, &fixture->arena);
	return kx_options_parse(&fixture->arena, count, words, &fixture->request, &fixture->diags);
}

static void
assert_fault(struct fixture *fixture, enum kx_code code, const char *message, const char *hint)
{
	assert_int_equal(fixture->diags.count, 1);
	assert_int_equal(fixture->diags.list[0].code, code);
	assert_string_equal(fixture->diags.list[0].message, message);
	if (hint == NULL)
		assert_null(fixture->diags.list[0].hint);
	else
		assert_string_equal(fixture->diags.list[0].hint, hint);
	assert_int_equal(kx_diagnostics_status(&fixture->diags, false), KX_EXIT_USAGE);
}

static void
reads_values_in_every_spelling(void **state)
{
	struct fixture *f = *state;

	assert_true(PARSE(f, "-o", "a.pdf"));
	assert_int_equal(f->request.command, KX_CMD_RENDER);
	assert_false(f->request.named);
	assert_string_equal(f->request.values[KX_OPT_OUT], "a.pdf");
	assert_true(PARSE(f, "-oa.pdf"));
	assert_string_equal(f->request.values[KX_OPT_OUT], "a.pdf");
	assert_true(PARSE(f, "--out=a=b.pdf"));
	assert_string_equal(f->request.values[KX_OPT_OUT], "a=b.pdf");
	assert_true(PARSE(f, "--out", "--odd"));
	assert_string_equal(f->request.values[KX_OPT_OUT], "--odd");
	assert_true(PARSE(f, "-qo", "-"));
	assert_string_equal(f->request.values[KX_OPT_OUT], "-");
	assert_non_null(f->request.values[KX_OPT_QUIET]);
	assert_null(f->request.values[KX_OPT_VERBOSE]);
}

static void
finds_the_command_anywhere(void **state)
{
	struct fixture *f = *state;

	assert_true(PARSE(f, "--data", "d", "trace", "12", "-q"));
	assert_int_equal(f->request.command, KX_CMD_TRACE);
	assert_true(f->request.named);
	assert_string_equal(f->request.operand, "12");
	assert_string_equal(f->request.values[KX_OPT_DATA], "d");
	assert_true(PARSE(f, "trace", "--", "-odd-"));
	assert_string_equal(f->request.operand, "-odd-");
}

static void
suggests_the_nearest_option(void **state)
{
	struct fixture *f = *state;

	assert_false(PARSE(f, "--papr", "a4"));
	assert_int_equal(f->diags.count, 2);   /* and a4 is no command */
	assert_int_equal(f->diags.list[0].code, KX801);
	assert_string_equal(f->diags.list[0].message, "there is no option --papr");
	assert_string_equal(f->diags.list[0].hint, "did you mean --paper?");
	assert_false(PARSE(f, "-x"));
	assert_fault(f, KX801, "there is no option -x", NULL);
	assert_false(PARSE(f, "--qqqqqqqqqqqqqqqqqq"));
	assert_fault(f, KX801, "there is no option --qqqqqqqqqqqqqqqqqq", NULL);
}

static void
suggests_the_nearest_command(void **state)
{
	struct fixture *f = *state;

	assert_false(PARSE(f, "trase", "12", "--nonsense-is-not-looked-at=no"));
	assert_int_equal(f->diags.list[0].code, KX802);
	assert_string_equal(f->diags.list[0].hint, "did you mean 'trace'?");
	assert_false(PARSE(f, "sheet.pdf"));
	assert_fault(f, KX802, "there is no command 'sheet.pdf'", "did you mean --out sheet.pdf?");
}

static void
wants_values_where_they_belong(void **state)
{
	struct fixture *f = *state;

	assert_false(PARSE(f, "--out"));
	assert_fault(f, KX804, "--out needs a value", "write --out FILE");
	assert_false(PARSE(f, "--out="));
	assert_fault(f, KX804, "--out needs a value", NULL);
	assert_false(PARSE(f, "--quiet=yes"));
	assert_fault(f, KX805, "--quiet takes no value, but got 'yes'", NULL);
	assert_false(PARSE(f, "--dump", "frame"));
	assert_fault(f, KX805, "--dump takes content, handout, template, document, frames or setting, not 'frame'", "did you mean 'frames'?");
	assert_false(PARSE(f, "-qv"));
	assert_fault(f, KX805, "--quiet and --verbose contradict each other", NULL);
}

static void
counts_operands(void **state)
{
	struct fixture *f = *state;

	assert_false(PARSE(f, "trace"));
	assert_fault(f, KX806, "'trace' needs to be told what: CLAIM|TOPIC|SOURCE|NUMBER|FILE.pdf",
	    "kxreport trace CLAIM|TOPIC|SOURCE|NUMBER|FILE.pdf");
	assert_true(PARSE(f, "trace", "--help"));
	assert_false(PARSE(f, "trace", "1", "2"));
	assert_fault(f, KX806, "'trace' takes one word, but got 2", "kxreport trace CLAIM|TOPIC|SOURCE|NUMBER|FILE.pdf");
	assert_false(PARSE(f, "render", "x"));
	assert_fault(f, KX806, "'render' takes options only, not 'x'", "kxreport render");
	assert_false(PARSE(f, "list", "topic"));
	assert_int_equal(f->diags.list[0].code, KX803);
	assert_string_equal(f->diags.list[0].hint, "did you mean 'topics'?");
}

static void
refuses_options_of_other_commands(void **state)
{
	struct fixture *f = *state;

	assert_false(PARSE(f, "trace", "12", "--paper", "a4"));
	assert_fault(f, KX807, "'trace' has no option --paper", NULL);
	assert_false(PARSE(f, "--deps", "d", "--out", "-"));
	assert_fault(f, KX808, "--deps needs --out FILE: the file is the target of the rule", NULL);
}

static void
reports_every_fault(void **state)
{
	struct fixture *f = *state;

	assert_false(PARSE(f, "--aa", "--bb", "--format=xml", "--format=json"));
	assert_int_equal(f->diags.count, 3);
	assert_string_equal(f->request.values[KX_OPT_FORMAT], "json");
}

/* ---- the tables ---- */

static void
tables_hold_together(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < KX_OPT_COUNT; i++) {
		const struct kx_option_entry *option = &kx_option_table[i];

		assert_non_null(option->name);
		assert_true(option->commands != 0);
		assert_int_equal(option->value.kind == KX_VALUE_NONE, option->value.shown == NULL);
		assert_int_equal(option->help[strlen(option->help) - 1], '.');
		for (j = 0; j < i; j++) {
			assert_string_not_equal(option->name, kx_option_table[j].name);
			assert_true(option->letter == 0 || option->letter != kx_option_table[j].letter);
		}
	}
	for (i = 0; i < KX_CMD_COUNT; i++) {
		assert_non_null(kx_command_table[i].summary);
		assert_int_equal(kx_command_table[i].most > 0, kx_command_table[i].operands != NULL);
		assert_int_equal(kx_command_table[i].most > 0, kx_command_table[i].operand.kind != KX_VALUE_NONE);
	}
}

static bool
mentions(const char *text, const char *before, const char *name)
{
	char wanted[64];

	strcpy(wanted, before);
	strncat(wanted, name, sizeof(wanted) - strlen(wanted) - 1);
	return strstr(text, wanted) != NULL;
}

/* An option as roff has it: hyphens that stay hyphens. */
static const char *
roff_name(const char *name, char room[64])
{
	size_t length = 0;

	for (; *name != '\0' && length < 60; name++) {
		if (*name == '-')
			room[length++] = '\\';
		room[length++] = *name;
	}
	room[length] = '\0';
	return room;
}

static void
everything_is_in_every_help(void **state)
{
	static const char *const shells[] = { "bash", "zsh", "fish" };
	static const char *const before[] = { "--", "--", " -l " };
	struct kx_buffer overview, man, shell;
	char room[64];
	size_t i, j;

	(void)state;
	kx_buffer_init(&overview, 1 << 20);
	kx_buffer_init(&man, 1 << 20);
	kx_help_overview(&overview);
	kx_help_man(&man);
	for (i = 0; i < KX_OPT_COUNT; i++) {
		assert_true(mentions(kx_buffer_bytes(&overview), "--", kx_option_table[i].name));
		assert_true(mentions(kx_buffer_bytes(&man), "\\-\\-", roff_name(kx_option_table[i].name, room)));
	}
	for (j = 0; j < 3; j++) {
		kx_buffer_init(&shell, 1 << 20);
		kx_help_completion(shells[j], &shell);
		for (i = 0; i < KX_OPT_COUNT; i++)
			assert_true(mentions(kx_buffer_bytes(&shell), before[j], kx_option_table[i].name));
		for (i = 0; i < KX_CMD_COUNT; i++)
			assert_true(mentions(kx_buffer_bytes(&shell), "", kx_command_table[i].name));
		kx_buffer_done(&shell);
	}
	kx_buffer_done(&overview);
	kx_buffer_done(&man);
}

static void
help_fits_a_terminal(void **state)
{
	struct kx_buffer out;
	const char *line;
	size_t i;

	(void)state;
	kx_buffer_init(&out, 1 << 20);
	kx_help_overview(&out);
	for (i = 0; i < KX_CMD_COUNT; i++)
		kx_help_command((enum kx_command_id)i, &out);
	for (line = kx_buffer_bytes(&out); *line != '\0'; line += strcspn(line, "\n") + 1)
		assert_in_range(strcspn(line, "\n"), 0, 79);
	kx_buffer_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_values_in_every_spelling, set_up, tear_down),
		cmocka_unit_test_setup_teardown(finds_the_command_anywhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(suggests_the_nearest_option, set_up, tear_down),
		cmocka_unit_test_setup_teardown(suggests_the_nearest_command, set_up, tear_down),
		cmocka_unit_test_setup_teardown(wants_values_where_they_belong, set_up, tear_down),
		cmocka_unit_test_setup_teardown(counts_operands, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refuses_options_of_other_commands, set_up, tear_down),
		cmocka_unit_test_setup_teardown(reports_every_fault, set_up, tear_down),
		cmocka_unit_test(tables_hold_together),
		cmocka_unit_test(everything_is_in_every_help),
		cmocka_unit_test(help_fits_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
