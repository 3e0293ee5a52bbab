/*
 * shipped_fonts: the faces of fonts/ as a list built in code, and fonts made
 * from them for the tests of src/text.  Tests run in the project's folder.
 */
#ifndef KX_TESTS_SHIPPED_FONTS_H
#define KX_TESTS_SHIPPED_FONTS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/font_list.h"
#include "text/fonts.h"

#include <hb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SHIPPED_LICENCE "fonts/OFL-AtkinsonHyperlegibleNext.txt"
#define SHIPPED_REGULAR "fonts/AtkinsonHyperlegibleNext-Regular.ttf"

static const struct kx_font_entry shipped_faces[] = {
	{ "regular", SHIPPED_REGULAR, SHIPPED_LICENCE, 400, false, "/faces/0", .known = false },
	{ "italic", "fonts/AtkinsonHyperlegibleNext-Italic.ttf", SHIPPED_LICENCE, 400, true, "/faces/1", .known = false },
	{ "semibold", "fonts/AtkinsonHyperlegibleNext-SemiBold.ttf", SHIPPED_LICENCE, 600, false, "/faces/2", .known = false },
	{ "bold", "fonts/AtkinsonHyperlegibleNext-Bold.ttf", SHIPPED_LICENCE, 700, false, "/faces/3", .known = false },
};
static const char *const shipped_chains[][2] = { { "regular", NULL }, { "italic", "regular" }, { "bold", "regular" },
	{ "semibold", "regular" } };
static const struct kx_font_role shipped_roles[] = {
	{ "body", shipped_chains[0], 1, "/roles/body" },
	{ "emphasis", shipped_chains[1], 2, "/roles/emphasis" },
	{ "strong", shipped_chains[2], 2, "/roles/strong" },
	{ "heading", shipped_chains[3], 2, "/roles/heading" },
};
static const struct kx_font_list shipped_fonts = { "fonts/fonts.json", shipped_faces, 4, shipped_roles, 4, NULL, 0, .memo = NULL };

/* A job's worth of memory and messages, with or without fonts. */
struct bench {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_fonts *fonts;
	char path[32];               /* of the font that bench_write() wrote */
};

static inline void
bench_init(struct bench *bench)
{
	memset(bench, 0, sizeof(*bench));
	kx_arena_init(&bench->arena, 256u * 1024 * 1024);
	kx_diagnostics_init(&bench->diags, &bench->arena);
}

static inline void
bench_done(struct bench *bench)
{
	kx_fonts_free(bench->fonts);
	kx_arena_done(&bench->arena);
	if (bench->path[0] != '\0')
		unlink(bench->path);
}

/* cmocka's set-up and tear-down around a group: the shipped fonts. */
static inline int
bench_open(void **state)
{
	struct bench *bench = malloc(sizeof(*bench));

	if (bench == NULL)
		return -1;
	bench_init(bench);
	*state = bench;
	return kx_fonts_load(&shipped_fonts, &bench->fonts, &bench->diags) ? 0 : -1;
}

static inline int
bench_close(void **state)
{
	bench_done(*state);
	free(*state);
	return 0;
}

/* Messages are for one test each. */
static inline int
bench_clear(void **state)
{
	struct bench *bench = *state;

	kx_arena_done(&bench->arena);
	kx_arena_init(&bench->arena, 256u * 1024 * 1024);
	kx_diagnostics_init(&bench->diags, &bench->arena);
	return 0;
}

/* Make a font file of these bytes, over the one before; false when the disk fails. */
static inline bool
bench_write(struct bench *bench, const void *bytes, size_t length)
{
	FILE *file;
	bool done;
	int fd;

	if (bench->path[0] == '\0') {
		strcpy(bench->path, "/tmp/kx-font-XXXXXX");
		fd = mkstemp(bench->path);
		if (fd < 0)
			return false;
		close(fd);
	}
	file = fopen(bench->path, "wb");
	if (file == NULL)
		return false;
	done = fwrite(bytes, 1, length, file) == length;
	return fclose(file) == 0 && done;
}

