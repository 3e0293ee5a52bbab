#include "read/template_parts.h"

#include "base/arena.h"
#include "base/limits.h"
#include "read/parts.h"

#include <string.h>

#define MOST_DROPPABLE 100

static const struct kx_key fit_keys[] = {
	{ "space", false }, { "leading", false }, { "type", false }, { "droppable", false }
};
static const struct kx_shape fit_shape = KX_SHAPE("the fit", fit_keys);
static const struct kx_key bound_keys[] = { { "space", false }, { "leading", false }, { "type", false } };
static const struct kx_shape bound_shape = KX_SHAPE("the fit of a size", bound_keys);

/* [least, most], round 1; a page drawn in or let out further than this is another design. */
static void
read_bounds(const struct kx_node *object, const char *key, int32_t least, int32_t most, struct kx_bounds *ret_bounds)
{
	struct kx_node list, low, high;
	size_t count = kx_member_list(object, key, 2, true, &list);
	struct kx_bounds bounds;

	if (count == 0)
		return;
	if (count != 2) {
		kx_node_fault(&list, KX107, "write the least and the most, like [0.9, 1]", "\"%s\" should be two numbers", key);
		return;
	}
	low = kx_node_element(&list, 0);
	high = kx_node_element(&list, 1);
	if (kx_node_milli(&low, least, 1000, &bounds.least) && kx_node_milli(&high, 1000, most, &bounds.most))
		*ret_bounds = bounds;
}

/* Does the flow place it, or the section that it is part of, or a part of it? */
static bool
is_placed(const struct kx_template *sheet, const char *place)
{
	const char *slash = strchr(place, '/'), *other;
	size_t section = strcspn(place, "/"), i, c, p;

	for (i = 0; i < sheet->flow_count; i++) {
		for (c = 0; c < sheet->flow[i].cell_count; c++) {
			for (p = 0; p < sheet->flow[i].cells[c].place_count; p++) {
				other = sheet->flow[i].cells[c].places[p];
				if (strcspn(other, "/") == section && strncmp(other, place, section) == 0 &&
				    (slash == NULL || other[section] == '\0' || strcmp(other, place) == 0))
					return true;
			}
		}
	}
	return false;
}

static void
read_droppable(const struct kx_node *object, struct kx_template *sheet)
{
	struct kx_copyfit *fit = &sheet->fit;
	struct kx_node list, node;
	size_t count = kx_member_list(object, "droppable", MOST_DROPPABLE, false, &list), i, k;
	const char *text;

	fit->droppable = count > 0 ? kx_arena_array(object->file->arena, count, sizeof(*fit->droppable)) : NULL;
	for (i = 0; fit->droppable != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		text = kx_node_text(&node, KX_MAX_NAME_BYTES);
		if (text == NULL)
			continue;
		for (k = 0; k < fit->droppable_count && strcmp(fit->droppable[k], text) != 0; k++)
			;
		if (k < fit->droppable_count)
			kx_node_fault(&node, KX133, NULL, "\"%s\" may be dropped already", kx_shape_clip(object->file->arena, text));
		else if (!is_placed(sheet, text))
			kx_node_fault(&node, KX464, "write a section or \"section/block\" of the flow",
			    "the flow does not place \"%s\"", kx_shape_clip(object->file->arena, text));
		else
			fit->droppable[fit->droppable_count++] = text;
	}
}

void
kx_read_fit(const struct kx_node *root, struct kx_template *sheet, bool places)
{
	struct kx_node node;

	if (!kx_node_member(root, "fit", &node) || !kx_shape_check(&node, places ? &fit_shape : &bound_shape))
		return;
	read_bounds(&node, "space", 300, 3000, &sheet->fit.space);
	read_bounds(&node, "leading", 800, 1500, &sheet->fit.leading);
	read_bounds(&node, "type", 700, 1500, &sheet->fit.type);
	if (places)
		read_droppable(&node, sheet);
}
