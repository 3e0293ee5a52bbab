#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/files.h"
#include "read/read.h"

#include <string.h>

/* Every file that a collection is read from is noted, with the hash that it has on disk. */
static void
notes_what_was_read(void **state)
{
	struct kx_collection *collection;
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(notes_what_was_read),
		cmocka_unit_test(finds_from_any_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
