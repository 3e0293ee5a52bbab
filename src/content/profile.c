#include "content/profile.h"

#include "base/arena.h"
#include "base/limits.h"
#include "content/color.h"

#include <string.h>

/* The size of type that the space of a list's bullet or a fixed column was made for. */
#define BODY KX_PT(12)

static kx_length
scaled(kx_length length, int32_t factor)
{
	return (kx_length)((int64_t)length * factor / 1000);
}

kx_length
kx_size_type(const struct kx_size_profile *size, kx_length from, kx_length *ret_leading)
{
	const struct kx_type_step *steps = size->type, *low, *high;
	size_t i = 0;
	kx_length over;

	if (size->type_count == 0)
		return from;
	while (i < size->type_count && steps[i].from < from)
		i++;
	if (i == size->type_count) {
		low = &steps[i - 1];
		over = from - low->from;
		if (ret_leading != NULL)
			*ret_leading = low->leading + over;
		return low->size + over;
	}
	high = &steps[i];
	low = i > 0 ? &steps[i - 1] : high;
	over = from > low->from ? from - low->from : 0;
	if (low == high || high->from == low->from) {
		if (ret_leading != NULL)
			*ret_leading = high->leading;
		return high->size;
	}
	if (ret_leading != NULL)
		*ret_leading = low->leading + (kx_length)((int64_t)(high->leading - low->leading) * over / (high->from - low->from));
	return low->size + (kx_length)((int64_t)(high->size - low->size) * over / (high->from - low->from));
}

/* ---- arrays with names ---- */

/* Room for `count` and `more`, the first `count` copied. */
static void *
grown(struct kx_arena *arena, const void *list, size_t count, size_t more, size_t size)
{
	void *made = kx_arena_array(arena, count + more + 1, size);

	if (made != NULL && count > 0)
		memcpy(made, list, count * size);
	return made;
}

static void
put_numbers(struct kx_template *sheet, const struct kx_named_number *numbers, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		for (k = 0; k < sheet->number_count && strcmp(sheet->numbers[k].id, numbers[i].id) != 0; k++)
			;
		sheet->numbers[k] = numbers[i];
		if (k == sheet->number_count)
			sheet->number_count++;
	}
}

static void
put_colors(struct kx_template *sheet, const struct kx_named_color *colors, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		for (k = 0; k < sheet->color_count && strcmp(sheet->colors[k].id, colors[i].id) != 0; k++)
			;
		sheet->colors[k] = colors[i];
		if (k == sheet->color_count)
			sheet->color_count++;
	}
}

static void
put_styles(struct kx_template *sheet, const struct kx_style *styles, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		for (k = 0; k < sheet->style_count && strcmp(sheet->styles[k].id, styles[i].id) != 0; k++)
			;
		sheet->styles[k] = styles[i];
		if (k == sheet->style_count)
			sheet->style_count++;
	}
}

static void
put_boxes(struct kx_template *sheet, const struct kx_box_style *boxes, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		for (k = 0; k < sheet->box_count && strcmp(sheet->boxes[k].id, boxes[i].id) != 0; k++)
			;
		sheet->boxes[k] = boxes[i];
		if (k == sheet->box_count)
			sheet->box_count++;
	}
}

/* ---- size ---- */

/* The part of a number's name behind its last dot: "columns" of "questions-list.columns". */
static const char *
measure_of(const char *id)
{
	const char *dot = strrchr(id, '.');

	return dot != NULL ? dot + 1 : id;
}

/* Not for the size to change: what is no length, and how far a masthead rises. */
static bool
is_fixed(const char *measure)
{
	static const char *const names[] = { "masthead-rise", "align-figures", "join-rows", "join-columns" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(measure, names[i]) == 0)
			return true;
	return false;
}

/*
 * Counts keep to the size's columns, widths of columns grow with the words in
 * them, all other lengths with the space.  Beside one column is no room for a note.
 */
