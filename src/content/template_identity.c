/*
 * A list of all members of a structure is made before they are told: with one
 * member more the compiler says that it is missing there
 * (-Wmissing-field-initializers), and who adds it sees to it that it is told.
 */
#include "content/template.h"

#include "base/buffer.h"

static void
put_numbers(struct kx_buffer *out, const int32_t *numbers, size_t size)
{
	kx_buffer_add(out, numbers, size);
}

static void
put_count(struct kx_buffer *out, size_t count)
{
	kx_buffer_add(out, &count, sizeof(count));
}

static void
put_box(struct kx_buffer *out, const struct kx_box *box)
{
	const int32_t numbers[] = { box->x, box->y, box->width, box->height };

	put_numbers(out, numbers, sizeof(numbers));
}

static void
put_region(struct kx_buffer *out, const struct kx_region *region)
{
	const struct kx_region none = { .id = NULL }, *told = region != NULL ? region : &none;
	const struct kx_region all = { told->origin, told->id, told->box };

	kx_buffer_text_or_none(out, all.id);
	put_box(out, &all.box);
}

/* Marks for folding stand where no words do. */
static void
put_papers(const struct kx_template *sheet, struct kx_buffer *out)
{
	const struct kx_paper *paper;
	const struct kx_side *side;
	size_t i;

	put_count(out, sheet->paper_count);
	for (paper = sheet->papers; paper < sheet->papers + sheet->paper_count; paper++) {
		const struct kx_paper all = { paper->id, paper->width, paper->height, paper->sides, paper->side_count };
		const int32_t numbers[] = { all.width, all.height, (int32_t)all.side_count };

		kx_buffer_text_or_none(out, all.id);
		put_numbers(out, numbers, sizeof(numbers));
		for (side = all.sides; side < all.sides + all.side_count; side++) {
			const struct kx_side whole = { side->regions, side->region_count, side->head, side->foot, side->marks, side->mark_count };

			put_count(out, whole.region_count);
			for (i = 0; i < whole.region_count; i++)
				put_region(out, &whole.regions[i]);
			put_region(out, whole.head);
			put_region(out, whole.foot);
		}
	}
}

static void
put_styles(const struct kx_template *sheet, struct kx_buffer *out)
{
	const struct kx_style *style;
	size_t i;

	put_count(out, sheet->style_count);
	for (style = sheet->styles; style < sheet->styles + sheet->style_count; style++) {
		const struct kx_style all = { style->id, style->role, style->size, style->leading, style->before, style->after, style->color,
			style->tabular, style->keep_next, style->justified, style->hyphens };
		const int32_t numbers[] = { all.size, all.leading, all.before, all.after, all.tabular, all.keep_next, all.justified, all.hyphens };

		kx_buffer_text_or_none(out, all.id);
		kx_buffer_text_or_none(out, all.role);
		put_numbers(out, numbers, sizeof(numbers));
	}
	put_count(out, sheet->font_count);
	for (i = 0; i < sheet->font_count; i++) {
		const struct kx_font_use all = { sheet->fonts[i].role, sheet->fonts[i].chain };

		kx_buffer_text_or_none(out, all.role);
		kx_buffer_text_or_none(out, all.chain);
	}
}

static void
put_boxes(const struct kx_template *sheet, struct kx_buffer *out)
{
	const struct kx_box_style *box;

	put_count(out, sheet->box_count);
	for (box = sheet->boxes; box < sheet->boxes + sheet->box_count; box++) {
		const struct kx_box_style all = { box->id, box->fill, box->edge, box->edge_width, box->radius, box->padding, box->before,
			box->after, box->edge_side };
		const int32_t numbers[] = { all.edge_width, all.radius, all.padding, all.before, all.after, (int32_t)all.edge_side };

		kx_buffer_text_or_none(out, all.id);
		put_numbers(out, numbers, sizeof(numbers));
	}
}

static void
put_texts(const char *const *texts, size_t count, struct kx_buffer *out)
{
	size_t i;

	put_count(out, count);
	for (i = 0; i < count; i++)
		kx_buffer_text_or_none(out, texts[i]);
}

static void
put_flow(const struct kx_template *sheet, struct kx_buffer *out)
{
	const struct kx_flow_band *band;
	size_t i;

	put_count(out, sheet->flow_count);
	for (band = sheet->flow; band < sheet->flow + sheet->flow_count; band++) {
		const struct kx_flow_band all = { band->origin, band->start, band->region, band->furniture, band->columns, band->cells,
			band->cell_count };
		const int32_t numbers[] = { (int32_t)all.start, (int32_t)all.furniture, all.columns, (int32_t)all.cell_count };

		put_numbers(out, numbers, sizeof(numbers));
		kx_buffer_text_or_none(out, all.region);
		for (i = 0; i < all.cell_count; i++) {
			const struct kx_flow_cell cell = { all.cells[i].origin, all.cells[i].span, all.cells[i].places, all.cells[i].place_count };

			put_count(out, (size_t)cell.span);
			put_texts(cell.places, cell.place_count, out);
		}
	}
}

