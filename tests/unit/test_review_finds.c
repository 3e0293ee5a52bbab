/* Finds of a sheet: the same from the memo as from a search of the whole text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "review/finds.h"
#include "said_store.h"

#include <string.h>

static const char *endings[] = { "s", "ed", "ing" };

struct scene {
	struct kx_arena arena;
	struct kx_memo memo;
	struct kx_gate gate;
	struct kx_word_entry hype[2], vague[1], relative[1];
};

static void
entry(struct scene *scene, struct kx_word_list *list, struct kx_word_entry *entries, const char *match, const char *allow)
{
	struct kx_word_entry *made = &entries[list->count++];
	const char *reason = "";

	list->entries = entries;
	assert_true(kx_word_pattern_read(&scene->arena, match, NULL, 0, &made->pattern, &reason));
	if (allow == NULL)
		return;
	made->allow = kx_arena_alloc(&scene->arena, sizeof(*made->allow));
	made->allow_count = 1;
	assert_true(kx_word_pattern_read(&scene->arena, allow, NULL, 0, made->allow, &reason));
}

static void
open_scene(struct scene *scene)
{
	memset(scene, 0, sizeof(*scene));
	kx_arena_init(&scene->arena, 64u << 20);
	kx_memo_init(&scene->memo, 8u << 20);
	scene->gate.endings = endings;
	scene->gate.ending_count = 3;
	entry(scene, &scene->gate.words.hype, scene->hype, "amaz*", NULL);
	entry(scene, &scene->gate.words.hype, scene->hype, "cure", "no cure");
	entry(scene, &scene->gate.words.vague, scene->vague, "often", NULL);
	/* This one runs from passage to passage. */
	entry(scene, &scene->gate.words.relative, scene->relative, "more ^than", NULL);
}

static void
close_scene(struct scene *scene)
{
	kx_memo_done(&scene->memo);
	kx_arena_done(&scene->arena);
}

/* Passages as kx_passages_collect() has them, of lines. */
static struct kx_passages *
passages_of(struct scene *scene, const char *const *lines)
{
	struct kx_passages *passages = kx_arena_alloc(&scene->arena, sizeof(*passages));
	struct kx_passage *place;
	struct kx_buffer text;

	kx_buffer_init(&text, 1 << 16);
	for (; *lines != NULL; lines++) {
		place = kx_arena_push(&scene->arena, &passages->list, &passages->count, &passages->room, sizeof(*place));
		place->start = text.length;
		kx_buffer_text(&text, *lines);
		place->end = text.length;
		kx_buffer_char(&text, '\n');
	}
	passages->text = kx_arena_copy(&scene->arena, kx_buffer_bytes(&text), text.length);
	passages->length = text.length;
	kx_buffer_done(&text);
	return passages;
}

static void
same_as_search(struct scene *scene, const struct kx_finds *finds, const struct kx_passages *passages,
    const struct kx_word_list *list, size_t wanted)
{
	const struct kx_stem_hit *hits, *searched;
	size_t count = kx_finds_of(finds, list, &hits), i;

	assert_int_equal(count, wanted);
	assert_int_equal(count, kx_stems_find(&scene->arena, kx_stems_prepare(&scene->arena, &scene->gate, list), passages->text,
	    passages->length, &searched));
	for (i = 0; i < count; i++) {
		assert_ptr_equal(hits[i].entry, searched[i].entry);
		assert_int_equal(hits[i].start, searched[i].start);
		assert_int_equal(hits[i].end, searched[i].end);
	}
}

/* Three sheets in turn: passages move, one is new, one comes twice. */
static void
finds_as_a_search_does(void **state)
{
	static const char *const sheets[3][6] = {
		{ "An amazing cure, amazing.", "There is no cure.", "Cures often cost more", "than you think." },
		{ "Than that it is often more", "than you think.", "An amazing cure, amazing.", "There is no cure.", "A cure. Often." },
		{ "There is no cure.", "There is no cure.", "A cure. Often.", "An amazing cure, amazing." },
	};
	static const size_t hype[3] = { 4, 4, 4 }, vague[3] = { 1, 2, 1 }, relative[3] = { 1, 1, 0 };
	const struct kx_passages *passages;
	const struct kx_finds *finds;
	struct scene scene;
	size_t i;

	(void)state;
	open_scene(&scene);
	for (i = 0; i < 3; i++) {
		passages = passages_of(&scene, sheets[i]);
		finds = kx_finds_make(&scene.arena, &scene.gate, passages, &scene.memo);
		assert_non_null(finds);
		same_as_search(&scene, finds, passages, &scene.gate.words.hype, hype[i]);
		same_as_search(&scene, finds, passages, &scene.gate.words.vague, vague[i]);
		same_as_search(&scene, finds, passages, &scene.gate.words.relative, relative[i]);
		same_as_search(&scene, finds, passages, &scene.gate.words.rescue_claims, 0);
		kx_memo_turn(&scene.memo);
	}
	close_scene(&scene);
}

