/*
 * set_sheet: a small template, document and font set for the layout tests,
 * built in code so that they stand on nothing but layout and text.
 */
#ifndef KX_TESTS_SET_SHEET_H
#define KX_TESTS_SET_SHEET_H

#include "base/font_list.h"
#include "layout/setting.h"

#include <string.h>

static struct kx_style sheet_styles[] = {
	{ "body", "body", 12000, 15500, 0, 5000, "text", false, false, false, false },
	{ "heading-2", "body", 16000, 20000, 12000, 4000, "text", false, true, false, false },
	{ "item", "body", 12000, 15500, 0, 3000, "text", false, false, false, false },
	{ "list-bullet", "body", 12000, 15500, 0, 0, "text", false, false, false, false },
	{ "cell", "body", 12000, 15000, 0, 0, "text", false, false, false, false },
	{ "cell-head", "body", 11000, 13500, 0, 0, "text", false, false, false, false },
	{ "cell-label", "body", 12000, 15000, 0, 0, "text", false, false, false, false },
	{ "cell-number", "body", 12000, 15000, 0, 0, "text", true, false, false, false },
	{ "footer", "body", 9000, 12000, 0, 0, "text", false, false, false, false },
	{ "clinic-name", "body", 16000, 20000, 0, 0, "text", false, false, false, false },
	{ "clinic-line", "body", 10000, 13000, 0, 0, "text", false, false, false, false },
	{ "clinic-phone", "body", 16000, 20000, 0, 0, "text", false, false, false, false },
	{ "title", "body", 24000, 28000, 12000, 3000, "text", false, true, false, false },
	{ "subtitle", "body", 14000, 18000, 0, 10000, "text", false, true, false, false },
};
static struct kx_named_color sheet_colors[] = { { "text", "#1A1A1A", NULL }, { "accent", "clinic", NULL }, { "rule", "#B8BEC2", NULL },
	{ "write-in", "#8C8C8C", NULL }, { "group-fill", "#EEEEEE", NULL }, { "bar", "#224466", NULL }, { "bar-against", "#888888", NULL }, { "warning", "#A3231B", NULL } };
static struct kx_paper sheet_papers[] = { { "letter", 612000, 792000, NULL, 0 } };
static struct kx_box_style sheet_boxes[] = { { "plain", "group-fill", NULL, 0, 0, 10000, 6000, 8000, KX_EDGE_NONE } };

static struct kx_template sheet_template = {
	.id = "test", .origin = { "test.json", "" }, .papers = sheet_papers, .paper_count = 1,
	.margin_top = 60000, .margin_bottom = 54000, .margin_left = 48000, .margin_right = 48000,
	.grid_columns = 12, .gutter = 16000, .baseline = 15500, .page_multiple = 1, .page_most = 4,
	.colors = sheet_colors, .color_count = sizeof(sheet_colors) / sizeof(sheet_colors[0]),
	.styles = sheet_styles, .style_count = sizeof(sheet_styles) / sizeof(sheet_styles[0]),
	.boxes = sheet_boxes, .box_count = 1,
	.masthead_height = 46000, .logo_height = 40000, .masthead_name = "clinic-name", .masthead_line = "clinic-line",
};

static struct kx_wording sheet_wording = { .language = "en" };
static struct kx_document sheet_document = { .title = "A test sheet", .subtitle = "", .language = "en",
	.document_id = "test-1", .version = "1", .review_line = "", .next_review_line = "",
	.clinic = { .name = "Test clinic", .colour = 0x17607A }, .wording = &sheet_wording, .sheet = &sheet_template };

static const char *const sheet_chain[] = { "regular" };
static const struct kx_font_entry sheet_face = { "regular", "fonts/AtkinsonHyperlegibleNext-Regular.ttf",
	"fonts/OFL-AtkinsonHyperlegibleNext.txt", 400, false, "/faces/0", .known = false };
static const struct kx_font_role sheet_roles[] = { { "body", sheet_chain, 1, "/roles/body" },
	{ "strong", sheet_chain, 1, "/roles/strong" }, { "emphasis", sheet_chain, 1, "/roles/emphasis" } };
static const struct kx_pattern_entry sheet_patterns = { "en", "fonts/hyph_en_US.dic", "fonts/README-hyph_en_US.txt", "/hyphenation/en" };
static const struct kx_font_list sheet_fonts = { "fonts/fonts.json", &sheet_face, 1, sheet_roles, 3, &sheet_patterns, 1, .memo = NULL };

struct sheet {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_fonts *fonts;
	struct kx_frames frames;
	struct kx_setting set;
	int root;
};

/* Ready to set matter; 0 on success, as cmocka's set-up wants it. */
static inline int
sheet_open(struct sheet *sheet)
{
	memset(sheet, 0, sizeof(*sheet));
	kx_arena_init(&sheet->arena, 64u * 1024 * 1024);
	kx_diagnostics_init(&sheet->diags, &sheet->arena);
	if (!kx_fonts_load(&sheet_fonts, &sheet->fonts, &sheet->diags))
		return -1;
	sheet->set = (struct kx_setting){ .arena = &sheet->arena, .document = &sheet_document, .sheet = &sheet_template,
		.fonts = sheet->fonts, .frames = &sheet->frames, .diags = &sheet->diags, .page_width = 612000,
		.page_height = 792000, .content_width = 516000, .space = 1000, .leading = 1000, .type = 1000 };
	sheet->root = kx_setting_element(&sheet->set, KX_EL_DOCUMENT, -1);
	return sheet->root == 0 ? 0 : -1;
}

static inline void
sheet_close(struct sheet *sheet)
{
	kx_fonts_free(sheet->fonts);
	kx_arena_done(&sheet->arena);
}

#endif
