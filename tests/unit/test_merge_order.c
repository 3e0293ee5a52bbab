/* The order of claims, summaries and rulings changes nothing; little memory fails cleanly. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_content.h"
#include "base/limits.h"

#include <stdio.h>

/* Some of everything: topics on the sheet and off it, all standings, three kinds of ruling. */
static void
open_everything(struct build *build)
{
	static const struct { const char *id, *topic, *source, *product; enum kx_verdict verdict; enum kx_stance stance; } claims[] = {
		{ "a-duration", "duration", "a", "lamp", KX_SUPPORTED, KX_ASSERTS },
		{ "b-duration", "duration", "b", "lamp", KX_SUPPORTED, KX_CONTRADICTS },
		{ "c-duration", "duration", "c", "lamp", KX_PARTLY, KX_ASSERTS },
		{ "d-duration", "duration", "d", "lamp", KX_MISATTRIBUTED, KX_ASSERTS },
		{ "e-duration", "duration", "e", "lamp", KX_SUPPORTED, KX_ASSERTS },
		{ "b-hype", "hype", "b", "both", KX_OVERSTATED, KX_ASSERTS },
		{ "c-hype", "hype", "c", "pill", KX_SUPPORTED, KX_ASSERTS },
		{ "a-speed", "speed", "a", "lamp", KX_PARTLY, KX_QUALIFIES },
		{ "b-speed", "speed", "b", "pill", KX_SUPPORTED, KX_ASSERTS },
		{ "c-speed", "speed", "c", "pill", KX_SUPPORTED, KX_ASSERTS },
		{ "d-speed", "speed", "d", "lamp", KX_SUPPORTED, KX_CONTRADICTS },
		{ "f-speed", "speed", "f", "pill", KX_SUPPORTED, KX_CONTRADICTS },
		{ "g-speed", "speed", "g", "lamp", KX_PARTLY, KX_ASSERTS },
	};
	struct kx_section *section;
	struct kx_ruling *ruling;
	struct kx_claim *claim;
	size_t i;

	build_open(build);
	build_source(build, "a", 1, 2015);
	build_source(build, "b", 2, 2016);
	build_source(build, "c", 2, 2017);
	build_source(build, "d", 3, 2018);
	build_source(build, "e", 1, 2019);
	build_source(build, "f", 2, 2020);
	build_source(build, "g", 4, 2021);
	build_topic(build, "duration", 2);
	build_topic(build, "hype", 1);
	build_topic(build, "speed", 1);
	section = build_section(build, "benefits", KX_ROLE_BENEFITS);
	build_block(build, section, KX_FORM_PARAGRAPH, 2, "speed", "duration");
	for (i = 0; i < sizeof(claims) / sizeof(claims[0]); i++) {
		claim = build_claim(build, claims[i].id, claims[i].topic, claims[i].source);
		claim->product = claims[i].product;
		claim->verdict = claims[i].verdict;
		claim->stance = claims[i].stance;
	}
	build_figure(build, kx_content_claim(&build->content, "a-duration"), 20000, 9000);
	build_figure(build, kx_content_claim(&build->content, "c-duration"), 20400, 9000);
	ruling = build_ruling(build, "K01", "speed");
	build_side(build, ruling, "fast", 2, "b-speed", "c-speed");
	build_side(build, ruling, "slow", 1, "f-speed");
	build_ruling(build, "K02", "speed");
	ruling = build_ruling(build, "K03", "duration");
	build_side(build, ruling, "short", 1, "a-duration");
	build_prints(build, ruling, "a-duration");
}

static void
dump(struct build *build, struct kx_buffer *out)
{
	size_t i;

	if (!build_merge(build)) {
		for (i = 0; i < build->diags.count; i++)
			print_message("%s\n", build->diags.list[i].message);
		fail_msg("the merge failed");
	}
	kx_buffer_init(out, 1u << 20);
	kx_handout_dump(build->handout, out);
	assert_false(kx_buffer_failed(out));
}

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
shuffle(void *array, size_t count, size_t size, uint32_t *seed)
{
	char *bytes = array, kept[sizeof(struct kx_ruling) + sizeof(struct kx_summary)];
	size_t i, j;

	assert_true(size <= sizeof(kept));
	for (i = count; i > 1; i--) {
		j = next_random(seed) % i;
		memcpy(kept, bytes + (i - 1) * size, size);
		memmove(bytes + (i - 1) * size, bytes + j * size, size);
		memcpy(bytes + j * size, kept, size);
	}
}

