#include "frame/frame.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "frame/reading.h"

#include <inttypes.h>
#include <string.h>

static const char *const artifact_names[] = { "none", "pagination", "layout", "background" };

static void
quote(struct kx_buffer *out, const char *text, size_t length)
{
	size_t i;

	kx_buffer_char(out, '"');
	for (i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '"' || c == '\\')
			kx_buffer_print(out, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			kx_buffer_print(out, "\\x%02x", c);
		else
			kx_buffer_char(out, (char)c);
	}
	kx_buffer_char(out, '"');
}

static void
name_string(struct kx_buffer *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	kx_buffer_print(out, " %s=", name);
	quote(out, value, strlen(value));
}

static void
point(struct kx_buffer *out, kx_length x, kx_length y, char between)
{
	kx_buffer_milli(out, x);
	kx_buffer_char(out, between);
	kx_buffer_milli(out, y);
}

static void
box(struct kx_buffer *out, const struct kx_box *box)
{
	point(out, box->x, box->y, ',');
	kx_buffer_char(out, ' ');
	point(out, box->width, box->height, 'x');
}

static void
dump_glyphs(struct kx_buffer *out, const struct kx_frame_item *item)
{
	const struct kx_frame_glyphs *glyphs = &item->as.glyphs;

	kx_buffer_text(out, "text ");
	point(out, item->box.x, item->box.y, ',');
	kx_buffer_text(out, " width=");
	kx_buffer_milli(out, item->box.width);
	kx_buffer_print(out, " face=%d size=", glyphs->face);
	kx_buffer_milli(out, glyphs->size);
	kx_buffer_print(out, " #%06" PRIx32, glyphs->color);
	if (glyphs->text != NULL) {
		kx_buffer_char(out, ' ');
		quote(out, glyphs->text, glyphs->length);
	}
}

static void
dump_shape(struct kx_buffer *out, const struct kx_frame_item *item)
{
	static const char *const kinds[] = { [KX_ITEM_RECT] = "rect", [KX_ITEM_LINE] = "line", [KX_ITEM_PATH] = "path" };
	const struct kx_frame_shape *shape = &item->as.shape;

	kx_buffer_print(out, "%s ", kinds[item->kind]);
	box(out, &item->box);
	if (shape->fill)
		kx_buffer_print(out, " fill=#%06" PRIx32 "%s", shape->fill_color, shape->even_odd ? " even-odd" : "");
	if (shape->stroke) {
		kx_buffer_print(out, " stroke=#%06" PRIx32 " line=", shape->stroke_color);
		kx_buffer_milli(out, shape->line_width);
	}
	if (item->kind == KX_ITEM_RECT && shape->radius > 0) {
		kx_buffer_text(out, " radius=");
		kx_buffer_milli(out, shape->radius);
	}
	if (item->kind == KX_ITEM_PATH)
		kx_buffer_print(out, " steps=%zu", shape->step_count);
}

static void
dump_item(struct kx_buffer *out, const struct kx_frames *frames, const struct kx_frame_item *item)
{
	kx_buffer_text(out, "  ");
	switch (item->kind) {
	case KX_ITEM_GLYPHS: dump_glyphs(out, item); break;
	case KX_ITEM_RECT:
	case KX_ITEM_LINE:
	case KX_ITEM_PATH: dump_shape(out, item); break;
	case KX_ITEM_IMAGE:
		kx_buffer_print(out, "image %d ", item->as.image);
		box(out, &item->box);
		break;
	}
	if (item->element >= 0 && (size_t)item->element < frames->element_count)
		kx_buffer_print(out, " %s:%d", kx_element_name(frames->elements[item->element].type), item->element);
	else
		kx_buffer_print(out, " artifact=%s", artifact_names[item->artifact]);
	if (item->region != NULL)
		kx_buffer_print(out, " region=%s", item->region);
	kx_buffer_char(out, '\n');
}

static void
dump_element(struct kx_buffer *out, const struct kx_frames *frames, size_t index, int depth)
{
	static const char *const scopes[] = { "", " scope=row", " scope=column", " scope=both" };
	const struct kx_element *element = &frames->elements[index];

	kx_buffer_print(out, "%*s%s:%zu%s", 2 + 2 * depth, "", kx_element_name(element->type), index, scopes[element->scope]);
	if (element->column_span > 1)
		kx_buffer_print(out, " columns=%d", element->column_span);
	if (element->row_span > 1)
		kx_buffer_print(out, " rows=%d", element->row_span);
	if (element->list_numbering != NULL)
		kx_buffer_print(out, " numbering=%s", element->list_numbering);
	name_string(out, "alt", element->alt);
	name_string(out, "actual", element->actual);
	name_string(out, "lang", element->lang);
	name_string(out, "expansion", element->expansion);
	name_string(out, "title", element->title);
	name_string(out, "id", element->id);
	name_string(out, "uri", element->uri);
	if (element->target >= 0)
		kx_buffer_print(out, " target=%d", element->target);
	if (element->has_box) {
		kx_buffer_print(out, " page=%d box=", element->page + 1);
		box(out, &element->box);
	}
	kx_buffer_char(out, '\n');
}

