#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/memo.h"
#include "base/store.h"
#include "read/files.h"
#include "read/intake.h"
#include "read/parsed.h"
#include "read/read.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every file that a collection is read from is noted, with the hash that it has on disk. */
static void
notes_what_was_read(void **state)
{
	static const uint8_t unknown[KX_HASH_BYTES];
	struct kx_collection *collection, *again;
	struct kx_diagnostics diags;
	struct kx_read_files files;
	char said[KX_HASH_HEX], held[KX_HASH_HEX];
	struct kx_arena arena;
	size_t i, near = 0;

	(void)state;
	kx_arena_init(&arena, 1 << 26);
	kx_diagnostics_init(&diags, &arena);
	kx_read_files_init(&files, &arena);
	assert_true(kx_read_collection(&arena, &files, "tests/pack", NULL, &collection, &diags));
	assert_true(files.count > 8);
	for (i = 0; i < files.count; i++) {
		kx_hash_digits(files.list[i].digest, said);
		assert_true(kx_file_hash(files.list[i].path, KX_MAX_FILE_BYTES, held, &diags));
		assert_string_equal(said, held);
		assert_ptr_equal(kx_read_files_digest(&files, files.list[i].path, &near), files.list[i].digest);
	}
	assert_non_null(kx_read_files_digest(&files, "tests/pack/topics.json", &near));
	assert_null(kx_read_files_digest(&files, "tests/pack/clinics/none.json", &near));
	/* All of them: the same again, wherever the folder is said to be. */
	kx_read_files_init(&files, &arena);
	assert_true(kx_read_collection(&arena, &files, "tests/../tests/pack", NULL, &again, &diags));
	assert_memory_equal(kx_collection_content(collection)->digest, kx_collection_content(again)->digest, KX_HASH_BYTES);
	assert_true(kx_read_collection(&arena, NULL, "tests/pack", NULL, &again, &diags));
	assert_memory_equal(kx_collection_content(again)->digest, unknown, KX_HASH_BYTES);
	kx_arena_done(&arena);
}

static void
finds_from_any_place(void **state)
{
	static const char *const paths[] = { "a", "b", "c" };
	uint8_t digest[KX_HASH_BYTES];
	struct kx_read_files files;
	struct kx_arena arena;
	size_t i, near;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	kx_read_files_init(&files, &arena);
	near = 0;
	assert_null(kx_read_files_digest(&files, "a", &near));
	for (i = 0; i < 3; i++) {
		memset(digest, (int)i, sizeof(digest));
		kx_read_files_note(&files, paths[i], digest);
	}
	kx_read_files_note(NULL, "d", digest);
	for (i = 0; i < 12; i++) {
		near = i / 3;
		assert_int_equal(kx_read_files_digest(&files, paths[i % 3], &near)[0], i % 3);
		assert_int_equal(near, i % 3 + 1);
	}
	near = 1;
	assert_null(kx_read_files_digest(&files, "d", &near));
	assert_int_equal(near, 1);
	kx_arena_done(&arena);
}

static void
write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* Take the file in; what was said is `errors` faults, and the memo is the same for all. */
static void
take_in(struct kx_read_files *files, const char *path, size_t errors, struct kx_parsed_text *ret_text)
{
	struct kx_diagnostics diags;

	kx_diagnostics_init(&diags, files->arena);
	assert_true(kx_intake(files->arena, files, path, ret_text, &diags));
	assert_int_equal(diags.errors, errors);
}

/* The same bytes are parsed once, wherever they stand; others are others; what has a fault says it each time. */
static void
keeps_what_was_parsed(void **state)
{
	char one[] = "build/keptXXXXXX", other[] = "build/keptXXXXXX";
	struct kx_parsed_text first, again, changed;
	struct kx_read_files files;
	struct kx_arena arena;
	struct kx_memo memo;

	(void)state;
	close(mkstemp(one));
	close(mkstemp(other));
	kx_arena_init(&arena, 1 << 24);
	kx_memo_init(&memo, 1 << 24);
	kx_read_files_init(&files, &arena);
	files.memo = &memo;
	write_file(one, "{\"a\": [1, \"b\"]}");
	write_file(other, "{\"a\": [1, \"b\"]}");
	take_in(&files, one, 0, &first);
	take_in(&files, other, 0, &again);
	assert_ptr_equal(first.root, again.root);
	assert_null(again.memory);
	write_file(other, "{\"a\": [2, \"b\"]}");
	take_in(&files, other, 0, &changed);
	assert_int_equal(kx_parsed_at(kx_parsed_member(changed.root, "a"), 0)->is.whole, 2);
	assert_int_equal(kx_parsed_at(kx_parsed_member(first.root, "a"), 0)->is.whole, 1);
	write_file(other, "{\"a\": 1, \"a\": 2}");
	take_in(&files, other, 1, &changed);
	take_in(&files, other, 1, &changed);
	kx_memo_done(&memo);
	kx_arena_done(&arena);
	unlink(one);
	unlink(other);
}

