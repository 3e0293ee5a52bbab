/*
 * The structure tree (ISO 32000-1, 14.7 and 14.8).
 *
 * One structure element for each element of the frame, with one addition: a
 * Reference that leads somewhere gets a Link inside it, which holds all it
 * holds and the annotation, because a link annotation must stand in a Link
 * (ISO 14289-1, 7.18.5).  `inner` is then that Link, otherwise the element.
 *
 * The kids of an element come from the reading order; after them the
 * annotations of its lines.  The parent tree has an array for each page, by
 * MCID, and one entry for each annotation.
 */
#include "pdf/plain.h"
#include "pdf/writer.h"

#include <stdlib.h>
#include <string.h>

struct tags {
	unsigned *outer, *inner;       /* their numbers, by element */
};

static bool
is_wrapped(const struct kx_writer *writer, size_t element)
{
	return writer->frames->elements[element].type == KX_EL_REFERENCE &&
	    writer->first_annotation[element] < writer->first_annotation[element + 1];
}

/* What an element says of itself in words is often a clinic's own. */
static enum kx_group
group_of(const struct kx_element *element)
{
	return element->alt != NULL || element->actual != NULL ? KX_GROUP_WORDS : KX_GROUP_TAGS;
}

static struct kx_buffer *
begin_tag(struct kx_writer *writer, unsigned tag, enum kx_group group, enum kx_element_type type, unsigned parent)
{
	struct kx_buffer *out = kx_plain_begin(writer, tag, group);

	kx_buffer_text(out, "<<\n/Type /StructElem\n");
	kx_plain_put_name(out, "S", kx_element_name(type));
	kx_plain_put_reference(out, "P", parent);
	return out;
}

static void
end_tag(struct kx_buffer *out)
{
	kx_buffer_text(out, ">>");
	kx_plain_end(out);
}

static void
put_table_attributes(const struct kx_writer *writer, const struct kx_element *element, struct kx_buffer *out)
{
	static const char *const scopes[] = { NULL, "Row", "Column", "Both" };
	const struct kx_heads *heads = &writer->heads[element - writer->frames->elements];
	size_t i;

	if (element->scope == KX_SCOPE_NONE && element->column_span < 2 && element->row_span < 2 && heads->count == 0)
		return;
	kx_buffer_text(out, "/A <<\n/O /Table\n");
	if (element->type == KX_EL_TH && element->scope != KX_SCOPE_NONE)
		kx_plain_put_name(out, "Scope", scopes[element->scope]);
	if (element->column_span > 1)
		kx_plain_put_int(out, "ColSpan", element->column_span);
	if (element->row_span > 1)
		kx_plain_put_int(out, "RowSpan", element->row_span);
	if (heads->count > 0) {
		kx_buffer_text(out, "/Headers [ ");
		for (i = 0; i < heads->count; i++)
			kx_plain_add_text(out, writer->ids[heads->list[i]]);
		kx_buffer_text(out, "]\n");
	}
	kx_buffer_text(out, ">>\n");
}

static void
put_box(const struct kx_writer *writer, const struct kx_element *element, struct kx_buffer *out)
{
	const struct kx_box *box = &element->box;

	kx_buffer_text(out, "/A <<\n/O /Layout\n");
	kx_plain_put_rectangle(out, "BBox", box->x, kx_pdf_flip(writer, element->page, box->y + box->height), box->x + box->width,
	    kx_pdf_flip(writer, element->page, box->y));
	kx_buffer_text(out, ">>\n");
}

static void
put_attributes(const struct kx_writer *writer, const struct kx_element *element, struct kx_buffer *out)
{
	if (element->type == KX_EL_TH || element->type == KX_EL_TD) {
		put_table_attributes(writer, element, out);
	} else if (element->type == KX_EL_L && element->list_numbering != NULL) {
		kx_buffer_text(out, "/A <<\n/O /List\n");
		kx_plain_put_name(out, "ListNumbering", element->list_numbering);
		kx_buffer_text(out, ">>\n");
	} else if (element->type == KX_EL_FIGURE && element->has_box) {
		put_box(writer, element, out);
	}
}

/* The title of a link is its annotation's to say. */
static void
put_strings(const struct kx_writer *writer, const struct kx_element *element, struct kx_buffer *out)
{
	kx_plain_put_text(out, "Alt", element->alt);
	kx_plain_put_text(out, "ActualText", element->actual);
	kx_plain_put_text(out, "E", element->expansion);
	kx_plain_put_text(out, "Lang", element->lang);
	if (element->type != KX_EL_LINK && element->type != KX_EL_REFERENCE)
		kx_plain_put_text(out, "T", element->title);
	kx_plain_put_text(out, "ID", writer->ids[element - writer->frames->elements]);
}

