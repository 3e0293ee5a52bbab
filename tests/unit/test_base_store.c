/*
 * A store gives back what was put in, for the very key, to the very program
 * and over the same fonts; and nothing at all from a file that is damaged.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/flat.h"
#include "base/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct kx_store_origin origin = { { 1, 2, 3 }, { { 0 }, { 4, 5 }, { 6 } } };

/* A text that ends with its NUL; not "unfit", which is better not stored. */
static bool
write_text(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	(void)key;
	kx_flat_put_bytes(out, value, strlen(value) + 1);
	return strcmp(value, "unfit") != 0;
}

static const void *
read_text(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	(void)key;
	(void)arena;
	return length > 0 && memchr(bytes, '\0', length) != NULL ? bytes : NULL;
}

static const struct kx_memo_form on_nothing = { KX_MEMO_ON_NOTHING, write_text, read_text };
static const struct kx_memo_form on_fonts = { KX_MEMO_ON_FONTS, write_text, read_text };
static const struct kx_memo_form on_gate = { KX_MEMO_ON_GATE, write_text, read_text };

static struct kx_memo_key
key_of(enum kx_memo_kind kind, uint64_t number, const char *a, const char *b, const struct kx_memo_form *form)
{
	struct kx_memo_key key = kx_memo_key(kind, number);

	kx_memo_part(&key, a, strlen(a));
	if (b != NULL)
		kx_memo_part(&key, b, strlen(b));
	kx_memo_form(&key, form, NULL);
	return key;
}

/* Keys that differ in one thing each, even in where a part ends. */
#define KEYS 10
static struct kx_memo_key
nth_key(size_t i)
{
	const struct kx_memo_key keys[KEYS] = {
		key_of(KX_MEMO_PACKED, 0, "abc", "def", &on_nothing), key_of(KX_MEMO_BREAKS, 0, "abc", "def", &on_nothing),
		key_of(KX_MEMO_PACKED, 1, "abc", "def", &on_nothing), key_of(KX_MEMO_PACKED, 0, "abcd", "ef", &on_nothing),
		key_of(KX_MEMO_PACKED, 0, "abcdef", "", &on_nothing), key_of(KX_MEMO_PACKED, 0, "abcdef", NULL, &on_nothing),
		key_of(KX_MEMO_PACKED, 0, "", "", &on_nothing), key_of(KX_MEMO_PACKED, 0, "", NULL, &on_nothing),
		key_of(KX_MEMO_LINES, 7, "lines", "look", &on_fonts), key_of(KX_MEMO_FINDS, 0, "passage", NULL, &on_gate),
	};

	return keys[i];
}

static const char *
nth_value(size_t i)
{
	static const char *const values[KEYS] = { "one", "two", "three, which is longer than eight bytes", "four", "five", "six", "seven", "eight",
		"rests on the fonts", "rests on the gate" };

	return values[i];
}

static void
keep(struct kx_memo *memo, const struct kx_memo_key *key, const char *text)
{
	kx_memo_keep(memo, key, kx_arena_string(kx_memo_arena(memo), text));
}

/* The file of all of them, and of two that are not for it. */
static void
write_all(struct kx_buffer *out)
{
	struct kx_memo_key key = key_of(KX_MEMO_MERGED, 0, "by address", NULL, NULL);
	struct kx_memo memo;
	size_t i;

	kx_memo_init(&memo, 1 << 20);
	keep(&memo, &key, "never stored");
	key = key_of(KX_MEMO_PIECE, 0, "unfit", NULL, &on_nothing);
	keep(&memo, &key, "unfit");
	for (i = 0; i < KEYS; i++) {
		key = nth_key(i);
		keep(&memo, &key, nth_value(i));
	}
	kx_buffer_init(out, 1 << 20);
	assert_true(kx_store_write(&memo, &origin, out));
	kx_memo_done(&memo);
}

/* A file that goes with the test. */
struct place { char path[32]; };

