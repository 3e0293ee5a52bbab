#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/limits.h"
#include "read/read.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct desk {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_buffer out;
	char file[64];
};

static int
open_desk(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));
	int fd;

	kx_arena_init(&desk->arena, 1u << 26);
	kx_diagnostics_init(&desk->diags, &desk->arena);
	kx_buffer_init(&desk->out, 1u << 22);
	strcpy(desk->file, "/tmp/kx-text-XXXXXX");
	fd = mkstemp(desk->file);
	*state = desk;
	return fd < 0 ? -1 : close(fd);
}

static int
close_desk(void **state)
{
	struct desk *desk = *state;

	unlink(desk->file);
	kx_buffer_done(&desk->out);
	kx_arena_done(&desk->arena);
	free(desk);
	return 0;
}

static void
write_text(struct desk *desk, const char *text)
{
	FILE *file = fopen(desk->file, "wb");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* What is printed, with "F" for the name of the file. */
static const char *
explained(struct desk *desk, bool color)
{
	char *place;

	kx_buffer_clear(&desk->out);
	kx_read_explain(&desk->diags, color, &desk->out);
	if (desk->out.bytes == NULL)
		return "";
	while ((place = strstr(desk->out.bytes, desk->file)) != NULL) {
		*place = 'F';
		memmove(place + 1, place + strlen(desk->file), strlen(place + strlen(desk->file)) + 1);
	}
	return desk->out.bytes;
}

static void
shows_place_line_caret_and_help(void **state)
{
	struct desk *desk = *state;
	struct kx_diagnostic *made;

	write_text(desk, "{\n  \"id\": \"a\",\n\t\"says\": \"\xe2\x80\x9cx\xe2\x80\x9d\", \"n\": 7\n}\n");
	made = kx_report(&desk->diags, KX129, (struct kx_place){ .file = desk->file, .pointer = "/n" }, "look it up", "too %s",
	    "many");
	kx_report_also(&desk->diags, made, (struct kx_place){ .file = desk->file, .pointer = "/id" });
	kx_report_also(&desk->diags, made, (struct kx_place){ .file = desk->file, .pointer = "/none" });
	assert_string_equal(explained(desk, false),
	    "F:3:22: error[KX129]: too many\n"
	    " \"says\": \"\xe2\x80\x9cx\xe2\x80\x9d\", \"n\": 7\n"
	    "                     ^\n"
	    "help: look it up\n"
	    "also: F:2:9\n"
	    "also: F:/none\n"
	    "1 error\n");
}

static void
says_less_where_less_is_known(void **state)
{
	struct desk *desk = *state;

	write_text(desk, "one\r\ntwo");
	kx_report(&desk->diags, KX207, (struct kx_place){ 0 }, NULL, "nowhere");
	kx_report(&desk->diags, KX801, (struct kx_place){ .file = "none.json", .pointer = "/a" }, NULL, "no such file");
	kx_report(&desk->diags, KX801, (struct kx_place){ .file = desk->file }, NULL, "whole file");
	kx_report(&desk->diags, KX801, (struct kx_place){ .file = desk->file, .line = 1 }, NULL, "a line");
	kx_report(&desk->diags, KX801, (struct kx_place){ .file = desk->file, .line = 9, .column = 9 }, NULL, "past the end");
	kx_report(&desk->diags, KX801, (struct kx_place){ .file = desk->file, .line = 2, .column = 4 }, NULL, "at the end");
	assert_string_equal(explained(desk, false),
	    "kxreport: warning[KX207]: nowhere\n"
	    "none.json:/a: error[KX801]: no such file\n"
	    "F: error[KX801]: whole file\n"
	    "F:1: error[KX801]: a line\n"
	    "one\n"
	    "F:9:9: error[KX801]: past the end\n"
	    "F:2:4: error[KX801]: at the end\n"
	    "two\n"
	    "   ^\n"
	    "5 errors, 1 warning\n");
}

static void
cuts_long_lines(void **state)
{
	struct desk *desk = *state;
	char text[1200], *line, *caret;
	size_t i;

	for (i = 0; i < 1000; i++)
		text[i] = (char)('a' + i % 26);
	text[1000] = '\0';
	write_text(desk, text);
	kx_report(&desk->diags, KX103, (struct kx_place){ .file = desk->file, .line = 1, .column = 500 }, NULL, "here");
	line = strchr(explained(desk, false), '\n') + 1;
	caret = strchr(line, '\n') + 1;
	assert_memory_equal(line, "\xe2\x80\xa6", 3);
	/* 100 characters, three bytes of ellipsis on both sides */
	assert_int_equal(caret - line, 100 + 6 + 1);
	/* The ellipsis takes one column, then come 59 letters, and the caret stands below letter 500. */
	assert_int_equal(strcspn(caret, "^"), 60);
	assert_int_equal(line[3 + 59], 'a' + 499 % 26);
}

static void
control_characters_do_not_reach_the_terminal(void **state)
{
	struct desk *desk = *state;

	write_text(desk, "\x1b[31mred \xff\xe2\x80\xae" "back\x07");
	kx_report(&desk->diags, KX103, (struct kx_place){ .file = desk->file, .line = 1, .column = 2 }, "a\x1b[2Jb",
	    "c\nd \xc2\x9b");
	assert_string_equal(explained(desk, false),
	    "F:1:2: error[KX103]: c\xef\xbf\xbd" "d \xef\xbf\xbd\n"
	    "\xef\xbf\xbd[31mred \xef\xbf\xbd\xef\xbf\xbd" "back\xef\xbf\xbd\n"
	    " ^\n"
	    "help: a\xef\xbf\xbd[2Jb\n"
	    "1 error\n");
	assert_non_null(strstr(explained(desk, true), "\x1b[1;31merror[KX103]\x1b[0m: c"));
}

static void
inputs_come_in_order_of_their_places(void **state)
{
	struct desk *desk = *state;

	kx_report(&desk->diags, KX301, (struct kx_place){ .file = "z" }, NULL, "1");
	kx_report(&desk->diags, KX109, (struct kx_place){ .file = "b", .line = 10, .column = 1 }, NULL, "2");
	kx_report(&desk->diags, KX108, (struct kx_place){ .file = "b", .line = 10, .column = 1 }, NULL, "3");
	kx_report(&desk->diags, KX108, (struct kx_place){ .file = "b", .line = 9, .column = 7 }, NULL, "4");
	kx_report(&desk->diags, KX108, (struct kx_place){ .file = "a", .line = 90, .column = 7 }, NULL, "5");
	kx_report(&desk->diags, KX108, (struct kx_place){ .file = "b", .line = 9, .column = 3 }, NULL, "6");
	kx_report(&desk->diags, KX302, (struct kx_place){ .file = "a" }, NULL, "7");
	assert_string_equal(explained(desk, false),
	    "a:90:7: error[KX108]: 5\n"
	    "b:9:3: error[KX108]: 6\n"
	    "b:9:7: error[KX108]: 4\n"
	    "b:10:1: error[KX108]: 3\n"
	    "b:10:1: error[KX109]: 2\n"
	    "z: error[KX301]: 1\n"
	    "a: error[KX302]: 7\n"
	    "7 errors\n");
}

static void
what_is_left_out_is_counted(void **state)
{
	struct desk *desk = *state;
	const char *text;
	size_t i;

	assert_string_equal(explained(desk, false), "");
	for (i = 0; i < KX_MAX_DIAGNOSTICS + 3; i++)
		kx_report(&desk->diags, KX101, (struct kx_place){ 0 }, NULL, "again");
	text = explained(desk, false);
	assert_string_equal(text + strlen(text) - strlen("503 errors (3 not shown)\n"), "503 errors (3 not shown)\n");
}

static void
is_json_for_programs(void **state)
{
	struct desk *desk = *state;
	struct kx_diagnostic *made;
	json_t *root, *first;

	write_text(desk, "{\"a\": {\"b\": 1}}");
	made = kx_report(&desk->diags, KX109, (struct kx_place){ .file = desk->file, .pointer = "/a/b", .at_key = true }, "say \"c\"",
	    "no key \"b\"");
	kx_report_also(&desk->diags, made, (struct kx_place){ .file = desk->file, .pointer = "" });
	kx_report(&desk->diags, KX207, (struct kx_place){ 0 }, NULL, "a warning");
	kx_read_explain_json(&desk->diags, &desk->out);
	root = json_loads(kx_buffer_bytes(&desk->out), 0, NULL);
	assert_non_null(root);
	assert_int_equal(json_array_size(root), 2);
	first = json_array_get(root, 0);
	assert_string_equal(json_string_value(json_object_get(first, "code")), "KX109");
	assert_string_equal(json_string_value(json_object_get(first, "severity")), "error");
	assert_string_equal(json_string_value(json_object_get(first, "file")), desk->file);
	assert_string_equal(json_string_value(json_object_get(first, "pointer")), "/a/b");
	assert_int_equal(json_integer_value(json_object_get(first, "line")), 1);
	assert_int_equal(json_integer_value(json_object_get(first, "column")), 8);
	assert_string_equal(json_string_value(json_object_get(first, "message")), "no key \"b\"");
	assert_string_equal(json_string_value(json_object_get(first, "hint")), "say \"c\"");
	assert_int_equal(json_integer_value(json_object_get(json_array_get(json_object_get(first, "also"), 0), "column")), 1);
	first = json_array_get(root, 1);
	assert_string_equal(json_string_value(json_object_get(first, "severity")), "warning");
	assert_true(json_is_null(json_object_get(first, "line")));
	assert_true(json_is_null(json_object_get(first, "file")));
	assert_true(json_is_null(json_object_get(first, "hint")));
	json_decref(root);
}

#define AT_A_DESK(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		AT_A_DESK(shows_place_line_caret_and_help),
		AT_A_DESK(says_less_where_less_is_known),
		AT_A_DESK(cuts_long_lines),
		AT_A_DESK(control_characters_do_not_reach_the_terminal),
		AT_A_DESK(inputs_come_in_order_of_their_places),
		AT_A_DESK(what_is_left_out_is_counted),
		AT_A_DESK(is_json_for_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
