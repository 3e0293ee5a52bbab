/*
 * Structs come back with their pointers to where those were; and bytes of which
 * any is another are no structs.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/graph.h"

#include <stdlib.h>
#include <string.h>

struct leaf { const char *text, *file; int number; const struct leaf *next; };
struct tree { const char *title; struct leaf best; struct leaf *leaves; size_t count; const struct leaf **chosen; size_t chosen_count; const char **words; size_t word_count; };

static const struct kx_graph_type leaf;
static const struct kx_graph_field leaf_fields[] = {
	{ KX_GRAPH_TEXT, offsetof(struct leaf, text), 0, NULL }, { KX_GRAPH_NAME, offsetof(struct leaf, file), 0, NULL },
	{ KX_GRAPH_LINK, offsetof(struct leaf, next), 0, &leaf }
};
static const struct kx_graph_type leaf = KX_GRAPH_TYPE(struct leaf, leaf_fields);
static const struct kx_graph_field chosen_fields[] = { { KX_GRAPH_LINK, 0, 0, &leaf } };
static const struct kx_graph_type chosen = KX_GRAPH_TYPE(struct leaf *, chosen_fields);
static const struct kx_graph_field tree_fields[] = {
	{ KX_GRAPH_TEXT, offsetof(struct tree, title), 0, NULL }, { KX_GRAPH_PART, offsetof(struct tree, best), 0, &leaf },
	{ KX_GRAPH_LIST, offsetof(struct tree, leaves), offsetof(struct tree, count), &leaf },
	{ KX_GRAPH_LIST, offsetof(struct tree, chosen), offsetof(struct tree, chosen_count), &chosen },
	{ KX_GRAPH_LIST, offsetof(struct tree, words), offsetof(struct tree, word_count), &kx_graph_texts }
};
static const struct kx_graph_type tree = KX_GRAPH_TYPE(struct tree, tree_fields);

static const char *const here[] = { "a.json", "b.json" }, *const there[] = { "/there/a.json", "/there/b.json" };
static const struct kx_graph_names names_here = { here, 2 }, names_there = { there, 2 };

/* Two leaves in a circle, the second chosen, and the first the best once more. */
struct wood { struct leaf leaves[2]; const struct leaf *chosen[1]; const char *words[3]; struct tree tree; };

static void
plant(struct wood *wood)
{
	memset(wood, 0, sizeof(*wood));
	wood->leaves[0].text = "one";
	wood->leaves[0].file = "b.json";
	wood->leaves[0].number = 7;
	wood->leaves[0].next = &wood->leaves[1];
	wood->leaves[1].text = "";
	wood->leaves[1].number = -7;
	wood->leaves[1].next = &wood->leaves[0];
	wood->chosen[0] = &wood->leaves[1];
	wood->words[0] = "one";
	wood->words[2] = "two";
	wood->tree = (struct tree){ "title", wood->leaves[0], wood->leaves, 2, wood->chosen, 1, wood->words, 3 };
}

static void
write_wood(const struct wood *wood, struct kx_buffer *out)
{
	kx_buffer_init(out, 1 << 20);
	assert_true(kx_graph_write(&tree, &wood->tree, &names_here, out));
}

static void
comes_back(void **state)
{
	struct kx_arena arena;
	struct kx_buffer bytes, again;
	const struct tree *read;
	struct wood wood;

	(void)state;
	plant(&wood);
	write_wood(&wood, &bytes);
	kx_arena_init(&arena, 1 << 20);
	read = kx_graph_read(&tree, bytes.bytes, bytes.length, &names_there, &arena);
	assert_non_null(read);
	assert_string_equal(read->title, "title");
	assert_int_equal(read->count, 2);
	assert_string_equal(read->leaves[0].text, "one");
	assert_ptr_equal(read->leaves[0].file, there[1]);
	assert_null(read->leaves[1].file);
	assert_string_equal(read->leaves[1].text, "");
	assert_int_equal(read->leaves[0].number, 7);
	assert_int_equal(read->leaves[1].number, -7);
	assert_ptr_equal(read->leaves[0].next, &read->leaves[1]);
	assert_ptr_equal(read->leaves[1].next, &read->leaves[0]);
	assert_ptr_equal(read->best.next, &read->leaves[1]);
	assert_ptr_equal(read->chosen[0], &read->leaves[1]);
	assert_ptr_equal(read->words[0], read->leaves[0].text);
	assert_null(read->words[1]);
	assert_string_equal(read->words[2], "two");
	/* Written from there, by those names, it is the same. */
	kx_buffer_init(&again, 1 << 20);
	assert_true(kx_graph_write(&tree, read, &names_there, &again));
	assert_int_equal(again.length, bytes.length);
	assert_memory_equal(again.bytes, bytes.bytes, bytes.length);
	kx_buffer_done(&again);
	kx_buffer_done(&bytes);
	kx_arena_done(&arena);
}

static void
what_leads_nowhere_is_not_written(void **state)
{
	struct leaf elsewhere = { "x", NULL, 0, NULL };
	struct kx_buffer bytes;
	struct wood wood;

	(void)state;
	plant(&wood);
	wood.leaves[1].next = &elsewhere;
	kx_buffer_init(&bytes, 1 << 20);
	assert_false(kx_graph_write(&tree, &wood.tree, &names_here, &bytes));
	plant(&wood);
	wood.leaves[1].file = "c.json";
	assert_false(kx_graph_write(&tree, &wood.tree, &names_here, &bytes));
	kx_buffer_done(&bytes);
}

static void
other_bytes_are_refused(void **state)
{
	const struct kx_graph_names fewer = { there, 1 };
	struct kx_arena arena;
	struct kx_buffer bytes;
	struct wood wood;
	char *changed;
	size_t i;

	(void)state;
	plant(&wood);
	write_wood(&wood, &bytes);
	kx_arena_init(&arena, 1 << 20);
	/* Of the size that they have, so that a sanitizer sees who reads beyond. */
	for (i = 0; i < bytes.length; i++) {
		changed = malloc(bytes.length);
		memcpy(changed, bytes.bytes, bytes.length);
		changed[i] ^= 0x10;
		assert_null(kx_graph_read(&tree, changed, bytes.length, &names_there, &arena));
		free(changed);
		changed = malloc(i + 1);
		memcpy(changed, bytes.bytes, i);
		assert_null(kx_graph_read(&tree, changed, i, &names_there, &arena));
		free(changed);
	}
	assert_null(kx_graph_read(&tree, bytes.bytes, bytes.length, &fewer, &arena));
	kx_arena_done(&arena);
	kx_arena_init(&arena, 100);
	assert_null(kx_graph_read(&tree, bytes.bytes, bytes.length, &names_there, &arena));
	kx_arena_done(&arena);
	kx_buffer_done(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back),
		cmocka_unit_test(what_leads_nowhere_is_not_written),
		cmocka_unit_test(other_bytes_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
