/*
 * Tags and links that are kept from sheet to sheet: whatever one of them is
 * written from, a sheet in which only that is other has the bytes that it has
 * when nothing was kept.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memo.h"
#include "build_frames.h"

enum { DOCUMENT, H1, LIST, ITEM, LABEL, BODY, TABLE, HEAD, HEAD_ROW, CORNER, ACROSS, ROWS, ROW, SIDE, CELL, FIGURE, NOTE, LINK, CITED,
	SPAN, SOURCES, ENTRY, OTHER_ENTRY, ELEMENTS };

static kx_length
words(struct build *build, int page, int element, kx_length x, kx_length y, const char *text)
{
	return build_text(build, page, element, "body", KX_PT(10), x, y, text);
}

/* Two pages with one of each kind of thing that a tag or an annotation can say. */
static void
fill(struct build *build)
{
	static const struct { enum kx_element_type type; int parent; } tree[] = {
		{ KX_EL_H1, 0 }, { KX_EL_L, 0 }, { KX_EL_LI, LIST }, { KX_EL_LBL, ITEM }, { KX_EL_LBODY, ITEM }, { KX_EL_TABLE, 0 },
		{ KX_EL_THEAD, TABLE }, { KX_EL_TR, HEAD }, { KX_EL_TH, HEAD_ROW }, { KX_EL_TH, HEAD_ROW }, { KX_EL_TBODY, TABLE },
		{ KX_EL_TR, ROWS }, { KX_EL_TH, ROW }, { KX_EL_TD, ROW }, { KX_EL_FIGURE, 0 }, { KX_EL_NOTE, 0 }, { KX_EL_LINK, BODY },
		{ KX_EL_REFERENCE, BODY }, { KX_EL_SPAN, BODY }, { KX_EL_P, 0 }, { KX_EL_BIBENTRY, SOURCES }, { KX_EL_BIBENTRY, SOURCES },
	};
	struct kx_element *e;
	size_t i;

	for (i = 0; i < sizeof(tree) / sizeof(tree[0]); i++)
		build_element(build, tree[i].type, tree[i].parent);
	kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(800));
	e = build->frames.elements;
	e[LIST].list_numbering = "Decimal";
	e[CORNER].scope = e[ACROSS].scope = KX_SCOPE_COLUMN;
	e[SIDE].scope = KX_SCOPE_ROW;
	e[FIGURE].alt = "A grey square";
	e[FIGURE].has_box = true;
	e[FIGURE].box = (struct kx_box){ KX_PT(100), KX_PT(150), KX_PT(50), KX_PT(50) };
	e[NOTE].id = "note-1";
	e[LINK].uri = "https://example.org/";
	e[CITED].target = ENTRY;
	e[CITED].title = "Reference 1";
	words(build, 0, H1, KX_PT(50), KX_PT(60), "Title");
	words(build, 0, LABEL, KX_PT(50), KX_PT(80), "1.");
	words(build, 0, BODY, KX_PT(70), KX_PT(80), "First");
	words(build, 0, LINK, KX_PT(100), KX_PT(80), "our pages");
	words(build, 0, CITED, KX_PT(160), KX_PT(80), "1");
	words(build, 0, SPAN, KX_PT(180), KX_PT(80), "FDA");
	words(build, 0, CORNER, KX_PT(50), KX_PT(320), "Corner");
	words(build, 0, ACROSS, KX_PT(150), KX_PT(320), "Head");
	words(build, 0, SIDE, KX_PT(50), KX_PT(340), "Side");
	words(build, 0, CELL, KX_PT(150), KX_PT(340), "Cell");
	build_rect(build, 0, FIGURE, KX_PT(100), KX_PT(150), KX_PT(50), KX_PT(50));
	words(build, 0, NOTE, KX_PT(50), KX_PT(700), "A note");
	words(build, 1, ENTRY, KX_PT(50), KX_PT(60), "Somebody, 2024.");
	words(build, 1, OTHER_ENTRY, KX_PT(50), KX_PT(80), "Somebody, 2025.");
}

