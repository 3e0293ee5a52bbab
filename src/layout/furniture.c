#include "layout/furniture.h"

#include "base/file.h"
#include "base/limits.h"
#include "frame/image.h"
#include "layout/draft.h"
#include "layout/marks.h"
#include "layout/paragraph.h"
#include "layout/running.h"

#define APART     KX_PT(12)        /* between the name and the telephone */
#define OVER_RULE KX_PT(2)         /* between the last line and the rule, at least */

static void
put_mark(struct kx_setting *set, const struct kx_set_mark *mark, kx_length x, kx_length y, const char *region,
    struct kx_frame_item *item)
{
	static const enum kx_item_kind kinds[] = { [KX_MARK_GLYPHS] = KX_ITEM_GLYPHS, [KX_MARK_RECT] = KX_ITEM_RECT,
	    [KX_MARK_RULE] = KX_ITEM_LINE, [KX_MARK_PATH] = KX_ITEM_PATH, [KX_MARK_IMAGE] = KX_ITEM_IMAGE };

	item->kind = kinds[mark->kind];
	item->element = mark->element;
	item->artifact = mark->element < 0 ? mark->artifact : KX_ARTIFACT_NONE;
	item->region = region;
	item->box = mark->box;
	item->box.x += x;
	item->box.y += y;
	if (mark->kind == KX_MARK_GLYPHS)
		item->as.glyphs = mark->glyphs;
	else if (mark->kind == KX_MARK_IMAGE)
		item->as.image = mark->image;
	else
		item->as.shape = mark->shape;
	if (mark->kind == KX_MARK_PATH)
		item->as.shape.steps = kx_steps_moved(set, &mark->shape, x, y);
}

static void
place_marks(struct kx_setting *set, const struct kx_slug *slug, int page, kx_length x, kx_length y, const char *region)
{
	struct kx_frame_item *items;
	size_t i;

	if (slug->mark_count == 0)
		return;
	items = kx_frames_items(set->arena, set->frames, page, slug->mark_count);
	set->failed = set->failed || items == NULL;
	for (i = 0; items != NULL && i < slug->mark_count; i++)
		put_mark(set, &slug->marks[i], x, y, region, &items[i]);
}

void
kx_slug_place(struct kx_setting *set, const struct kx_slug *slug, int page, kx_length x, kx_length y, const char *region)
{
	struct kx_slug whole = { 0 };

	if (slug->cell_count == 0) {
		place_marks(set, slug, page, x, y, region);
		return;
	}
	if (!kx_arena_reserve(set->arena, &whole.marks, 0, &whole.mark_room, sizeof(*whole.marks), kx_slug_mark_count(slug))) {
		set->failed = true;
		return;
	}
	/* Poured where they are to stand, paths are moved once. */
	kx_slug_pour(set, slug, &whole, x, y);
	place_marks(set, &whole, page, 0, 0, region);
}

static kx_length
scaled(kx_length length, kx_length to, kx_length from)
{
	return (kx_length)((int64_t)length * to / from);
}

/* Shapes of a drawing in `box`, each a path of `element`. */
static void
place_drawing(struct kx_setting *set, struct kx_slug *slug, const struct kx_drawing *drawing, struct kx_box box, int element)
{
	static const enum kx_path_op ops[] = { [KX_DRAW_MOVE] = KX_MOVE, [KX_DRAW_LINE] = KX_LINE, [KX_DRAW_CURVE] = KX_CURVE,
		[KX_DRAW_CLOSE] = KX_CLOSE };
	struct kx_path_step *steps;
	struct kx_set_mark *mark;
	size_t i, k;
	int p;

	for (i = 0; i < drawing->shape_count; i++) {
		const struct kx_drawing_shape *shape = &drawing->shapes[i];

		mark = kx_slug_mark(set, slug, KX_MARK_PATH, element);
		steps = kx_arena_array(set->arena, shape->step_count, sizeof(*steps));
		if (mark == NULL || steps == NULL) {
			set->failed = true;
			return;
		}
		for (k = 0; k < shape->step_count; k++) {
			steps[k].op = ops[shape->steps[k].op];
			for (p = 0; p < 3; p++)
				steps[k].points[p] = (struct kx_point){ box.x + scaled(shape->steps[k].points[p].x, box.width, drawing->width),
					box.y + scaled(shape->steps[k].points[p].y, box.height, drawing->height) };
		}
		mark->box = box;
		mark->shape = (struct kx_frame_shape){ .fill = shape->fill, .stroke = shape->stroke, .even_odd = shape->even_odd,
			.fill_color = shape->fill_color, .stroke_color = shape->stroke_color,
			.line_width = scaled(shape->line_width, box.height, drawing->height), .steps = steps, .step_count = shape->step_count };
	}
}

/* The picture file's mark in `box`; its bytes go along to the PDF. */
static void
place_picture(struct kx_setting *set, struct kx_slug *slug, struct kx_box box, int element)
{
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_IMAGE, element);

	if (mark == NULL)
		return;
	mark->image = kx_frames_image(set->arena, set->frames, set->document->clinic.logo, (const uint8_t *)set->logo.bytes,
	    set->logo.length);
	if (mark->image < 0)
		set->failed = true;
	else
		set->frames->images[mark->image].gray = set->sheet->gray;
	mark->box = box;
}

