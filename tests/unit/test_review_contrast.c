/* Rules on contrast: KX376, KX377. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_words.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct kx_named_color colors[] = { { "text", "#1A1A1A", "t.json" }, { "pale", "#8A8A8A", "t.json" },
	{ "accent", "clinic", "t.json" }, { "rule", "#B8BEC2", "t.json" }, { "tint", "#E0E4E6", "theme.json" } };
static struct kx_box_style boxes[] = { { "card", "tint", "rule", 750, 0, 8000, 0, 0, KX_EDGE_ALL } };

/* One page; items are painted in the order they are added. */
struct contrast_bench { struct words words; struct kx_frames frames; struct kx_template sheet; int figure; };

static void
open_page(struct contrast_bench *page)
{
	memset(page, 0, sizeof(*page));
	words_open(&page->words);
	assert_true(build_merge(&page->words.bench.build));
	page->sheet = (struct kx_template){ .origin = { "templates/t.json", "" }, .colors = colors, .color_count = COUNT(colors),
		.boxes = boxes, .box_count = COUNT(boxes) };
	page->words.document.sheet = &page->sheet;
	page->words.document.clinic.colour = 0x17607A;
	kx_frames_page(&page->words.bench.build.arena, &page->frames, 612000, 792000);
	kx_frames_element(&page->words.bench.build.arena, &page->frames, KX_EL_DOCUMENT, -1);
	page->figure = kx_frames_element(&page->words.bench.build.arena, &page->frames, KX_EL_FIGURE, 0);
	page->frames.elements[page->figure].section = "benefits";
}

static void
close_page(struct contrast_bench *page)
{
	words_close(&page->words);
}

static struct kx_frame_item *
add(struct contrast_bench *page, enum kx_item_kind kind, int element, struct kx_box box)
{
	struct kx_frame_item *item = kx_frames_item(&page->words.bench.build.arena, &page->frames, 0, kind, element);

	assert_non_null(item);
	item->box = box;
	return item;
}

static void
add_ground(struct contrast_bench *page, struct kx_box box, kx_color color)
{
	struct kx_frame_item *item = add(page, KX_ITEM_RECT, -1, box);

	item->artifact = KX_ARTIFACT_BACKGROUND;
	item->as.shape.fill = true;
	item->as.shape.fill_color = color;
}

static struct kx_frame_item *
add_text(struct contrast_bench *page, kx_length y, kx_color color)
{
	struct kx_frame_item *item = add(page, KX_ITEM_GLYPHS, 0, (struct kx_box){ 60000, y, 200000, 12000 });

	item->as.glyphs = (struct kx_frame_glyphs){ .size = 12000, .color = color, .text = "Some words", .length = 10 };
	return item;
}

static void
add_line(struct contrast_bench *page, int element, kx_color color)
{
	struct kx_frame_item *item = add(page, KX_ITEM_LINE, element, (struct kx_box){ 60000, 300000, 200000, 0 });

	item->as.shape.stroke = true;
	item->as.shape.stroke_color = color;
	item->as.shape.line_width = 500;
}

static size_t
ask_glyphs(struct contrast_bench *page)
{
	return ask_words(&page->words.bench, kx_rule_text_contrast, KX376, &page->words.document, &page->frames);
}

static size_t
ask_marks(struct contrast_bench *page)
{
	return ask_words(&page->words.bench, kx_rule_mark_contrast, KX377, &page->words.document, &page->frames);
}

static void
text_on_paper(void **state)
{
	struct contrast_bench page;

	(void)state;
	open_page(&page);
	add_text(&page, 100000, 0x767676);
	assert_int_equal(ask_glyphs(&page), 0);
	add_text(&page, 120000, 0x8A8A8A);
	add_text(&page, 140000, 0x8A8A8A);
	assert_int_equal(ask_glyphs(&page), 1);
	expect(&page.words.bench, KX376, "page 1 has text (\"Some words\") of color #8A8A8A on #FFFFFF: the contrast is 3.4 to 1 and "
	    "must be 4.5 to 1", "t.json", "/colors/pale");
	close_page(&page);
}

