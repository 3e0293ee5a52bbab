/* Matching word lists on text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "review/stems.h"

#include <string.h>

static const char *endings[] = { "s", "es", "d", "ed", "ing", "er", "est", "ly", "ative", "able" };
static const char *pills[] = { "pill", "medicine", "tablet" };
static struct kx_word_class classes[] = { { .id = "pills", .words = pills, .word_count = 3 } };
static const struct kx_gate gate = {
	.endings = endings, .ending_count = sizeof(endings) / sizeof(endings[0]), .classes = classes, .class_count = 1
};

struct scene {
	struct kx_arena arena;
	struct kx_word_entry entries[8];
	struct kx_word_list list;
};

static void
pattern(struct scene *scene, const char *text, struct kx_word_pattern *ret_pattern)
{
	const char *reason = "";

	if (!kx_word_pattern_read(&scene->arena, text, gate.classes, gate.class_count, ret_pattern, &reason))
		fail_msg("\"%s\": %s", text, reason);
}

static void
open_scene(struct scene *scene)
{
	memset(scene, 0, sizeof(*scene));
	kx_arena_init(&scene->arena, 256u << 20);
	scene->list.entries = scene->entries;
}

static void
entry(struct scene *scene, const char *match, const char *allow)
{
	struct kx_word_entry *made = &scene->entries[scene->list.count++];

	pattern(scene, match, &made->pattern);
	if (allow == NULL)
		return;
	made->allow = kx_arena_alloc(&scene->arena, sizeof(*made->allow));
	made->allow_count = 1;
	pattern(scene, allow, made->allow);
}

/* What one pattern finds in a text: the hits with "|" between. */
static const char *
found(const char *match, const char *allow, const char *text, char *ret_found)
{
	const struct kx_stem_hit *hits = NULL;
	struct scene scene;
	struct kx_stems *stems;
	size_t count, i;

	open_scene(&scene);
	entry(&scene, match, allow);
	stems = kx_stems_prepare(&scene.arena, &gate, &scene.list);
	assert_non_null(stems);
	count = kx_stems_find(&scene.arena, stems, text, strlen(text), &hits);
	assert_int_equal(kx_stems_any(&scene.arena, stems, text, strlen(text)), count > 0);
	*ret_found = '\0';
	for (i = 0; i < count; i++) {
		assert_ptr_equal(hits[i].entry, &scene.entries[0]);
		if (i > 0)
			strcat(ret_found, "|");
		strncat(ret_found, text + hits[i].start, hits[i].end - hits[i].start);
	}
	kx_arena_done(&scene.arena);
	return ret_found;
}

struct example { const char *match, *allow, *text, *hits; };

static void
hold(const struct example *examples, size_t count)
{
	char hits[500];
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(found(examples[i].match, examples[i].allow, examples[i].text, hits), examples[i].hits) != 0)
			fail_msg("\"%s\" in \"%s\": found \"%s\", not \"%s\"", examples[i].match, examples[i].text, hits,
			    examples[i].hits);
}

static void
test_words(void **state)
{
	static const struct example examples[] = {
		{ "transform", NULL, "It transforms; TRANSFORMED, transformative, transforming.",
		    "transforms|TRANSFORMED|transformative|transforming" },
		{ "cure", NULL, "Cure, cured, curing, curable, cure's, secure, curio, current.", "Cure|cured|curing|curable|cure's" },
		{ "stop", NULL, "stop stops stopped stopping stopper estop stopgap", "stop|stops|stopped|stopping|stopper" },
		{ "remedy", NULL, "remedy remedies remedied remedial", "remedy|remedies|remedied" },
		{ "heal", NULL, "Health heals healthy healing", "heals|healing" },
		{ "safe", NULL, "safety safer safest safely unsafe", "safer|safest|safely" },
		{ "miracl*", NULL, "A miracle, miraculous, Miracles.", "miracle|Miracles" },
		{ "=will", NULL, "Will he? goodwill, willing, will.", "Will|will" },
		{ "cure", NULL, "the drug-cure and cure-all", "cure|cure" },
		{ "éclair", NULL, "ÉCLAIRS éclair eclair", "ÉCLAIRS|éclair" },
		{ "don't", NULL, "Don’t, don't, dont", "Don’t|don't" },
		{ "cure", NULL, "c\xc2\xadured, cu\xe2\x80\x8bre", "c\xc2\xadured|cu\xe2\x80\x8bre" },
		{ "cure", NULL, "cure\xcc\x81 is another word", "" },
		{ "cure", NULL, "", "" },
		{ "cure", NULL, "…—!", "" },
	};

	(void)state;
	hold(examples, sizeof(examples) / sizeof(examples[0]));
}