static void
put_icon(const struct kx_icon *icon, struct kx_buffer *out)
{
	size_t i;
	int p;

	kx_buffer_text_or_none(out, icon->id);
	put_count(out, icon->step_count);
	for (i = 0; i < icon->step_count; i++) {
		put_count(out, (size_t)icon->steps[i].op);
		for (p = 0; p < 3; p++) {
			const int32_t numbers[] = { icon->steps[i].points[p].x, icon->steps[i].points[p].y };

			put_numbers(out, numbers, sizeof(numbers));
		}
	}
}

static void
put_icons(const struct kx_template *sheet, struct kx_buffer *out)
{
	size_t i;

	put_count(out, sheet->bullet_count);
	for (i = 0; i < sheet->bullet_count; i++) {
		const struct kx_bullet all = { sheet->bullets[i].topic, sheet->bullets[i].icon };

		kx_buffer_text_or_none(out, all.topic);
		put_icon(all.icon, out);
	}
}

static void
put_fit(const struct kx_copyfit *fit, struct kx_buffer *out)
{
	const struct kx_copyfit all = { fit->space, fit->leading, fit->type, fit->droppable, fit->droppable_count };
	const int32_t numbers[] = { all.space.least, all.space.most, all.leading.least, all.leading.most, all.type.least, all.type.most };

	put_numbers(out, numbers, sizeof(numbers));
	put_texts(all.droppable, all.droppable_count, out);
}

/* Of the template alone: counts, lengths, switches and texts. */
static void
put_page(const struct kx_template *t, struct kx_buffer *out)
{
	const int32_t numbers[] = { t->margin_top, t->margin_bottom, t->margin_left, t->margin_right, t->grid_columns, t->gutter,
		t->baseline, t->page_multiple, t->page_least, t->page_most, t->has_masthead, t->masthead_stacked, t->masthead_height,
		t->logo_height, t->text_least, t->note_least, (int32_t)t->corners, t->corner_radius, t->no_italics, t->running_harm };
	const char *const texts[] = { t->masthead_name, t->masthead_line, t->head_left, t->head_right, t->foot_left, t->foot_middle,
		t->foot_right };

	put_numbers(out, numbers, sizeof(numbers));
	put_texts(texts, sizeof(texts) / sizeof(texts[0]), out);
	put_texts(t->fill, t->fill_count, out);
	put_texts(t->omit, t->omit_count, out);
}

void
kx_template_identity(const struct kx_template *t, struct kx_buffer *out)
{
	/* Not told: where it is from, what it is called, its number, what it would be in another size or ink, and its colours. */
	const struct kx_template all = { t->origin, t->id, t->title, t->outline, t->papers, t->paper_count, t->margin_top,
		t->margin_bottom, t->margin_left, t->margin_right, t->grid_columns, t->gutter, t->baseline, t->page_multiple,
		t->page_least, t->page_most, t->fill, t->fill_count, t->colors, t->color_count, t->styles, t->style_count, t->boxes,
		t->box_count, t->has_masthead, t->masthead_stacked, t->masthead_height, t->logo_height, t->masthead_name,
		t->masthead_line, t->head_left, t->head_right, t->foot_left, t->foot_middle, t->foot_right, t->flow, t->flow_count,
		t->omit, t->omit_count, t->numbers, t->number_count, t->icons, t->icon_count, t->bullets, t->bullet_count, t->fit,
		t->text_least, t->note_least, t->sizes, t->size_count, t->inks, t->ink_count, t->size_file, t->theme_file, t->ink_file,
		t->fonts, t->font_count, t->corners, t->corner_radius, t->gray, t->no_italics, t->print_rules, t->running_harm, t->number };
	size_t i;

	put_page(&all, out);
	put_papers(&all, out);
	put_styles(&all, out);
	put_boxes(&all, out);
	put_flow(&all, out);
	put_fit(&all.fit, out);
	put_count(out, all.number_count);
	for (i = 0; i < all.number_count; i++) {
		kx_buffer_text_or_none(out, all.numbers[i].id);
		put_numbers(out, &all.numbers[i].value, sizeof(all.numbers[i].value));
	}
	put_icons(&all, out);
}

void
kx_template_colors_identity(const struct kx_template *sheet, struct kx_buffer *out)
{
	size_t i;

	kx_buffer_char(out, sheet->gray ? 'g' : 'c');
	put_count(out, sheet->color_count);
	for (i = 0; i < sheet->color_count; i++) {
		kx_buffer_text_or_none(out, sheet->colors[i].id);
		kx_buffer_text_or_none(out, sheet->colors[i].value);
	}
	put_count(out, sheet->style_count);
	for (i = 0; i < sheet->style_count; i++)
		kx_buffer_text_or_none(out, sheet->styles[i].color);
	put_count(out, sheet->box_count);
	for (i = 0; i < sheet->box_count; i++) {
		kx_buffer_text_or_none(out, sheet->boxes[i].fill);
		kx_buffer_text_or_none(out, sheet->boxes[i].edge);
	}
}
