/*
 * The paragraph of the paper's figures, with the paper's widths in its units
 * (18 to the em), set to a measure of 390.  The texts are also broken by brute
 * force, so that the least demerits are known without the algorithm.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "layout/fit.h"

#include <string.h>

static const char frog[] =
    "In olden times when wish-ing still helped one, there lived a king whose daugh-ters were all beau-ti-ful; and the "
    "young-est was so beau-ti-ful that the sun it-self, which has seen so much, was aston-ished when-ever it shone in her "
    "face. Close by the king's castle lay a great dark for-est, and un-der an old lime=tree in the for-est was a well, and "
    "when the day was very warm, the king's child went out into the for-est and sat down by the side of the cool foun-tain; "
    "and when she was bored she took a golden ball, and threw it up on high and caught it; and this ball was her "
    "favor-ite play-thing.";

static int
width_of(char c)
{
	static const int letters[] = { 9, 10, 8, 10, 8, 6, 9, 10, 5, 6, 10, 5, 15, 10, 9, 10, 10, 7, 7, 7, 10, 9, 13, 10, 10, 8 };

	if (c >= 'a' && c <= 'z')
		return letters[c - 'a'];
	return c == 'C' ? 13 : c == 'I' || c == '-' ? 6 : 5;
}

struct row { struct kx_fit_item list[600]; size_t count; };

static void
put(struct row *row, enum kx_fit_kind kind, int width, int stretch, int shrink, int penalty, bool flagged)
{
	row->list[row->count++] = (struct kx_fit_item){ kind, KX_PT(width), KX_PT(stretch), KX_PT(shrink), penalty, flagged };
}

/* '-' may be hyphenated there, '=' is a hyphen that is printed. */
static struct row
items_of(const char *text)
{
	struct row row = { .count = 0 };
	int width = 18;   /* the indent */

	for (; *text != '\0'; text++) {
		if (*text != ' ' && *text != '-' && *text != '=') {
			width += width_of(*text);
			continue;
		}
		put(&row, KX_FIT_BOX, width + (*text == '=' ? 6 : 0), 0, 0, 0, false);
		width = 0;
		if (*text == '-')
			put(&row, KX_FIT_PENALTY, 6, 0, 0, 50, true);
		else if (*text == '=')
			put(&row, KX_FIT_PENALTY, 0, 0, 0, 50, true);
		else if (text[-1] == ',')
			put(&row, KX_FIT_GLUE, 6, 4, 2, 0, false);
		else if (text[-1] == ';')
			put(&row, KX_FIT_GLUE, 6, 4, 1, 0, false);
		else if (text[-1] == '.')
			put(&row, KX_FIT_GLUE, 8, 6, 1, 0, false);
		else
			put(&row, KX_FIT_GLUE, 6, 3, 2, 0, false);
	}
	put(&row, KX_FIT_BOX, width, 0, 0, 0, false);
	put(&row, KX_FIT_PENALTY, 0, 0, 0, KX_FIT_NEVER, false);
	put(&row, KX_FIT_GLUE, 0, 100000, 0, 0, false);
	put(&row, KX_FIT_PENALTY, 0, 0, 0, KX_FIT_MUST, true);
	return row;
}

static struct kx_arena arena;
static struct kx_fit_line *lines;
static size_t line_count;
static int64_t cost;

static void
fit(const struct row *row, const struct kx_fit_options *options)
{
	kx_arena_done(&arena);
	kx_arena_init(&arena, 1 << 20);
	assert_true(kx_fit_lines(&arena, row->list, row->count, options, &lines, &line_count, &cost));
}

static const struct kx_fit_options paper = { .measure = KX_PT(390), .tolerance = 1000, .flagged_demerits = 3000,
	.fitness_demerits = 3000 };

/* The ratios beside the lines of the paper's figure of the total fit, here in thousandths and cut off, not rounded. */
static void
test_the_paper_s_paragraph(void **state)
{
	static const int ratios[] = { 857, 0, 280, 1000, 66, -277, 535, -166, 700, -176, 357 };
	struct row row = items_of(frog);
	size_t i;

	(void)state;
	fit(&row, &paper);
	assert_int_equal(line_count, 12);
	for (i = 0; i < sizeof(ratios) / sizeof(ratios[0]); i++)
		assert_int_equal(lines[i].ratio, ratios[i]);
	assert_int_equal(lines[11].end, row.count - 1);
}