static void
size_numbers(const struct kx_size_profile *size, struct kx_template *sheet)
{
	struct kx_named_number *number;
	const char *measure;
	size_t i;

	for (i = 0; i < sheet->number_count; i++) {
		number = &sheet->numbers[i];
		measure = measure_of(number->id);
		if (strcmp(measure, "columns") == 0 || strcmp(measure, "across") == 0) {
			if (size->columns > 0 && number->value > KX_PT(size->columns))
				number->value = KX_PT(size->columns);
		} else if (strcmp(measure, "side-note") == 0 && size->columns == 1) {
			number->value = 0;
		} else if (strncmp(measure, "column-", 7) == 0 || strcmp(measure, "group-name") == 0 || strcmp(measure, "side-note") == 0) {
			number->value = (kx_length)((int64_t)number->value * kx_size_type(size, BODY, NULL) / BODY);
		} else if (!is_fixed(measure)) {
			number->value = scaled(number->value, size->space);
		}
	}
}

static void
size_lengths(const struct kx_size_profile *size, struct kx_template *sheet)
{
	kx_length *const margins[] = { &sheet->margin_top, &sheet->margin_bottom, &sheet->margin_left, &sheet->margin_right };
	size_t i;

	for (i = 0; i < sizeof(margins) / sizeof(margins[0]); i++)
		if (*margins[i] < size->margin_least)
			*margins[i] = size->margin_least;
	sheet->gutter = scaled(sheet->gutter, size->space);
	sheet->masthead_height = scaled(sheet->masthead_height, size->space);
	sheet->logo_height = scaled(sheet->logo_height, size->space);
	for (i = 0; i < sheet->style_count; i++) {
		struct kx_style *style = &sheet->styles[i];

		style->before = scaled(style->before, size->space);
		style->after = scaled(style->after, size->space);
		style->size = kx_size_type(size, style->size, &style->leading);
	}
	for (i = 0; i < sheet->box_count; i++) {
		sheet->boxes[i].padding = scaled(sheet->boxes[i].padding, size->space);
		sheet->boxes[i].before = scaled(sheet->boxes[i].before, size->space);
		sheet->boxes[i].after = scaled(sheet->boxes[i].after, size->space);
	}
}

/* Cells side by side become bands one after another. */
static bool
size_flow(struct kx_arena *arena, const struct kx_size_profile *size, struct kx_template *sheet)
{
	const struct kx_flow_band *bands = sheet->flow;
	struct kx_flow_band *made;
	size_t count = 0, i, c;

	for (i = 0; i < sheet->flow_count; i++)
		count += bands[i].cell_count > 0 ? bands[i].cell_count : 1;
	made = kx_arena_array(arena, count, sizeof(*made));
	if (made == NULL)
		return false;
	for (i = 0, count = 0; i < sheet->flow_count; i++) {
		bool part = size->columns == 1 && bands[i].cell_count > 1;

		for (c = 0; c < (part ? bands[i].cell_count : 1); c++) {
			made[count] = bands[i];
			if (c > 0 || !size->page_breaks)
				made[count].start = KX_START_HERE;
			if (size->columns > 0 && made[count].columns > size->columns)
				made[count].columns = size->columns;
			if (part) {
				made[count].cells = grown(arena, &bands[i].cells[c], 1, 0, sizeof(*made->cells));
				if (made[count].cells == NULL)
					return false;
				made[count].cells[0].span = sheet->grid_columns;
				made[count].cell_count = 1;
			}
			count++;
		}
	}
	sheet->flow = made;
	sheet->flow_count = count;
	return true;
}

/*
 * Regions are as wide as a designer made them for one size of type, and a
 * single column has no use for them: the matter goes down upright pages,
 * between the margins, whatever the paper's sides were.
 */