/* Elements in the order of the tree: a child follows its parent's earlier children. */
static void
dump_tree(struct kx_buffer *out, const struct kx_frames *frames, const struct kx_reading *reading, int element, int depth)
{
	size_t i;

	dump_element(out, frames, (size_t)element, depth);
	for (i = reading->kid_first[element]; i < reading->kid_first[element + 1]; i++) {
		if (reading->kids[i].child && depth < KX_FRAME_MAX_DEPTH)
			dump_tree(out, frames, reading, reading->kids[i].index, depth + 1);
	}
}

/* Per mille as percent: "4.5%". */
static void
percent(struct kx_buffer *out, int mille)
{
	kx_buffer_print(out, "%d.%d%%", mille / 10, mille % 10);
}

void
kx_frames_dump_setting(const struct kx_frames *frames, struct kx_buffer *out)
{
	const struct kx_frame_setting *setting = &frames->setting;
	size_t i;

	kx_buffer_print(out, "pages: %zu\nspaces: ", frames->page_count);
	percent(out, setting->space);
	kx_buffer_text(out, " of the template's\nleading: ");
	percent(out, setting->leading);
	kx_buffer_text(out, " of the template's\ntype: ");
	percent(out, setting->type);
	kx_buffer_text(out, " of the template's\n");
	for (i = 0; i < setting->dropped_count; i++)
		kx_buffer_print(out, "left out: %s\n", setting->dropped[i]);
	kx_buffer_print(out, "lines that go on: %zu; room left at their end: mean ", setting->lines);
	percent(out, setting->room);
	kx_buffer_text(out, " of the measure, most ");
	percent(out, setting->worst);
	kx_buffer_text(out, ", deviation ");
	percent(out, setting->deviation);
	kx_buffer_print(out, "\nparagraphs of two lines or more: %zu; of them end in one short word: %zu\n", setting->paragraphs,
	    setting->short_count);
	for (i = 0; i < setting->short_count; i++)
		kx_buffer_print(out, "\tshort: \"%s\" (%s)\n", setting->shorts[i].word,
		    setting->shorts[i].block != NULL ? setting->shorts[i].block : "-");
}

void
kx_frames_dump(const struct kx_frames *frames, struct kx_buffer *out)
{
	struct kx_arena arena;
	struct kx_reading reading;
	size_t p, i;

	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	kx_buffer_text(out, "frames");
	name_string(out, "title", frames->title);
	name_string(out, "subject", frames->subject);
	name_string(out, "author", frames->author);
	name_string(out, "language", frames->language);
	name_string(out, "id", frames->document_id);
	kx_buffer_char(out, '\n');
	for (p = 0; p < frames->page_count; p++) {
		kx_buffer_print(out, "page %zu ", p + 1);
		point(out, frames->pages[p].width, frames->pages[p].height, 'x');
		kx_buffer_char(out, '\n');
		for (i = 0; i < frames->pages[p].item_count; i++)
			dump_item(out, frames, &frames->pages[p].items[i]);
	}
	kx_buffer_text(out, "tree\n");
	if (frames->element_count > 0 && kx_frames_read(&arena, frames, &reading))
		dump_tree(out, frames, &reading, 0, 0);
	for (i = 0; i < frames->bookmark_count; i++) {
		const struct kx_frame_bookmark *mark = &frames->bookmarks[i];

		kx_buffer_print(out, "bookmark level=%d page=%d y=", mark->level, mark->page + 1);
		kx_buffer_milli(out, mark->y);
		name_string(out, "title", mark->title);
		kx_buffer_char(out, '\n');
	}
	for (i = 0; i < frames->image_count; i++)
		kx_buffer_print(out, "image %zu bytes=%zu\n", i, frames->images[i].length);
	kx_arena_done(&arena);
}

void
kx_frames_text(const struct kx_frames *frames, struct kx_buffer *out)
{
	struct kx_arena arena;
	struct kx_reading reading;
	size_t i;

	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	if (kx_frames_read(&arena, frames, &reading)) {
		for (i = 0; i < reading.item_count; i++) {
			const struct kx_read_item *read = &reading.items[i];
			const struct kx_frame_glyphs *glyphs = &frames->pages[read->page].items[read->item].as.glyphs;
			size_t length = glyphs->length;

			if (read->starts_line && i > 0)
				kx_buffer_char(out, '\n');
			/* A soft hyphen at the end of a run is where a word was broken. */
			if (length >= 2 && memcmp(glyphs->text + length - 2, "\xC2\xAD", 2) == 0)
				length -= 2;
			kx_buffer_add(out, glyphs->text, length);
			if (read->space_after)
				kx_buffer_char(out, ' ');
		}
		if (reading.item_count > 0)
			kx_buffer_char(out, '\n');
	}
	kx_arena_done(&arena);
}
