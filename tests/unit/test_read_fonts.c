#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "read/fonts.h"
#include "text/fonts.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bench {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	char folder[32];
	struct kx_font_list *list;
};

static int
open_bench(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (bench == NULL)
		return -1;
	kx_arena_init(&bench->arena, 16u * 1024 * 1024);
	kx_diagnostics_init(&bench->diags, &bench->arena);
	strcpy(bench->folder, "/tmp/kx-fonts-XXXXXX");
	*state = bench;
	return mkdtemp(bench->folder) == NULL ? -1 : 0;
}

static int
close_bench(void **state)
{
	struct bench *bench = *state;

	unlink(kx_path_join(&bench->arena, bench->folder, "fonts.json"));
	rmdir(bench->folder);
	kx_arena_done(&bench->arena);
	free(bench);
	return 0;
}

/* Read this text as fonts.json. */
static bool
read_text(struct bench *bench, const char *json)
{
	const char *path = kx_path_join(&bench->arena, bench->folder, "fonts.json");
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(json, 1, strlen(json), file), strlen(json));
	assert_int_equal(fclose(file), 0);
	return kx_read_fonts(&bench->arena, NULL, bench->folder, &bench->list, &bench->diags);
}

static void
expect(struct bench *bench, size_t index, enum kx_code code, const char *pointer)
{
	assert_true(index < bench->diags.count);
	assert_string_equal(bench->diags.list[index].place.pointer, pointer);
	assert_int_equal(bench->diags.list[index].code, code);
}

/* The shipped list is read, and its fonts load: all that the program is installed with. */
static void
the_shipped_list_loads(void **state)
{
	static const char *const roles[] = { "body", "emphasis", "strong", "semibold", "heading", "light" };
	static const int weights[] = { 400, 400, 700, 600, 600, 300 };
	struct bench *bench = *state;
	struct kx_fonts *fonts = NULL;
	const struct kx_face_facts *facts;
	int i;

	assert_true(kx_read_fonts(&bench->arena, NULL, "fonts", &bench->list, &bench->diags));
	assert_true(kx_fonts_load(bench->list, &fonts, &bench->diags));
	assert_int_equal(bench->diags.count, 0);
	assert_int_equal(kx_fonts_count(fonts), 5);
	for (i = 0; i < 6; i++) {
		facts = kx_fonts_facts(fonts, kx_fonts_role(fonts, roles[i]));
		assert_int_equal(facts->weight, weights[i]);
		assert_int_equal(facts->italic, i == 1);
	}
	kx_fonts_free(fonts);
}

#define FACE "{\"id\": \"one\", \"file\": \"a/one.ttf\", \"licence\": \"one.txt\", \"weight\": 600, \"style\": \"italic\"}"

static void
everything_is_taken_over(void **state)
{
	struct bench *bench = *state;
	const struct kx_font_entry *face;
	const struct kx_font_role *role;

	assert_true(read_text(bench, "{\"$schema\": \"x\", \"faces\": [" FACE "], \"roles\": {\"a/b\": [\"one\", \"two\"], \"c\": []}}"));
	assert_int_equal(bench->diags.count, 0);
	assert_string_equal(bench->list->file, kx_path_join(&bench->arena, bench->folder, "fonts.json"));
	assert_int_equal(bench->list->face_count, 1);
	face = &bench->list->faces[0];
	assert_string_equal(face->id, "one");
	assert_string_equal(face->path, kx_path_join(&bench->arena, bench->folder, "a/one.ttf"));
	assert_string_equal(face->licence_path, kx_path_join(&bench->arena, bench->folder, "one.txt"));
	assert_int_equal(face->weight, 600);
	assert_true(face->italic);
	assert_string_equal(face->pointer, "/faces/0");
	assert_int_equal(bench->list->role_count, 2);
	role = &bench->list->roles[0];
	assert_string_equal(role->name, "a/b");
	assert_string_equal(role->pointer, "/roles/a~1b");
	assert_int_equal(role->chain_count, 2);
	assert_string_equal(role->chain[1], "two");
	assert_int_equal(bench->list->roles[1].chain_count, 0);
}

static void
faults_of_shape_are_all_found(void **state)
{
	struct bench *bench = *state;

	assert_false(read_text(bench, "{\"faces\": [" FACE ", 7, {\"id\": \"Two!\", \"file\": \"\", \"license\": \"x\", \"weight\": 0, \"style\": \"bold\"}],"
	    " \"roles\": {\"body\": \"one\", \"strong\": [1]}}"));
	assert_null(bench->list);
	assert_int_equal(bench->diags.count, 9);
	expect(bench, 0, KX107, "/faces/1");
	expect(bench, 1, KX109, "/faces/2/license");
	assert_non_null(strstr(bench->diags.list[1].hint, "licence"));
	expect(bench, 2, KX108, "/faces/2");
	expect(bench, 3, KX112, "/faces/2/id");
	expect(bench, 4, KX117, "/faces/2/file");
	expect(bench, 5, KX114, "/faces/2/weight");
	expect(bench, 6, KX110, "/faces/2/style");
	expect(bench, 7, KX107, "/roles/body");
	expect(bench, 8, KX107, "/roles/strong/0");
}

static void
files_that_are_no_list_are_refused(void **state)
{
	struct bench *bench = *state;

	assert_false(read_text(bench, "{\"faces\": {}, \"roles\": []}"));
	expect(bench, 0, KX107, "/faces");
	expect(bench, 1, KX107, "/roles");
	assert_false(read_text(bench, "{\"faces\": []}"));
	expect(bench, 2, KX108, "");
	expect(bench, 3, KX117, "/faces");
	assert_false(read_text(bench, "[]"));
	expect(bench, 4, KX107, "");
	assert_int_equal(bench->diags.count, 5);
	assert_false(kx_read_fonts(&bench->arena, NULL, "fonts/nosuch", &bench->list, &bench->diags));
	assert_int_equal(bench->diags.list[5].code, KX701);
	assert_null(bench->list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_shipped_list_loads, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(everything_is_taken_over, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(faults_of_shape_are_all_found, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(files_that_are_no_list_are_refused, open_bench, close_bench),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