static bool
size_papers(struct kx_arena *arena, struct kx_template *sheet)
{
	struct kx_paper *papers = grown(arena, sheet->papers, sheet->paper_count, 0, sizeof(*papers));
	kx_length width;
	size_t i;

	if (papers == NULL)
		return false;
	for (i = 0; i < sheet->paper_count; i++) {
		papers[i].sides = NULL;
		papers[i].side_count = 0;
		width = papers[i].width;
		if (width > papers[i].height) {
			papers[i].width = papers[i].height;
			papers[i].height = width;
		}
	}
	sheet->papers = papers;
	sheet->fill_count = 0;
	sheet->masthead_stacked = true;
	return true;
}

/* More pages, whole sheets of paper, never more than a sheet may have. */
static void
size_pages(const struct kx_size_profile *size, struct kx_template *sheet)
{
	int multiple = sheet->page_multiple > 0 ? sheet->page_multiple : 1;
	int most = (int)(((int64_t)sheet->page_most * size->pages + 999) / 1000);

	most = (most + multiple - 1) / multiple * multiple;
	sheet->page_most = most < KX_MAX_PAGES ? most : KX_MAX_PAGES / multiple * multiple;
}

static void
put_furniture(struct kx_template *sheet, const struct kx_running *head, const struct kx_running *foot)
{
	if (head->given) {
		sheet->head_left = head->left;
		sheet->head_right = head->right;
	}
	if (foot->given) {
		sheet->foot_left = foot->left;
		sheet->foot_middle = foot->middle;
		sheet->foot_right = foot->right;
	}
}

static void
put_bounds(struct kx_bounds *bounds, const struct kx_bounds *change)
{
	if (change->least > 0)
		*bounds = *change;
}

static void
put_fit(struct kx_copyfit *fit, const struct kx_copyfit *change)
{
	put_bounds(&fit->space, &change->space);
	put_bounds(&fit->leading, &change->leading);
	put_bounds(&fit->type, &change->type);
	if (change->droppable_count > 0) {
		fit->droppable = change->droppable;
		fit->droppable_count = change->droppable_count;
	}
}

/* The template's own word on the size. */
static void
put_change(struct kx_template *sheet, const struct kx_size_change *change)
{
	const struct kx_template *parts = change->parts;
	struct kx_running head = { change->head, parts->head_left, NULL, parts->head_right };
	struct kx_running foot = { change->foot, parts->foot_left, parts->foot_middle, parts->foot_right };

	if (parts->margin_top + parts->margin_bottom + parts->margin_left + parts->margin_right > 0) {
		sheet->margin_top = parts->margin_top;
		sheet->margin_bottom = parts->margin_bottom;
		sheet->margin_left = parts->margin_left;
		sheet->margin_right = parts->margin_right;
	}
	if (parts->page_most > 0) {
		sheet->page_most = parts->page_most;
		sheet->page_least = parts->page_least;
		sheet->page_multiple = parts->page_multiple;
	}
	if (parts->flow_count > 0) {
		sheet->flow = parts->flow;
		sheet->flow_count = parts->flow_count;
	}
	put_fit(&sheet->fit, &parts->fit);
	put_styles(sheet, parts->styles, parts->style_count);
	put_boxes(sheet, parts->boxes, parts->box_count);
	put_numbers(sheet, parts->numbers, parts->number_count);
	put_furniture(sheet, &head, &foot);
}

/* What the layout wants in a size: for translated sheets what it says of those, if it does. */
static const struct kx_size_change *
find_change(const struct kx_template *sheet, const char *size, bool translated)
{
	const struct kx_size_change *found = NULL;
	size_t i;

	for (i = 0; i < sheet->size_count; i++)
		if (strcmp(sheet->sizes[i].size, size) == 0 && (translated || !sheet->sizes[i].translated))
			found = &sheet->sizes[i];
	return found;
}