static void
asks_of_whole_passages(void **state)
{
	static const char *const lines[] = { "It is often so.", "A cure.", "Not that.", NULL };
	const struct kx_passages *passages;
	const struct kx_finds *finds;
	struct scene scene;
	int i;

	(void)state;
	open_scene(&scene);
	for (i = 0; i < 2; i++) {
		passages = passages_of(&scene, lines);
		finds = kx_finds_make(&scene.arena, &scene.gate, passages, i == 0 ? NULL : &scene.memo);
		assert_non_null(finds);
		assert_true(kx_finds_any(finds, &scene.gate.words.hype, passages->list[1].start, passages->list[1].end));
		assert_true(kx_finds_any(finds, &scene.gate.words.hype, 0, passages->length));
		assert_true(kx_finds_any(finds, &scene.gate.words.hype, passages->list[0].start, passages->list[1].end));
		assert_false(kx_finds_any(finds, &scene.gate.words.hype, passages->list[0].start, passages->list[0].end));
		assert_false(kx_finds_any(finds, &scene.gate.words.vague, passages->list[1].start, passages->list[2].end));
	}
	close_scene(&scene);
}

/* A memo that has no room keeps nothing, and changes nothing. */
static void
does_without_room(void **state)
{
	static const char *const lines[] = { "An amazing cure.", "It is often so.", NULL };
	const struct kx_passages *passages;
	const struct kx_finds *finds;
	struct scene scene;

	(void)state;
	open_scene(&scene);
	kx_memo_done(&scene.memo);
	kx_memo_init(&scene.memo, 4096);
	passages = passages_of(&scene, lines);
	finds = kx_finds_make(&scene.arena, &scene.gate, passages, &scene.memo);
	assert_non_null(finds);
	same_as_search(&scene, finds, passages, &scene.gate.words.hype, 2);
	same_as_search(&scene, finds, passages, &scene.gate.words.vague, 1);
	close_scene(&scene);
}

/* A block's passages as one run: known at once on the next sheet, wherever they stand there. */
static void
knows_a_run_at_once(void **state)
{
	static const char *const sheets[3][6] = {
		{ "Often.", "An amazing cure, amazing.", "There is no cure.", "Often a cure." },
		{ "A cure.", "An amazing cure, amazing.", "There is no cure.", "More often." },
		{ "An entirely amazing line.", "An amazing cure, amazing.", "There is no cure.", "Often." },
	};
	static const size_t hype[3] = { 4, 4, 4 }, vague[3] = { 2, 1, 1 };
	struct kx_passage_run run = { 7, 1, 2 };
	struct kx_passages *passages;
	const struct kx_finds *finds;
	struct scene scene;
	size_t i;

	(void)state;
	open_scene(&scene);
	for (i = 0; i < 3; i++) {
		passages = passages_of(&scene, sheets[i]);
		passages->runs = &run;
		passages->run_count = 1;
		finds = kx_finds_make(&scene.arena, &scene.gate, passages, &scene.memo);
		assert_non_null(finds);
		same_as_search(&scene, finds, passages, &scene.gate.words.hype, hype[i]);
		same_as_search(&scene, finds, passages, &scene.gate.words.vague, vague[i]);
	}
	close_scene(&scene);
}

