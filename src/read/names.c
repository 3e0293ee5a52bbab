#include "read/names.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

void
kx_names_init(struct kx_names *names, struct kx_arena *arena, struct kx_diagnostics *diags,
    const struct kx_name_kind *kind)
{
	memset(names, 0, sizeof(*names));
	names->arena = arena;
	names->diags = diags;
	names->kind = kind;
}

void
kx_names_add(struct kx_names *names, const char *id, struct kx_origin origin)
{
	struct kx_named *slot;

	if (id == NULL)
		return;
	slot = kx_arena_push(names->arena, &names->list, &names->count, &names->room, sizeof(*slot));
	if (slot != NULL)
		*slot = (struct kx_named){ id, origin };
}

/* Pointers of one list differ in their last number only, so the shorter is the earlier. */
static int
compare_pointers(const char *a, const char *b)
{
	size_t a_length = a != NULL ? strlen(a) : 0, b_length = b != NULL ? strlen(b) : 0;

	if (a_length != b_length)
		return a_length < b_length ? -1 : 1;
	return a_length == 0 ? 0 : strcmp(a, b);
}

static int
compare_named(const void *a, const void *b)
{
	const struct kx_named *one = a, *two = b;
	int order = strcmp(one->id, two->id);

	if (order == 0)
		order = strcmp(one->origin.file, two->origin.file);
	return order != 0 ? order : compare_pointers(one->origin.pointer, two->origin.pointer);
}

static struct kx_place
id_place(const struct kx_names *names, const struct kx_named *named)
{
	return kx_origin_place(names->arena, &named->origin, "/id");
}

static void
report_run(const struct kx_names *names, size_t first, size_t end)
{
	struct kx_diagnostic *made;
	size_t i;

	made = kx_report(names->diags, KX121, id_place(names, &names->list[first]), NULL,
	    "the id \"%s\" stands for %zu different %s", kx_shape_clip(names->arena, names->list[first].id), end - first,
	    names->kind->many);
	for (i = first + 1; i < end; i++)
		kx_report_also(names->diags, made, id_place(names, &names->list[i]));
}

void
kx_names_close(struct kx_names *names)
{
	size_t first, end;

	if (names->count < 2)
		return;
	qsort(names->list, names->count, sizeof(*names->list), compare_named);
	for (first = 0; first < names->count; first = end) {
		for (end = first + 1; end < names->count; end++)
			if (strcmp(names->list[end].id, names->list[first].id) != 0)
				break;
		if (end - first > 1)
			report_run(names, first, end);
	}
}

static int
named_by_id(const void *id, const void *named)
{
	return strcmp(id, ((const struct kx_named *)named)->id);
}

bool
kx_names_has(const struct kx_names *names, const char *id)
{
	return names->count > 0 && bsearch(id, names->list, names->count, sizeof(*names->list), named_by_id) != NULL;
}

void
kx_names_report(const struct kx_names *names, const char *id, struct kx_place place)
{
	struct kx_nearness nearness;
	const char *hint;
	size_t i;

	/* Past the ceiling nothing is shown, so nothing is searched for. */
	kx_nearness_init(&nearness, id);
	if (names->diags->count < KX_MAX_DIAGNOSTICS)
		for (i = 0; i < names->count; i++)
			kx_nearness_try(&nearness, names->list[i].id);
	hint = nearness.best != NULL ? kx_shape_suggest(names->arena, nearness.best) :
	    kx_arena_print(names->arena, "%s are listed in %s", names->kind->many, names->kind->home);
	kx_report(names->diags, names->kind->unknown, place, hint, "there is no %s \"%s\"", names->kind->one,
	    kx_shape_clip(names->arena, id));
}

bool
kx_names_check(const struct kx_names *names, const char *id, const struct kx_node *node)
{
	if (!names->whole || kx_names_has(names, id))
		return true;
	kx_names_report(names, id, kx_node_place(node));
	return false;
}