bool
kx_logo_open(struct kx_setting *set)
{
	const struct kx_clinic_head *clinic = &set->document->clinic;
	struct kx_logo *logo = &set->logo;

	if (logo->bytes != NULL || clinic->logo == NULL || clinic->drawing != NULL || set->sheet->logo_height <= 0)
		return true;
	if (kx_file_read(set->arena, clinic->logo, KX_MAX_IMAGE_BYTES, &logo->bytes, &logo->length, set->diags) &&
	    kx_image_size(clinic->logo, (const uint8_t *)logo->bytes, logo->length, &logo->wide, &logo->high, set->diags))
		return true;
	set->failed = true;
	return false;
}

/* The logo at the left, at most `most` wide; returns its width, 0 without one. */
static kx_length
set_logo(struct kx_setting *set, struct kx_slug *slug, kx_length most, int parent)
{
	const struct kx_clinic_head *clinic = &set->document->clinic;
	kx_length height = set->sheet->logo_height, width;
	const struct kx_drawing *drawing = clinic->drawing;
	struct kx_box box;
	int wide, high, element;

	if (clinic->logo == NULL || height <= 0 || !kx_logo_open(set))
		return 0;
	wide = drawing != NULL ? drawing->width : set->logo.wide;
	high = drawing != NULL ? drawing->height : set->logo.high;
	width = (kx_length)((int64_t)height * wide / high);
	if (width > most) {
		width = most;
		height = (kx_length)((int64_t)width * high / wide);
	}
	element = kx_setting_element(set, KX_EL_FIGURE, parent);
	if (element < 0)
		return 0;
	set->frames->elements[element].alt = clinic->logo_alt != NULL ? clinic->logo_alt : clinic->name;
	box = (struct kx_box){ 0, (set->sheet->logo_height - height) / 2, width, height };
	if (drawing != NULL)
		place_drawing(set, slug, drawing, box, element);
	else
		place_picture(set, slug, box, element);
	return width;
}

/* Words of the masthead that stand under each other, as paragraphs of their own; `pointer` tells whence in the clinic's file. */
static void
set_masthead_words(struct kx_setting *set, struct kx_galley *galley, const char *words, const char *pointer, const char *style,
    enum kx_align align, int parent)
{
	set->origin = kx_setting_clinic_origin(set, pointer);
	if (words != NULL)
		kx_paragraph_words(set, galley, words, &(struct kx_paragraph_options){ .style = style, .align = align,
		    .element = kx_setting_element(set, KX_EL_P, parent) });
}

/* Beside the middle of the logo; words that fill the whole masthead, as a long name does, begin at its top. */
static void
pour_middle(struct kx_setting *set, const struct kx_galley *words, struct kx_slug *slug, kx_length x)
{
	kx_length height = kx_galley_height(words, 0, words->slug_count);
	kx_length top = height < slug->height ? (set->sheet->logo_height - height) / 2 : 0;

	kx_galley_pour(set, words, 0, words->slug_count, slug, x, top > 0 ? top : 0);
}

/* For narrow regions: logo, name and the rest under each other. */
static void
set_stacked(struct kx_setting *set, struct kx_galley *galley, struct kx_slug *slug, int parent)
{
	const struct kx_clinic_head *clinic = &set->document->clinic;
	struct kx_galley words = { .width = galley->width };
	kx_length top = set_logo(set, slug, galley->width, parent) > 0 ? set->sheet->logo_height + KX_PT(6) : 0;

	set_masthead_words(set, &words, clinic->name, "/name", set->sheet->masthead_name, KX_ALIGN_LEFT, parent);
	set_masthead_words(set, &words, clinic->example_line, "/example", set->sheet->masthead_line, KX_ALIGN_LEFT, parent);
	set_masthead_words(set, &words, clinic->phone, "/phone", "clinic-phone", KX_ALIGN_LEFT, parent);
	set_masthead_words(set, &words, clinic->web, "/web", set->sheet->masthead_line, KX_ALIGN_LEFT, parent);
	top += kx_galley_pour(set, &words, 0, words.slug_count, slug, 0, top) + KX_PT(4);
	if (top > slug->height)
		slug->height = top;
}

/*
 * The telephone and the address under it, each on one line if they can be: at most 4/10 of the masthead, so that the name
 * has the rest; 6/10 where a long address would else be broken in the middle of a name.
 */
static kx_length
width_of_right(struct kx_setting *set, kx_length room)
{
	const struct kx_clinic_head *clinic = &set->document->clinic;
	kx_length phone, web, width, most = room * 4 / 10;

	set->origin = kx_setting_clinic_origin(set, "/phone");
	phone = kx_paragraph_width(set, clinic->phone, "clinic-phone");
	set->origin = kx_setting_clinic_origin(set, "/web");
	web = kx_paragraph_width(set, clinic->web, set->sheet->masthead_line);
	width = (phone > web ? phone : web) + KX_PT(1);
	if (web > most * 5 / 4)
		most = room * 6 / 10;
	return width < most ? width : most;
}

