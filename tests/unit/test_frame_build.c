/* The builders of frame.h. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/limits.h"
#include "build_frames.h"

static int
open_plain(void **state)
{
	struct build *build = malloc(sizeof(*build));

	if (build == NULL)
		return -1;
	build_init(build);
	*state = build;
	return 0;
}

static int
close_plain(void **state)
{
	build_close(*state);
	free(*state);
	return 0;
}

static void
test_indices_count_up(void **state)
{
	struct build *build = *state;
	struct kx_frames *frames = &build->frames;
	struct kx_arena *arena = &build->arena;

	assert_int_equal(kx_frames_page(arena, frames, 1000, 2000), 0);
	assert_int_equal(kx_frames_page(arena, frames, 3000, 4000), 1);
	assert_int_equal(frames->pages[1].height, 4000);
	assert_int_equal(kx_frames_element(arena, frames, KX_EL_DOCUMENT, -1), 0);
	assert_int_equal(kx_frames_element(arena, frames, KX_EL_P, 0), 1);
	assert_int_equal(frames->elements[1].parent, 0);
	assert_int_equal(kx_frames_image(arena, frames, "a.png", (const uint8_t *)"abc", 3), 0);
	assert_string_equal(frames->images[0].path, "a.png");
}

static void
test_new_elements_lead_nowhere(void **state)
{
	struct build *build = *state;
	int element = kx_frames_element(&build->arena, &build->frames, KX_EL_LINK, 0);

	assert_int_equal(build->frames.elements[element].target, -1);
	assert_int_equal(build->frames.elements[element].links_back, -1);
	assert_null(build->frames.elements[element].alt);
}

static void
test_items_are_tagged_or_artifacts(void **state)
{
	struct build *build = *state;
	struct kx_frame_item *item;

	assert_int_equal(kx_frames_page(&build->arena, &build->frames, 1000, 1000), 0);
	item = kx_frames_item(&build->arena, &build->frames, 0, KX_ITEM_RECT, 7);
	assert_int_equal(item->artifact, KX_ARTIFACT_NONE);
	item = kx_frames_item(&build->arena, &build->frames, 0, KX_ITEM_RECT, -1);
	assert_int_equal(item->artifact, KX_ARTIFACT_LAYOUT);
	assert_null(kx_frames_item(&build->arena, &build->frames, 1, KX_ITEM_RECT, -1));
	assert_null(kx_frames_item(&build->arena, &build->frames, -1, KX_ITEM_RECT, -1));
}

static void
test_items_keep_their_order_while_the_list_grows(void **state)
{
	struct build *build = *state;
	size_t i;

	assert_int_equal(kx_frames_page(&build->arena, &build->frames, 1000, 1000), 0);
	for (i = 0; i < 1000; i++)
		kx_frames_item(&build->arena, &build->frames, 0, KX_ITEM_RECT, -1)->box.x = (kx_length)i;
	assert_int_equal(build->frames.pages[0].item_count, 1000);
	for (i = 0; i < 1000; i++)
		assert_int_equal(build->frames.pages[0].items[i].box.x, i);
}

static void
test_ceilings(void **state)
{
	struct build *build = *state;
	size_t i;

	for (i = 0; i < KX_MAX_PAGES; i++)
		assert_true(kx_frames_page(&build->arena, &build->frames, 1000, 1000) >= 0);
	assert_int_equal(kx_frames_page(&build->arena, &build->frames, 1000, 1000), -1);
	for (i = 0; i < KX_MAX_ITEMS; i++)
		assert_non_null(kx_frames_item(&build->arena, &build->frames, (int)(i % KX_MAX_PAGES), KX_ITEM_RECT, -1));
	assert_null(kx_frames_item(&build->arena, &build->frames, 0, KX_ITEM_RECT, -1));
}

/* Memory that runs out step by step: every builder says no and nothing is lost. */
static void
test_a_spent_arena(void **state)
{
	struct build *build = *state;
	struct kx_arena small;
	struct kx_frames frames;
	size_t ceiling;
	int page, element, image;

	(void)build;
	for (ceiling = 0; ceiling < 6000; ceiling += 64) {
		memset(&frames, 0, sizeof(frames));
		kx_arena_init(&small, ceiling);
		page = kx_frames_page(&small, &frames, 1000, 1000);
		assert_int_equal(page, frames.page_count == 0 ? -1 : 0);
		element = kx_frames_element(&small, &frames, KX_EL_DOCUMENT, -1);
		assert_int_equal(element, frames.element_count == 0 ? -1 : 0);
		image = kx_frames_image(&small, &frames, "x", NULL, 0);
		assert_int_equal(image, frames.image_count == 0 ? -1 : 0);
		if (page == 0 && kx_frames_item(&small, &frames, 0, KX_ITEM_RECT, -1) == NULL)
			assert_int_equal(frames.pages[0].item_count, 0);
		kx_arena_done(&small);
	}
}

static void
test_bounds(void **state)
{
	struct kx_frame_item item = { .kind = KX_ITEM_GLYPHS, .box = { 10000, 50000, 30000, 12000 } };
	struct kx_box box;

	(void)state;
	item.as.glyphs.size = 12000;
	box = kx_item_bounds(&item);
	assert_int_equal(box.y, 38000);
	assert_int_equal(box.height, 15000);
	item = (struct kx_frame_item){ .kind = KX_ITEM_LINE, .box = { 10000, 50000, -4000, -3000 } };
	box = kx_item_bounds(&item);
	assert_int_equal(box.x, 6000);
	assert_int_equal(box.width, 4000);
	assert_int_equal(box.y, 47000);
	assert_int_equal(box.height, 3000);
}

static void
test_names_are_those_of_pdf(void **state)
{
	(void)state;
	assert_string_equal(kx_element_name(KX_EL_DOCUMENT), "Document");
	assert_string_equal(kx_element_name(KX_EL_LBODY), "LBody");
	assert_string_equal(kx_element_name(KX_EL_THEAD), "THead");
	assert_string_equal(kx_element_name(KX_EL_BIBENTRY), "BibEntry");
	assert_true(kx_element_inline(KX_EL_REFERENCE));
	assert_false(kx_element_inline(KX_EL_LBL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_indices_count_up, open_plain, close_plain),
		cmocka_unit_test_setup_teardown(test_new_elements_lead_nowhere, open_plain, close_plain),
		cmocka_unit_test_setup_teardown(test_items_are_tagged_or_artifacts, open_plain, close_plain),
		cmocka_unit_test_setup_teardown(test_items_keep_their_order_while_the_list_grows, open_plain, close_plain),
		cmocka_unit_test_setup_teardown(test_ceilings, open_plain, close_plain),
		cmocka_unit_test_setup_teardown(test_a_spent_arena, open_plain, close_plain),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_names_are_those_of_pdf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
