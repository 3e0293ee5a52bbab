#include "document/identity.h"

#include "base/buffer.h"

#include <string.h>

/* A member more must be told here too, or two blocks that differ in it would pass for one. */
_Static_assert(sizeof(void *) != 8 || (sizeof(struct kx_block) == 168 && sizeof(struct kx_run) == 56 &&
    sizeof(struct kx_array) == 56 && sizeof(struct kx_array_pair) == 120 && sizeof(struct kx_curve) == 64 &&
    sizeof(struct kx_curve_point) == 40 && sizeof(struct kx_qr_code) == 16), "the identity of a block has all of its members");

static void
put_text(struct kx_buffer *out, const char *text)
{
	/* No text has a byte 1 or 2. */
	if (text == NULL)
		kx_buffer_add(out, "\2", 2);
	else
		kx_buffer_add(out, text, strlen(text) + 1);
}

static void
put_runs(struct kx_buffer *out, const struct kx_runs *runs)
{
	const struct kx_run *run;

	for (run = runs->list; run < runs->list + runs->count; run++) {
		const char looks[] = { 1, (char)run->kind, (char)run->emphasis };

		kx_buffer_add(out, looks, sizeof(looks));
		put_text(out, run->text);
		put_text(out, run->style);
	}
}

static void
put_pair(struct kx_buffer *out, const struct kx_array_pair *pair)
{
	const struct kx_array *array;

	for (array = pair->arrays; array < pair->arrays + 2; array++) {
		const int numbers[] = { array->filled, array->total, array->treatment, array->baseline, array->low, array->high };

		kx_buffer_add(out, numbers, sizeof(numbers));
		put_text(out, array->heading);
		put_text(out, array->words);
		put_text(out, array->added);
		put_text(out, array->range);
	}
}

static void
put_curve(struct kx_buffer *out, const struct kx_curve *curve)
{
	const struct kx_curve_point *point;
	const int total[] = { curve->total, (int)curve->count };

	kx_buffer_add(out, total, sizeof(total));
	put_text(out, curve->heading);
	put_text(out, curve->with);
	put_text(out, curve->without);
	put_text(out, curve->scale);
	for (point = curve->points; point < curve->points + curve->count; point++) {
		const int numbers[] = { point->days, point->number, point->against };

		kx_buffer_add(out, numbers, sizeof(numbers));
		put_text(out, point->at);
		put_text(out, point->words);
		put_text(out, point->against_words);
	}
}

void
kx_block_identity(const struct kx_block *block, struct kx_buffer *out)
{
	const int numbers[] = { (int)block->kind, block->level, block->head, block->span, (int)block->align, block->bar,
	    block->bar_against, block->lines, block->number, (int)block->runs.count, block->figure != NULL, block->curve != NULL,
	    block->code != NULL };
	const struct kx_block *child;

	kx_buffer_add(out, numbers, sizeof(numbers));
	put_text(out, block->id);
	put_text(out, block->style);
	put_text(out, block->topic);
	put_runs(out, &block->runs);
	if (block->figure != NULL)
		put_pair(out, block->figure);
	if (block->curve != NULL)
		put_curve(out, block->curve);
	if (block->code != NULL)
		put_text(out, block->code->address);
	for (child = block->first; child != NULL; child = child->next)
		kx_block_identity(child, out);
	kx_buffer_add(out, "\3", 2);   /* the end of its children */
}
