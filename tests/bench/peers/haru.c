/*
 * haru: the handout's words by libharu alone, with its own UTF-8 fonts.
 *
 *	haru BLOCKS FONTS COUNT OUT.pdf
 *
 * Makes COUNT documents one after the other, each with another number in its
 * title, and leaves the last in OUT.pdf.  No tags, no shaping, lines filled one
 * by one: what a page by hand with libharu is.
 */
#include "blocks.h"

#include <hpdf.h>
#include <setjmp.h>

static void
failed(HPDF_STATUS error, HPDF_STATUS detail, void *data)
{
	(void)data;
	fprintf(stderr, "haru: error %04lx, %lu\n", (unsigned long)error, (unsigned long)detail);
	exit(1);
}

struct pen { HPDF_Doc doc; HPDF_Page page; double y; };

static void
need(struct pen *pen, double height)
{
	if (pen->page != NULL && pen->y - height >= MARGIN)
		return;
	pen->page = HPDF_AddPage(pen->doc);
	HPDF_Page_SetWidth(pen->page, PAGE_WIDTH);
	HPDF_Page_SetHeight(pen->page, PAGE_HEIGHT);
	pen->y = PAGE_HEIGHT - MARGIN;
}

/* Fills lines of WIDTH from X down; returns the lines' height. */
static double
set_words(struct pen *pen, const char *words, HPDF_Font font, const struct look *look, double x, double width, double y)
{
	double top = y;

	while (*words != '\0') {
		char line[512];
		HPDF_UINT fits;

		HPDF_Page_SetFontAndSize(pen->page, font, (HPDF_REAL)look->size);
		fits = HPDF_Page_MeasureText(pen->page, words, (HPDF_REAL)width, HPDF_TRUE, NULL);
		if (fits == 0 || fits >= sizeof(line))
			fits = (HPDF_UINT)(strlen(words) < sizeof(line) - 1 ? strlen(words) : sizeof(line) - 1);
		memcpy(line, words, fits);
		line[fits] = '\0';
		y -= look->leading;
		HPDF_Page_BeginText(pen->page);
		HPDF_Page_TextOut(pen->page, (HPDF_REAL)x, (HPDF_REAL)y, line);
		HPDF_Page_EndText(pen->page);
		for (words += fits; *words == ' '; words++)
			;
	}
	return top - y;
}

static double
lines_of(const struct block *block, const struct look *look)
{
	size_t longest = 0;

	for (int i = 0; i < block->count; i++) {
		if (strlen(block->cells[i]) > longest)
			longest = strlen(block->cells[i]);
	}
	return look->leading * (1 + (double)longest * block->count * look->size * 0.5 / (PAGE_WIDTH - 2 * MARGIN));
}

int
main(int argc, char **argv)
{
	static struct blocks blocks;
	char path[2][4096], title[256];

	if (argc != 5) {
		fprintf(stderr, "usage: haru BLOCKS FONTS COUNT OUT.pdf\n");
		return 2;
	}
	cut_blocks(read_whole(argv[1]), &blocks);
	snprintf(path[0], sizeof(path[0]), "%s/AtkinsonHyperlegibleNext-Regular.ttf", argv[2]);
	snprintf(path[1], sizeof(path[1]), "%s/AtkinsonHyperlegibleNext-SemiBold.ttf", argv[2]);
	for (int n = 0; n < atoi(argv[3]); n++) {
		struct pen pen = { HPDF_New(failed, NULL), NULL, 0 };
		HPDF_Font fonts[2];

		HPDF_UseUTFEncodings(pen.doc);
		HPDF_SetCompressionMode(pen.doc, HPDF_COMP_ALL);
		for (int i = 0; i < 2; i++)
			fonts[i] = HPDF_GetFont(pen.doc, HPDF_LoadTTFontFromFile(pen.doc, path[i], HPDF_TRUE), "UTF-8");
		for (int b = 0; b < blocks.count; b++) {
			const struct block *block = &blocks.list[b];
			const struct look *look = look_of(block->kind);
			double wide = (PAGE_WIDTH - 2 * MARGIN - look->indent) / (block->count > 0 ? block->count : 1), tallest = 0;

			need(&pen, look->before + lines_of(block, look));
			pen.y -= look->before;
			for (int i = 0; i < block->count; i++) {
				const char *words = block->cells[i];
				double tall;

				if (b == 0) {
					snprintf(title, sizeof(title), "%s %d", words, n);
					words = title;
				}
				tall = set_words(&pen, words, fonts[look->heavy], look, MARGIN + look->indent + i * wide, wide - 6, pen.y);
				tallest = tall > tallest ? tall : tallest;
			}
			pen.y -= tallest;
		}
		HPDF_SaveToFile(pen.doc, argv[4]);
		HPDF_Free(pen.doc);
	}
	return 0;
}