static bool
adapt_size(struct kx_arena *arena, const struct kx_size_profile *wanted, bool translated, struct kx_template *sheet)
{
	const struct kx_size_change *change = find_change(sheet, wanted->id, translated);
	struct kx_size_profile own = *wanted, *size = &own;

	if (change != NULL && change->columns > 0)
		own.columns = change->columns;
	size_numbers(size, sheet);
	size_lengths(size, sheet);
	size_pages(size, sheet);
	if (!size_flow(arena, size, sheet) || (size->columns == 1 && !size_papers(arena, sheet)))
		return false;
	put_numbers(sheet, size->numbers, size->number_count);
	put_furniture(sheet, &size->head, &size->foot);
	sheet->running_harm = size->running_harm;
	if (!size->italics)
		sheet->no_italics = true;
	sheet->print_rules = size->print_rules;
	put_fit(&sheet->fit, &size->fit);
	sheet->text_least = size->text_least;
	sheet->note_least = size->note_least;
	if (change != NULL)
		put_change(sheet, change);
	return true;
}

/* ---- ink ---- */

/* "#RRGGBB": for each of fifty colours of a sheet, so without printf. */
static const char *
written(struct kx_arena *arena, kx_color color)
{
	char *text = kx_arena_room(arena, sizeof("#RRGGBB"));
	int i;

	if (text == NULL)
		return NULL;
	text[0] = '#';
	for (i = 6; i > 0; i--, color >>= 4)
		text[i] = "0123456789ABCDEF"[color & 0xF];
	text[7] = '\0';
	return text;
}

/* The colour as the ink prints it, written out; the name itself when it leads nowhere, for the layout to report. */
static const char *
printed(struct kx_arena *arena, const struct kx_template *sheet, const struct kx_adaptation *adaptation, const char *name)
{
	kx_color color;

	if (name == NULL || !kx_template_color(sheet, name, adaptation->clinic, &color))
		return name;
	if (adaptation->ink->gray)
		color = kx_color_gray(color);
	return written(arena, color);
}

/* Styles and boxes first: they name colours that are still as the template has them. */
static bool
print_colors(struct kx_arena *arena, const struct kx_adaptation *adaptation, struct kx_template *sheet)
{
	struct kx_named_color *colors = kx_arena_array(arena, sheet->color_count + 1, sizeof(*colors));
	size_t i;

	if (colors == NULL)
		return false;
	for (i = 0; i < sheet->style_count; i++)
		sheet->styles[i].color = printed(arena, sheet, adaptation, sheet->styles[i].color);
	for (i = 0; i < sheet->box_count; i++) {
		sheet->boxes[i].fill = printed(arena, sheet, adaptation, sheet->boxes[i].fill);
		sheet->boxes[i].edge = printed(arena, sheet, adaptation, sheet->boxes[i].edge);
	}
	for (i = 0; i < sheet->color_count; i++)
		colors[i] = (struct kx_named_color){ sheet->colors[i].id, printed(arena, sheet, adaptation, sheet->colors[i].value),
		    sheet->colors[i].file };
	sheet->colors = colors;
	return !kx_arena_spent(arena);
}

/* No ground of colour: what a box loses of it, an edge says. */
static void
outline_boxes(const struct kx_ink_profile *ink, struct kx_template *sheet)
{
	struct kx_box_style *box;
	size_t i;

	for (i = 0; i < sheet->box_count; i++) {
		box = &sheet->boxes[i];
		if (box->fill == NULL)
			continue;
		box->fill = NULL;
		if (box->edge_side == KX_EDGE_ALL)
			continue;
		/* An edge on one side keeps its colour, which may warn. */
		if (box->edge == NULL)
			box->edge = ink->edge;
		box->edge_side = KX_EDGE_ALL;
		box->edge_width = ink->edge_width;
	}
}

/* What the template wants otherwise in this ink; NULL when nothing. */
static const struct kx_template *
ink_parts(const struct kx_template *sheet, const struct kx_ink_profile *ink)
{
	size_t i;

	for (i = 0; ink != NULL && i < sheet->ink_count; i++)
		if (strcmp(sheet->inks[i].ink, ink->id) == 0)
			return sheet->inks[i].parts;
	return NULL;
}

