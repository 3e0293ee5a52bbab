#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memo.h"

#include <stdio.h>
#include <string.h>

static const char *
keep(struct kx_memo *memo, const struct kx_memo_key *key, const char *text)
{
	struct kx_arena *arena = kx_memo_arena(memo);
	const char *value = arena != NULL ? kx_arena_string(arena, text) : NULL;

	kx_memo_keep(memo, key, value);
	return value;
}

static struct kx_memo_key
key_of(enum kx_memo_kind kind, uint64_t number, const char *a, const char *b)
{
	struct kx_memo_key key = kx_memo_key(kind, number);

	kx_memo_part(&key, a, strlen(a));
	if (b != NULL)
		kx_memo_part(&key, b, strlen(b));
	return key;
}

/* Keys that differ in one thing each, even in where a part ends. */
static void
a_value_is_found_by_all_of_its_key(void **state)
{
	const struct kx_memo_key keys[] = {
		key_of(KX_MEMO_PACKED, 0, "abc", "def"), key_of(KX_MEMO_BREAKS, 0, "abc", "def"), key_of(KX_MEMO_PACKED, 1, "abc", "def"),
		key_of(KX_MEMO_PACKED, 0, "abcd", "ef"), key_of(KX_MEMO_PACKED, 0, "abcdef", ""), key_of(KX_MEMO_PACKED, 0, "abcdef", NULL),
		key_of(KX_MEMO_PACKED, 0, "abc", "deg"), key_of(KX_MEMO_PACKED, 0, "", ""), key_of(KX_MEMO_PACKED, 0, "", NULL),
	};
	size_t count = sizeof(keys) / sizeof(keys[0]), i;
	struct kx_memo memo;
	char text[16];

	(void)state;
	kx_memo_init(&memo, 1 << 20);
	for (i = 0; i < count; i++) {
		assert_null(kx_memo_find(&memo, &keys[i]));
		snprintf(text, sizeof(text), "%zu", i);
		keep(&memo, &keys[i], text);
	}
	for (i = 0; i < count; i++) {
		snprintf(text, sizeof(text), "%zu", i);
		assert_string_equal(kx_memo_find(&memo, &keys[i]), text);
	}
	kx_memo_done(&memo);
}

struct visits { uint64_t next; };

static void
visit(void *task, const struct kx_memo_key *key, const void *value)
{
	struct visits *visits = task;

	assert_int_equal(key->number, visits->next++);
	assert_int_equal(*(const uint64_t *)value, key->number);
}

#define NUMBERS 3000

/* Keys of a number alone, with one that has a part after each: a table of its own grows, and all come in one order. */
static void
numbers_are_found_and_visited_in_order(void **state)
{
	struct visits visits = { 0 };
	struct kx_memo_key key;
	struct kx_memo memo;
	const uint64_t *found;
	uint64_t i, *value;

	(void)state;
	kx_memo_init(&memo, 8 << 20);
	for (i = 0; i < NUMBERS; i++) {
		key = i % 2 == 0 ? kx_memo_key(KX_MEMO_WORDS, i) : key_of(KX_MEMO_WORDS, i, "part", NULL);
		value = kx_arena_alloc(kx_memo_arena(&memo), sizeof(*value));
		*value = i;
		kx_memo_keep(&memo, &key, value);
	}
	for (i = 0; i < NUMBERS; i++) {
		key = kx_memo_key(KX_MEMO_WORDS, i);
		found = kx_memo_find(&memo, &key);
		assert_true(i % 2 == 0 ? found != NULL && *found == i : found == NULL);
	}
	assert_int_equal(memo.young.found, NUMBERS / 2);
	kx_memo_each(&memo, visit, &visits);
	assert_int_equal(visits.next, NUMBERS);
	kx_memo_done(&memo);
}

/* A part in bulk is no part of the hash, but the key is compared whole. */
static void
a_part_in_bulk_is_compared(void **state)
{
	struct kx_memo_key one = key_of(KX_MEMO_BODY, 0, "same", NULL), two = one, longer = one;
	struct kx_memo memo;

	(void)state;
	kx_memo_bulk(&one, "one", 3);
	kx_memo_bulk(&two, "two", 3);
	kx_memo_bulk(&longer, "one and more", 12);
	assert_true(one.hash == two.hash && one.hash != longer.hash);
	kx_memo_init(&memo, 1 << 20);
	keep(&memo, &one, "1");
	assert_null(kx_memo_find(&memo, &two));
	assert_null(kx_memo_find(&memo, &longer));
	keep(&memo, &two, "2");
	assert_string_equal(kx_memo_find(&memo, &one), "1");
	assert_string_equal(kx_memo_find(&memo, &two), "2");
	kx_memo_done(&memo);
}

