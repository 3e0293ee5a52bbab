#include "document/document.h"

#include "base/buffer.h"

#include <string.h>

static const char *
kind_name(enum kx_block_kind kind)
{
	switch (kind) {
	case KX_BLOCK_TITLE: return "title";
	case KX_BLOCK_HEADING: return "heading";
	case KX_BLOCK_PARAGRAPH: return "paragraph";
	case KX_BLOCK_LIST: return "list";
	case KX_BLOCK_ITEM: return "item";
	case KX_BLOCK_BOX: return "box";
	case KX_BLOCK_COLUMNS: return "columns";
	case KX_BLOCK_GROUP: return "group";
	case KX_BLOCK_TABLE: return "table";
	case KX_BLOCK_ROW: return "row";
	case KX_BLOCK_CELL: return "cell";
	case KX_BLOCK_ARRAY_PAIR: return "array-pair";
	case KX_BLOCK_BAR_PAIR: return "bar-pair";
	case KX_BLOCK_TIMELINE: return "timeline";
	case KX_BLOCK_CURVE: return "curve";
	case KX_BLOCK_QR_CODE: return "qr-code";
	case KX_BLOCK_CAPTION: return "caption";
	case KX_BLOCK_QUESTION: return "question";
	case KX_BLOCK_WRITE_IN: return "write-in";
	case KX_BLOCK_HELP_LINES: return "help-lines";
	case KX_BLOCK_HELP_LINE: return "help-line";
	case KX_BLOCK_REFERENCES: return "references";
	case KX_BLOCK_REFERENCE: return "reference";
	}
	return "?";
}

static void
indent(int depth, struct kx_buffer *out)
{
	for (; depth > 0; depth--)
		kx_buffer_text(out, "  ");
}

/* The text in quotes, with quote, backslash and line end escaped. */
static void
quoted(const char *text, struct kx_buffer *out)
{
	kx_buffer_char(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			kx_buffer_char(out, '\\');
		if (*text == '\n')
			kx_buffer_text(out, "\\n");
		else
			kx_buffer_char(out, *text);
	}
	kx_buffer_char(out, '"');
}

static void
named(const char *name, const char *text, int depth, struct kx_buffer *out)
{
	if (text == NULL)
		return;
	indent(depth, out);
	kx_buffer_print(out, "%s ", name);
	quoted(text, out);
	kx_buffer_char(out, '\n');
}

static void
dump_run(const struct kx_run *run, int depth, struct kx_buffer *out)
{
	static const char *const emphases[] = { [KX_PLAIN] = "text", [KX_EMPHASIS] = "emphasis", [KX_STRONG] = "strong" };

	indent(depth, out);
	if (run->kind == KX_RUN_REFERENCE) {
		kx_buffer_print(out, "mark %d", run->target);
	} else {
		kx_buffer_print(out, "%s ", emphases[run->emphasis]);
		quoted(run->text, out);
	}
	if (run->kind == KX_RUN_LINK)
		kx_buffer_print(out, " link=%s", run->uri);
	if (run->claim != NULL)
		kx_buffer_print(out, " claim=%s", run->claim);
	if (run->expansion != NULL) {
		kx_buffer_text(out, " expansion=");
		quoted(run->expansion, out);
	}
	kx_buffer_char(out, '\n');
}

static void
dump_pair(const struct kx_array_pair *pair, int depth, struct kx_buffer *out)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		indent(depth, out);
		kx_buffer_print(out, "array %s %d of %d", pair->arrays[i].treatment ? "treatment" : "comparator",
		    pair->arrays[i].filled, pair->arrays[i].total);
		if (pair->arrays[i].baseline > 0)
			kx_buffer_print(out, " baseline=%d", pair->arrays[i].baseline);
		if (pair->arrays[i].range != NULL)
			kx_buffer_print(out, " interval=%d-%d", pair->arrays[i].low, pair->arrays[i].high);
		kx_buffer_char(out, '\n');
		named("heading", pair->arrays[i].heading, depth + 1, out);
		named("words", pair->arrays[i].words, depth + 1, out);
		named("added", pair->arrays[i].added, depth + 1, out);
		named("range", pair->arrays[i].range, depth + 1, out);
	}
	named("alt", pair->alt, depth, out);
}