static void
test_phrases(void **state)
{
	static const struct example examples[] = {
		{ "game-chang*", NULL, "a game-changer, a game changer, game\n changing, gamechanger", "game-changer|game changer" },
		{ "ray of", NULL, "A ray  of hope. X-ray. Of all", "ray  of" },
		{ "offer ... hope", NULL, "It offers a ray of hope. It offers. Hope is a thing.", "offers a ray of hope" },
		{ "offer ... hope", NULL, "offers one two three four hope", "offers one two three four hope" },
		{ "offer ... hope", NULL, "offers one two three four five hope", "" },
		{ "saves lives", NULL, "It saves. Lives change.", "" },
		{ "# times more|less", NULL, "It is 2.5 times more, or 1,000 times less, or ten times more.",
		    "2.5 times more|1,000 times less" },
		{ "# % fewer", NULL, "30% fewer, 30 % fewer, 30 fewer", "30% fewer|30 % fewer" },
		{ "a _ b", NULL, "a x b, a b, a 1 b", "a x b|a 1 b" },
		{ "^stop ... @pills", NULL, "Stop your pills. Do not stop your pills. (Stop all of your tablets!)",
		    "Stop your pills|Stop all of your tablets" },
		{ "^stop @pills", NULL, "Now stop pills\nStop pills: stop medicines; then stop pills", "Stop pills|stop medicines" },
		{ "go home", NULL, "go home go home", "go home|go home" },
		{ "a a", NULL, "a a a", "a a" },
	};

	(void)state;
	hold(examples, sizeof(examples) / sizeof(examples[0]));
}

static void
test_allowed(void **state)
{
	static const struct example examples[] = {
		{ "lifeline", "988 lifeline", "A lifeline. Call the 988 Lifeline. A lifeline.", "lifeline|lifeline" },
		{ "safe", "not known if ... safe", "It is safe. It is not known if the drug is safe.", "safe" },
		{ "safe", "not known if ... safe", "It is not known. If so, it is safe.", "safe" },
		{ "safe", "not known to be safe", "Not known  to be SAFE", "" },
		{ "prevent suicide", "not known to prevent suicide", "not known to prevent suicide; prevents suicide", "prevents suicide" },
	};

	(void)state;
	hold(examples, sizeof(examples) / sizeof(examples[0]));
}

static void
test_order_and_places(void **state)
{
	static const char text[] = "One é miracle cure, another cure.";
	const struct kx_stem_hit *hits = NULL;
	struct scene scene;

	(void)state;
	open_scene(&scene);
	entry(&scene, "cure", NULL);
	entry(&scene, "miracle cure", NULL);
	entry(&scene, "miracl*|another", NULL);
	assert_int_equal(kx_stems_find(&scene.arena, kx_stems_prepare(&scene.arena, &gate, &scene.list), text, strlen(text),
	    &hits), 5);
	assert_ptr_equal(hits[0].entry, &scene.entries[1]);
	assert_int_equal(hits[0].start, 7);
	assert_int_equal(hits[0].end, 19);
	assert_ptr_equal(hits[1].entry, &scene.entries[2]);
	assert_ptr_equal(hits[2].entry, &scene.entries[0]);
	assert_memory_equal(text + hits[2].start, "cure", 4);
	assert_int_equal(hits[4].end, strlen(text) - 1);
	kx_arena_done(&scene.arena);
}