/* Load a list of one face, "made", from the file bench_write() wrote, and the shipped regular after it. */
static inline bool
bench_load(struct bench *bench)
{
	static const char *const chain[] = { "made", "regular" };
	const struct kx_font_entry faces[] = {
		{ "made", bench->path, SHIPPED_LICENCE, 400, false, "/faces/0", .known = false },
		{ "regular", SHIPPED_REGULAR, SHIPPED_LICENCE, 400, false, "/faces/1", .known = false },
	};
	const struct kx_font_role roles[] = { { "body", chain, 2, "/roles/body" }, { "strong", chain, 2, "/roles/strong" },
		{ "emphasis", chain, 2, "/roles/emphasis" } };
	const struct kx_font_list list = { "made.json", faces, 2, roles, 3, NULL, 0, .memo = NULL };

	kx_fonts_free(bench->fonts);
	bench->fonts = NULL;
	return kx_fonts_load(&list, &bench->fonts, &bench->diags);
}

/* The bytes of table `tag` of the shipped regular; the caller frees them. */
static inline uint8_t *
shipped_table(const char *tag, size_t *ret_length)
{
	hb_blob_t *file = hb_blob_create_from_file(SHIPPED_REGULAR);
	hb_face_t *face = hb_face_create(file, 0);
	hb_blob_t *table = hb_face_reference_table(face, hb_tag_from_string(tag, -1));
	unsigned length;
	const char *bytes = hb_blob_get_data(table, &length);
	uint8_t *copy = malloc(length + 1);

	if (copy != NULL && length > 0)
		memcpy(copy, bytes, length);
	*ret_length = length;
	hb_blob_destroy(table);
	hb_face_destroy(face);
	hb_blob_destroy(file);
	return copy;
}

/* Write the shipped regular with table `tag` replaced (added; left out when `bytes` is NULL), checksums right. */
static inline bool
bench_write_with(struct bench *bench, const char *tag, const void *bytes, size_t length)
{
	hb_tag_t wanted = hb_tag_from_string(tag, -1), tags[64];
	hb_blob_t *file = hb_blob_create_from_file(SHIPPED_REGULAR), *blob;
	hb_face_t *face = hb_face_create(file, 0), *built = hb_face_builder_create();
	unsigned count = 64, i, size;
	const char *data;
	bool done;

	hb_face_get_table_tags(face, 0, &count, tags);
	for (i = 0; i < count; i++) {
		if (tags[i] == wanted || tags[i] == HB_TAG('G', 'l', 'y', 'p'))
			continue;
		blob = hb_face_reference_table(face, tags[i]);
		hb_face_builder_add_table(built, tags[i], blob);
		hb_blob_destroy(blob);
	}
	if (bytes != NULL) {
		blob = hb_blob_create(bytes, (unsigned)length, HB_MEMORY_MODE_READONLY, NULL, NULL);
		hb_face_builder_add_table(built, wanted, blob);
		hb_blob_destroy(blob);
	}
	blob = hb_face_reference_blob(built);
	data = hb_blob_get_data(blob, &size);
	done = bench_write(bench, data, size);
	hb_blob_destroy(blob);
	hb_face_destroy(built);
	hb_face_destroy(face);
	hb_blob_destroy(file);
	return done;
}

/* "7=0+512|9=1+480": glyph, cluster, advance; " | face N " before each segment. */
static inline const char *
shaped_text(struct kx_arena *arena, const struct kx_shaped *shaped)
{
	const struct kx_glyph *glyph;
	struct kx_buffer out;
	const char *text;
	size_t s, g;

	kx_buffer_init(&out, 1024u * 1024);
	for (s = 0; s < shaped->segment_count; s++) {
		kx_buffer_print(&out, "%sface %d [%zu+%zu]:", s > 0 ? " " : "", shaped->segments[s].face, shaped->segments[s].start,
		    shaped->segments[s].length);
		for (g = 0; g < shaped->segments[s].glyph_count; g++) {
			glyph = &shaped->segments[s].glyphs[g];
			kx_buffer_print(&out, " %u=%u+%d", glyph->id, glyph->cluster, glyph->advance);
			if (glyph->x_offset != 0 || glyph->y_offset != 0)
				kx_buffer_print(&out, "@%d,%d", glyph->x_offset, glyph->y_offset);
		}
	}
	text = kx_arena_string(arena, kx_buffer_bytes(&out));
	kx_buffer_done(&out);
	return text;
}

#endif
