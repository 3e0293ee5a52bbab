/* Blocks that differ in anything that a page shows, or that a listener hears, are told apart; where words come from is not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "document/identity.h"

#include "base/buffer.h"

#include <string.h>

/* A block with one of everything. */
struct whole {
	struct kx_block block, child;
	struct kx_run run;
	struct kx_array_pair pair;
	struct kx_curve curve;
	struct kx_curve_point points[2];
	struct kx_qr_code code;
};

static void
fill(struct whole *whole)
{
	int i;

	memset(whole, 0, sizeof(*whole));
	whole->child.kind = KX_BLOCK_PARAGRAPH;
	whole->run.text = "words";
	for (i = 0; i < 2; i++) {
		whole->pair.arrays[i].heading = "after";
		whole->points[i].at = "1 day";
	}
	whole->pair.alt = "a picture";
	whole->curve.points = whole->points;
	whole->curve.count = 2;
	whole->code.address = "https://example.org";
	whole->block.runs = (struct kx_runs){ &whole->run, 1, 1 };
	whole->block.first = whole->block.last = &whole->child;
	whole->block.figure = &whole->pair;
	whole->block.curve = &whole->curve;
	whole->block.code = &whole->code;
}

static void
tell(const struct whole *whole, struct kx_buffer *ret_told)
{
	kx_buffer_init(ret_told, 1u << 20);
	kx_block_identity(&whole->block, ret_told);
	assert_false(kx_buffer_failed(ret_told));
}

/* A number or a text of the whole, by its place. */
struct member { const char *name; size_t place; bool text; };
#define NUMBER(of, name) { #of "." #name, offsetof(struct whole, of) + offsetof(__typeof__(((struct whole *)0)->of), name), false }
#define TEXT(of, name)   { #of "." #name, offsetof(struct whole, of) + offsetof(__typeof__(((struct whole *)0)->of), name), true }
#define POINT(i, name, text) { "point " #i "." #name, offsetof(struct whole, points) + (i) * sizeof(struct kx_curve_point) + \
    offsetof(struct kx_curve_point, name), text }

static const struct member told[] = {
	NUMBER(block, kind), TEXT(block, id), TEXT(block, style), TEXT(block, topic), NUMBER(block, level), NUMBER(block, head),
	NUMBER(block, span), NUMBER(block, align), NUMBER(block, bar), NUMBER(block, bar_against), NUMBER(block, lines),
	NUMBER(block, number), NUMBER(child, kind), TEXT(child, style), NUMBER(run, kind), NUMBER(run, element), TEXT(run, text),
	NUMBER(run, emphasis), NUMBER(run, target), TEXT(run, uri), TEXT(run, expansion), TEXT(run, style),
	TEXT(pair, alt), TEXT(pair, arrays[1].heading), NUMBER(pair, arrays[0].filled), NUMBER(pair, arrays[1].total),
	TEXT(pair, arrays[0].words), NUMBER(pair, arrays[1].treatment), NUMBER(pair, arrays[0].baseline), TEXT(pair, arrays[1].added),
	NUMBER(pair, arrays[0].low), NUMBER(pair, arrays[1].high), TEXT(pair, arrays[0].range), TEXT(curve, heading), TEXT(curve, with),
	TEXT(curve, without), NUMBER(curve, total), TEXT(curve, scale), TEXT(curve, alt), POINT(1, days, false),
	POINT(1, at, true), POINT(0, number, false), POINT(1, against, false), POINT(0, words, true),
	POINT(1, against_words, true), TEXT(code, address), TEXT(code, alt),
};
static const struct member untold[] = {
	TEXT(block, origin.file), TEXT(block, origin.pointer), TEXT(child, origin.file), TEXT(run, claim),
};

static void
change(struct whole *whole, const struct member *member)
{
	static const char *const other = "other";

	if (member->text)
		memcpy((char *)whole + member->place, &other, sizeof(other));
	else
		*((unsigned char *)whole + member->place) ^= 1;
}

static bool
is_told(const struct member *member)
{
	struct kx_buffer before, after;
	struct whole whole;
	bool differs;

	fill(&whole);
	tell(&whole, &before);
	change(&whole, member);
	tell(&whole, &after);
	differs = before.length != after.length || memcmp(kx_buffer_bytes(&before), kx_buffer_bytes(&after), before.length) != 0;
	kx_buffer_done(&before);
	kx_buffer_done(&after);
	return differs;
}

static void
test_what_a_page_shows_is_told(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (!is_told(&told[i]))
			fail_msg("%s is not told", told[i].name);
}

static void
test_where_words_come_from_is_not(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(untold) / sizeof(untold[0]); i++)
		if (is_told(&untold[i]))
			fail_msg("%s is told", untold[i].name);
}

/* Words are not moved from one member to the next without being told. */
static void
test_members_do_not_run_together(void **state)
{
	struct kx_buffer one, other;
	struct whole whole;

	(void)state;
	fill(&whole);
	whole.block.id = "a";
	whole.block.style = "bc";
	tell(&whole, &one);
	whole.block.id = "ab";
	whole.block.style = "c";
	tell(&whole, &other);
	assert_int_equal(one.length, other.length);
	assert_memory_not_equal(kx_buffer_bytes(&one), kx_buffer_bytes(&other), one.length);
	kx_buffer_done(&one);
	kx_buffer_done(&other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_a_page_shows_is_told),
		cmocka_unit_test(test_where_words_come_from_is_not),
		cmocka_unit_test(test_members_do_not_run_together),
	};

	return cmocka_run_group_tests_name("document identity", tests, NULL, NULL);
}
