/*
 * Each structure is copied member by member before it is told: with one member
 * more the compiler says that it is missing there
 * (-Wmissing-field-initializers), and who adds it decides whether it is told.
 */
#include "document/identity.h"

#include "base/buffer.h"

/* A text, or without `words` only whether there is one and whether it is empty. */
static void
put_words(struct kx_buffer *out, const char *text, bool words)
{
	kx_buffer_text_or_none(out, text == NULL || words || text[0] == '\0' ? text : "-");
}

static void
put_run(struct kx_buffer *out, const struct kx_run *run, bool words)
{
	/* Not told: the claim. */
	const struct kx_run all = { run->kind, run->element, run->text, run->emphasis, run->target, run->uri, run->claim, run->expansion,
		run->style, run->color_of };
	const int numbers[] = { (int)all.kind, all.element, (int)all.emphasis, all.target, all.uri != NULL, all.expansion != NULL,
		all.style != NULL, all.color_of != NULL };

	kx_buffer_add(out, numbers, sizeof(numbers));
	put_words(out, all.text, words || all.kind == KX_RUN_REFERENCE);
	if (all.uri != NULL)
		put_words(out, all.uri, words);
	if (all.expansion != NULL)
		put_words(out, all.expansion, words);
	if (all.style != NULL)
		kx_buffer_text_or_none(out, all.style);
	if (all.color_of != NULL)
		kx_buffer_text_or_none(out, all.color_of);
}

static void
put_pair(struct kx_buffer *out, const struct kx_array_pair *pair)
{
	const struct kx_array_pair both = { { pair->arrays[0], pair->arrays[1] }, pair->alt };
	const struct kx_array *array;

	kx_buffer_text_or_none(out, both.alt);
	for (array = both.arrays; array < both.arrays + 2; array++) {
		const struct kx_array all = { array->heading, array->filled, array->total, array->words, array->treatment, array->baseline,
			array->added, array->low, array->high, array->range };
		const int numbers[] = { all.filled, all.total, all.treatment, all.baseline, all.low, all.high };

		kx_buffer_add(out, numbers, sizeof(numbers));
		kx_buffer_text_or_none(out, all.heading);
		kx_buffer_text_or_none(out, all.words);
		kx_buffer_text_or_none(out, all.added);
		kx_buffer_text_or_none(out, all.range);
	}
}

static void
put_curve(struct kx_buffer *out, const struct kx_curve *curve)
{
	const struct kx_curve all = { curve->heading, curve->with, curve->without, curve->total, curve->scale, curve->points, curve->count,
		curve->alt };
	const int total[] = { all.total, (int)all.count };
	size_t i;

	kx_buffer_add(out, total, sizeof(total));
	kx_buffer_text_or_none(out, all.heading);
	kx_buffer_text_or_none(out, all.with);
	kx_buffer_text_or_none(out, all.without);
	kx_buffer_text_or_none(out, all.scale);
	kx_buffer_text_or_none(out, all.alt);
	for (i = 0; i < all.count; i++) {
		const struct kx_curve_point point = { all.points[i].days, all.points[i].at, all.points[i].number, all.points[i].against,
			all.points[i].words, all.points[i].against_words };
		const int numbers[] = { point.days, point.number, point.against };

		kx_buffer_add(out, numbers, sizeof(numbers));
		kx_buffer_text_or_none(out, point.at);
		kx_buffer_text_or_none(out, point.words);
		kx_buffer_text_or_none(out, point.against_words);
	}
}

static void
put_code(struct kx_buffer *out, const struct kx_qr_code *code)
{
	const struct kx_qr_code all = { code->address, code->alt };

	kx_buffer_text_or_none(out, all.address);
	kx_buffer_text_or_none(out, all.alt);
}

/* Are these pictures and tables, which are set by what their words say? */
static bool
reads_words(enum kx_block_kind kind)
{
	return kind == KX_BLOCK_TABLE || kind == KX_BLOCK_ARRAY_PAIR || kind == KX_BLOCK_BAR_PAIR || kind == KX_BLOCK_TIMELINE ||
	    kind == KX_BLOCK_CURVE;
}

static void
put_block(const struct kx_block *block, bool words, struct kx_buffer *out)
{
	/* Not told: where the words come from, and that the block is kept.  Children are told behind it. */
	const struct kx_block all = { block->kind, block->id, block->style, block->topic, block->level, block->runs, block->first,
		block->last, block->next, block->origin, block->head, block->span, block->align, block->bar, block->bar_against, block->lines,
		block->number, block->figure, block->curve, block->code, block->kept };
	const int numbers[] = { (int)all.kind, all.level, all.head, all.span, (int)all.align, all.bar, all.bar_against, all.lines,
		all.number, (int)all.runs.count, all.figure != NULL, all.curve != NULL, all.code != NULL };
	const struct kx_block *child;
	size_t i;

	kx_buffer_add(out, numbers, sizeof(numbers));
	kx_buffer_text_or_none(out, all.id);
	kx_buffer_text_or_none(out, all.style);
	kx_buffer_text_or_none(out, all.topic);
	words = words || reads_words(all.kind);
	for (i = 0; i < all.runs.count; i++)
		put_run(out, &all.runs.list[i], words);
	if (all.figure != NULL)
		put_pair(out, all.figure);
	if (all.curve != NULL)
		put_curve(out, all.curve);
	if (all.code != NULL && words)
		put_code(out, all.code);
	for (child = all.first; child != NULL; child = child->next)
		put_block(child, words, out);
	kx_buffer_add(out, "\3", 2);   /* the end of its children */
}

void
kx_block_identity(const struct kx_block *block, struct kx_buffer *out)
{
	put_block(block, true, out);
}

void
kx_block_form(const struct kx_block *block, struct kx_buffer *out)
{
	put_block(block, false, out);
}
