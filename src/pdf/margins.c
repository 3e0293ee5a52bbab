/*
 * Heads and feet of pages.  They say which document this is, and so are each
 * sheet's own, while the rest of a page is often that of the sheet before; so
 * they are streams by themselves (ISO 32000-1, table 30).  Within a sheet they
 * differ by the number of the page: the lines of content that two pages in
 * turn have in common are one stream, which both show, and what differs, some
 * seventy bytes, is not packed at all.
 */
#include "pdf/writer.h"

#include "pdf/pack.h"

#include <string.h>

#define CONTENT_CEILING ((size_t)256 * 1024 * 1024)
#define LEAST_COMMON 300           /* bytes that are worth two more streams */

bool
kx_pdf_paint_margins(struct kx_writer *writer, int page, size_t first, struct kx_paint_state *state, struct kx_margins *ret_margins)
{
	struct kx_buffer content;
	size_t i;

	kx_buffer_init(&content, CONTENT_CEILING);
	for (i = first; i < writer->reading.page_first[page + 1]; i++)
		kx_paint_sequence(writer, &writer->reading.sequences[i], state, &content);
	*ret_margins = (struct kx_margins){ .length = content.length };
	if (!kx_buffer_failed(&content))
		ret_margins->text = kx_arena_copy(&writer->arena, kx_buffer_bytes(&content), content.length);
	kx_buffer_done(&content);
	return ret_margins->text != NULL;
}

/* Whole lines, as bytes from the start. */
static size_t
same_lines_first(const struct kx_margins *one, const struct kx_margins *other)
{
	size_t lines = 0, i;

	for (i = 0; i < one->length && i < other->length && one->text[i] == other->text[i]; i++) {
		if (one->text[i] == '\n')
			lines = i + 1;
	}
	return lines;
}

/* As many bytes from the end, which is that of a line, of at most `most`. */
static size_t
same_lines_last(const struct kx_margins *one, const struct kx_margins *other, size_t most)
{
	size_t lines = 0, i;

	for (i = 1; i <= most && one->text[one->length - i] == other->text[other->length - i]; i++) {
		if (i > 1 && one->text[one->length - i] == '\n')
			lines = i - 1;
	}
	return lines;
}

/* Do the lines that were found for one page stand at both ends of another, too? */
static bool
has_lines_of(const struct kx_margins *page, const struct kx_margins *other)
{
	return other->first + other->last > 0 && page->length >= other->first + other->last &&
	    memcmp(page->text, other->text, other->first) == 0 &&
	    memcmp(page->text + page->length - other->last, other->text + other->length - other->last, other->last) == 0;
}

void
kx_pdf_part_margins(struct kx_margins *margins, size_t count)
{
	size_t i, first, last, shorter;

	for (i = 0; i < count; i++) {
		if (i > 0 && has_lines_of(&margins[i], &margins[i - 1])) {
			margins[i].first = margins[i - 1].first;
			margins[i].last = margins[i - 1].last;
		} else if (i + 1 < count) {
			shorter = margins[i].length < margins[i + 1].length ? margins[i].length : margins[i + 1].length;
			first = same_lines_first(&margins[i], &margins[i + 1]);
			last = same_lines_last(&margins[i], &margins[i + 1], shorter - first);
			if (first + last >= LEAST_COMMON) {
				margins[i].first = first;
				margins[i].last = last;
			}
		}
	}
}

/* The stream of a stretch that has been shown already, or a new one. */
static HPDF_Dict
find_stream(struct kx_writer *writer, const char *text, size_t length)
{
	struct kx_margin_stream *made;
	size_t i;

	for (i = 0; i < writer->margin_count; i++) {
		made = &writer->margins[i];
		if (made->length == length && memcmp(made->text, text, length) == 0)
			return made->object;
	}
	made = kx_arena_push(&writer->arena, &writer->margins, &writer->margin_count, &writer->margin_room, sizeof(*made));
	if (made == NULL)
		return NULL;
	*made = (struct kx_margin_stream){ text, length, kx_pdf_stream(writer, length > KX_PIECE_STORED ? KX_PDF_DEFLATE : KX_PDF_PLAIN,
	    text, length) };
	return made->object;
}

size_t
kx_pdf_margin_streams(struct kx_writer *writer, const struct kx_margins *margins, HPDF_Dict ret_streams[KX_MARGIN_STREAMS])
{
	const size_t ends[KX_MARGIN_STREAMS] = { margins->first, margins->length - margins->last, margins->length };
	size_t count = 0, at = 0, i;

	for (i = 0; i < KX_MARGIN_STREAMS; at = ends[i++])
		if (ends[i] > at)
			ret_streams[count++] = find_stream(writer, margins->text + at, ends[i] - at);
	return count;
}