static void
put(struct place *place, const void *bytes, size_t length)
{
	FILE *file;
	int fd;

	strcpy(place->path, "/tmp/kx-store-XXXXXX");
	fd = mkstemp(place->path);
	assert_true(fd >= 0);
	file = fdopen(fd, "wb");
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

static void
open_bytes(struct kx_store *store, const void *bytes, size_t length)
{
	struct place place;

	put(&place, bytes, length);
	kx_store_open(store, place.path, origin.program);
	unlink(place.path);
	kx_store_ground(store, KX_MEMO_ON_FONTS, origin.grounds[KX_MEMO_ON_FONTS]);
	kx_store_ground(store, KX_MEMO_ON_GATE, origin.grounds[KX_MEMO_ON_GATE]);
}

/* How many of the keys have a value; it is theirs, or it was not given out. */
static size_t
count_found(const struct kx_store *store)
{
	struct kx_memo_key key;
	struct kx_memo memo;
	const char *found;
	size_t count = 0, i;

	kx_memo_init(&memo, 1 << 20);
	memo.store = store;
	for (i = 0; i < KEYS; i++) {
		key = nth_key(i);
		found = kx_memo_find(&memo, &key);
		if (found != NULL)
			assert_string_equal(found, nth_value(i));
		count += found != NULL;
	}
	kx_memo_done(&memo);
	return count;
}

static void
what_was_kept_is_found(void **state)
{
	struct kx_memo_key key = key_of(KX_MEMO_PIECE, 0, "unfit", NULL, &on_nothing);
	struct kx_store store;
	struct kx_buffer file;
	struct kx_memo memo;
	const char *first;

	(void)state;
	write_all(&file);
	open_bytes(&store, kx_buffer_bytes(&file), file.length);
	assert_int_equal(count_found(&store), KEYS);
	kx_memo_init(&memo, 1 << 20);
	memo.store = &store;
	assert_null(kx_memo_find(&memo, &key));
	key = key_of(KX_MEMO_MERGED, 0, "by address", NULL, &on_nothing);
	assert_null(kx_memo_find(&memo, &key));
	/* A key without a form asks the memo alone, and what was found once is the memo's own. */
	key = key_of(KX_MEMO_PACKED, 0, "abc", "def", NULL);
	assert_null(kx_memo_find(&memo, &key));
	key = nth_key(0);
	first = kx_memo_find(&memo, &key);
	kx_memo_form(&key, NULL, NULL);
	assert_ptr_equal(kx_memo_find(&memo, &key), first);
	kx_memo_done(&memo);
	kx_store_close(&store);
	kx_buffer_done(&file);
}

static void
the_same_is_written_for_the_same(void **state)
{
	struct kx_buffer one, two;

	(void)state;
	write_all(&one);
	write_all(&two);
	assert_int_equal(one.length, two.length);
	assert_memory_equal(kx_buffer_bytes(&one), kx_buffer_bytes(&two), one.length);
	kx_buffer_done(&one);
	kx_buffer_done(&two);
}

/* Another program sees nothing; over other fonts, or another gate, only what does not rest on them is given out. */
static void
it_is_for_one_program_and_its_fonts(void **state)
{
	static const uint8_t other[KX_HASH_BYTES] = { 9 };
	struct kx_store store;
	struct kx_buffer file;
	struct place place;

	(void)state;
	write_all(&file);
	put(&place, kx_buffer_bytes(&file), file.length);
	kx_store_open(&store, place.path, other);
	assert_null(store.bytes);
	assert_int_equal(count_found(&store), 0);
	kx_store_open(&store, place.path, origin.program);
	assert_int_equal(count_found(&store), KEYS - 2);
	kx_store_ground(&store, KX_MEMO_ON_FONTS, other);
	kx_store_ground(&store, KX_MEMO_ON_GATE, origin.grounds[KX_MEMO_ON_GATE]);
	assert_int_equal(count_found(&store), KEYS - 1);
	kx_store_close(&store);
	unlink(place.path);
	kx_buffer_done(&file);
}

static void
what_is_no_file_gives_nothing(void **state)
{
	static const char *const paths[] = { "/nowhere/at/all", "/tmp", "/dev/null", "Makefile" };
	struct kx_store store;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		kx_store_open(&store, paths[i], origin.program);
		assert_null(store.bytes);
		kx_store_ground(&store, KX_MEMO_ON_FONTS, origin.grounds[KX_MEMO_ON_FONTS]);
		assert_int_equal(count_found(&store), 0);
		kx_store_close(&store);
	}
}