/* In front of the others: the first use of a role is the one that is taken. */
static bool
put_fonts(struct kx_arena *arena, struct kx_template *sheet, const struct kx_font_use *fonts, size_t count)
{
	struct kx_font_use *all = grown(arena, fonts, count, sheet->font_count, sizeof(*all));

	if (all == NULL)
		return false;
	if (sheet->font_count > 0)
		memcpy(all + count, sheet->fonts, sheet->font_count * sizeof(*all));
	sheet->fonts = all;
	sheet->font_count += count;
	return true;
}

static bool
put_ink_parts(struct kx_arena *arena, struct kx_template *sheet, const struct kx_template *parts)
{
	put_colors(sheet, parts->colors, parts->color_count);
	put_numbers(sheet, parts->numbers, parts->number_count);
	return put_fonts(arena, sheet, parts->fonts, parts->font_count);
}

static bool
adapt_ink(struct kx_arena *arena, const struct kx_adaptation *adaptation, struct kx_template *sheet)
{
	const struct kx_ink_profile *ink = adaptation->ink;
	const struct kx_template *parts = ink_parts(sheet, ink);

	sheet->gray = ink->gray;
	put_colors(sheet, ink->colors, ink->color_count);
	put_numbers(sheet, ink->numbers, ink->number_count);
	if (!put_fonts(arena, sheet, ink->fonts, ink->font_count) || (parts != NULL && !put_ink_parts(arena, sheet, parts)))
		return false;
	if (!ink->fills)
		outline_boxes(ink, sheet);
	return print_colors(arena, adaptation, sheet);
}

/* ---- all of them ---- */

struct kx_template *
kx_template_adapt(struct kx_arena *arena, const struct kx_template *sheet, const struct kx_adaptation *adaptation)
{
	const struct kx_size_change *change = adaptation->size != NULL ?
	    find_change(sheet, adaptation->size->id, adaptation->translated) : NULL;
	const struct kx_template *parts = change != NULL ? change->parts : NULL, *inked = ink_parts(sheet, adaptation->ink);
	size_t more = parts != NULL ? parts->number_count : 0;
	struct kx_template *made = kx_arena_alloc(arena, sizeof(*made));

	if (made == NULL)
		return NULL;
	*made = *sheet;
	if (adaptation->size != NULL)
		made->size_file = adaptation->size->origin.file;
	if (adaptation->ink != NULL)
		made->ink_file = adaptation->ink->origin.file;
	more += (adaptation->size != NULL ? adaptation->size->number_count : 0) +
	    (adaptation->ink != NULL ? adaptation->ink->number_count : 0) + (inked != NULL ? inked->number_count : 0);
	made->numbers = grown(arena, sheet->numbers, sheet->number_count, more, sizeof(*made->numbers));
	made->colors = grown(arena, sheet->colors, sheet->color_count, (adaptation->theme != NULL ? adaptation->theme->color_count : 0) +
	    (adaptation->ink != NULL ? adaptation->ink->color_count : 0) + (inked != NULL ? inked->color_count : 0), sizeof(*made->colors));
	made->styles = grown(arena, sheet->styles, sheet->style_count, parts != NULL ? parts->style_count : 0, sizeof(*made->styles));
	made->boxes = grown(arena, sheet->boxes, sheet->box_count, parts != NULL ? parts->box_count : 0, sizeof(*made->boxes));
	if (made->numbers == NULL || made->colors == NULL || made->styles == NULL || made->boxes == NULL)
		return NULL;
	if (adaptation->size != NULL && !adapt_size(arena, adaptation->size, adaptation->translated, made))
		return NULL;
	if (adaptation->theme != NULL)
		kx_theme_apply(adaptation->theme, made);
	if (adaptation->ink != NULL && !adapt_ink(arena, adaptation, made))
		return NULL;
	return made;
}