/* Name at the left, telephone at the right. */
static void
set_abreast(struct kx_setting *set, struct kx_galley *galley, struct kx_slug *slug, int parent)
{
	const struct kx_clinic_head *clinic = &set->document->clinic;
	struct kx_galley left = { 0 }, right = { 0 };
	kx_length logo = set_logo(set, slug, galley->width / 3, parent), height;

	if (logo > 0)
		logo += KX_PT(11);
	right.width = width_of_right(set, galley->width - logo);
	left.width = galley->width - logo - right.width - (right.width > KX_PT(1) ? APART : 0);
	set_masthead_words(set, &left, clinic->name, "/name", set->sheet->masthead_name, KX_ALIGN_LEFT, parent);
	set_masthead_words(set, &left, clinic->example_line, "/example", set->sheet->masthead_line, KX_ALIGN_LEFT, parent);
	set_masthead_words(set, &right, clinic->phone, "/phone", "clinic-phone", KX_ALIGN_RIGHT, parent);
	set_masthead_words(set, &right, clinic->web, "/web", set->sheet->masthead_line, KX_ALIGN_RIGHT, parent);
	height = kx_galley_height(&left, 0, left.slug_count);
	if (height < kx_galley_height(&right, 0, right.slug_count))
		height = kx_galley_height(&right, 0, right.slug_count);
	if (height + OVER_RULE > slug->height)
		slug->height = height + OVER_RULE;
	pour_middle(set, &left, slug, logo);
	pour_middle(set, &right, slug, galley->width - right.width);
}

void
kx_masthead_set(struct kx_setting *set, struct kx_galley *galley, int parent)
{
	struct kx_slug *slug = kx_galley_slug(set, galley, set->sheet->masthead_height);

	if (slug == NULL)
		return;
	if (set->sheet->masthead_stacked)
		set_stacked(set, galley, slug, parent);
	else
		set_abreast(set, galley, slug, parent);
	set->origin = (struct kx_origin){ NULL, NULL };
	kx_slug_rule(set, slug, 0, slug->height, galley->width, 0, 1500, kx_setting_color(set, "accent"));
	slug->after = kx_setting_number(set, "masthead", "after", 0);
	slug->keep_next = true;
}

void
kx_title_set(struct kx_setting *set, struct kx_galley *galley, int parent)
{
	const struct kx_origin *origin = &set->document->title_origin;
	const char *pointer = origin->pointer != NULL ? origin->pointer : "";

	set->origin = (struct kx_origin){ origin->file, kx_arena_print(set->arena, "%s/title", pointer) };
	kx_paragraph_words(set, galley, set->document->title, &(struct kx_paragraph_options){ .style = "title",
	    .element = kx_setting_element(set, KX_EL_H1, parent) });
	set->origin.pointer = kx_arena_print(set->arena, "%s/subtitle", pointer);
	kx_paragraph_words(set, galley, set->document->subtitle, &(struct kx_paragraph_options){ .style = "subtitle",
	    .element = kx_setting_element(set, KX_EL_P, parent) });
	set->origin = (struct kx_origin){ NULL, NULL };
}

static void
note_region(struct kx_setting *set, int page, const char *name, struct kx_box box)
{
	if (!kx_frames_region(set->arena, set->frames, page, name, box))
		set->failed = true;
}

void
kx_furniture_page(struct kx_setting *set)
{
	int page = kx_frames_page(set->arena, set->frames, set->page_width, set->page_height);
	struct kx_box whole = { 0, 0, set->page_width, set->page_height };

	if (page < 0) {
		set->failed = true;
		return;
	}
	note_region(set, page, "marks", whole);
	note_region(set, page, "draft", whole);
	note_region(set, page, "draft-line", whole);
}

/* A line for folding or cutting: dashes of 3 pt with 3 pt between, or one stroke. */
static void
place_mark(struct kx_setting *set, int page, const struct kx_paper_mark *mark)
{
	struct kx_galley marks = { .width = set->page_width };
	struct kx_slug *slug = kx_galley_slug(set, &marks, 0);

	if (slug == NULL)
		return;
	if (mark->dashed)
		kx_mark_dashes(set, slug, mark->from, mark->to, KX_PT(3), mark->weight, kx_setting_color(set, mark->color));
	else
		kx_slug_rule(set, slug, mark->from.x, mark->from.y, mark->to.x - mark->from.x, mark->to.y - mark->from.y,
		    mark->weight, kx_setting_color(set, mark->color));
	kx_slug_place(set, slug, page, 0, 0, "marks");
}

void
kx_furniture_place(struct kx_setting *set, int page, int pages)
{
	const struct kx_side *side = kx_running_side(set, page);
	size_t i;

	kx_running_place(set, page, pages);
	for (i = 0; side != NULL && i < side->mark_count; i++)
		place_mark(set, page, &side->marks[i]);
	kx_draft_place(set, page);
}