/* Cut anywhere it is another length than it says. */
static void
a_file_that_was_cut_gives_nothing(void **state)
{
	struct kx_store store;
	struct kx_buffer file;
	size_t length;

	(void)state;
	write_all(&file);
	for (length = 0; length < file.length; length += 5) {
		open_bytes(&store, kx_buffer_bytes(&file), length);
		assert_int_equal(count_found(&store), 0);
		kx_store_close(&store);
	}
	kx_buffer_done(&file);
}

/* Whichever byte is turned over, in whichever way: values that are found are right, and most still are; behind a head that is
 * not what it should be there are none. */
static void
a_damaged_file_gives_no_wrong_value(void **state)
{
	static const unsigned char ways[] = { 0x01, 0x80, 0xff };
	struct kx_store store;
	struct kx_buffer file;
	size_t i, way, found, sum = 0;

	(void)state;
	write_all(&file);
	for (i = 0; i < file.length; i++) {
		for (way = 0; way < sizeof(ways); way++) {
			file.bytes[i] ^= (char)ways[way];
			open_bytes(&store, kx_buffer_bytes(&file), file.length);
			found = count_found(&store);
			assert_true(found == 0 || i >= 3 * sizeof(uint64_t) + sizeof(origin.program));
			sum += found;
			kx_store_close(&store);
			file.bytes[i] ^= (char)ways[way];
		}
	}
	assert_true(sum > file.length * sizeof(ways) * KEYS / 2);
	kx_buffer_done(&file);
}

/* A count or a number that cannot be makes everything after it nothing. */
static void
flat_values_are_held_to_what_they_may_be(void **state)
{
	struct kx_buffer out;
	struct kx_flat flat;
	const char *text;

	(void)state;
	kx_buffer_init(&out, 4096);
	kx_flat_put(&out, -3);
	kx_flat_put(&out, 2);
	kx_flat_put_bytes(&out, "abcdefghi", 9);
	assert_int_equal(out.length, 32);
	flat = kx_flat_begin(out.bytes, out.length);
	assert_int_equal(kx_flat_take(&flat, -3, 3), -3);
	assert_int_equal(kx_flat_take_count(&flat, 8), 2);
	text = kx_flat_take_array(&flat, 9, 1);
	assert_memory_equal(text, "abcdefghi", 9);
	assert_true(kx_flat_end(&flat));
	assert_null(kx_flat_take_array(&flat, 1, 1));
	assert_false(kx_flat_end(&flat));
	flat = kx_flat_begin(out.bytes, out.length);
	assert_int_equal(kx_flat_take(&flat, 0, 3), 0);
	assert_int_equal(kx_flat_take(&flat, 0, 3), 0);
	assert_false(kx_flat_end(&flat));
	flat = kx_flat_begin(out.bytes + 8, 8);
	assert_int_equal(kx_flat_take_count(&flat, 1), 0);
	assert_true(flat.bad);
	flat = kx_flat_begin(out.bytes, 8);
	assert_null(kx_flat_take_array(&flat, SIZE_MAX / 4, 8));
	kx_buffer_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_kept_is_found),
		cmocka_unit_test(the_same_is_written_for_the_same),
		cmocka_unit_test(it_is_for_one_program_and_its_fonts),
		cmocka_unit_test(what_is_no_file_gives_nothing),
		cmocka_unit_test(a_file_that_was_cut_gives_nothing),
		cmocka_unit_test(a_damaged_file_gives_no_wrong_value),
		cmocka_unit_test(flat_values_are_held_to_what_they_may_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
