#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"
#include "layout/makeup.h"
#include "layout/placing.h"
#include "layout/paragraph.h"
#include "layout/running.h"

#include "set_sheet.h"

/* A page of the test sheet holds 678 pt. */
#define PAGE_ROOM 678000

/* "27" is a benefit of the drip, "5" one of the spray, and "41" a harm. */
static void
tell(const void *of, const char *section, const char *block, const char *text, size_t length, struct kx_told *told)
{
	(void)of;
	assert_string_equal(section, "facts");
	assert_string_equal(block, "numbers");
	if (told->benefit == NULL && memmem(text, length, "27", 2) != NULL)
		told->benefit = "drip";
	if (told->benefit == NULL && memmem(text, length, "5 ", 2) != NULL)
		told->benefit = "spray";
	told->harm = told->harm || memmem(text, length, "41", 2) != NULL;
}

static struct kx_running_harm harms[] = { { "sore", "both", "About 41 in 100 felt sore." },
	{ "dizzy", "spray", "About 17 in 100 felt dizzy." } };

struct watched { struct sheet sheet; struct kx_document document; struct kx_galley galley; };

static void
open_watched(struct watched *watched)
{
	assert_int_equal(sheet_open(&watched->sheet), 0);
	watched->document = sheet_document;
	watched->document.harms = harms;
	watched->document.harm_count = 2;
	watched->sheet.set.document = &watched->document;
	watched->sheet.set.tell = tell;
	watched->sheet.set.section = "facts";
	watched->sheet.set.block = "numbers";
	watched->galley = (struct kx_galley){ .width = 516000 };
	kx_running_measure(&watched->sheet.set);
}

/* A line of words, with room under it so that it is `height` high in all. */
static struct kx_slug *
say(struct watched *watched, const char *words, kx_length height)
{
	struct kx_setting *set = &watched->sheet.set;
	struct kx_galley line = { .width = watched->galley.width };
	struct kx_slug *slug;

	kx_paragraph_words(set, &line, words, &(struct kx_paragraph_options){ .style = "body",
	    .element = kx_setting_element(set, KX_EL_P, watched->sheet.root) });
	assert_int_equal(line.slug_count, 1);
	line.slugs[0].height = height;
	line.slugs[0].before = line.slugs[0].after = 0;
	kx_galley_append(set, &watched->galley, &line, 0);
	slug = &watched->galley.slugs[watched->galley.slug_count - 1];
	return slug;
}

/* The words of a page in a region, in a buffer of the caller's. */
static const char *
words_of(const struct watched *watched, size_t page, const char *region, char *buffer, size_t room)
{
	const struct kx_frame_page *sheet = &watched->sheet.frames.pages[page];
	size_t i, used = 0;

	for (i = 0; i < sheet->item_count; i++) {
		if (sheet->items[i].kind != KX_ITEM_GLYPHS || strcmp(sheet->items[i].region, region) != 0)
			continue;
		assert_true(used + sheet->items[i].as.glyphs.length + 1 < room);
		memcpy(buffer + used, sheet->items[i].as.glyphs.text, sheet->items[i].as.glyphs.length);
		used += sheet->items[i].as.glyphs.length;
	}
	buffer[used] = '\0';
	return buffer;
}

static void
expect_page(const struct watched *watched, size_t page, const char *text, const char *harm)
{
	char buffer[512];

	assert_true(page < watched->sheet.frames.page_count);
	assert_string_equal(words_of(watched, page, "text", buffer, sizeof(buffer)), text);
	words_of(watched, page, KX_REGION_HARM, buffer, sizeof(buffer));
	if (harm == NULL)
		assert_string_equal(buffer, "");
	else
		assert_non_null(strstr(buffer, harm));
}

static void
close_watched(struct watched *watched)
{
	assert_false(watched->sheet.set.failed);
	sheet_close(&watched->sheet);
}

static void
test_a_lone_benefit_has_a_harm_at_its_foot(void **state)
{
	struct watched watched;

	(void)state;
	open_watched(&watched);
	say(&watched, "27 in 100.", 300000);
	say(&watched, "Nothing.", PAGE_ROOM - 300000);   /* what the harm line takes is not left for it */
	say(&watched, "5 in 100.", 100000);
	kx_placing_pages(&watched.sheet.set, &watched.galley);
	expect_page(&watched, 0, "27 in 100.", "About 41 in 100 felt sore.");
	expect_page(&watched, 1, "Nothing.5 in 100.", "About 17 in 100 felt dizzy.");
	close_watched(&watched);
}

static void
test_a_page_with_both_needs_none(void **state)
{
	struct watched watched;

	(void)state;
	open_watched(&watched);
	/* With the first line alone a harm line would not fit; with the second none is needed. */
	say(&watched, "27 in 100.", PAGE_ROOM - 20000);
	say(&watched, "41 in 100.", 20000);
	kx_placing_pages(&watched.sheet.set, &watched.galley);
	assert_int_equal(watched.sheet.frames.page_count, 1);
	expect_page(&watched, 0, "27 in 100.41 in 100.", NULL);
	close_watched(&watched);
}

static void
test_what_moves_on_takes_its_harm_line_along(void **state)
{
	struct watched watched;

	(void)state;
	open_watched(&watched);
	say(&watched, "Nothing.", 500000);
	say(&watched, "27 in 100.", PAGE_ROOM - 500000);   /* fits, but not with its line */
	kx_placing_pages(&watched.sheet.set, &watched.galley);
	expect_page(&watched, 0, "Nothing.", NULL);
	expect_page(&watched, 1, "27 in 100.", "About 41 in 100 felt sore.");
	close_watched(&watched);
}

/* The harm that would do stands after a heading that must not be the last of its page. */
static void
test_a_harm_that_is_kept_with_the_next_page_does_not_count(void **state)
{
	struct watched watched;

	(void)state;
	open_watched(&watched);
	say(&watched, "Nothing.", 300000);
	say(&watched, "27 in 100.", 300000);
	say(&watched, "41 in 100.", 20000)->keep_next = true;
	say(&watched, "Nothing.", 200000);
	kx_placing_pages(&watched.sheet.set, &watched.galley);
	expect_page(&watched, 0, "Nothing.27 in 100.", "About 41 in 100 felt sore.");
	expect_page(&watched, 1, "41 in 100.Nothing.", NULL);
	close_watched(&watched);
}

static void
test_nobody_asks_nothing_runs(void **state)
{
	struct watched watched;

	(void)state;
	open_watched(&watched);
	watched.sheet.set.tell = NULL;
	say(&watched, "27 in 100.", PAGE_ROOM);
	kx_placing_pages(&watched.sheet.set, &watched.galley);
	expect_page(&watched, 0, "27 in 100.", NULL);
	close_watched(&watched);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_lone_benefit_has_a_harm_at_its_foot),
		cmocka_unit_test(test_a_page_with_both_needs_none),
		cmocka_unit_test(test_what_moves_on_takes_its_harm_line_along),
		cmocka_unit_test(test_a_harm_that_is_kept_with_the_next_page_does_not_count),
		cmocka_unit_test(test_nobody_asks_nothing_runs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