/* Every way to break a short text, by recursion; the least sum of (1 + badness + penalty) squared. */
static int64_t
brute(const struct row *row, size_t from, kx_length measure)
{
	int64_t best = INT64_MAX / 4, width = 0, stretch = 0, shrink = 0, room, ratio, badness, rest;
	size_t i;

	for (i = from; i < row->count; i++) {
		const struct kx_fit_item *item = &row->list[i];
		bool must = item->kind == KX_FIT_PENALTY && item->penalty <= KX_FIT_MUST;
		bool legal = item->kind == KX_FIT_PENALTY ? item->penalty < KX_FIT_NEVER :
		    item->kind == KX_FIT_GLUE && i > 0 && row->list[i - 1].kind == KX_FIT_BOX;

		if (legal) {
			room = measure - width - (item->kind == KX_FIT_PENALTY ? item->width : 0);
			ratio = room == 0 ? 0 : room > 0 ? (stretch > 0 ? room * 1000 / stretch : 100000) :
			    (shrink > 0 ? room * 1000 / shrink : -100000);
			if (ratio >= -1000 && ratio <= 3000) {
				badness = (ratio < 0 ? -ratio : ratio) * (ratio < 0 ? -ratio : ratio) * (ratio < 0 ? -ratio : ratio) / 10000000;
				rest = i + 1 == row->count ? 0 : brute(row, i + 1, measure);
				badness = 1 + badness + (item->kind == KX_FIT_PENALTY && !must ? item->penalty : 0);
				if (badness * badness + rest < best)
					best = badness * badness + rest;
			}
		}
		if (item->kind != KX_FIT_PENALTY) {
			width += item->width;
			stretch += item->stretch;
			shrink += item->shrink;
		}
		if (must)
			break;
	}
	return best;
}

static void
test_no_way_is_better(void **state)
{
	static const char text[] = "In olden times when wish-ing still helped one, there lived a king whose daugh-ters were all beau-ti-ful.";
	struct kx_fit_options options = { .tolerance = 3000 };
	struct row row = items_of(text);
	int measure, tried = 0;

	(void)state;
	for (measure = 150; measure <= 390; measure += 30) {
		options.measure = KX_PT(measure);
		if (brute(&row, 0, options.measure) > 1000000000)
			continue;   /* no way within the tolerance */
		fit(&row, &options);
		assert_int_equal(cost, brute(&row, 0, options.measure));
		tried++;
	}
	assert_true(tried >= 4);
}

static void
test_looseness_gives_a_line_more(void **state)
{
	struct kx_fit_options options = paper;
	struct row row = items_of(frog);
	size_t best;

	(void)state;
	options.tolerance = 10000;
	fit(&row, &options);
	best = line_count;
	options.looseness = 1;
	fit(&row, &options);
	assert_int_equal(line_count, best + 1);
}

/* Two hyphens one after the other are worth a looser line. */
static void
test_flags_and_classes_cost(void **state)
{
	struct kx_fit_options options = paper;
	struct row row = items_of(frog);
	int64_t cheap;

	(void)state;
	options.flagged_demerits = options.fitness_demerits = 0;
	options.tolerance = 3000;
	options.measure = KX_PT(300);
	fit(&row, &options);
	cheap = cost;
	options.fitness_demerits = options.flagged_demerits = 1000000;
	fit(&row, &options);
	assert_true(cost >= cheap);
	for (size_t i = 1; i < line_count; i++)
		assert_false(row.list[lines[i].end].flagged && row.list[lines[i - 1].end].flagged && i + 1 < line_count);
}

static void
test_a_wide_word_stands_alone(void **state)
{
	struct kx_fit_options options = paper;
	struct row row = items_of("a beautifulandmuchtoolongaword is here");

	(void)state;
	options.measure = KX_PT(100);
	options.tolerance = 100000;
	fit(&row, &options);
	assert_true(line_count >= 3);
	assert_true(lines[1].ratio < -1000);
	assert_int_equal(row.list[lines[1].end].kind, KX_FIT_GLUE);
}

static void
test_memory_may_run_out(void **state)
{
	struct row row = items_of(frog);
	size_t ceiling;
	bool done = false;

	(void)state;
	for (ceiling = 64; !done; ceiling *= 2) {
		kx_arena_done(&arena);
		kx_arena_init(&arena, ceiling);
		done = kx_fit_lines(&arena, row.list, row.count, &paper, &lines, &line_count, &cost);
		assert_true(ceiling < 1 << 24);
	}
	kx_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_paper_s_paragraph),
		cmocka_unit_test(test_no_way_is_better),
		cmocka_unit_test(test_looseness_gives_a_line_more),
		cmocka_unit_test(test_flags_and_classes_cost),
		cmocka_unit_test(test_a_wide_word_stands_alone),
		cmocka_unit_test(test_memory_may_run_out),
	};

	return cmocka_run_group_tests_name("layout fit", tests, NULL, NULL);
}
