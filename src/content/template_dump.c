#include "content/template.h"

#include "base/buffer.h"

static void
dump_length(struct kx_buffer *out, const char *name, kx_length length)
{
	kx_buffer_print(out, " %s ", name);
	kx_buffer_milli(out, length);
}

static void
dump_color(struct kx_buffer *out, const struct kx_template *sheet, kx_color clinic, const char *name)
{
	kx_color color;

	if (name == NULL)
		kx_buffer_text(out, " none");
	else if (kx_template_color(sheet, name, clinic, &color))
		kx_buffer_print(out, " #%06X", (unsigned)color);
	else
		kx_buffer_print(out, " %s", name);
}

static void
dump_region(const struct kx_region *region, const char *name, struct kx_buffer *out)
{
	if (region == NULL)
		return;
	kx_buffer_print(out, "\t\t%s:", name);
	dump_length(out, "x", region->box.x);
	dump_length(out, "y", region->box.y);
	dump_length(out, "width", region->box.width);
	dump_length(out, "height", region->box.height);
	kx_buffer_char(out, '\n');
}

static void
dump_sides(const struct kx_paper *paper, struct kx_buffer *out)
{
	const struct kx_side *side;
	size_t i;

	for (side = paper->sides; side < paper->sides + paper->side_count; side++) {
		kx_buffer_print(out, "\tside %zu, %zu marks\n", (size_t)(side - paper->sides) + 1, side->mark_count);
		for (i = 0; i < side->region_count; i++)
			dump_region(&side->regions[i], side->regions[i].id, out);
		dump_region(side->head, "(head)", out);
		dump_region(side->foot, "(foot)", out);
	}
}

static void
dump_page(const struct kx_template *sheet, struct kx_buffer *out)
{
	size_t i;

	kx_buffer_print(out, "template %s: %s\n", sheet->id, sheet->title);
	for (i = 0; i < sheet->paper_count; i++) {
		kx_buffer_print(out, "paper %s:", sheet->papers[i].id);
		dump_length(out, "width", sheet->papers[i].width);
		dump_length(out, "height", sheet->papers[i].height);
		kx_buffer_char(out, '\n');
		dump_sides(&sheet->papers[i], out);
	}
	kx_buffer_text(out, "margins:");
	dump_length(out, "top", sheet->margin_top);
	dump_length(out, "bottom", sheet->margin_bottom);
	dump_length(out, "left", sheet->margin_left);
	dump_length(out, "right", sheet->margin_right);
	kx_buffer_print(out, "\ngrid: %d columns", sheet->grid_columns);
	dump_length(out, "gutter", sheet->gutter);
	dump_length(out, "baseline", sheet->baseline);
	kx_buffer_print(out, "\npages: %d to %d, in multiples of %d%s\n", sheet->page_least, sheet->page_most, sheet->page_multiple,
	    sheet->no_italics ? "\nno italics" : "");
	if (sheet->has_masthead) {
		kx_buffer_print(out, "masthead%s:", sheet->masthead_stacked ? ", stacked" : "");
		dump_length(out, "height", sheet->masthead_height);
		dump_length(out, "logo", sheet->logo_height);
		kx_buffer_print(out, ", %s, %s\n", sheet->masthead_name, sheet->masthead_line);
	}
	kx_buffer_print(out, "head: %s | %s\n", sheet->head_left != NULL ? sheet->head_left : "",
	    sheet->head_right != NULL ? sheet->head_right : "");
	kx_buffer_print(out, "foot: %s | %s | %s\n", sheet->foot_left != NULL ? sheet->foot_left : "",
	    sheet->foot_middle != NULL ? sheet->foot_middle : "", sheet->foot_right != NULL ? sheet->foot_right : "");
}

