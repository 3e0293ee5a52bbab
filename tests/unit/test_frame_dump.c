/* `--dump frames`. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_frames.h"

static void
test_a_small_sheet(void **state)
{
	static const struct kx_path_step steps[] = { { KX_MOVE, { { 0, 0 } } }, { KX_LINE, { { 9000, 9000 } } } };
	static const char expected[] =
	    "frames title=\"A \\\"sheet\\\"\" language=\"en-US\"\n"
	    "page 1 612x792\n"
	    "  rect 10,20 30.5x40 fill=#dddddd artifact=background region=head\n"
	    "  line 1,2 3x-4 stroke=#ff0000 line=0.75 artifact=layout\n"
	    "  path 0,0 9x9 fill=#0000ff steps=2 Figure:2\n"
	    "  image 0 1,1 8x8 Figure:2\n"
	    "  text 72,100.5 width=25 face=0 size=10 #000000 \"Hello\" H1:1\n"
	    "tree\n"
	    "  Document:0\n"
	    "    H1:1\n"
	    "    Figure:2 alt=\"a line\\x0abreak\" page=1 box=0,0 9x9\n"
	    "    Table:3\n"
	    "      TR:4\n"
	    "        TH:5 scope=column columns=2 rows=3\n"
	    "    L:6 numbering=Disc\n"
	    "    Link:7 lang=\"de\" expansion=\"x\" title=\"t\" id=\"i\" uri=\"http://a/\"\n"
	    "    Reference:8 actual=\"b\" target=1\n"
	    "bookmark level=1 page=1 y=90.5 title=\"Hello\"\n"
	    "image 0 bytes=3\n";
	struct build build;
	struct kx_frames *frames = &build.frames;
	struct kx_frame_item *item;
	struct kx_frame_bookmark *mark;
	int i;

	(void)state;
	build_init(&build);
	kx_frames_page(&build.arena, frames, KX_PT(612), KX_PT(792));
	for (i = 0; i < 9; i++) {
		static const enum kx_element_type types[] = { KX_EL_DOCUMENT, KX_EL_H1, KX_EL_FIGURE, KX_EL_TABLE, KX_EL_TR, KX_EL_TH,
			KX_EL_L, KX_EL_LINK, KX_EL_REFERENCE };
		static const int parents[] = { -1, 0, 0, 0, 3, 4, 0, 0, 0 };

		build_element(&build, types[i], parents[i]);
	}
	frames->title = "A \"sheet\"";
	frames->elements[2].alt = "a line\nbreak";
	frames->elements[2].has_box = true;
	frames->elements[2].box = (struct kx_box){ 0, 0, 9000, 9000 };
	frames->elements[5].scope = KX_SCOPE_COLUMN;
	frames->elements[5].column_span = 2;
	frames->elements[5].row_span = 3;
	frames->elements[6].list_numbering = "Disc";
	frames->elements[7].lang = "de";
	frames->elements[7].expansion = "x";
	frames->elements[7].title = "t";
	frames->elements[7].id = "i";
	frames->elements[7].uri = "http://a/";
	frames->elements[8].actual = "b";
	frames->elements[8].target = 1;
	item = build_rect(&build, 0, -1, KX_PT(10), KX_PT(20), 30500, KX_PT(40));
	item->artifact = KX_ARTIFACT_BACKGROUND;
	item->region = "head";
	item = kx_frames_item(&build.arena, frames, 0, KX_ITEM_LINE, -1);
	item->box = (struct kx_box){ 1000, 2000, 3000, -4000 };
	item->as.shape = (struct kx_frame_shape){ .stroke = true, .stroke_color = 0xFF0000, .line_width = 750 };
	item = kx_frames_item(&build.arena, frames, 0, KX_ITEM_PATH, 2);
	item->box = (struct kx_box){ 0, 0, 9000, 9000 };
	item->as.shape = (struct kx_frame_shape){ .fill = true, .fill_color = 0x0000FF, .steps = steps, .step_count = 2 };
	item = kx_frames_item(&build.arena, frames, 0, KX_ITEM_IMAGE, 2);
	item->box = (struct kx_box){ 1000, 1000, 8000, 8000 };
	item->as.image = kx_frames_image(&build.arena, frames, "p.png", (const uint8_t *)"abc", 3);
	build_plain(&build, 0, 1, KX_PT(72), 100500, "Hello");
	mark = kx_arena_push(&build.arena, &frames->bookmarks, &frames->bookmark_count, &frames->bookmark_room, sizeof(*mark));
	*mark = (struct kx_frame_bookmark){ "Hello", 1, 0, 90500, 1 };
	assert_false(build.failed);
	kx_frames_dump(frames, &build.out);
	assert_string_equal(kx_buffer_bytes(&build.out), expected);
	build_close(&build);
}

/* A broken tree is for the check to tell; the dump still shows the pages. */
static void
test_a_broken_tree(void **state)
{
	struct build build;

	(void)state;
	build_init(&build);
	kx_frames_page(&build.arena, &build.frames, KX_PT(612), KX_PT(792));
	build_element(&build, KX_EL_DOCUMENT, 5);
	build_plain(&build, 0, 8, KX_PT(72), KX_PT(100), "Lost");
	kx_frames_dump(&build.frames, &build.out);
	assert_non_null(strstr(kx_buffer_bytes(&build.out), "\"Lost\""));
	build_close(&build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_a_small_sheet), cmocka_unit_test(test_a_broken_tree) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