static void
dump_curve(const struct kx_curve *curve, int depth, struct kx_buffer *out)
{
	size_t i;

	named("heading", curve->heading, depth, out);
	named("with", curve->with, depth, out);
	named("without", curve->without, depth, out);
	for (i = 0; i < curve->count; i++) {
		indent(depth, out);
		kx_buffer_print(out, "day %d: %d of %d", curve->points[i].days, curve->points[i].number, curve->total);
		if (curve->without != NULL)
			kx_buffer_print(out, " against %d", curve->points[i].against);
		kx_buffer_char(out, ' ');
		quoted(curve->points[i].at, out);
		kx_buffer_char(out, '\n');
	}
	named("alt", curve->alt, depth, out);
}

static void
dump_fields(const struct kx_block *block, struct kx_buffer *out)
{
	if (block->id != NULL)
		kx_buffer_print(out, " id=%s", block->id);
	if (block->style != NULL)
		kx_buffer_print(out, " %s", block->style);
	if (block->level != 0)
		kx_buffer_print(out, " %d", block->level);
	if (block->number != 0)
		kx_buffer_print(out, " number=%d", block->number);
	if (block->head)
		kx_buffer_text(out, " head");
	if (block->span > 1)
		kx_buffer_print(out, " span=%d", block->span);
	if (block->align != KX_ALIGN_LEFT)
		kx_buffer_text(out, block->align == KX_ALIGN_RIGHT ? " right" : " center");
	if (block->bar != 0)
		kx_buffer_print(out, " bar=%d", (int)block->bar);
	if (block->bar_against != 0)
		kx_buffer_print(out, " bar-against=%d", (int)block->bar_against);
	if (block->lines != 0)
		kx_buffer_print(out, " lines=%d", block->lines);
}

static void
dump_block(const struct kx_block *block, int depth, struct kx_buffer *out)
{
	const struct kx_block *child;
	size_t i;

	indent(depth, out);
	kx_buffer_text(out, kind_name(block->kind));
	dump_fields(block, out);
	kx_buffer_char(out, '\n');
	if (block->figure != NULL)
		dump_pair(block->figure, depth + 1, out);
	if (block->curve != NULL)
		dump_curve(block->curve, depth + 1, out);
	if (block->code != NULL) {
		named("address", block->code->address, depth + 1, out);
		named("alt", block->code->alt, depth + 1, out);
	}
	for (i = 0; i < block->runs.count; i++)
		dump_run(&block->runs.list[i], depth + 1, out);
	for (child = block->first; child != NULL; child = child->next)
		dump_block(child, depth + 1, out);
}

/* The last part of a path: where the data stands must not show. */
static const char *
file_name(const char *path)
{
	const char *slash = path != NULL ? strrchr(path, '/') : NULL;

	return slash != NULL ? slash + 1 : path;
}

static void
dump_head(const struct kx_document *document, struct kx_buffer *out)
{
	kx_buffer_print(out, "document %s\n", document->document_id);
	named("title", document->title, 1, out);
	named("subtitle", document->subtitle, 1, out);
	named("language", document->language, 1, out);
	named("version", document->version, 1, out);
	indent(1, out);
	kx_buffer_print(out, "review-by %04d-%02d-%02d\n", document->review_by.year, document->review_by.month,
	    document->review_by.day);
	named("draft", document->draft_says, 1, out);
	named("review", document->review_line, 1, out);
	named("next-review", document->next_review_line, 1, out);
	named("clinic", document->clinic.name, 1, out);
	named("phone", document->clinic.phone, 2, out);
	named("web", document->clinic.web, 2, out);
	named("logo", file_name(document->clinic.logo), 2, out);
	named("logo-alt", document->clinic.logo_alt, 2, out);
	named("example", document->clinic.example_line, 2, out);
	indent(2, out);
	kx_buffer_print(out, "colour #%06X\n", (unsigned)document->clinic.colour);
}

void
kx_document_dump(const struct kx_document *document, struct kx_buffer *out)
{
	const struct kx_document_section *section;
	const struct kx_block *block;
	size_t i;

	dump_head(document, out);
	for (i = 0; i < document->section_count; i++) {
		section = &document->sections[i];
		kx_buffer_print(out, "section %s %s\n", section->id, kx_role_name(section->role));
		if (section->heading != NULL)
			dump_block(section->heading, 1, out);
		for (block = section->blocks; block != NULL; block = block->next)
			dump_block(block, 1, out);
	}
}