static void
test_order_changes_nothing(void **state)
{
	struct kx_buffer first, again;
	struct build build;
	uint32_t seed = 7;
	int round;

	(void)state;
	open_everything(&build);
	dump(&build, &first);
	assert_non_null(strstr(first.bytes, "by ruling K03"));
	assert_non_null(strstr(first.bytes, "outranked"));
	assert_non_null(strstr(first.bytes, "agrees uncited"));
	assert_non_null(strstr(first.bytes, "rejected"));
	for (round = 0; round < 40; round++) {
		shuffle(build.content.claims, build.content.claim_count, sizeof(*build.content.claims), &seed);
		shuffle(build.content.rulings, build.content.ruling_count, sizeof(*build.content.rulings), &seed);
		dump(&build, &again);
		assert_string_equal(first.bytes, again.bytes);
		kx_buffer_done(&again);
	}
	kx_buffer_done(&first);
	build_close(&build);
}

/* The order of two faults is fixed as well. */
static void
test_order_of_messages(void **state)
{
	struct build build;
	char *first[8];
	uint32_t seed = 3;
	size_t count, i;
	int round;

	(void)state;
	open_everything(&build);
	build.content.ruling_count = 0;
	kx_content_claim(&build.content, "a-duration")->stance = KX_CONTRADICTS;
	assert_false(build_merge(&build));
	count = build.diags.count;
	assert_int_equal(count, 3);   /* f against b and c on speed, a against e on duration */
	for (i = 0; i < count; i++)
		first[i] = kx_arena_string(&build.arena, build.diags.list[i].message);
	for (round = 0; round < 10; round++) {
		shuffle(build.content.claims, build.content.claim_count, sizeof(*build.content.claims), &seed);
		assert_false(build_merge(&build));
		assert_int_equal(build.diags.count, count);
		for (i = 0; i < count; i++)
			assert_string_equal(build.diags.list[i].message, first[i]);
	}
	build_close(&build);
}

static void
test_little_memory(void **state)
{
	struct kx_handout *handout = NULL;
	struct kx_diagnostics diags;
	struct kx_arena arena, messages;
	struct build build;
	size_t ceiling, failures = 0;
	bool done = false;

	(void)state;
	open_everything(&build);
	for (ceiling = 0; !done; ceiling += 32) {
		assert_in_range(ceiling, 0, 1u << 20);
		kx_arena_init(&arena, ceiling);
		kx_arena_init(&messages, 1u << 16);
		kx_diagnostics_init(&diags, &messages);
		handout = NULL;
		done = kx_merge(&arena, &build.content, &handout, &diags);
		if (!done) {
			failures++;
			assert_null(handout);
			assert_int_equal(diags.errors, 1);
			assert_int_equal(diags.list[0].code, KX111);
		} else {
			assert_non_null(handout);
			assert_int_equal(diags.errors, 0);
		}
		kx_arena_done(&arena);
		kx_arena_done(&messages);
	}
	assert_in_range(failures, 20, 1000);
	build_close(&build);
}

static void
test_group_ceiling(void **state)
{
	struct build build;
	char id[16];
	size_t i;

	(void)state;
	build_open(&build);
	build_source(&build, "a", 1, 2020);
	build_topic(&build, "speed", 1);
	for (i = 0; i < KX_MAX_GROUP_CLAIMS; i++) {
		snprintf(id, sizeof(id), "c%05zu", i);
		build_claim(&build, kx_arena_string(&build.arena, id), "speed", "a");
	}
	assert_true(build_merge(&build));
	build_claim(&build, "d", "speed", "a");
	assert_false(build_merge(&build));
	assert_int_equal(build.diags.errors, 1);
	assert_int_equal(build_reported(&build, KX208), 1);
	build_close(&build);
}

static void
test_no_claims_at_all(void **state)
{
	struct build build;

	(void)state;
	build_open(&build);
	assert_true(build_merge(&build));
	assert_int_equal(build.handout->group_count, 0);
	build_close(&build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order_changes_nothing),
		cmocka_unit_test(test_order_of_messages),
		cmocka_unit_test(test_little_memory),
		cmocka_unit_test(test_group_ceiling),
		cmocka_unit_test(test_no_claims_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
