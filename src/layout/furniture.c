#include "layout/furniture.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/limits.h"
#include "document/wording.h"
#include "frame/image.h"
#include "layout/draft.h"
#include "layout/paragraph.h"

#include <stdio.h>
#include <string.h>

void
kx_slug_place(struct kx_setting *set, const struct kx_slug *slug, int page, kx_length x, kx_length y, const char *region)
{
	static const enum kx_item_kind kinds[] = { [KX_MARK_GLYPHS] = KX_ITEM_GLYPHS, [KX_MARK_RECT] = KX_ITEM_RECT,
	    [KX_MARK_RULE] = KX_ITEM_LINE, [KX_MARK_PATH] = KX_ITEM_PATH, [KX_MARK_IMAGE] = KX_ITEM_IMAGE };
	struct kx_path_step *steps;
	struct kx_frame_item *item;
	size_t i, k;
	int p;

	for (i = 0; i < slug->mark_count; i++) {
		const struct kx_set_mark *mark = &slug->marks[i];

		item = kx_frames_item(set->arena, set->frames, page, kinds[mark->kind], mark->element);
		if (item == NULL) {
			set->failed = true;
			return;
		}
		item->artifact = mark->element < 0 ? mark->artifact : KX_ARTIFACT_NONE;
		item->region = region;
		item->box = mark->box;
		item->box.x += x;
		item->box.y += y;
		if (mark->kind == KX_MARK_GLYPHS) {
			item->as.glyphs = mark->glyphs;
		} else if (mark->kind == KX_MARK_IMAGE) {
			item->as.image = mark->image;
		} else {
			item->as.shape = mark->shape;
			if (mark->kind != KX_MARK_PATH)
				continue;
			steps = kx_arena_array(set->arena, mark->shape.step_count, sizeof(*steps));
			if (steps == NULL) {
				set->failed = true;
				return;
			}
			for (k = 0; k < mark->shape.step_count; k++) {
				steps[k] = mark->shape.steps[k];
				for (p = 0; p < 3; p++) {
					steps[k].points[p].x += x;
					steps[k].points[p].y += y;
				}
			}
			item->as.shape.steps = steps;
		}
	}
}

/* The logo at the left; returns its width, 0 without one. */
static kx_length
set_logo(struct kx_setting *set, struct kx_slug *slug, int parent)
{
	const struct kx_clinic_head *clinic = &set->document->clinic;
	kx_length height = set->sheet->logo_height, width;
	struct kx_set_mark *mark;
	const char *bytes;
	size_t length;
	int wide, high, element;

	if (clinic->logo == NULL || height <= 0)
		return 0;
	if (!kx_file_read(set->arena, clinic->logo, KX_MAX_IMAGE_BYTES, &bytes, &length, set->diags) ||
	    !kx_image_size(clinic->logo, (const uint8_t *)bytes, length, &wide, &high, set->diags)) {
		set->failed = true;
		return 0;
	}
	width = (kx_length)((int64_t)height * wide / high);
	if (width > set->content_width / 3) {
		width = set->content_width / 3;
		height = (kx_length)((int64_t)width * high / wide);
	}
	element = kx_setting_element(set, KX_EL_FIGURE, parent);
	mark = kx_slug_mark(set, slug, KX_MARK_IMAGE, element);
	if (element < 0 || mark == NULL)
		return 0;
	set->frames->elements[element].alt = clinic->logo_alt != NULL ? clinic->logo_alt : clinic->name;
	mark->image = kx_frames_image(set->arena, set->frames, clinic->logo, (const uint8_t *)bytes, length);
	if (mark->image < 0)
		set->failed = true;
	mark->box = (struct kx_box){ 0, (set->sheet->logo_height - height) / 2, width, height };
	return width;
}

void
kx_masthead_set(struct kx_setting *set, struct kx_galley *galley, int parent)
{
	const struct kx_clinic_head *clinic = &set->document->clinic;
	struct kx_slug *slug = kx_galley_slug(set, galley, set->sheet->masthead_height);
	struct kx_galley left = { 0 }, right = { 0 };
	struct kx_paragraph_options options = { .style = set->sheet->masthead_name };
	kx_length logo, height;

	if (slug == NULL)
		return;
	logo = set_logo(set, slug, parent);
	if (logo > 0)
		logo += KX_PT(11);
	left.width = (galley->width - logo) * 6 / 10;
	right.width = galley->width - logo - left.width;
	options.element = kx_setting_element(set, KX_EL_P, parent);
	kx_paragraph_words(set, &left, clinic->name, &options);
	options.style = set->sheet->masthead_line;
	if (clinic->example_line != NULL) {
		options.element = kx_setting_element(set, KX_EL_P, parent);
		kx_paragraph_words(set, &left, clinic->example_line, &options);
	}
	options.align = KX_ALIGN_RIGHT;
	if (clinic->phone != NULL) {
		options.style = "clinic-phone";
		options.element = kx_setting_element(set, KX_EL_P, parent);
		kx_paragraph_words(set, &right, clinic->phone, &options);
	}
	if (clinic->web != NULL) {
		options.style = set->sheet->masthead_line;
		options.element = kx_setting_element(set, KX_EL_P, parent);
		kx_paragraph_words(set, &right, clinic->web, &options);
	}
	height = kx_galley_height(&left, 0, left.slug_count);
	if (height > slug->height)
		slug->height = height;
	kx_galley_pour(set, &left, 0, left.slug_count, slug, logo, (set->sheet->logo_height - height) / 2);
	height = kx_galley_height(&right, 0, right.slug_count);
	kx_galley_pour(set, &right, 0, right.slug_count, slug, logo + left.width, (set->sheet->logo_height - height) / 2);
	kx_slug_rule(set, slug, 0, slug->height, galley->width, 0, 1500, kx_setting_color(set, "accent"));
	slug->keep_next = true;
	kx_paragraph_words(set, galley, set->document->title, &(struct kx_paragraph_options){ .style = "title",
	    .element = kx_setting_element(set, KX_EL_H1, parent) });
	kx_paragraph_words(set, galley, set->document->subtitle, &(struct kx_paragraph_options){ .style = "subtitle",
	    .element = kx_setting_element(set, KX_EL_P, parent) });
}