/* One kid: a reference, an MCID of the element's own page, or a marked-content reference to another page. */
static void
add_kid(const struct kx_writer *writer, const struct tags *tags, const struct kx_kid *kid, int page, struct kx_buffer *out)
{
	const struct kx_sequence *sequence;

	if (kid->child) {
		kx_plain_add_reference(out, tags->outer[kid->index]);
		return;
	}
	sequence = &writer->reading.sequences[kid->index];
	if (sequence->page == page) {
		kx_plain_add_int(out, sequence->mcid);
		return;
	}
	kx_buffer_text(out, "<<\n/Type /MCR\n");
	kx_plain_put_reference(out, "Pg", kx_pdf_number(writer->pages[sequence->page]));
	kx_plain_put_int(out, "MCID", sequence->mcid);
	kx_buffer_text(out, ">> ");
}

/* An annotation; /Pg where it lies on another page than the element's own content, or there is none. */
static void
add_annotation(const struct kx_writer *writer, const struct kx_annotation *annotation, int page, struct kx_buffer *out)
{
	kx_buffer_text(out, "<<\n/Type /OBJR\n");
	kx_plain_put_reference(out, "Obj", annotation->number);
	if (annotation->page != page)
		kx_plain_put_reference(out, "Pg", kx_pdf_number(writer->pages[annotation->page]));
	kx_buffer_text(out, ">> ");
}

/* The page of an element's first own sequence, or -1. */
static int
own_page(const struct kx_writer *writer, size_t element)
{
	const struct kx_reading *reading = &writer->reading;
	size_t k;

	for (k = reading->kid_first[element]; k < reading->kid_first[element + 1]; k++) {
		if (!reading->kids[k].child)
			return reading->sequences[reading->kids[k].index].page;
	}
	return -1;
}

/* A single kid stands by itself, several in an array. */
static void
put_kids(const struct kx_writer *writer, const struct tags *tags, size_t element, struct kx_buffer *out)
{
	const struct kx_reading *reading = &writer->reading;
	size_t first = reading->kid_first[element], end = reading->kid_first[element + 1], i;
	size_t notes = writer->first_annotation[element], notes_end = writer->first_annotation[element + 1];
	size_t count = end - first + notes_end - notes;
	int page = own_page(writer, element);
	bool list = count != 1 || notes < notes_end;

	if (page >= 0)
		kx_plain_put_reference(out, "Pg", kx_pdf_number(writer->pages[page]));
	if (count == 0)
		return;
	kx_buffer_text(out, list ? "/K [ " : "/K ");
	for (i = first; i < end; i++)
		add_kid(writer, tags, &reading->kids[i], page, out);
	for (i = notes; i < notes_end; i++)
		add_annotation(writer, &writer->annotations[i], page, out);
	if (list)
		kx_buffer_text(out, "]\n");
	else if (out->length > 0 && !kx_buffer_failed(out))
		out->bytes[out->length - 1] = '\n';   /* in place of the space between members */
}

static void
write_tag(struct kx_writer *writer, const struct tags *tags, size_t index, unsigned root)
{
	const struct kx_element *element = &writer->frames->elements[index];
	bool wrapped = is_wrapped(writer, index);
	struct kx_buffer *out = begin_tag(writer, tags->outer[index], group_of(element), element->type,
	    element->parent < 0 ? root : tags->inner[element->parent]);

	put_attributes(writer, element, out);
	put_strings(writer, element, out);
	if (wrapped) {
		kx_plain_put_reference(out, "K", tags->inner[index]);
		end_tag(out);
		out = begin_tag(writer, tags->inner[index], KX_GROUP_TAGS, KX_EL_LINK, tags->outer[index]);
	}
	put_kids(writer, tags, index, out);
	end_tag(out);
}

/* All have their numbers before the first is written: kids are named before they come. */
static void
write_tags(struct kx_writer *writer, const struct tags *tags, unsigned root)
{
	size_t count = writer->frames->element_count, i;

	for (i = 0; i < count; i++) {
		tags->outer[i] = kx_plain_new(writer, 1);
		tags->inner[i] = is_wrapped(writer, i) ? kx_plain_new(writer, 1) : tags->outer[i];
	}
	for (i = 0; i < count; i++)
		write_tag(writer, tags, i, root);
}

