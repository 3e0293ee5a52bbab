#include "pdf/writer.h"

#include "base/utf8.h"

#include <string.h>

/* Characters without a look of their own; nobody wants them in copied text. */
static bool
is_invisible(uint32_t code)
{
	return code < 0x20 || code == 0xAD || code == 0x34F || code == 0x61C || code == 0x180E ||
	    (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
	    (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF ||
	    code == 0xFFFE || code == 0xFFFF;
}

static bool
is_space(uint32_t code)
{
	return code == ' ' || code == '\t' || code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F ||
	    code == 0x205F || code == 0x3000;
}

static bool
is_private(uint32_t code)
{
	return (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000;
}

/* The plain form of a character: any space is a space, a hyphen that does not break a hyphen; 0 leaves it out. */
static uint32_t
plain(uint32_t code)
{
	if (is_space(code))
		return ' ';
	if (code == 0x2010 || code == 0x2011)
		return '-';
	return is_invisible(code) ? 0 : code;
}

/* Text as somebody wants to copy and find it; most text is so already and stays where it is. */
static void
make_plain(struct kx_arena *arena, struct kx_cluster *cluster, int64_t advance)
{
	size_t at, step, kept = 0;
	uint32_t code = 0;
	char *copy;

	if (cluster->length == 1 && cluster->text[0] >= ' ' && cluster->text[0] <= '~')
		return;
	for (at = 0; at < cluster->length; at += step) {
		code = kx_utf8_next(cluster->text + at, &step);
		if (plain(code) != code || code == 0)
			break;
	}
	if (at == cluster->length)
		return;
	/* A soft hyphen that is drawn ends a broken line. */
	if (cluster->length == 2 && code == 0xAD && advance > 0)
		return;
	copy = kx_arena_alloc(arena, cluster->length);
	if (copy == NULL)
		return;
	for (at = 0; at < cluster->length; at += step) {
		code = plain(kx_utf8_next(cluster->text + at, &step));
		if (code != 0)
			kept += kx_utf8_put(code, copy + kept);
	}
	cluster->text = copy;
	cluster->length = kept;
}

bool
kx_cluster_next(struct kx_arena *arena, const struct kx_frame_glyphs *glyphs, size_t *at, struct kx_cluster *ret_cluster)
{
	struct kx_cluster cluster = { *at, 0, NULL, 0 };
	size_t start, end, i = *at;
	int64_t advance = 0;

	if (i >= glyphs->count)
		return false;
	/* Text before the first cluster belongs to it. */
	start = i == 0 ? 0 : glyphs->glyphs[i].cluster;
	while (i < glyphs->count && glyphs->glyphs[i].cluster == glyphs->glyphs[*at].cluster)
		advance += glyphs->glyphs[i++].advance;
	end = i < glyphs->count ? glyphs->glyphs[i].cluster : glyphs->length;
	cluster.count = i - *at;
	cluster.text = glyphs->text + start;
	cluster.length = end - start;
	make_plain(arena, &cluster, advance);
	*at = i;
	*ret_cluster = cluster;
	return true;
}

bool
kx_cluster_maps(const struct kx_face_use *face, const struct kx_frame_glyphs *glyphs, const struct kx_cluster *cluster)
{
	const struct kx_glyph_use *use = &face->glyphs[glyphs->glyphs[cluster->first].id];
	size_t at, step;

	if (cluster->count != 1 || use->text == NULL || use->length != cluster->length ||
	    memcmp(use->text, cluster->text, use->length) != 0)
		return false;
	/* A private-use character says nothing by itself (ISO 19005-3, 6.2.11.7.3). */
	for (at = 0; at < cluster->length; at += step) {
		if (is_private(kx_utf8_next(cluster->text + at, &step)))
			return false;
	}
	return true;
}
