/*
 * What the glyphs of each face stand for, over the whole document.
 *
 * ToUnicode: each used glyph maps to the text it stands for.  When it stands
 * for several texts in one document, the least by bytes is taken, whatever
 * the order of the pages ("A" before a Greek Alpha), and the other places get an
 * ActualText span (text.c).  A glyph that only ever stands in company (a
 * letter and its accent) borrows the text of the whole cluster.
 *
 * Most runs of a batch's sheet come out of the memo, and have numbers
 * (frame.h).  What they come to together does not depend on their order nor on
 * the other runs, so it is kept by those numbers.
 */
#include "pdf/writer.h"

#include "base/diagnostic.h"
#include "base/memo.h"

#include <string.h>

static bool
less(const char *a, size_t a_length, const char *b, size_t b_length)
{
	int order = memcmp(a, b, a_length < b_length ? a_length : b_length);

	return order < 0 || (order == 0 && a_length < b_length);
}

/* The glyph's text as one plain letter, which a glyph alone stands for; 0 where it is anything else. */
static char
letter_of(const struct kx_glyph_use *use)
{
	return use->length == 1 && !use->borrowed && use->text[0] >= ' ' && use->text[0] <= '~' ? use->text[0] : '\0';
}

/* It stands alone for two texts.  The list is in order, whatever was seen first: keys have it (piece_key.c). */
static void
contest(struct kx_writer *writer, struct kx_face_use *face, uint16_t id)
{
	uint16_t *place;

	if (face->glyphs[id].contested)
		return;
	face->glyphs[id].contested = true;
	place = kx_arena_push(&writer->arena, &face->contested, &face->contested_count, &face->contested_room, sizeof(*place));
	if (place == NULL)
		return;
	for (; place > face->contested && place[-1] > id; place--)
		place[0] = place[-1];
	*place = id;
}

static void
note_use(struct kx_writer *writer, struct kx_face_use *face, uint16_t id, const struct kx_cluster *cluster)
{
	struct kx_glyph_use *use = &face->glyphs[id];
	bool borrowed = cluster->count > 1, first = use->text == NULL || (use->borrowed && !borrowed);
	bool same = !first && use->length == cluster->length && memcmp(use->text, cluster->text, use->length) == 0;

	if (!first && use->borrowed != borrowed)
		return;
	if (!first && !borrowed && !same)
		contest(writer, face, id);
	if (!first && (same || !less(cluster->text, cluster->length, use->text, use->length)))
		return;
	use->text = cluster->text;
	use->length = cluster->length;
	use->borrowed = borrowed;
	face->letters[id] = letter_of(use);
}

static bool
open_face(struct kx_writer *writer, struct kx_face_use *face, kx_face index)
{
	if (face->used)
		return true;
	face->facts = kx_fonts_facts(writer->fonts, index);
	face->glyphs = kx_arena_array(&writer->arena, face->facts->glyph_count, sizeof(*face->glyphs));
	face->letters = kx_arena_array(&writer->arena, face->facts->glyph_count, sizeof(*face->letters));
	face->used = face->glyphs != NULL && face->letters != NULL;
	return face->used;
}

size_t
kx_pdf_pass_known(const struct kx_face_use *face, const struct kx_frame_glyphs *glyphs, size_t at)
{
	const struct kx_frame_glyph *glyph = &glyphs->glyphs[at];
	size_t known = face->facts->glyph_count, end;

	if (at == 0 && glyphs->count > 0 && glyph->cluster != 0)
		return at;
	for (; at < glyphs->count; at++, glyph++) {
		end = at + 1 < glyphs->count ? glyph[1].cluster : glyphs->length;
		if (glyph->cluster + 1 != end || glyph->id >= known || face->letters[glyph->id] != glyphs->text[glyph->cluster])
			break;
	}
	return at;
}

