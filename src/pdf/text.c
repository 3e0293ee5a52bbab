/*
 * Glyph runs as text-showing operators.
 *
 * A viewer moves its pen by the widths in /W, which are those of the font
 * file (PDF/A asks for that); the layout moved it by the shaped advances,
 * with kerning.  The difference is a number in the TJ array, in thousandths
 * of an em, subtracted.  It is not taken glyph by glyph, where roundings would
 * add up along a line: the wanted and the viewer's position are both kept in
 * millionths of an em from the start of the run, and a number is written when
 * they part by half a unit or more.  So no glyph is ever more than half a
 * thousandth of an em from its place.
 *
 * Where the ToUnicode map cannot say what a cluster means (several glyphs for
 * one character, a glyph that stands for something else elsewhere), the
 * cluster stands in a Span with ActualText (ISO 32000-1, 14.9.4).
 */
#include "pdf/writer.h"

#include "base/utf8.h"

#include <stdlib.h>

#define MILLIONTHS 1000000
#define GLYPH_DIGITS 4
#define DIGITS_ROOM (64 * GLYPH_DIGITS)

/* One run while it is written. */
struct run {
	const struct kx_frame_glyphs *glyphs;
	struct kx_face_use *face;
	kx_face index;
	const struct kx_fonts *fonts;
	struct kx_buffer *out;
	int64_t units;                 /* of the em */
	int64_t wanted;                /* pen by the layout, font units */
	int64_t pen;                   /* pen by the viewer, millionths of an em */
	bool in_array, in_string;
	char digits[DIGITS_ROOM]; size_t digit_count;   /* of the string, not yet written */
	int32_t rise;                  /* font units */
};

/* Thousandths of 1/1000 em; what /W holds. */
static int64_t
scaled(const struct run *run, int64_t units)
{
	int64_t product = units * MILLIONTHS;

	if (run->units == 1000)        /* as most fonts have it; a division takes as long as all the rest of a glyph */
		return units * (MILLIONTHS / 1000);
	return (product >= 0 ? product + run->units / 2 : product - run->units / 2) / run->units;
}

static void
write_digits(struct run *run)
{
	kx_buffer_add(run->out, run->digits, run->digit_count);
	run->digit_count = 0;
}

static void
put_digits(struct run *run, unsigned id)
{
	static const char digits[] = "0123456789ABCDEF";
	char *place;

	if (run->digit_count == DIGITS_ROOM)
		write_digits(run);
	place = run->digits + run->digit_count;
	place[0] = digits[id >> 12 & 15];
	place[1] = digits[id >> 8 & 15];
	place[2] = digits[id >> 4 & 15];
	place[3] = digits[id & 15];
	run->digit_count += GLYPH_DIGITS;
}

static void
end_string(struct run *run)
{
	write_digits(run);
	if (run->in_string)
		kx_buffer_char(run->out, '>');
	run->in_string = false;
}

static void
end_array(struct run *run)
{
	end_string(run);
	if (run->in_array)
		kx_buffer_text(run->out, "]TJ\n");
	run->in_array = false;
}

static void
set_rise(struct run *run, int32_t rise)
{
	if (rise == run->rise)
		return;
	end_array(run);
	kx_buffer_milli(run->out, (long)((int64_t)rise * run->glyphs->size / run->units));
	kx_buffer_text(run->out, " Ts\n");
	run->rise = rise;
}

/* HarfBuzz looks a width up in tables; a page shows each glyph many times. */
static int32_t
advance_of(const struct run *run, uint16_t id)
{
	struct kx_glyph_use *use = &run->face->glyphs[id];

	if (!use->measured) {
		use->advance = kx_text_advance(run->fonts, run->index, id);
		use->measured = true;
	}
	return use->advance;
}