static void
dump_looks(const struct kx_template *sheet, kx_color clinic, struct kx_buffer *out)
{
	static const char *const sides[] = { "none", "all", "left", "top" };
	const struct kx_box_style *box;
	const struct kx_style *style;
	size_t i;

	for (i = 0; i < sheet->color_count; i++) {
		kx_buffer_print(out, "color %s:", sheet->colors[i].id);
		dump_color(out, sheet, clinic, sheet->colors[i].id);
		kx_buffer_char(out, '\n');
	}
	for (i = 0; i < sheet->font_count; i++)
		kx_buffer_print(out, "font %s: %s\n", sheet->fonts[i].role, sheet->fonts[i].chain);
	for (style = sheet->styles; style < sheet->styles + sheet->style_count; style++) {
		kx_buffer_print(out, "style %s: %s ", style->id, style->role);
		kx_buffer_milli(out, style->size);
		kx_buffer_char(out, '/');
		kx_buffer_milli(out, style->leading);
		dump_color(out, sheet, clinic, style->color);
		dump_length(out, "before", style->before);
		dump_length(out, "after", style->after);
		kx_buffer_print(out, "%s%s%s%s\n", style->tabular ? " tabular" : "", style->keep_next ? " keep-next" : "",
		    style->justified ? " justified" : "", style->hyphens ? " hyphens" : "");
	}
	for (box = sheet->boxes; box < sheet->boxes + sheet->box_count; box++) {
		kx_buffer_print(out, "box %s: fill", box->id);
		dump_color(out, sheet, clinic, box->fill);
		kx_buffer_print(out, " edge %s", sides[box->edge_side]);
		dump_color(out, sheet, clinic, box->edge);
		dump_length(out, "width", box->edge_width);
		dump_length(out, "radius", box->radius);
		dump_length(out, "padding", box->padding);
		dump_length(out, "before", box->before);
		dump_length(out, "after", box->after);
		kx_buffer_char(out, '\n');
	}
}

static void
dump_band(const struct kx_flow_band *band, struct kx_buffer *out)
{
	static const char *const starts[] = { [KX_START_HERE] = "", [KX_START_REGION] = ", next region",
	    [KX_START_PAGE] = ", new page", [KX_START_NAMED] = ", region " };
	static const char *const furniture[] = { [KX_FURNITURE_NONE] = "", [KX_FURNITURE_MASTHEAD] = " masthead",
	    [KX_FURNITURE_TITLE] = " title" };
	size_t c, p;

	kx_buffer_print(out, "flow%s%s:%s", starts[band->start], band->start == KX_START_NAMED ? band->region : "",
	    furniture[band->furniture]);
	if (band->columns > 1)
		kx_buffer_print(out, " %d columns", band->columns);
	for (c = 0; c < band->cell_count; c++) {
		kx_buffer_print(out, "%s span %d", c > 0 ? " |" : "", band->cells[c].span);
		for (p = 0; p < band->cells[c].place_count; p++)
			kx_buffer_print(out, " %s", band->cells[c].places[p]);
	}
	kx_buffer_char(out, '\n');
}

static void
dump_bounds(struct kx_buffer *out, const char *name, const struct kx_bounds *bounds)
{
	kx_buffer_print(out, " %s ", name);
	kx_buffer_milli(out, bounds->least);
	kx_buffer_text(out, " to ");
	kx_buffer_milli(out, bounds->most);
}

static void
dump_fit(const struct kx_template *sheet, struct kx_buffer *out)
{
	size_t i;

	kx_buffer_text(out, "fit:");
	dump_bounds(out, "space", &sheet->fit.space);
	dump_bounds(out, "leading", &sheet->fit.leading);
	dump_bounds(out, "type", &sheet->fit.type);
	dump_length(out, "text least", sheet->text_least);
	dump_length(out, "note least", sheet->note_least);
	kx_buffer_char(out, '\n');
	for (i = 0; i < sheet->fit.droppable_count; i++)
		kx_buffer_print(out, "droppable: %s\n", sheet->fit.droppable[i]);
}

void
kx_template_dump(const struct kx_template *sheet, kx_color clinic, struct kx_buffer *out)
{
	size_t i;

	dump_page(sheet, out);
	dump_looks(sheet, clinic, out);
	for (i = 0; i < sheet->flow_count; i++)
		dump_band(&sheet->flow[i], out);
	for (i = 0; i < sheet->omit_count; i++)
		kx_buffer_print(out, "omit: %s\n", sheet->omit[i]);
	dump_fit(sheet, out);
	for (i = 0; i < sheet->number_count; i++) {
		kx_buffer_print(out, "number %s: ", sheet->numbers[i].id);
		kx_buffer_milli(out, sheet->numbers[i].value);
		kx_buffer_char(out, '\n');
	}
	for (i = 0; i < sheet->icon_count; i++)
		kx_buffer_print(out, "icon %s: %zu steps\n", sheet->icons[i].id, sheet->icons[i].step_count);
	for (i = 0; i < sheet->bullet_count; i++)
		kx_buffer_print(out, "bullet %s: %s\n", sheet->bullets[i].topic, sheet->bullets[i].icon->id);
}