/* All glyphs of a run; false, and reported, when the face does not have one. */
static bool
collect_run(struct kx_writer *writer, struct kx_face_use *face, const struct kx_frame_glyphs *glyphs)
{
	struct kx_place nowhere;
	struct kx_cluster cluster;
	size_t at = 0, i;

	for (at = kx_pdf_pass_known(face, glyphs, 0); at < glyphs->count; at = kx_pdf_pass_known(face, glyphs, at)) {
		kx_cluster_next(&writer->arena, glyphs, &at, &cluster);
		for (i = cluster.first; i < cluster.first + cluster.count; i++) {
			if (glyphs->glyphs[i].id >= face->facts->glyph_count) {
				memset(&nowhere, 0, sizeof(nowhere));
				kx_report(writer->diags, KX990, nowhere, NULL, "a frame shows glyph %u, which %s does not have",
				    glyphs->glyphs[i].id, face->facts->id);
				return false;
			}
			if (cluster.length > 0)
				note_use(writer, face, (uint16_t)glyphs->glyphs[i].id, &cluster);
		}
	}
	return true;
}

static bool
collect_item(struct kx_writer *writer, const struct kx_frame_glyphs *glyphs)
{
	struct kx_place nowhere;
	struct kx_face_use *face;

	if ((size_t)glyphs->face >= writer->face_count) {
		memset(&nowhere, 0, sizeof(nowhere));
		kx_report(writer->diags, KX990, nowhere, NULL, "a frame names face %d of %zu", glyphs->face, writer->face_count);
		return false;
	}
	face = &writer->faces[glyphs->face];
	return open_face(writer, face, glyphs->face) && collect_run(writer, face, glyphs);
}

/* ---- runs that have numbers ---- */

struct kept_glyph { uint16_t id; bool borrowed, contested; const char *text; size_t length; };
struct kept_face { kx_face face; struct kept_glyph *glyphs; size_t count; };
struct kept_uses { struct kept_face *faces; size_t count; };

/* Of a face, in the memo; false when memory ends. */
static bool
keep_face(const struct kx_face_use *face, kx_face index, struct kx_arena *room, struct kept_face *kept)
{
	const struct kx_glyph_use *use;
	size_t count = 0, i;

	for (i = 0; i < face->facts->glyph_count; i++)
		count += face->glyphs[i].text != NULL;
	kept->face = index;
	kept->glyphs = kx_arena_array(room, count, sizeof(*kept->glyphs));
	for (i = 0; kept->glyphs != NULL && i < face->facts->glyph_count; i++) {
		use = &face->glyphs[i];
		if (use->text == NULL)
			continue;
		kept->glyphs[kept->count] = (struct kept_glyph){ (uint16_t)i, use->borrowed, use->contested,
			kx_arena_copy(room, use->text, use->length), use->length };
		if (kept->glyphs[kept->count++].text == NULL)
			return false;
	}
	return kept->glyphs != NULL;
}

static void
keep_uses(struct kx_writer *writer, const struct kx_memo_key *key)
{
	struct kx_arena *room = kx_memo_arena(writer->options->memo);
	struct kept_uses *kept = room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;
	size_t i;

	if (kept != NULL)
		kept->faces = kx_arena_array(room, writer->face_count, sizeof(*kept->faces));
	if (kept == NULL || kept->faces == NULL)
		return;
	for (i = 0; i < writer->face_count; i++)
		if (writer->faces[i].used && !keep_face(&writer->faces[i], (kx_face)i, room, &kept->faces[kept->count++]))
			return;
	kx_memo_keep(writer->options->memo, key, kept);
}

