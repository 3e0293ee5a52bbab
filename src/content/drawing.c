#include "content/drawing.h"

#include "base/arena.h"
#include "content/color.h"

#include <string.h>

const struct kx_drawing *
kx_drawing_gray(struct kx_arena *arena, const struct kx_drawing *drawing)
{
	struct kx_drawing *made = kx_arena_alloc(arena, sizeof(*made));
	size_t i;

	if (made == NULL)
		return NULL;
	*made = *drawing;
	made->shapes = kx_arena_array(arena, drawing->shape_count + 1, sizeof(*made->shapes));
	if (made->shapes == NULL)
		return NULL;
	if (drawing->shape_count > 0)
		memcpy(made->shapes, drawing->shapes, drawing->shape_count * sizeof(*made->shapes));
	for (i = 0; i < made->shape_count; i++) {
		made->shapes[i].fill_color = kx_color_gray(made->shapes[i].fill_color);
		made->shapes[i].stroke_color = kx_color_gray(made->shapes[i].stroke_color);
	}
	return made;
}
