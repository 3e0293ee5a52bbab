/*
 * Where a sheet says what few others do: the clinic's name, its telephone, the
 * document's number.  The marked content that has such words is packed apart
 * from the rest of its page, so that the rest is that of the sheet before.
 *
 * A text is looked for where an item holds its beginning, as far as the item
 * goes: lines end where they will.  Words that are missed, or found where they
 * are not the clinic's, only part the page elsewhere.
 */
#include "pdf/writer.h"

#include <string.h>

#define MOST_TEXTS 40              /* more are not looked for */
#define LEAST_TEXT 4               /* bytes of an own text that say something */
#define LEAST_START 12             /* of its beginning at the end of an item */
#define LEAST_WEIGHT 400           /* glyphs that are worth a piece */
#define SHAPE_WEIGHT 8             /* a shape takes about as much room as so many */

/*
 * Which bytes a text begins with, which is asked about at each byte of a page, and few of them are; and a bit for each text that
 * may begin with a byte, and go on with one.
 */
struct kx_own {
	bool begins[256];
	uint64_t first[256], second[256];
	struct { const char *text; size_t length; } list[MOST_TEXTS]; size_t count;
};

/* In the arena; NULL when memory ends. */
static struct kx_own *
prepare(struct kx_writer *writer)
{
	const struct kx_pdf_options *options = writer->options;
	struct kx_own *own = kx_arena_alloc(&writer->arena, sizeof(*own));
	size_t i, length;

	for (i = 0; own != NULL && i < options->own_count && own->count < MOST_TEXTS; i++) {
		length = strlen(options->own[i]);
		if (length < LEAST_TEXT)
			continue;
		own->begins[(unsigned char)options->own[i][0]] = true;
		own->first[(unsigned char)options->own[i][0]] |= UINT64_C(1) << own->count;
		own->second[(unsigned char)options->own[i][1]] |= UINT64_C(1) << own->count;
		own->list[own->count].text = options->own[i];
		own->list[own->count++].length = length;
	}
	return own;
}

/* Does one of these texts, as far as there is room for it, stand at `at`? */
static bool
begins_own(const struct kx_own *own, uint64_t which, const char *at, size_t room)
{
	size_t i, length, common;

	for (i = 0; which >> i != 0; i++) {
		if ((which >> i & 1) == 0)
			continue;
		length = own->list[i].length;
		common = length < room ? length : room;
		if ((common == length || common >= LEAST_START) && memcmp(own->list[i].text, at, common) == 0)
			return true;
	}
	return false;
}

static bool
holds_own(const struct kx_own *own, const char *text, size_t length)
{
	uint64_t which;
	size_t at;

	for (at = 0; at + 1 < length; at++) {
		if (!own->begins[(unsigned char)text[at]])
			continue;
		which = own->first[(unsigned char)text[at]] & own->second[(unsigned char)text[at + 1]];
		if (which != 0 && begins_own(own, which, text + at, length - at))
			return true;
	}
	return false;
}

static bool
is_own(const struct kx_own *own, const struct kx_frame_page *page, const struct kx_sequence *sequence, size_t *ret_weight)
{
	const struct kx_frame_item *item;
	size_t i;

	*ret_weight = 0;
	for (i = sequence->first; i < sequence->first + sequence->count; i++) {
		item = &page->items[i];
		*ret_weight += item->kind == KX_ITEM_GLYPHS ? item->as.glyphs.count : SHAPE_WEIGHT;
		if (item->kind == KX_ITEM_GLYPHS && holds_own(own, item->as.glyphs.text, item->as.glyphs.length))
			return true;
	}
	return false;
}

/* Before and behind each run of own sequences; what lies between two of them and is not worth a piece belongs to both. */
size_t
kx_pdf_cut(struct kx_writer *writer, int page, size_t end, size_t ret_cuts[KX_PAGE_CUTS], bool *ret_begins_own)
{
	size_t first = writer->reading.page_first[page], common = first, weight = 0, count = 0, more, i;

	*ret_begins_own = false;
	if (writer->options->own_count == 0)
		return 0;
	if (writer->own == NULL)
		writer->own = prepare(writer);
	if (writer->own == NULL)
		return 0;
	for (i = first; i < end && count + 3 <= KX_PAGE_CUTS; i++) {
		if (!is_own(writer->own, &writer->frames->pages[page], &writer->reading.sequences[i], &more)) {
			weight += more;
			continue;
		}
		*ret_begins_own = *ret_begins_own || (count == 0 && weight < LEAST_WEIGHT);
		if (weight >= LEAST_WEIGHT) {
			if (common > first)
				ret_cuts[count++] = common;
			ret_cuts[count++] = i;
		}
		common = i + 1;
		weight = 0;
	}
	if (common > first && weight >= LEAST_WEIGHT)
		ret_cuts[count++] = common;
	return count;
}