static void
put_value(struct kx_buffer *text, struct kx_setting *set, const char *name, size_t length, int page, int pages)
{
	const struct kx_document *document = set->document;
	char number[16], total[16];

	if (length == 5 && strncmp(name, "title", 5) == 0)
		kx_buffer_text(text, document->draft ? document->draft_title : document->title);
	else if (length == 6 && strncmp(name, "clinic", 6) == 0)
		kx_buffer_text(text, document->clinic.name);
	else if (length == 11 && strncmp(name, "document_id", 11) == 0)
		kx_buffer_text(text, document->document_id);
	else if (length == 7 && strncmp(name, "version", 7) == 0)
		kx_buffer_text(text, document->version);
	else if (length == 6 && strncmp(name, "review", 6) == 0)
		kx_buffer_text(text, document->review_line);
	else if (length == 11 && strncmp(name, "next_review", 11) == 0)
		kx_buffer_text(text, document->next_review_line);
	else if (length == 5 && strncmp(name, "phone", 5) == 0)
		kx_buffer_text(text, document->clinic.phone != NULL ? document->clinic.phone : "");
	else if (length == 7 && strncmp(name, "page_of", 7) == 0) {
		snprintf(number, sizeof(number), "%d", page + 1);
		snprintf(total, sizeof(total), "%d", pages);
		kx_buffer_text(text, kx_wording_fill(set->arena, document->wording, KX_WORD_PAGE_OF,
		    (struct kx_filling[]){ { "page", number }, { "pages", total } }, 2));
	}
}

/* A text of the template with its {placeholders} filled in. */
static const char *
fill_text(struct kx_setting *set, const char *pattern, int page, int pages)
{
	struct kx_buffer text;
	const char *filled, *end;

	kx_buffer_init(&text, KX_MAX_TEXT_BYTES);
	for (; *pattern != '\0'; pattern++) {
		end = *pattern == '{' ? strchr(pattern, '}') : NULL;
		if (end == NULL) {
			kx_buffer_char(&text, *pattern);
			continue;
		}
		put_value(&text, set, pattern + 1, (size_t)(end - pattern - 1), page, pages);
		pattern = end;
	}
	filled = kx_arena_copy(set->arena, kx_buffer_bytes(&text), text.length);
	kx_buffer_done(&text);
	if (filled == NULL) {
		set->failed = true;
		return "";
	}
	return filled;
}

static void
place_line(struct kx_setting *set, int page, int pages, const char *pattern, enum kx_align align, kx_length y, const char *region)
{
	struct kx_galley galley = { .width = set->content_width };
	kx_length x = set->sheet->margin_left;

	if (pattern == NULL || pattern[0] == '\0')
		return;
	kx_paragraph_words(set, &galley, fill_text(set, pattern, page, pages), &(struct kx_paragraph_options){ .style = "footer",
	    .element = -1, .align = align });
	if (galley.slug_count > 0)
		kx_slug_place(set, &galley.slugs[0], page, x, y, region);
}

void
kx_furniture_place(struct kx_setting *set, int page, int pages)
{
	struct kx_look look = kx_setting_look(set, "footer");
	kx_length head = set->sheet->margin_top - look.leading - KX_PT(9), foot = set->page_height - set->sheet->margin_bottom + KX_PT(9);
	struct kx_galley rules = { .width = set->content_width };
	struct kx_slug *slug = kx_galley_slug(set, &rules, 0);

	if (slug == NULL)
		return;
	kx_slug_rule(set, slug, 0, 0, set->content_width, 0, 500, kx_setting_color(set, "rule"));
	slug->marks[0].artifact = KX_ARTIFACT_PAGINATION;
	kx_slug_place(set, slug, page, set->sheet->margin_left, foot - KX_PT(3), "foot");
	if (page > 0) {
		place_line(set, page, pages, set->sheet->head_left, KX_ALIGN_LEFT, head, "head");
		place_line(set, page, pages, set->sheet->head_right, KX_ALIGN_RIGHT, head, "head");
		kx_slug_place(set, slug, page, set->sheet->margin_left, head + look.leading + KX_PT(2), "head");
	}
	place_line(set, page, pages, set->sheet->foot_left, KX_ALIGN_LEFT, foot, "foot");
	place_line(set, page, pages, set->sheet->foot_middle, KX_ALIGN_CENTER, foot, "foot");
	place_line(set, page, pages, set->sheet->foot_right, KX_ALIGN_RIGHT, foot, "foot");
	kx_draft_place(set, page);
}
