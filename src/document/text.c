#include "document/compose.h"

#include "base/buffer.h"

static void
runs_words(const struct kx_runs *runs, bool marks, struct kx_buffer *out)
{
	bool any = false;
	size_t i;

	for (i = 0; i < runs->count; i++) {
		if (runs->list[i].kind != KX_RUN_REFERENCE) {
			kx_buffer_text(out, runs->list[i].text);
			any = true;
		} else if (marks) {
			kx_buffer_char(out, '[');
			kx_buffer_text(out, runs->list[i].text);
			kx_buffer_char(out, ']');
			any = true;
		}
	}
	if (any)
		kx_buffer_char(out, '\n');
}

static void
line_words(const char *text, struct kx_buffer *out)
{
	if (text == NULL)
		return;
	kx_buffer_text(out, text);
	kx_buffer_char(out, '\n');
}

static void
pair_words(const struct kx_array_pair *pair, bool marks, struct kx_buffer *out)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		line_words(pair->arrays[i].heading, out);
		line_words(pair->arrays[i].words, out);
		line_words(pair->arrays[i].added, out);
		line_words(pair->arrays[i].range, out);
	}
	if (marks)
		line_words(pair->alt, out);
}

static void
curve_words(const struct kx_curve *curve, bool marks, struct kx_buffer *out)
{
	size_t i;

	line_words(curve->heading, out);
	line_words(curve->without, out);
	line_words(curve->with, out);
	line_words(curve->scale, out);
	for (i = 0; i < curve->count; i++) {
		line_words(curve->points[i].at, out);
		if (curve->without != NULL)
			line_words(curve->points[i].against_words, out);
		line_words(curve->points[i].words, out);
	}
	if (marks)
		line_words(curve->alt, out);
}

void
kx_block_words(const struct kx_block *block, bool marks, struct kx_buffer *out)
{
	const struct kx_block *child;

	if (block->kept != NULL) {
		if (marks)
			kx_buffer_add(out, block->kept->words, block->kept->words_length);
		else
			kx_buffer_add(out, block->kept->text, block->kept->text_length);
		return;
	}
	if (block->figure != NULL)
		pair_words(block->figure, marks, out);
	if (block->curve != NULL)
		curve_words(block->curve, marks, out);
	if (block->code != NULL && marks)
		line_words(block->code->alt, out);
	runs_words(&block->runs, marks, out);
	for (child = block->first; child != NULL; child = child->next)
		kx_block_words(child, marks, out);
}

void
kx_block_text(const struct kx_block *block, struct kx_buffer *out)
{
	kx_block_words(block, false, out);
}

void
kx_section_text(const struct kx_document_section *section, struct kx_buffer *out)
{
	const struct kx_block *block;

	if (section->heading != NULL)
		kx_block_text(section->heading, out);
	for (block = section->blocks; block != NULL; block = block->next)
		kx_block_text(block, out);
}