/* The ground is what was painted last before the words, and only where it is. */
static void
text_on_a_ground(void **state)
{
	struct contrast_bench page;

	(void)state;
	open_page(&page);
	add_ground(&page, (struct kx_box){ 50000, 80000, 300000, 100000 }, 0xE0E4E6);
	add_text(&page, 100000, 0x767676);
	add_text(&page, 400000, 0x767676);
	assert_int_equal(ask_glyphs(&page), 1);
	expect(&page.words.bench, KX376, "page 1 has text (\"Some words\") of color #767676 on #E0E4E6: the contrast is 3.5 to 1 and "
	    "must be 4.5 to 1", "templates/t.json", "/styles");
	close_page(&page);
	open_page(&page);
	add_ground(&page, (struct kx_box){ 50000, 80000, 300000, 100000 }, 0x101010);
	add_ground(&page, (struct kx_box){ 50000, 80000, 300000, 100000 }, 0xFFFFFF);
	add_text(&page, 100000, 0x767676);
	add_ground(&page, (struct kx_box){ 50000, 80000, 300000, 100000 }, 0x767676);
	assert_int_equal(ask_glyphs(&page), 0);
	add_text(&page, 100000, 0x1A1A1A);
	assert_int_equal(ask_glyphs(&page), 1);
	close_page(&page);
}

/* The word across a draft is not read; the line on page 1 that says so is. */
static void
the_mark_of_a_draft(void **state)
{
	struct contrast_bench page;
	struct kx_frame_item *item;

	(void)state;
	open_page(&page);
	item = add_text(&page, 100000, 0xEACECC);
	item->element = -1;
	item->artifact = KX_ARTIFACT_PAGINATION;
	item->region = "draft";
	assert_int_equal(ask_glyphs(&page), 0);
	item->region = "draft-line";
	assert_int_equal(ask_glyphs(&page), 1);
	close_page(&page);
}

static void
marks(void **state)
{
	struct contrast_bench page;

	(void)state;
	open_page(&page);
	add_line(&page, -1, 0xB8BEC2);
	add_line(&page, -1, 0x8C8C8C);
	assert_int_equal(ask_marks(&page), 0);
	add_line(&page, -1, 0xA0A0A0);
	assert_int_equal(ask_marks(&page), 1);
	expect(&page.words.bench, KX377, "page 1 has a mark of color #A0A0A0 on #FFFFFF: the contrast is 2.6 to 1 and must be 3.0 to 1",
	    "templates/t.json", "/styles");
	close_page(&page);
	/* In a figure a line of the pale color says something. */
	open_page(&page);
	add_line(&page, page.figure, 0xB8BEC2);
	assert_int_equal(ask_marks(&page), 1);
	expect(&page.words.bench, KX377, "page 1 has a mark of color #B8BEC2 on #FFFFFF: the contrast is 1.8 to 1 and must be 3.0 to 1",
	    "t.json", "/colors/rule");
	/* A logo stands outside the outline. */
	page.frames.elements[page.figure].section = NULL;
	assert_int_equal(ask_marks(&page), 0);
	close_page(&page);
}

static void
edges_of_boxes(void **state)
{
	static struct kx_box_style edged[] = { { "crisis", "tint", "pale", 1500, 0, 8000, 0, 0, KX_EDGE_ALL } };
	struct contrast_bench page;

	(void)state;
	open_page(&page);
	page.sheet.boxes = edged;
	assert_int_equal(ask_marks(&page), 1);
	expect(&page.words.bench, KX377, "the box \"crisis\" has an edge of color #8A8A8A on #E0E4E6: the contrast is 2.6 to 1 and must "
	    "be 3.0 to 1", "t.json", "/colors/pale");
	close_page(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_on_paper),
		cmocka_unit_test(text_on_a_ground),
		cmocka_unit_test(the_mark_of_a_draft),
		cmocka_unit_test(marks),
		cmocka_unit_test(edges_of_boxes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