/* Two languages' gates share a memo and a passage, and neither sees what the other found in it. */
static void
keeps_languages_apart(void **state)
{
	static const char *const lines[] = { "An amazing cure, no doubt.", NULL };
	const struct kx_stem_hit *hits;
	const struct kx_finds *finds;
	struct scene scene, other;
	int i;

	(void)state;
	open_scene(&scene);
	open_scene(&other);
	memset(&other.gate.words, 0, sizeof(other.gate.words));
	entry(&other, &other.gate.words.hype, other.relative, "doubt", NULL);
	other.gate.language = "es";
	for (i = 0; i < 2; i++) {
		finds = kx_finds_make(&scene.arena, &scene.gate, passages_of(&scene, lines), &scene.memo);
		assert_int_equal(kx_finds_of(finds, &scene.gate.words.hype, &hits), 2);
		finds = kx_finds_make(&scene.arena, &other.gate, passages_of(&scene, lines), &scene.memo);
		assert_int_equal(kx_finds_of(finds, &other.gate.words.hype, &hits), 1);
		assert_ptr_equal(hits[0].entry, &other.relative[0]);
	}
	close_scene(&other);
	close_scene(&scene);
}

/* ---- stored ---- */

/* What a find is as it is stored (finds.c). */
struct stored_find { uint32_t list, entry, start, end; };
struct stored_finds { int64_t count; struct stored_find list[2]; };

/* The hits that finds of "A cure, amazing." have when that was stored of it; a search has two, of the list 0. */
static size_t
hits_when_stored(const struct stored_finds *said, size_t length)
{
	static const char *const lines[] = { "A cure, amazing.", NULL };
	struct kx_memo_key key = kx_memo_key(KX_MEMO_FINDS, 0);
	const struct kx_passages *passages;
	const struct kx_finds *finds;
	const struct kx_stem_hit *hits;
	struct kx_store store;
	struct scene scene;
	size_t count;

	open_scene(&scene);
	kx_memo_part(&key, lines[0], strlen(lines[0]));
	open_said(&store, &key, KX_MEMO_ON_GATE, said, length);
	scene.memo.store = &store;
	passages = passages_of(&scene, lines);
	finds = kx_finds_make(&scene.arena, &scene.gate, passages, &scene.memo);
	assert_non_null(finds);
	count = kx_finds_of(finds, &scene.gate.words.hype, &hits);
	kx_store_close(&store);
	close_scene(&scene);
	return count;
}

/* Finds that are stored are believed where they are some that there may be. */
static void
holds_what_is_stored_to_the_lists(void **state)
{
	static const struct stored_finds one = { 1, { { 0, 1, 2, 6 } } }, none = { 0 }, wrong[] = {
		{ 1, { { 2, 0, 2, 6 } } },                     /* two lists are kept */
		{ 1, { { 0, 2, 2, 6 } } },                     /* of two entries */
		{ 1, { { UINT32_MAX, 0, 2, 6 } } },
		{ 1, { { 0, UINT32_MAX, 2, 6 } } },
		{ 1, { { 0, 1, 2, 17 } } },                    /* past the end */
		{ 1, { { 0, 1, 6, 6 } } },
		{ 1, { { 0, 1, 6, 2 } } },
		{ 2, { { 0, 1, 2, 6 }, { 0, 1, 2, 6 } } },     /* out of order */
		{ 2, { { 0, 0, 8, 15 }, { 0, 1, 2, 6 } } },
		{ 2, { { 1, 0, 8, 15 }, { 0, 1, 2, 6 } } },
		{ -1, { { 0, 1, 2, 6 } } },
		{ 3, { { 0, 1, 2, 6 } } },
	};
	size_t i;

	(void)state;
	assert_int_equal(hits_when_stored(&one, 8 + sizeof(struct stored_find)), 1);
	assert_int_equal(hits_when_stored(&none, 8), 0);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(hits_when_stored(&wrong[i], wrong[i].count == 1 ? 8 + sizeof(struct stored_find) : sizeof(wrong[i])), 2);
	/* Cut short, or longer than it says. */
	assert_int_equal(hits_when_stored(&one, 8), 2);
	assert_int_equal(hits_when_stored(&one, 16), 2);
	assert_int_equal(hits_when_stored(&one, sizeof(one)), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_as_a_search_does),
		cmocka_unit_test(holds_what_is_stored_to_the_lists),
		cmocka_unit_test(knows_a_run_at_once),
		cmocka_unit_test(keeps_languages_apart),
		cmocka_unit_test(asks_of_whole_passages),
		cmocka_unit_test(does_without_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
