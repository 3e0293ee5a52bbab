/*
 * What must be true of every composed sheet, held on the shipped data and on
 * the second pack.  The shipped document is also compared with its golden
 * text where there is one; BLESS=1 in the environment writes it afresh.  Run
 * from the top folder.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/limits.h"
#include "document/document.h"
#include "merge/merge.h"
#include "read/read.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define GOLDEN_FOLDER "tests/golden/ketamine"
#define GOLDEN GOLDEN_FOLDER "/document.txt"

struct bench {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_handout *handout;
	struct kx_document *document;
	struct kx_buffer text;
};

static void
fail_with_messages(struct bench *bench)
{
	kx_buffer_clear(&bench->text);
	kx_read_explain(&bench->diags, false, &bench->text);
	fail_msg("%s", kx_buffer_bytes(&bench->text));
}

static struct bench *
open_bench(const char *folder)
{
	struct bench *bench = calloc(1, sizeof(*bench));
	struct kx_content *content;

	assert_non_null(bench);
	kx_arena_init(&bench->arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&bench->diags, &bench->arena);
	kx_buffer_init(&bench->text, KX_MAX_FILE_BYTES);
	if (!kx_read_content(&bench->arena, folder, NULL, NULL, &content, &bench->diags) ||
	    !kx_merge(&bench->arena, content, &bench->handout, &bench->diags) ||
	    !kx_document_compose(&bench->arena, bench->handout, NULL, &bench->document, &bench->diags))
		fail_with_messages(bench);
	return bench;
}

static int
close_bench(void **state)
{
	struct bench *bench = *state;

	kx_buffer_done(&bench->text);
	kx_arena_done(&bench->arena);
	free(bench);
	return 0;
}

static int
open_shipped(void **state)
{
	*state = open_bench("data");
	return 0;
}

static int
open_pack(void **state)
{
	*state = open_bench("tests/pack");
	return 0;
}

/* ---- walks ---- */

typedef bool run_check(const struct kx_run *run, const void *wanted);

static bool
any_run(const struct kx_block *block, run_check *check, const void *wanted)
{
	size_t i;

	for (; block != NULL; block = block->next) {
		for (i = 0; i < block->runs.count; i++)
			if (check(&block->runs.list[i], wanted))
				return true;
		if (any_run(block->first, check, wanted))
			return true;
	}
	return false;
}

static bool
any_run_of(const struct kx_document *document, run_check *check, const void *wanted)
{
	size_t i;

	for (i = 0; i < document->section_count; i++)
		if (any_run(document->sections[i].blocks, check, wanted))
			return true;
	return false;
}

static bool
is_of_claim(const struct kx_run *run, const void *wanted)
{
	return run->claim != NULL && strcmp(run->claim, wanted) == 0;
}

static bool
is_mark_of(const struct kx_run *run, const void *wanted)
{
	return run->kind == KX_RUN_REFERENCE && run->target == *(const int *)wanted;
}

/* A brace left over, or a wording's key in place of its text. */
static bool
is_unfilled(const struct kx_run *run, const void *wanted)
{
	(void)wanted;
	return strpbrk(run->text, "{}") != NULL || run->text[0] == '\0';
}

/* ---- what must be true ---- */

static void
what_prints_is_on_the_sheet_and_traceable(void **state)
{
	const struct bench *bench = *state;
	const struct kx_group *group;
	size_t i, k;

	for (i = 0; i < bench->handout->group_count; i++) {
		group = &bench->handout->groups[i];
		for (k = 0; group->placed && group->clinic_line == NULL && k < group->printed_count; k++)
			if (!any_run_of(bench->document, is_of_claim, group->printed[k].claim->id))
				fail_msg("claim %s prints but is not on the sheet", group->printed[k].claim->id);
	}
}

static void
every_reference_is_cited_and_listed(void **state)
{
	const struct bench *bench = *state;
	const struct kx_block *block = NULL, *group;
	size_t i, listed = 0;

	for (i = 0; i < bench->handout->reference_count; i++)
		assert_true(any_run_of(bench->document, is_mark_of, &bench->handout->references[i].number));
	for (i = 0; i < bench->document->section_count; i++)
		for (group = bench->document->sections[i].blocks; group != NULL; group = group->next)
			for (block = group->first; block != NULL; block = block->next)
				if (block->kind == KX_BLOCK_REFERENCES)
					for (const struct kx_block *entry = block->first; entry != NULL; entry = entry->next)
						assert_int_equal(entry->number, ++listed);
	assert_int_equal(listed, bench->handout->reference_count);
}

static void
no_placeholder_is_left(void **state)
{
	const struct bench *bench = *state;

	assert_false(any_run_of(bench->document, is_unfilled, NULL));
}

/* In every table the cells of each row, with their spans, fill the same columns. */
static void
rows_are_of_one_width(const struct kx_block *block)
{
	const struct kx_block *row, *cell;
	int width, first = 0;

	for (; block != NULL; block = block->next) {
		rows_are_of_one_width(block->first);
		for (row = block->kind == KX_BLOCK_TABLE ? block->first : NULL; row != NULL; row = row->next) {
			for (width = 0, cell = row->first; cell != NULL; cell = cell->next)
				width += cell->span;
			if (row == block->first)
				first = width;
			assert_true(first > 0);
			assert_int_equal(width, first);
		}
	}
}

static void
tables_are_rectangles(void **state)
{
	const struct bench *bench = *state;
	size_t i;

	for (i = 0; i < bench->document->section_count; i++)
		rows_are_of_one_width(bench->document->sections[i].blocks);
}

static void
the_shipped_document_is_as_the_golden_has_it(void **state)
{
	struct bench *bench = *state;
	const char *bytes;
	size_t length;

	kx_document_dump(bench->document, &bench->text);
	assert_false(kx_buffer_failed(&bench->text));
	if (getenv("BLESS") != NULL) {
		mkdir(GOLDEN_FOLDER, 0777);
		assert_true(kx_file_replace(GOLDEN, kx_buffer_bytes(&bench->text), bench->text.length, &bench->diags));
		return;
	}
	if (!kx_path_exists(GOLDEN))
		skip();
	assert_true(kx_file_read(&bench->arena, GOLDEN, KX_MAX_FILE_BYTES, &bytes, &length, &bench->diags));
	assert_string_equal(kx_buffer_bytes(&bench->text), bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_prints_is_on_the_sheet_and_traceable, open_shipped, close_bench),
		cmocka_unit_test_setup_teardown(what_prints_is_on_the_sheet_and_traceable, open_pack, close_bench),
		cmocka_unit_test_setup_teardown(every_reference_is_cited_and_listed, open_shipped, close_bench),
		cmocka_unit_test_setup_teardown(every_reference_is_cited_and_listed, open_pack, close_bench),
		cmocka_unit_test_setup_teardown(no_placeholder_is_left, open_shipped, close_bench),
		cmocka_unit_test_setup_teardown(no_placeholder_is_left, open_pack, close_bench),
		cmocka_unit_test_setup_teardown(tables_are_rectangles, open_shipped, close_bench),
		cmocka_unit_test_setup_teardown(tables_are_rectangles, open_pack, close_bench),
		cmocka_unit_test_setup_teardown(the_shipped_document_is_as_the_golden_has_it, open_shipped, close_bench),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
