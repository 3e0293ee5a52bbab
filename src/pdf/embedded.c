#include "pdf/embedded.h"

#include "base/diagnostic.h"
#include "base/flat.h"
#include "base/hash.h"
#include "base/memo.h"
#include "pdf/writer.h"

#include <stdlib.h>
#include <string.h>

#define CEILING ((size_t)16 * 1024 * 1024)

/* A face while it is cut down. */
struct cutting {
	struct kx_writer *writer;
	const struct kx_face_use *face;
	kx_face index;
	const uint16_t *glyphs; size_t count;   /* those in use, in order */
	struct kx_arena *arena;                 /* for the result */
};

static bool
list_glyphs(struct cutting *cutting)
{
	size_t room = cutting->face->facts->glyph_count, i;
	uint16_t *glyphs = kx_arena_array(&cutting->writer->arena, room, sizeof(*glyphs));

	for (i = 0; i < room && glyphs != NULL; i++) {
		if (cutting->face->glyphs[i].text != NULL)
			glyphs[cutting->count++] = (uint16_t)i;
	}
	cutting->glyphs = glyphs;
	return glyphs != NULL;
}

/* Glyphs and their texts: all that the result depends on besides the face. */
static void
gather(const struct cutting *cutting, struct kx_buffer *out)
{
	const struct kx_glyph_use *use;
	size_t i;

	for (i = 0; i < cutting->count; i++) {
		use = &cutting->face->glyphs[cutting->glyphs[i]];
		kx_buffer_add(out, &cutting->glyphs[i], sizeof(cutting->glyphs[i]));
		kx_buffer_add(out, &use->length, sizeof(use->length));
		kx_buffer_add(out, use->text, use->length);
	}
}

/* The text, in the arena. */
static bool
place(const struct cutting *cutting, const struct kx_buffer *text, struct kx_packed *ret_placed)
{
	ret_placed->length = text->length;
	ret_placed->bytes = kx_buffer_failed(text) ? NULL : kx_arena_copy(cutting->arena, kx_buffer_bytes(text), text->length);
	return ret_placed->bytes != NULL;
}

static bool
place_packed(const struct cutting *cutting, const void *bytes, size_t length, struct kx_packed *ret_packed)
{
	struct kx_buffer packed;
	bool done;

	kx_buffer_init(&packed, CEILING + length);
	done = kx_deflate(&cutting->writer->packer, bytes, length, &packed) && place(cutting, &packed, ret_packed);
	kx_buffer_done(&packed);
	return done;
}

/* "ABCDEF+Name" (9.6.4): the six letters are from the hash of the glyph set, so another set has another name. */
static bool
name_subset(const struct cutting *cutting, struct kx_embedded *embedded)
{
	const struct kx_face_names *names = kx_fonts_names(cutting->writer->fonts, cutting->index, cutting->writer->diags);
	unsigned char *bytes = kx_arena_array(&cutting->writer->arena, cutting->count + 1, 2);
	uint8_t digest[KX_HASH_BYTES];
	char tag[7];
	size_t i;

	if (names == NULL || bytes == NULL)
		return false;
	for (i = 0; i < cutting->count; i++) {
		bytes[2 * i] = (unsigned char)(cutting->glyphs[i] >> 8);
		bytes[2 * i + 1] = (unsigned char)cutting->glyphs[i];
	}
	kx_hash(bytes, 2 * cutting->count, digest);
	for (i = 0; i < 6; i++)
		tag[i] = (char)('A' + digest[i] % 26);
	tag[6] = '\0';
	embedded->name = kx_arena_print(cutting->arena, "%s+%s", tag, names->postscript);
	return embedded->name != NULL;
}

static bool
cut_program(const struct cutting *cutting, struct kx_embedded *embedded)
{
	uint8_t *program = NULL;
	bool done = kx_text_subset(cutting->writer->fonts, cutting->index, cutting->glyphs, cutting->count, &program,
	    &embedded->program_length, cutting->writer->diags) &&
	    place_packed(cutting, program, embedded->program_length, &embedded->program);

	free(program);
	return done;
}

/* Glyph widths in thousandths of an em: runs of consecutive glyphs, "first [w w w]" (9.7.4.3). */
static bool
list_widths(const struct cutting *cutting, struct kx_embedded *embedded)
{
	int64_t units = cutting->face->facts->units_per_em, width;
	struct kx_buffer out;
	bool done;
	size_t i;

	kx_buffer_init(&out, CEILING);
	kx_buffer_text(&out, "[ ");
	for (i = 0; i < cutting->count; i++) {
		if (i == 0 || cutting->glyphs[i] != cutting->glyphs[i - 1] + 1) {
			kx_buffer_number(&out, cutting->glyphs[i]);
			kx_buffer_text(&out, " [ ");
		}
		width = kx_text_advance(cutting->writer->fonts, cutting->index, cutting->glyphs[i]);
		kx_buffer_milli(&out, (long)((width * 1000000 + units / 2) / units));
		kx_buffer_char(&out, ' ');
		if (i + 1 == cutting->count || cutting->glyphs[i + 1] != cutting->glyphs[i] + 1)
			kx_buffer_text(&out, "] ");
	}
	kx_buffer_char(&out, ']');
	done = place(cutting, &out, &embedded->widths);
	kx_buffer_done(&out);
	return done;
}

