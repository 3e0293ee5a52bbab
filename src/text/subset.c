/*
 * Subsetting with hb-subset.
 *
 * Glyph ids are retained.  Compact ids would need a map to the pdf writer and
 * save little: measured on the shipped faces with 99 glyphs each, 166 bytes
 * of about 5600 after deflate, since the gaps in 'loca' and 'hmtx' are runs of
 * equal bytes.  With retained ids /CIDToGIDMap is Identity and a glyph has one
 * number from shaping to paper.
 *
 * hb_subset_preprocess() was tried: it takes 600 us a face and saves 10 of
 * 35 us a subset; with the pdf writer's own cache it would not pay.
 */
#include "text/fonts.h"

#include "base/diagnostic.h"
#include "text/face.h"

#include <stdlib.h>
#include <string.h>

/* All that an embedded CIDFontType2 program needs once hints are dropped; it has no use for any other table. */
static const hb_tag_t kept[] = {
	HB_TAG('g', 'l', 'y', 'f'), HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
	HB_TAG('l', 'o', 'c', 'a'), HB_TAG('m', 'a', 'x', 'p')
};

#define TAGS_AT_ONCE 32

/* Ask for every table of the face to be dropped but the kept ones; that also keeps GSUB from pulling in more glyphs. */
static void
drop_tables(const struct kx_harfbuzz *hb, hb_face_t *face, hb_set_t *dropped)
{
	hb_tag_t tags[TAGS_AT_ONCE];
	unsigned start = 0, count, i;

	do {
		count = TAGS_AT_ONCE;
		hb->hb_face_get_table_tags(face, start, &count, tags);
		for (i = 0; i < count; i++)
			hb->hb_set_add(dropped, tags[i]);
		start += count;
	} while (count == TAGS_AT_ONCE);
	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		hb->hb_set_del(dropped, kept[i]);
}

static bool
copy_bytes(const struct kx_harfbuzz *hb, hb_face_t *face, uint8_t **ret_bytes, size_t *ret_length)
{
	hb_blob_t *blob = hb->hb_face_reference_blob(face);
	unsigned length;
	const char *bytes = hb->hb_blob_get_data(blob, &length);
	uint8_t *copy = length > 0 ? malloc(length) : NULL;

	if (copy != NULL) {
		memcpy(copy, bytes, length);
		*ret_bytes = copy;
		*ret_length = length;
	}
	hb->hb_blob_destroy(blob);
	return copy != NULL;
}

static bool
report_failure(const struct kx_face_facts *facts, struct kx_diagnostics *diags)
{
	kx_report(diags, KX509, (struct kx_place){ .file = facts->file }, NULL,
	    "the font \"%s\" cannot be cut down to the glyphs in use", facts->id);
	return false;
}

bool
kx_text_subset(const struct kx_fonts *fonts, kx_face face, const uint16_t *glyphs, size_t glyph_count,
    uint8_t **ret_bytes, size_t *ret_length, struct kx_diagnostics *diags)
{
	const struct kx_engine *engine = kx_engine_of(fonts, diags);
	const struct kx_foreign *foreign;
	const struct kx_open_face *open = &fonts->faces[face];
	hb_subset_input_t *input;
	hb_face_t *subset;
	bool done;
	size_t i;

	if (engine == NULL)
		return false;
	foreign = &engine->foreign;
	input = foreign->subset.hb_subset_input_create_or_fail();
	if (input == NULL)
		return report_failure(&open->facts, diags);
	for (i = 0; i < glyph_count; i++) {
		if (glyphs[i] >= open->facts.glyph_count) {
			kx_report(diags, KX990, (struct kx_place){ .file = open->facts.file }, NULL,
			    "the font \"%s\" was asked for glyph %u of %zu", open->facts.id, glyphs[i], open->facts.glyph_count);
			foreign->subset.hb_subset_input_destroy(input);
			return false;
		}
		foreign->hb.hb_set_add(foreign->subset.hb_subset_input_glyph_set(input), glyphs[i]);
	}
	foreign->subset.hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
	drop_tables(&foreign->hb, engine->faces[face].hb_face, foreign->subset.hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
	subset = foreign->subset.hb_subset_or_fail(engine->faces[face].hb_face, input);
	foreign->subset.hb_subset_input_destroy(input);
	done = subset != NULL && copy_bytes(&foreign->hb, subset, ret_bytes, ret_length);
	foreign->hb.hb_face_destroy(subset);
	return done || report_failure(&open->facts, diags);
}
