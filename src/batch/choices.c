#include "batch/choices.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "batch/theme.h"

#include <string.h>

bool
kx_choices_load_shared(struct kx_choices *choices)
{
	bool ok = kx_stock_load_data(choices->stock, NULL, choices->diags);

	ok = kx_stock_load_fonts(choices->stock, choices->diags) && ok;
	return kx_stock_load_gate(choices->stock, NULL, choices->diags) && ok;
}

static bool
load(struct kx_choices *choices, enum kx_dimension dimension, const char *name)
{
	switch (dimension) {
	case KX_DIM_LAYOUT:   return kx_stock_load_template(choices->stock, name, choices->diags);
	case KX_DIM_SIZE:     return kx_stock_load_size(choices->stock, name, choices->diags);
	case KX_DIM_THEME:    return kx_theme_asked(name) == NULL || kx_stock_load_theme(choices->stock, name, choices->diags);
	case KX_DIM_INK:      return kx_stock_load_ink(choices->stock, name, choices->diags);
	case KX_DIM_LANGUAGE: return kx_stock_load_data(choices->stock, name, choices->diags) &&
	    kx_stock_load_gate(choices->stock, name, choices->diags);
	case KX_DIM_PAPER:
	case KX_DIM_COUNT:    break;
	}
	return true;
}

/* Was a name reported that nothing has?  A size that a template names wrongly is a fault of that template. */
static bool
says_unknown(const struct kx_diagnostics *diags, size_t from)
{
	const struct kx_diagnostic *said;
	size_t i;

	for (i = from; i < diags->count; i++) {
		said = &diags->list[i];
		if (said->code == KX127 || said->code == KX128 || said->code == KX471 || said->code == KX472 ||
		    (said->code == KX470 && said->place.pointer == NULL))
			return true;
	}
	return false;
}

bool
kx_choices_whole(struct kx_choices *choices, enum kx_dimension dimension, const char *name)
{
	struct kx_chosen *slot;
	size_t i, said = choices->diags->count;

	for (i = 0; i < choices->count; i++)
		if (choices->list[i].dimension == dimension && strcmp(choices->list[i].name, name) == 0)
			return choices->list[i].whole;
	slot = kx_arena_push(choices->arena, &choices->list, &choices->count, &choices->room, sizeof(*slot));
	if (slot == NULL)
		return false;
	*slot = (struct kx_chosen){ dimension, name, load(choices, dimension, name) };
	choices->unknown = choices->unknown || (!slot->whole && says_unknown(choices->diags, said));
	return slot->whole;
}

bool
kx_choices_lost(const struct kx_choices *choices, const char *const values[KX_DIM_COUNT])
{
	size_t i;

	for (i = 0; i < choices->count; i++)
		if (!choices->list[i].whole && strcmp(choices->list[i].name, values[choices->list[i].dimension]) == 0)
			return true;
	return false;
}