/* 9.10.3; blocks of at most 100 entries. */
static bool
map_to_unicode(const struct cutting *cutting, struct kx_embedded *embedded)
{
	const struct kx_glyph_use *use;
	struct kx_buffer map;
	size_t i, left;
	bool done;

	kx_buffer_init(&map, CEILING);
	kx_buffer_text(&map,
	    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
	    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (i = 0; i < cutting->count; i++) {
		use = &cutting->face->glyphs[cutting->glyphs[i]];
		left = cutting->count - i;
		if (i % 100 == 0)
			kx_buffer_print(&map, "%zu beginbfchar\n", left < 100 ? left : 100);
		kx_buffer_char(&map, '<');
		kx_pdf_hex(cutting->glyphs[i], &map);
		kx_buffer_text(&map, "> <");
		kx_pdf_utf16_hex(use->text, use->length, &map);
		kx_buffer_text(&map, ">\n");
		if (i % 100 == 99 || left == 1)
			kx_buffer_text(&map, "endbfchar\n");
	}
	kx_buffer_text(&map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	done = !kx_buffer_failed(&map) && place_packed(cutting, kx_buffer_bytes(&map), map.length, &embedded->map);
	kx_buffer_done(&map);
	return done;
}

static const struct kx_embedded *
cut(const struct cutting *cutting)
{
	struct kx_embedded *embedded = kx_arena_alloc(cutting->arena, sizeof(*embedded));
	bool done = embedded != NULL && name_subset(cutting, embedded) && cut_program(cutting, embedded) &&
	    list_widths(cutting, embedded) && map_to_unicode(cutting, embedded);

	return done ? embedded : NULL;
}

static bool
write_embedded(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kx_embedded *embedded = value;

	(void)key;
	kx_flat_put(out, (int64_t)strlen(embedded->name) + 1);
	kx_flat_put_bytes(out, embedded->name, strlen(embedded->name) + 1);
	kx_flat_put(out, (int64_t)embedded->program_length);
	kx_packed_write(&embedded->program, out);
	kx_packed_write(&embedded->widths, out);
	kx_packed_write(&embedded->map, out);
	return true;
}

static const void *
read_embedded(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kx_embedded *embedded = kx_arena_alloc(arena, sizeof(*embedded));
	size_t name = kx_flat_take_count(&flat, 1);

	(void)key;
	if (embedded == NULL)
		return NULL;
	embedded->name = kx_flat_take_array(&flat, name, 1);
	embedded->program_length = (size_t)kx_flat_take(&flat, 0, CEILING);
	kx_packed_read(&flat, &embedded->program);
	kx_packed_read(&flat, &embedded->widths);
	kx_packed_read(&flat, &embedded->map);
	return kx_flat_end(&flat) && name > 0 && embedded->name[name - 1] == '\0' ? embedded : NULL;
}

static const struct kx_memo_form embedded_form = { KX_MEMO_ON_FONTS, write_embedded, read_embedded };

const struct kx_embedded *
kx_pdf_embed(struct kx_writer *writer, kx_face face)
{
	struct kx_memo *memo = writer->options->memo;
	struct cutting cutting = { .writer = writer, .face = &writer->faces[face], .index = face, .arena = kx_memo_arena(memo) };
	struct kx_memo_key key = kx_memo_key(KX_MEMO_EMBEDDED, (uint64_t)face);
	const struct kx_embedded *embedded = NULL;
	size_t errors = writer->diags->errors;
	struct kx_buffer gathered;

	if (!list_glyphs(&cutting))
		return NULL;
	kx_buffer_init(&gathered, CEILING);
	if (cutting.arena != NULL) {
		gather(&cutting, &gathered);
		kx_memo_part(&key, kx_buffer_bytes(&gathered), gathered.length);
		kx_memo_form(&key, &embedded_form, NULL);
		embedded = kx_buffer_failed(&gathered) ? NULL : kx_memo_find(memo, &key);
		if (embedded == NULL && !kx_buffer_failed(&gathered)) {
			embedded = cut(&cutting);
			kx_memo_keep(memo, &key, embedded);
		}
	}
	kx_buffer_done(&gathered);
	/* Without a memo, or where it is full. */
	cutting.arena = &writer->arena;
	return embedded != NULL || writer->diags->errors > errors ? embedded : cut(&cutting);
}
