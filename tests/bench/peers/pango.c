/*
 * pango: the handout's words by cairo and Pango, with cairo's tags.
 *
 *	pango BLOCKS FONTS COUNT OUT.pdf
 *
 * Makes COUNT documents one after the other, each with another number in its
 * title, and leaves the last in OUT.pdf.  FONTS is the folder of the faces, put
 * before fontconfig as its only one.
 */
#include "blocks.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

static const char *
tag_of(const char *kind)
{
	if (strcmp(kind, "h1") == 0)
		return "H1";
	if (strcmp(kind, "h2") == 0)
		return "H2";
	if (strcmp(kind, "h3") == 0)
		return "H3";
	if (strcmp(kind, "row") == 0)
		return "TR";
	return "P";
}

static PangoLayout *
lay_out(cairo_t *cairo, const char *words, const struct look *look, double width)
{
	PangoLayout *layout = pango_cairo_create_layout(cairo);
	PangoFontDescription *face = pango_font_description_from_string("Atkinson Hyperlegible Next");

	pango_font_description_set_absolute_size(face, look->size * PANGO_SCALE);
	pango_font_description_set_weight(face, look->heavy ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(layout, face);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
	pango_layout_set_text(layout, words, -1);
	pango_font_description_free(face);
	return layout;
}

static void
make(const struct blocks *blocks, int n, const char *out)
{
	cairo_surface_t *surface = cairo_pdf_surface_create(out, PAGE_WIDTH, PAGE_HEIGHT);
	cairo_t *cairo = cairo_create(surface);
	double y = MARGIN;

	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, blocks->list[0].cells[0]);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2026-11-22T00:00:00Z");
	cairo_tag_begin(cairo, "Document", NULL);
	for (int b = 0; b < blocks->count; b++) {
		const struct block *block = &blocks->list[b];
		const struct look *look = look_of(block->kind);
		double wide = (PAGE_WIDTH - 2 * MARGIN - look->indent) / (block->count > 0 ? block->count : 1), tallest = 0;
		PangoLayout *layouts[MOST_CELLS];
		int row = strcmp(block->kind, "row") == 0;
		char title[256];

		for (int i = 0; i < block->count; i++) {
			const char *words = block->cells[i];
			int width, height;

			if (b == 0) {
				snprintf(title, sizeof(title), "%s %d", words, n);
				words = title;
			}
			layouts[i] = lay_out(cairo, words, look, wide - 6);
			pango_layout_get_size(layouts[i], &width, &height);
			tallest = (double)height / PANGO_SCALE > tallest ? (double)height / PANGO_SCALE : tallest;
		}
		if (y + look->before + tallest > PAGE_HEIGHT - MARGIN) {
			cairo_show_page(cairo);
			y = MARGIN;
		}
		y += look->before;
		cairo_tag_begin(cairo, tag_of(block->kind), NULL);
		for (int i = 0; i < block->count; i++) {
			if (row)
				cairo_tag_begin(cairo, "TD", NULL);
			cairo_move_to(cairo, MARGIN + look->indent + i * wide, y);
			pango_cairo_show_layout(cairo, layouts[i]);
			if (row)
				cairo_tag_end(cairo, "TD");
			g_object_unref(layouts[i]);
		}
		cairo_tag_end(cairo, tag_of(block->kind));
		y += tallest;
	}
	cairo_tag_end(cairo, "Document");
	cairo_surface_finish(surface);
	if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
		exit(1);
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
}

int
main(int argc, char **argv)
{
	static struct blocks blocks;

	if (argc != 5) {
		fprintf(stderr, "usage: pango BLOCKS FONTS COUNT OUT.pdf\n");
		return 2;
	}
	cut_blocks(read_whole(argv[1]), &blocks);
	FcConfigAppFontAddDir(FcConfigGetCurrent(), (const FcChar8 *)argv[2]);
	for (int n = 0; n < atoi(argv[3]); n++)
		make(&blocks, n, argv[4]);
	return 0;
}