/* The tags of a page by MCID. */
static void
write_page_tags(struct kx_writer *writer, const struct tags *tags, size_t page, unsigned number)
{
	const struct kx_reading *reading = &writer->reading;
	struct kx_buffer *out = kx_plain_begin(writer, number, KX_GROUP_TAGS);
	size_t i;

	kx_buffer_text(out, "[ ");
	for (i = reading->page_first[page]; i < reading->page_first[page + 1]; i++) {
		if (reading->sequences[i].mcid >= 0)
			kx_plain_add_reference(out, tags->inner[reading->sequences[i].element]);
	}
	kx_buffer_char(out, ']');
	kx_plain_end(out);
}

static unsigned
parent_tree(struct kx_writer *writer, const struct tags *tags)
{
	size_t pages = writer->frames->page_count, i;
	unsigned tree = kx_plain_new(writer, 1), *lists = kx_arena_array(&writer->arena, pages + 1, sizeof(*lists));
	struct kx_buffer *out;

	if (lists == NULL)
		return tree;
	for (i = 0; i < pages; i++)
		lists[i] = kx_plain_new(writer, 1);
	out = kx_plain_begin(writer, tree, KX_GROUP_TAGS);
	kx_buffer_text(out, "<<\n/Nums [ ");
	for (i = 0; i < pages; i++) {
		kx_plain_add_int(out, (long)i);
		kx_plain_add_reference(out, lists[i]);
	}
	for (i = 0; i < writer->annotation_count; i++) {
		kx_plain_add_int(out, writer->annotations[i].parent_key);
		kx_plain_add_reference(out, tags->inner[writer->annotations[i].element]);
	}
	kx_buffer_text(out, "]\n>>");
	kx_plain_end(out);
	for (i = 0; i < pages; i++)
		write_page_tags(writer, tags, i, lists[i]);
	return tree;
}

/* An element and its id as the file has it: names in a tree are sorted by their bytes. */
struct named { const char *id; size_t element; };

static int
compare_named(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

/* 0: there is none. */
static unsigned
id_tree(struct kx_writer *writer, const struct tags *tags)
{
	size_t count = 0, i;
	struct named *list = kx_arena_array(&writer->arena, writer->frames->element_count, sizeof(*list));
	struct kx_buffer *out;
	unsigned tree;

	for (i = 0; i < writer->frames->element_count && list != NULL; i++) {
		if (writer->ids[i] != NULL)
			list[count++] = (struct named){ writer->ids[i], i };
	}
	if (count == 0)
		return 0;
	qsort(list, count, sizeof(*list), compare_named);
	tree = kx_plain_new(writer, 1);
	out = kx_plain_begin(writer, tree, KX_GROUP_TAGS);
	kx_buffer_text(out, "<<\n/Names [ ");
	for (i = 0; i < count; i++) {
		kx_plain_add_text(out, list[i].id);
		kx_plain_add_reference(out, tags->outer[list[i].element]);
	}
	kx_buffer_text(out, "]\n>>");
	kx_plain_end(out);
	return tree;
}

static void
write_root(struct kx_writer *writer, const struct tags *tags, unsigned root)
{
	size_t next = writer->frames->page_count + writer->annotation_count;
	unsigned parents = parent_tree(writer, tags), ids = id_tree(writer, tags);
	struct kx_buffer *out = kx_plain_begin(writer, root, KX_GROUP_TAGS);

	kx_buffer_text(out, "<<\n/Type /StructTreeRoot\n");
	kx_plain_put_reference(out, "K", tags->outer[0]);
	kx_plain_put_reference(out, "ParentTree", parents);
	kx_plain_put_int(out, "ParentTreeNextKey", (long)next);
	if (ids != 0)
		kx_plain_put_reference(out, "IDTree", ids);
	kx_buffer_text(out, ">>");
	kx_plain_end(out);
}

bool
kx_pdf_write_structure(struct kx_writer *writer)
{
	const struct kx_frames *frames = writer->frames;
	HPDF_Dict marks = kx_pdf_dict(writer->haru);
	void *root = kx_plain_known(writer);
	struct tags tags;

	tags.outer = kx_arena_array(&writer->arena, frames->element_count + 1, sizeof(*tags.outer));
	tags.inner = kx_arena_array(&writer->arena, frames->element_count + 1, sizeof(*tags.inner));
	if (tags.outer == NULL || tags.inner == NULL)
		return !kx_pdf_failed(writer);
	write_tags(writer, &tags, kx_pdf_number(root));
	write_root(writer, &tags, kx_pdf_number(root));
	kx_pdf_put(writer->haru->catalog, "StructTreeRoot", root);
	kx_pdf_put_bool(marks, "Marked", true);
	kx_pdf_put(writer->haru->catalog, "MarkInfo", marks);
	writer->tags = tags.outer;
	return !kx_pdf_failed(writer);
}