/* Keys of any length are hashed to their last byte: the long ones in four lanes. */
static void
each_byte_is_hashed(void **state)
{
	char bytes[200] = { 0 };
	struct kx_memo_key all, other;
	size_t length, i;

	(void)state;
	for (length = 1; length <= sizeof(bytes); length++) {
		all = kx_memo_key(KX_MEMO_BODY, 0);
		kx_memo_part(&all, bytes, length);
		for (i = 0; i < length; i++) {
			bytes[i] = 1;
			other = kx_memo_key(KX_MEMO_BODY, 0);
			kx_memo_part(&other, bytes, length);
			assert_true(other.hash != all.hash);
			bytes[i] = 0;
		}
	}
}

/* Two keys that share a hash, as keys may, are two keys. */
static void
a_hash_alone_finds_nothing(void **state)
{
	struct kx_memo_key one = key_of(KX_MEMO_PACKED, 0, "one", NULL), two = key_of(KX_MEMO_PACKED, 0, "two", NULL);
	struct kx_memo memo;

	(void)state;
	two.hash = one.hash;
	kx_memo_init(&memo, 1 << 20);
	keep(&memo, &one, "1");
	assert_null(kx_memo_find(&memo, &two));
	keep(&memo, &two, "2");
	assert_string_equal(kx_memo_find(&memo, &one), "1");
	assert_string_equal(kx_memo_find(&memo, &two), "2");
	kx_memo_done(&memo);
}

/* A thousand times what it may hold goes through it; what a job keeps stays good until the second turn. */
static void
memory_is_bounded_and_results_outlive_the_job(void **state)
{
	const char *value, *before = NULL, *found;
	struct kx_memo_key key;
	struct kx_memo memo;
	char name[32], last[32] = "";
	int i;

	(void)state;
	kx_memo_init(&memo, 64 * 1024);
	for (i = 0; i < 100000; i++) {
		snprintf(name, sizeof(name), "name %d", i);
		key = key_of(KX_MEMO_PACKED, 0, name, NULL);
		assert_null(kx_memo_find(&memo, &key));
		value = keep(&memo, &key, name);
		found = kx_memo_find(&memo, &key);
		assert_true(found == value);
		assert_true(memo.young.arena.used + memo.old.arena.used <= 64 * 1024);
		if (before != NULL)
			assert_string_equal(before, last);
		memcpy(last, name, sizeof(last));
		before = value;
		kx_memo_turn(&memo);
	}
	kx_memo_done(&memo);
}

/* What every job asks for stays, while what each job alone had goes; when it is asked for no more, it goes too. */
static void
what_all_ask_for_stays(void **state)
{
	struct kx_memo_key common = key_of(KX_MEMO_PACKED, 0, "common", NULL), key;
	struct kx_memo memo;
	char name[32];
	int i, own = 0;

	(void)state;
	kx_memo_init(&memo, 64 * 1024);
	keep(&memo, &common, "common");
	for (i = 0; i < 20000; i++) {
		snprintf(name, sizeof(name), "name %d", i);
		key = key_of(KX_MEMO_PACKED, 0, name, NULL);
		keep(&memo, &key, name);
		if (i < 10000)
			assert_string_equal(kx_memo_find(&memo, &common), "common");
		else
			own += kx_memo_find(&memo, &key) != NULL;
		assert_true(memo.young.arena.used + memo.old.arena.used <= 64 * 1024);
		kx_memo_turn(&memo);
	}
	assert_int_equal(own, 10000);
	assert_null(kx_memo_find(&memo, &common));
	kx_memo_done(&memo);
}

static void
where_memory_ends_nothing_is_kept(void **state)
{
	struct kx_memo_key key = key_of(KX_MEMO_PACKED, 0, "key", NULL);
	struct kx_memo memo;
	size_t ceiling;

	(void)state;
	for (ceiling = 0; ceiling < 20000; ceiling += 16) {
		kx_memo_init(&memo, ceiling);
		if (keep(&memo, &key, "value") != NULL && kx_memo_find(&memo, &key) != NULL)
			assert_string_equal(kx_memo_find(&memo, &key), "value");
		kx_memo_turn(&memo);
		kx_memo_done(&memo);
	}
	assert_null(kx_memo_find(NULL, &key));
	assert_null(kx_memo_arena(NULL));
	kx_memo_turn(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_found_by_all_of_its_key),
		cmocka_unit_test(a_hash_alone_finds_nothing),
		cmocka_unit_test(numbers_are_found_and_visited_in_order),
		cmocka_unit_test(a_part_in_bulk_is_compared),
		cmocka_unit_test(each_byte_is_hashed),
		cmocka_unit_test(memory_is_bounded_and_results_outlive_the_job),
		cmocka_unit_test(what_all_ask_for_stays),
		cmocka_unit_test(where_memory_ends_nothing_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