/* One cut serves several lists. */
static void
test_cut_once(void **state)
{
	static const char text[] = "A cure. No ray of hope.";
	const struct kx_stem_hit *hits = NULL;
	const struct kx_stem_text *words;
	struct scene first, second;

	(void)state;
	open_scene(&first);
	open_scene(&second);
	entry(&first, "cure", NULL);
	entry(&second, "ray of", NULL);
	words = kx_stem_text_cut(&first.arena, text, strlen(text));
	assert_non_null(words);
	assert_int_equal(kx_stems_find_in(&first.arena, kx_stems_prepare(&first.arena, &gate, &first.list), words, &hits), 1);
	assert_int_equal(hits[0].start, 2);
	assert_int_equal(kx_stems_find_in(&first.arena, kx_stems_prepare(&first.arena, &gate, &second.list), words, &hits), 1);
	assert_int_equal(hits[0].start, 11);
	assert_int_equal(hits[0].end, 17);
	kx_arena_done(&first.arena);
	kx_arena_done(&second.arena);
}

static void
test_empty_list(void **state)
{
	const struct kx_stem_hit *hits = NULL;
	struct scene scene;

	(void)state;
	open_scene(&scene);
	assert_int_equal(kx_stems_find(&scene.arena, kx_stems_prepare(&scene.arena, &gate, &scene.list), "cure", 4, &hits), 0);
	assert_null(hits);
	kx_arena_done(&scene.arena);
}

/* A hundred thousand words; a search that is quadratic would not end. */
static void
test_long_text(void **state)
{
	const struct kx_stem_hit *hits = NULL;
	struct kx_buffer text;
	struct scene scene;
	size_t i;

	(void)state;
	open_scene(&scene);
	kx_buffer_init(&text, 16u << 20);
	for (i = 0; i < 10000; i++)
		kx_buffer_text(&text, "It offers one two three four five ray six. No cure. ");
	entry(&scene, "offer ... hope", NULL);
	entry(&scene, "cure", "no cure");
	entry(&scene, "ray of", NULL);
	entry(&scene, "_ ray", NULL);
	assert_int_equal(kx_stems_find(&scene.arena, kx_stems_prepare(&scene.arena, &gate, &scene.list), kx_buffer_bytes(&text),
	    text.length, &hits), 10000);
	kx_buffer_done(&text);
	kx_arena_done(&scene.arena);
}

/* Kept by the list and by the whole text; a list that has changed since is still answered as it was, for lists are const. */
static void
test_answers_kept(void **state)
{
	struct kx_memo memo;
	struct scene scene, other;

	(void)state;
	open_scene(&scene);
	open_scene(&other);
	kx_memo_init(&memo, 1u << 20);
	entry(&scene, "cure", NULL);
	entry(&other, "hope", NULL);
	assert_true(kx_stems_said(&scene.arena, &memo, &gate, &scene.list, "no cure yet", 11));
	assert_false(kx_stems_said(&scene.arena, &memo, &gate, &scene.list, "no cure yet", 5));
	assert_false(kx_stems_said(&scene.arena, &memo, &gate, &other.list, "no cure yet", 11));
	entry(&scene, "no", NULL);
	assert_true(kx_stems_said(&scene.arena, &memo, &gate, &scene.list, "no cure yet", 11));
	assert_false(kx_stems_said(&scene.arena, &memo, &gate, &scene.list, "no cure yet", 5));
	assert_true(kx_stems_said(&scene.arena, NULL, &gate, &scene.list, "no cure yet", 5));
	kx_memo_done(&memo);
	kx_arena_done(&scene.arena);
	kx_arena_done(&other.arena);
}

static void
test_short_of_memory(void **state)
{
	const struct kx_stem_hit *hits = NULL;
	struct kx_arena small;
	struct kx_stems *stems;
	struct scene scene;
	size_t ceiling, count = 0;

	(void)state;
	open_scene(&scene);
	entry(&scene, "cure", NULL);
	for (ceiling = 0; count == 0 && ceiling < 100000; ceiling += 16) {
		kx_arena_init(&small, ceiling);
		stems = kx_stems_prepare(&small, &gate, &scene.list);
		if (stems != NULL)
			count = kx_stems_find(&small, stems, "a cure", 6, &hits);
		assert_true(count == 1 || kx_arena_spent(&small));
		kx_arena_done(&small);
	}
	assert_int_equal(count, 1);
	kx_arena_done(&scene.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_allowed),
		cmocka_unit_test(test_order_and_places),
		cmocka_unit_test(test_cut_once),
		cmocka_unit_test(test_empty_list),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_answers_kept),
		cmocka_unit_test(test_short_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
