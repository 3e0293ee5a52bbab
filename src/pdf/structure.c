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
#include "pdf/writer.h"

#include <stdlib.h>
#include <string.h>

struct tags {
	HPDF_Dict *outer, *inner;      /* by element */
};

static bool
is_wrapped(const struct kx_writer *writer, size_t element)
{
	return writer->frames->elements[element].type == KX_EL_REFERENCE &&
	    writer->first_annotation[element] < writer->first_annotation[element + 1];
}

static HPDF_Dict
new_tag(struct kx_writer *writer, const char *type, HPDF_Dict parent)
{
	HPDF_Dict tag = kx_pdf_object(writer->haru);

	kx_pdf_put_name(tag, "Type", "StructElem");
	kx_pdf_put_name(tag, "S", type);
	kx_pdf_put(tag, "P", parent);
	return tag;
}

static void
put_table_attributes(struct kx_writer *writer, HPDF_Dict tag, const struct kx_element *element)
{
	static const char *const scopes[] = { NULL, "Row", "Column", "Both" };
	const struct kx_heads *heads = &writer->heads[element - writer->frames->elements];
	HPDF_Dict attributes;
	HPDF_Array list;
	size_t i;

	if (element->scope == KX_SCOPE_NONE && element->column_span < 2 && element->row_span < 2 && heads->count == 0)
		return;
	attributes = kx_pdf_dict(writer->haru);
	kx_pdf_put_name(attributes, "O", "Table");
	if (element->type == KX_EL_TH && element->scope != KX_SCOPE_NONE)
		kx_pdf_put_name(attributes, "Scope", scopes[element->scope]);
	if (element->column_span > 1)
		kx_pdf_put_int(attributes, "ColSpan", element->column_span);
	if (element->row_span > 1)
		kx_pdf_put_int(attributes, "RowSpan", element->row_span);
	if (heads->count > 0) {
		list = kx_pdf_array(writer->haru);
		for (i = 0; i < heads->count; i++)
			kx_pdf_add_text(list, writer->ids[heads->list[i]]);
		kx_pdf_put(attributes, "Headers", list);
	}
	kx_pdf_put(tag, "A", attributes);
}

static void
put_attributes(struct kx_writer *writer, HPDF_Dict tag, const struct kx_element *element)
{
	HPDF_Dict attributes;

	switch (element->type) {
	case KX_EL_TH:
	case KX_EL_TD:
		put_table_attributes(writer, tag, element);
		return;
	case KX_EL_L:
		if (element->list_numbering == NULL)
			return;
		attributes = kx_pdf_dict(writer->haru);
		kx_pdf_put_name(attributes, "O", "List");
		kx_pdf_put_name(attributes, "ListNumbering", element->list_numbering);
		break;
	case KX_EL_FIGURE:
		if (!element->has_box)
			return;
		attributes = kx_pdf_dict(writer->haru);
		kx_pdf_put_name(attributes, "O", "Layout");
		kx_pdf_put_rectangle(attributes, "BBox", element->box.x,
		    kx_pdf_flip(writer, element->page, element->box.y + element->box.height), element->box.x + element->box.width,
		    kx_pdf_flip(writer, element->page, element->box.y));
		break;
	default:
		return;
	}
	kx_pdf_put(tag, "A", attributes);
}

/* The title of a link is its annotation's to say. */
static void
put_strings(const struct kx_writer *writer, HPDF_Dict tag, const struct kx_element *element)
{
	kx_pdf_put_text(tag, "Alt", element->alt);
	kx_pdf_put_text(tag, "ActualText", element->actual);
	kx_pdf_put_text(tag, "E", element->expansion);
	kx_pdf_put_text(tag, "Lang", element->lang);
	if (element->type != KX_EL_LINK && element->type != KX_EL_REFERENCE)
		kx_pdf_put_text(tag, "T", element->title);
	kx_pdf_put_text(tag, "ID", writer->ids[element - writer->frames->elements]);
}

/* One kid: a reference, an MCID of the element's own page, or a marked-content reference to another page. */
static void *
kid_object(struct kx_writer *writer, const struct tags *tags, const struct kx_kid *kid, int page)
{
	const struct kx_sequence *sequence;
	HPDF_Dict reference;

	if (kid->child)
		return tags->outer[kid->index];
	sequence = &writer->reading.sequences[kid->index];
	if (sequence->page == page)
		return HPDF_Number_New(writer->haru->mmgr, sequence->mcid);
	reference = kx_pdf_dict(writer->haru);
	kx_pdf_put_name(reference, "Type", "MCR");
	kx_pdf_put(reference, "Pg", writer->pages[sequence->page]);
	kx_pdf_put_int(reference, "MCID", sequence->mcid);
	return reference;
}

