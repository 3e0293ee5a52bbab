/*
 * The ledger: what is written is read, and files that are no ledger, are newer, damaged or
 * missing change nothing.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "batch/ledger.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bench {
	char folder[64], path[128];
	struct kx_arena arena;
	struct kx_diagnostics diags;
};

static void
set_up(struct bench *bench)
{
	strcpy(bench->folder, "/tmp/kxreport-ledger.XXXXXX");
	assert_non_null(mkdtemp(bench->folder));
	snprintf(bench->path, sizeof(bench->path), "%s/ledger.sqlite", bench->folder);
	kx_arena_init(&bench->arena, 1 << 24);
	kx_diagnostics_init(&bench->diags, &bench->arena);
}

static void
tear_down(struct bench *bench)
{
	char command[200];

	kx_arena_done(&bench->arena);
	snprintf(command, sizeof(command), "rm -rf %s", bench->folder);
	assert_int_equal(system(command), 0);
}

static void
sql(const struct bench *bench, const char *text)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(bench->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static struct kx_ledger *
opened(struct bench *bench)
{
	struct kx_ledger *ledger = NULL;

	assert_true(kx_ledger_open(bench->path, true, &ledger, &bench->diags));
	assert_int_equal(bench->diags.count, 0);
	return ledger;
}

static void
refuses(struct bench *bench, bool create, enum kx_code code)
{
	struct kx_ledger *ledger = NULL;

	kx_diagnostics_init(&bench->diags, &bench->arena);
	assert_false(kx_ledger_open(bench->path, create, &ledger, &bench->diags));
	assert_null(ledger);
	assert_int_equal(bench->diags.list[0].code, code);
}

static struct kx_sheet_record
sheet(const char *output, const char *intended)
{
	return (struct kx_sheet_record){ .job = "hill handout large gray en a4", .output = output, .clinic = "hill",
	    .values = { "handout", "large", "warm", "gray", "en", "a4" }, .copies = 3, .printer = "front", .intended = intended };
}

static void
what_is_written_is_read(void **state)
{
	struct kx_account account = { .hash = "aa" };
	struct kx_account_line line = { "prints", "c1", "benefits", "speed", "c1", "It works." };
	struct kx_sheet_record one = sheet("hill.pdf", "1234"), *write[] = { &one }, *read, *found;
	const struct kx_sheet_record *settled[] = { &one };
	struct kx_run_record run = { .began = 100, .manifest = "m.json", .program = "kxreport x", .as_of = "2026-01-15" };
	struct kx_build_record build = { .at = 101, .verdict = KX_SHEET_BUILT, .key = "k", .parts = "p=1", .reason = "new",
	    .sha256 = "1234", .bytes = 5, .pages = 2, .document = "doc-1" };
	struct bench bench;
	struct kx_ledger *ledger;
	size_t count;
	bool killed;

	(void)state;
	set_up(&bench);
	ledger = opened(&bench);
	account.lines = &line;
	account.line_count = 1;
	assert_true(kx_ledger_begin_run(ledger, &run, &bench.diags));
	assert_true(kx_ledger_was_killed(ledger, &killed, &bench.diags));
	assert_true(killed);
	assert_true(kx_ledger_account(ledger, &account, &bench.diags));
	assert_true(kx_ledger_intend(ledger, write, 1, &bench.diags));
	assert_true(kx_ledger_sheets(ledger, &bench.arena, &read, &count, &bench.diags));
	assert_int_equal(count, 1);
	assert_string_equal(read[0].intended, "1234");
	assert_null(read[0].sha256);
	build.sheet = one.id;
	build.run = run.id;
	build.account = account.id;
	one.state = KX_SHEET_BUILT;
	one.sha256 = "1234";
	one.key = "k";
	one.stamp = (struct kx_file_stamp){ 5, 6, 7, 8 };
	assert_true(kx_ledger_settle(ledger, settled, &build, 1, &bench.diags));
	assert_true(kx_ledger_end_run(ledger, &run, &bench.diags));
	kx_ledger_close(ledger);

	assert_true(kx_ledger_open(bench.path, false, &ledger, &bench.diags));
	assert_true(kx_ledger_find(ledger, &bench.arena, NULL, "1234", &found, &bench.diags));
	assert_non_null(found);
	assert_string_equal(found->output, "hill.pdf");
	assert_null(found->intended);
	assert_string_equal(found->document, "doc-1");
	assert_int_equal(found->copies, 3);
	assert_string_equal(found->values[KX_DIM_SIZE], "large");
	assert_string_equal(found->values[KX_DIM_PAPER], "a4");
	assert_int_equal(found->stamp.inode, 8);
	assert_int_equal(found->state, KX_SHEET_BUILT);
	assert_true(kx_ledger_was_killed(ledger, &killed, &bench.diags) && !killed);
	assert_true(kx_ledger_find(ledger, &bench.arena, "other.pdf", "99", &found, &bench.diags));
	assert_null(found);
	assert_int_equal(bench.diags.count, 0);
	kx_ledger_close(ledger);
	tear_down(&bench);
}

static void
a_ledger_of_a_later_version_is_left_alone(void **state)
{
	struct bench bench;

	(void)state;
	set_up(&bench);
	kx_ledger_close(opened(&bench));
	sql(&bench, "PRAGMA user_version = 999");
	refuses(&bench, true, KX828);
	refuses(&bench, false, KX828);
	tear_down(&bench);
}

static void
other_files_are_no_ledger(void **state)
{
	struct bench bench;
	FILE *file;

	(void)state;
	set_up(&bench);
	refuses(&bench, false, KX837);
	sql(&bench, "CREATE TABLE recipes (id)");
	refuses(&bench, true, KX829);
	unlink(bench.path);
	file = fopen(bench.path, "w");
	assert_non_null(file);
	fputs("This is a text and no database, whatever it may be called by its name.", file);
	fclose(file);
	refuses(&bench, true, KX829);
	refuses(&bench, false, KX829);
	tear_down(&bench);
}

/* A page in the middle is overwritten. */
static void
a_damaged_ledger_is_found_out(void **state)
{
	struct bench bench;
	FILE *file;
	int i;

	(void)state;
	set_up(&bench);
	kx_ledger_close(opened(&bench));
	file = fopen(bench.path, "r+");
	assert_non_null(file);
	fseek(file, 4096, SEEK_SET);
	for (i = 0; i < 4096 * 3; i++)
		fputc(0x5a, file);
	fclose(file);
	refuses(&bench, true, KX829);
	tear_down(&bench);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(a_ledger_of_a_later_version_is_left_alone),
		cmocka_unit_test(other_files_are_no_ledger),
		cmocka_unit_test(a_damaged_ledger_is_found_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