/* As if their runs had been collected. */
static bool
take_uses(struct kx_writer *writer, const struct kept_uses *kept)
{
	const struct kept_glyph *glyph;
	struct kx_face_use *face;
	size_t i, k;

	for (i = 0; i < kept->count; i++) {
		face = &writer->faces[kept->faces[i].face];
		if (!open_face(writer, face, kept->faces[i].face))
			return false;
		for (k = 0; k < kept->faces[i].count; k++) {
			glyph = &kept->faces[i].glyphs[k];
			face->glyphs[glyph->id].text = glyph->text;
			face->glyphs[glyph->id].length = glyph->length;
			face->glyphs[glyph->id].borrowed = glyph->borrowed;
			face->letters[glyph->id] = letter_of(&face->glyphs[glyph->id]);
			if (glyph->contested)
				contest(writer, face, glyph->id);
		}
	}
	return true;
}

/* ---- all of them ---- */

/* All runs with numbers, or all without. */
static bool
collect_items(struct kx_writer *writer, bool numbered)
{
	const struct kx_frame_item *item;
	size_t p, i;

	for (p = 0; p < writer->frames->page_count; p++) {
		for (i = 0; i < writer->frames->pages[p].item_count; i++) {
			item = &writer->frames->pages[p].items[i];
			if (item->kind == KX_ITEM_GLYPHS && (item->as.glyphs.number != 0) == numbered &&
			    !collect_item(writer, &item->as.glyphs))
				return false;
		}
	}
	return true;
}

/* The numbers of all runs that have one, with their faces, as a key; false where there is none. */
static bool
number_key(struct kx_writer *writer, struct kx_memo_key *ret_key)
{
	const struct kx_frame_item *item;
	uint64_t *numbers;
	size_t count = 0, p, i;

	for (p = 0; p < writer->frames->page_count; p++)
		count += writer->frames->pages[p].item_count;
	numbers = kx_arena_room(&writer->arena, 2 * count * sizeof(*numbers));
	for (count = p = 0; numbers != NULL && p < writer->frames->page_count; p++) {
		for (i = 0; i < writer->frames->pages[p].item_count; i++) {
			item = &writer->frames->pages[p].items[i];
			if (item->kind != KX_ITEM_GLYPHS || item->as.glyphs.number == 0)
				continue;
			numbers[count++] = item->as.glyphs.number;
			numbers[count++] = (uint64_t)item->as.glyphs.face;
		}
	}
	*ret_key = kx_memo_key(KX_MEMO_USES, 0);
	kx_memo_part(ret_key, numbers, count * sizeof(*numbers));
	return count > 0;
}

static bool
collect_numbered(struct kx_writer *writer)
{
	const struct kept_uses *kept;
	struct kx_memo_key key;

	if (writer->options->memo == NULL || !number_key(writer, &key))
		return collect_items(writer, true);
	kept = kx_memo_find(writer->options->memo, &key);
	if (kept != NULL)
		return take_uses(writer, kept);
	if (!collect_items(writer, true))
		return false;
	keep_uses(writer, &key);
	return true;
}

static int
find_space(const struct kx_face_use *face)
{
	size_t i;

	for (i = 0; i < face->facts->glyph_count; i++) {
		if (face->glyphs[i].text != NULL && face->glyphs[i].length == 1 && face->glyphs[i].text[0] == ' ')
			return (int)i;
	}
	return -1;
}

bool
kx_pdf_collect_fonts(struct kx_writer *writer)
{
	size_t i;

	writer->face_count = kx_fonts_count(writer->fonts);
	writer->faces = kx_arena_array(&writer->arena, writer->face_count, sizeof(*writer->faces));
	if (writer->faces == NULL)
		return !kx_pdf_failed(writer);
	if (!collect_numbered(writer) || !collect_items(writer, false))
		return kx_arena_spent(&writer->arena) ? !kx_pdf_failed(writer) : false;
	for (i = 0; i < writer->face_count; i++) {
		if (!writer->faces[i].used)
			continue;
		writer->faces[i].space = find_space(&writer->faces[i]);
		/* Pages name the font before it is written: its glyphs are known only now, its object is needed there. */
		writer->faces[i].font = kx_pdf_object(writer->haru);
	}
	return !kx_pdf_failed(writer);
}