static void
show_glyph(struct run *run, uint16_t id, int32_t x_offset)
{
	int64_t apart = run->pen - scaled(run, run->wanted + x_offset);
	int64_t step = (apart >= 0 ? apart + 500 : apart - 500) / 1000;

	if (!run->in_array)
		kx_buffer_char(run->out, '[');
	run->in_array = true;
	if (step != 0) {
		end_string(run);
		kx_buffer_number(run->out, step);
		run->pen -= step * 1000;
	}
	if (!run->in_string)
		kx_buffer_char(run->out, '<');
	run->in_string = true;
	put_digits(run, id);
	run->pen += scaled(run, advance_of(run, id));
}

static void
place_glyph(struct run *run, const struct kx_frame_glyph *glyph)
{
	set_rise(run, glyph->y_offset);
	show_glyph(run, (uint16_t)glyph->id, glyph->x_offset);
	run->wanted += glyph->advance;
}

static void
show_cluster(struct run *run, const struct kx_cluster *cluster)
{
	size_t i;

	for (i = cluster->first; i < cluster->first + cluster->count; i++) {
		if (cluster->length > 0)
			place_glyph(run, &run->glyphs->glyphs[i]);
		else
			run->wanted += run->glyphs->glyphs[i].advance;
	}
}

static void
show_clusters(struct kx_writer *writer, struct run *run)
{
	struct kx_cluster cluster;
	size_t at = 0, known;
	bool span;

	for (;;) {
		known = kx_pdf_pass_known(run->face, run->glyphs, at);
		for (; at < known; at++)
			place_glyph(run, &run->glyphs->glyphs[at]);
		if (!kx_cluster_next(&writer->arena, run->glyphs, &at, &cluster))
			break;
		span = cluster.length > 0 && !kx_cluster_maps(run->face, run->glyphs, &cluster);
		if (span) {
			end_array(run);
			kx_buffer_text(run->out, "/Span<</ActualText<FEFF");
			kx_pdf_utf16_hex(cluster.text, cluster.length, run->out);
			kx_buffer_text(run->out, ">>>BDC\n");
		}
		show_cluster(run, &cluster);
		if (span) {
			end_array(run);
			kx_buffer_text(run->out, "EMC\n");
		}
	}
}

static void
place_line(struct kx_writer *writer, int page, const struct kx_frame_item *item, struct kx_paint_state *state,
    struct kx_buffer *out)
{
	kx_length x = item->box.x, y = kx_pdf_flip(writer, page, item->box.y);

	if (!state->in_text) {
		kx_buffer_text(out, "BT\n");
		state->in_text = true;
		state->line_x = state->line_y = 0;
	}
	if (state->face != item->as.glyphs.face || state->size != item->as.glyphs.size) {
		kx_buffer_print(out, "/F%d ", item->as.glyphs.face);
		kx_buffer_milli(out, item->as.glyphs.size);
		kx_buffer_text(out, " Tf\n");
		state->face = item->as.glyphs.face;
		state->size = item->as.glyphs.size;
	}
	kx_paint_fill_color(state, item->as.glyphs.color, out);
	kx_buffer_milli(out, (long)x - state->line_x);
	kx_buffer_char(out, ' ');
	kx_buffer_milli(out, (long)y - state->line_y);
	kx_buffer_text(out, " Td\n");
	state->line_x = x;
	state->line_y = y;
}

void
kx_paint_text(struct kx_writer *writer, int page, size_t item, struct kx_paint_state *state, struct kx_buffer *out)
{
	const struct kx_frame_item *place = &writer->frames->pages[page].items[item];
	const struct kx_frame_glyphs *glyphs = &place->as.glyphs;
	struct kx_face_use *face = &writer->faces[glyphs->face];
	struct run run = {
		.glyphs = glyphs, .face = face, .index = glyphs->face, .fonts = writer->fonts, .out = out,
		.units = face->facts->units_per_em
	};

	place_line(writer, page, place, state, out);
	show_clusters(writer, &run);
	set_rise(&run, 0);
	/* A ghost space: nothing to see, but copied and spoken words do not run together. */
	if (writer->reading.space_after[writer->reading.number_first[page] + item] && face->space >= 0)
		show_glyph(&run, (uint16_t)face->space, 0);
	end_array(&run);
}