/* What the memo holds, as a store behind an empty one. */
static void
store_memo(const struct kx_memo *memo, const char *path, struct kx_store *ret_store, struct kx_memo *ret_behind)
{
	static const struct kx_store_origin origin = { { 1, 2, 3 }, { { 0 } } };
	struct kx_diagnostics diags;
	struct kx_arena arena;
	struct kx_buffer bytes;

	kx_arena_init(&arena, 1 << 20);
	kx_diagnostics_init(&diags, &arena);
	kx_buffer_init(&bytes, 1 << 20);
	assert_true(kx_store_write(memo, &origin, &bytes));
	assert_true(kx_file_replace(path, kx_buffer_bytes(&bytes), bytes.length, &diags));
	kx_buffer_done(&bytes);
	kx_arena_done(&arena);
	kx_store_open(ret_store, path, origin.program);
	kx_memo_init(ret_behind, 1 << 24);
	ret_behind->store = ret_store;
}

/* A file that a store knows by its stamp is taken as it was, and read again as soon as anything of it is another. */
static void
a_store_knows_a_file_until_it_is_changed(void **state)
{
	char path[] = "build/seenXXXXXX", gone[] = "build/seenXXXXXX", kept[] = "build/seenXXXXXX";
	uint8_t digest[KX_HASH_BYTES], held[KX_HASH_BYTES];
	struct kx_parsed_text text;
	struct kx_read_files files;
	struct kx_memo memo, behind;
	struct kx_store store;
	struct kx_arena arena;
	struct timespec times[2];
	struct stat facts;
	size_t near = 0;

	(void)state;
	close(mkstemp(path));
	close(mkstemp(gone));
	close(mkstemp(kept));
	kx_arena_init(&arena, 1 << 24);
	kx_memo_init(&memo, 1 << 24);
	kx_read_files_init(&files, &arena);
	files.memo = &memo;
	write_file(path, "[1]");
	write_file(gone, "[3]");
	take_in(&files, path, 0, &text);
	take_in(&files, gone, 0, &text);
	/* Changed between its reading and its stamp: known for what it is, which was not read. */
	write_file(gone, "[4]");
	kx_read_files_stamp(&memo, path);
	kx_read_files_stamp(&memo, gone);
	kx_read_files_stamp(&memo, "build/no-such-file");
	store_memo(&memo, kept, &store, &behind);
	files.memo = &behind;
	if (kx_read_files_known(files.memo, gone, digest)) {
		kx_hash("[4]", 3, held);
		assert_memory_equal(digest, held, sizeof(held));
	}
	take_in(&files, gone, 0, &text);
	assert_int_equal(kx_parsed_at(text.root, 0)->is.whole, 4);
	if (kx_read_files_known(files.memo, path, digest)) {
		kx_hash("[1]", 3, held);
		assert_memory_equal(digest, held, sizeof(held));
	}
	take_in(&files, path, 0, &text);
	assert_int_equal(kx_parsed_at(text.root, 0)->is.whole, 1);
	assert_int_equal(stat(path, &facts), 0);
	times[0] = facts.st_atim;
	times[1] = facts.st_mtim;
	write_file(path, "[2]");
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	assert_false(kx_read_files_known(files.memo, path, digest));
	kx_read_files_init(&files, &arena);
	files.memo = &behind;
	take_in(&files, path, 0, &text);
	assert_int_equal(kx_parsed_at(text.root, 0)->is.whole, 2);
	kx_hash("[2]", 3, held);
	assert_memory_equal(kx_read_files_digest(&files, path, &near), held, sizeof(held));
	/* Without a store nothing is known. */
	files.memo = &memo;
	assert_false(kx_read_files_known(files.memo, path, digest));
	files.memo = NULL;
	assert_false(kx_read_files_known(files.memo, path, digest));
	kx_memo_done(&behind);
	kx_store_close(&store);
	kx_memo_done(&memo);
	kx_arena_done(&arena);
	unlink(path);
	unlink(gone);
	unlink(kept);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(notes_what_was_read),
		cmocka_unit_test(finds_from_any_place),
		cmocka_unit_test(keeps_what_was_parsed),
		cmocka_unit_test(a_store_knows_a_file_until_it_is_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