/* An annotation; /Pg where it lies on another page than the element's own content, or there is none. */
static HPDF_Dict
annotation_object(struct kx_writer *writer, const struct kx_annotation *annotation, int page)
{
	HPDF_Dict reference = kx_pdf_dict(writer->haru);

	kx_pdf_put_name(reference, "Type", "OBJR");
	kx_pdf_put(reference, "Obj", annotation->object);
	if (annotation->page != page)
		kx_pdf_put(reference, "Pg", writer->pages[annotation->page]);
	return reference;
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

static void
put_kids(struct kx_writer *writer, const struct tags *tags, size_t element)
{
	const struct kx_reading *reading = &writer->reading;
	size_t first = reading->kid_first[element], end = reading->kid_first[element + 1], i;
	size_t notes = writer->first_annotation[element], notes_end = writer->first_annotation[element + 1];
	int page = own_page(writer, element);
	HPDF_Dict tag = tags->inner[element];
	HPDF_Array kids;

	if (page >= 0)
		kx_pdf_put(tag, "Pg", writer->pages[page]);
	if (end - first + notes_end - notes == 0)
		return;
	if (end - first == 1 && notes == notes_end) {
		kx_pdf_put(tag, "K", kid_object(writer, tags, &reading->kids[first], page));
		return;
	}
	kids = kx_pdf_array(writer->haru);
	for (i = first; i < end; i++)
		kx_pdf_add(kids, kid_object(writer, tags, &reading->kids[i], page));
	for (i = notes; i < notes_end; i++)
		kx_pdf_add(kids, annotation_object(writer, &writer->annotations[i], page));
	kx_pdf_put(tag, "K", kids);
}

static HPDF_Dict
parent_tree(struct kx_writer *writer, const struct tags *tags)
{
	const struct kx_reading *reading = &writer->reading;
	HPDF_Dict tree = kx_pdf_object(writer->haru);
	HPDF_Array numbers = kx_pdf_array(writer->haru), page;
	size_t p, i;

	for (p = 0; p < writer->frames->page_count; p++) {
		page = kx_pdf_array_object(writer->haru);
		for (i = reading->page_first[p]; i < reading->page_first[p + 1]; i++) {
			if (reading->sequences[i].mcid >= 0)
				kx_pdf_add(page, tags->inner[reading->sequences[i].element]);
		}
		kx_pdf_add_int(numbers, (long)p);
		kx_pdf_add(numbers, page);
	}
	for (i = 0; i < writer->annotation_count; i++) {
		kx_pdf_add_int(numbers, writer->annotations[i].parent_key);
		kx_pdf_add(numbers, tags->inner[writer->annotations[i].element]);
	}
	kx_pdf_put(tree, "Nums", numbers);
	return tree;
}

/* An element and its id as the file has it: names in a tree are sorted by their bytes. */
struct named { const char *id; size_t element; };

static int
compare_named(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

static HPDF_Dict
id_tree(struct kx_writer *writer, const struct tags *tags)
{
	size_t count = 0, i;
	struct named *list = kx_arena_array(&writer->arena, writer->frames->element_count, sizeof(*list));
	HPDF_Array names;
	HPDF_Dict tree;

	for (i = 0; i < writer->frames->element_count && list != NULL; i++) {
		if (writer->ids[i] != NULL)
			list[count++] = (struct named){ writer->ids[i], i };
	}
	if (count == 0)
		return NULL;
	qsort(list, count, sizeof(*list), compare_named);
	tree = kx_pdf_object(writer->haru);
	names = kx_pdf_array(writer->haru);
	for (i = 0; i < count; i++) {
		kx_pdf_add_text(names, list[i].id);
		kx_pdf_add(names, tags->outer[list[i].element]);
	}
	kx_pdf_put(tree, "Names", names);
	return tree;
}

static void
write_tags(struct kx_writer *writer, const struct tags *tags, HPDF_Dict root)
{
	const struct kx_frames *frames = writer->frames;
	size_t i;

	for (i = 0; i < frames->element_count; i++) {
		const struct kx_element *element = &frames->elements[i];
		HPDF_Dict parent = element->parent < 0 ? root : tags->inner[element->parent];

		tags->outer[i] = new_tag(writer, kx_element_name(element->type), parent);
		tags->inner[i] = tags->outer[i];
		put_attributes(writer, tags->outer[i], element);
		put_strings(writer, tags->outer[i], element);
		if (is_wrapped(writer, i)) {
			tags->inner[i] = new_tag(writer, kx_element_name(KX_EL_LINK), tags->outer[i]);
			kx_pdf_put(tags->outer[i], "K", tags->inner[i]);
		}
	}
	for (i = 0; i < frames->element_count; i++)
		put_kids(writer, tags, i);
}

bool
kx_pdf_write_structure(struct kx_writer *writer)
{
	const struct kx_frames *frames = writer->frames;
	HPDF_Dict root = kx_pdf_object(writer->haru), marks = kx_pdf_dict(writer->haru), ids;
	struct tags tags;

	tags.outer = kx_arena_array(&writer->arena, frames->element_count + 1, sizeof(*tags.outer));
	tags.inner = kx_arena_array(&writer->arena, frames->element_count + 1, sizeof(*tags.inner));
	if (tags.outer == NULL || tags.inner == NULL)
		return !kx_pdf_failed(writer);
	kx_pdf_put_name(root, "Type", "StructTreeRoot");
	write_tags(writer, &tags, root);
	kx_pdf_put(root, "K", tags.outer[0]);
	kx_pdf_put(root, "ParentTree", parent_tree(writer, &tags));
	kx_pdf_put_int(root, "ParentTreeNextKey", (long)(frames->page_count + writer->annotation_count));
	ids = id_tree(writer, &tags);
	if (ids != NULL)
		kx_pdf_put(root, "IDTree", ids);
	kx_pdf_put(writer->haru->catalog, "StructTreeRoot", root);
	kx_pdf_put_bool(marks, "Marked", true);
	kx_pdf_put(writer->haru->catalog, "MarkInfo", marks);
	writer->tags = tags.outer;
	return !kx_pdf_failed(writer);
}