/* The ways in which a sheet differs from the first, one at a time; false behind the last. */
static bool
differ(struct build *build, int way)
{
	struct kx_frames *frames = &build->frames;
	struct kx_element *e = frames->elements;

	switch (way) {
	case 0: e[FIGURE].alt = "A grey box"; break;
	case 1: e[FIGURE].actual = "A grey square"; break;
	case 2: e[FIGURE].box.x += KX_PT(1); break;
	case 3: e[FIGURE].box.y += KX_PT(1); break;
	case 4: e[FIGURE].box.width -= KX_PT(1); break;
	case 5: e[FIGURE].box.height -= KX_PT(1); break;
	case 6: e[FIGURE].page = 1; break;
	case 7: frames->pages[0].height += KX_PT(1); break;
	case 8: frames->pages[1].height += KX_PT(1); break;
	case 9: e[SPAN].lang = "es"; break;
	case 10: e[SPAN].expansion = "es"; break;
	case 11: e[SPAN].actual = "es"; break;
	case 12: e[SPAN].title = "es"; break;
	case 13: e[SPAN].title = ""; break;
	case 14: e[LIST].list_numbering = "Disc"; break;
	case 15: e[LIST].list_numbering = NULL; break;
	case 16: e[ACROSS].scope = KX_SCOPE_BOTH; break;
	case 17: e[SIDE].scope = KX_SCOPE_COLUMN; break;
	case 18: e[CORNER].column_span = e[SIDE].column_span = 2; break;
	case 19: e[NOTE].id = "note-2"; break;
	case 20: e[ACROSS].id = "head"; break;
	case 21: e[LINK].uri = "https://example.org/a"; break;
	case 22: e[LINK].title = "our page"; break;
	case 23: e[LINK].uri = NULL; e[LINK].target = ENTRY; break;
	case 24: e[CITED].title = "Reference 2"; break;
	case 25: e[CITED].target = OTHER_ENTRY; break;
	case 26: e[CITED].target = -1; break;
	case 27: frames->pages[0].items[3].box.x += KX_PT(3); break;
	case 28: frames->pages[0].items[3].box.y += KX_PT(3); break;
	case 29: frames->pages[1].items[0].box.x += KX_PT(3); break;
	case 30: frames->pages[1].items[0].box.y += KX_PT(3); break;
	case 31: words(build, 1, NOTE, KX_PT(50), KX_PT(100), "goes on"); break;
	case 32: words(build, 1, LINK, KX_PT(50), KX_PT(100), "goes on"); break;
	case 33: words(build, 0, ENTRY, KX_PT(50), KX_PT(710), "Moved"); break;
	case 34: e[OTHER_ENTRY].type = KX_EL_SPAN; break;
	case 35: e[FIGURE].has_box = false; e[FIGURE].type = KX_EL_P; e[FIGURE].alt = NULL; break;
	case 36: build_element(build, KX_EL_P, 0); break;
	case 37: words(build, 0, -1, KX_PT(50), KX_PT(740), "Foot"); break;
	case 38: e[NOTE].parent = BODY; break;
	default: return false;
	}
	return true;
}

static void
whatever_differs_is_seen(void **state)
{
	struct build *first = *state, build;
	struct kx_buffer alone;
	struct kx_memo memo;
	bool other;
	int way;

	fill(first);
	assert_true(build_write(first));
	for (way = 0;; way++) {
		assert_true(build_open(&build));
		fill(&build);
		other = differ(&build, way);
		assert_true(build_write(&build));
		if (other && build.out.length == first->out.length && memcmp(build.out.bytes, first->out.bytes, build.out.length) == 0)
			fail_msg("way %d is none", way);
		alone = build.out;
		kx_buffer_init(&build.out, 256u * 1024 * 1024);
		kx_memo_init(&memo, 16u * 1024 * 1024);
		first->options.memo = build.options.memo = &memo;
		assert_true(build_write(first) && build_write(&build));
		assert_int_equal(build.out.length, alone.length);
		assert_memory_equal(build.out.bytes, alone.bytes, alone.length);
		kx_memo_done(&memo);
		first->options.memo = NULL;
		kx_buffer_done(&alone);
		build_close(&build);
		if (!other)
			break;
	}
	assert_true(way > 30);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whatever_differs_is_seen, build_setup, build_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
