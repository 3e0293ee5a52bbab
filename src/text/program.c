#include "text/program.h"

#include "base/arena.h"
#include "text/foreign.h"

#include <stdlib.h>

struct kx_program {
	const struct kx_harfbuzz *hb;
	hb_face_t *face;
	hb_font_t *font;
};

/* HarfBuzz takes a table that it mistrusts for an empty one. */
static bool
has_tables(const struct kx_program *program)
{
	static const hb_tag_t needed[] = {
		HB_TAG('g', 'l', 'y', 'f'), HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
		HB_TAG('l', 'o', 'c', 'a'), HB_TAG('m', 'a', 'x', 'p')
	};
	hb_blob_t *table;
	unsigned length;
	size_t i;

	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		table = program->hb->hb_face_reference_table(program->face, needed[i]);
		length = program->hb->hb_blob_get_length(table);
		program->hb->hb_blob_destroy(table);
		if (length == 0)
			return false;
	}
	return program->hb->hb_face_get_glyph_count(program->face) > 0;
}

const struct kx_harfbuzz *
kx_programs_load(struct kx_arena *arena, struct kx_diagnostics *diags)
{
	struct kx_harfbuzz *hb = kx_arena_alloc(arena, sizeof(*hb));

	return hb != NULL && kx_harfbuzz_load(hb, diags) ? hb : NULL;
}

struct kx_program *
kx_program_open(const struct kx_harfbuzz *hb, const void *bytes, size_t length)
{
	struct kx_program *program = malloc(sizeof(*program));
	hb_blob_t *blob;

	if (program == NULL)
		return NULL;
	program->hb = hb;
	blob = program->hb->hb_blob_create(bytes, (unsigned)length, HB_MEMORY_MODE_READONLY, NULL, NULL);
	program->face = program->hb->hb_face_create(blob, 0);
	program->hb->hb_blob_destroy(blob);
	program->font = program->hb->hb_font_create(program->face);
	if (has_tables(program))
		return program;
	kx_program_free(program);
	return NULL;
}

void
kx_program_free(struct kx_program *program)
{
	if (program == NULL)
		return;
	program->hb->hb_font_destroy(program->font);
	program->hb->hb_face_destroy(program->face);
	free(program);
}

unsigned
kx_program_glyphs(const struct kx_program *program)
{
	return program->hb->hb_face_get_glyph_count(program->face);
}

unsigned
kx_program_units(const struct kx_program *program)
{
	return program->hb->hb_face_get_upem(program->face);
}

int32_t
kx_program_advance(const struct kx_program *program, uint16_t glyph)
{
	return program->hb->hb_font_get_glyph_h_advance(program->font, glyph);
}

bool
kx_program_draws(const struct kx_program *program, uint16_t glyph)
{
	hb_glyph_extents_t extents;

	return program->hb->hb_font_get_glyph_extents(program->font, glyph, &extents) && extents.width != 0 && extents.height != 0;
}
