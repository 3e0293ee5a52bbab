/*
 * The structure tree (ISO 32000-1, 14.7 and 14.8).
 *
 * One structure element for each element of the frame, with one addition: a
 * Reference that leads somewhere gets a Link inside it, which holds all it
 * holds and the annotation, because a link annotation must stand in a Link
 * (ISO 14289-1, 7.18.5).  `inner` is then that Link, otherwise the element.
 *
 * The kids of an element come from the reading order; after them the
 * annotations of its lines.  All tags together are kept by gather_all() (whole.h), but for
 * those that say something in words.  Where some are not those of the sheet before, elements are written in stretches, which are kept
 * (stretch.h): gather_tag() has all that write_tag() looks at.
 */
#include "pdf/plain.h"
#include "pdf/stretch.h"
#include "pdf/writer.h"

#include <string.h>

#define STRETCH 32                     /* elements */
#define GATHERED_CEILING ((size_t)64 * 1024 * 1024)

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
static const char *
title_of(const struct kx_element *element)
{
	return element->type != KX_EL_LINK && element->type != KX_EL_REFERENCE ? element->title : NULL;
}

static void
put_strings(const struct kx_writer *writer, const struct kx_element *element, struct kx_buffer *out)
{
	kx_plain_put_text(out, "Alt", element->alt);
	kx_plain_put_text(out, "ActualText", element->actual);
	kx_plain_put_text(out, "E", element->expansion);
	kx_plain_put_text(out, "Lang", element->lang);
	kx_plain_put_text(out, "T", title_of(element));
	kx_plain_put_text(out, "ID", writer->ids[element - writer->frames->elements]);
}

/* One kid: a reference, an MCID of the element's own page, or a marked-content reference to another page. */
static void
add_kid(const struct kx_writer *writer, const struct kx_kid *kid, int page, struct kx_buffer *out)
{
	const struct kx_sequence *sequence;

	if (kid->child) {
		kx_plain_add_reference(out, writer->tags[kid->index]);
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
put_kids(const struct kx_writer *writer, size_t element, struct kx_buffer *out)
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
		add_kid(writer, &reading->kids[i], page, out);
	for (i = notes; i < notes_end; i++)
		add_annotation(writer, &writer->annotations[i], page, out);
	if (list)
		kx_buffer_text(out, "]\n");
	else if (out->length > 0 && !kx_buffer_failed(out))
		out->bytes[out->length - 1] = '\n';   /* in place of the space between members */
}

static void
write_tag(struct kx_writer *writer, size_t index, unsigned root)
{
	const struct kx_element *element = &writer->frames->elements[index];
	bool wrapped = is_wrapped(writer, index);
	struct kx_buffer *out = begin_tag(writer, writer->tags[index], group_of(element), element->type,
	    element->parent < 0 ? root : writer->inner_tags[element->parent]);

	put_attributes(writer, element, out);
	put_strings(writer, element, out);
	if (wrapped) {
		kx_plain_put_reference(out, "K", writer->inner_tags[index]);
		end_tag(out);
		out = begin_tag(writer, writer->inner_tags[index], KX_GROUP_TAGS, KX_EL_LINK, writer->tags[index]);
	}
	put_kids(writer, index, out);
	end_tag(out);
}

/* ---- what a tag is written from ---- */

/* All numbers, and no padding between them. */
struct gathered_tag {
	uint32_t outer, inner, parent, type, scope, column_span, row_span;
	uint32_t page;                 /* of the box, from 1; 0: there is none */
	int32_t x, y, width, height;
	uint32_t kids, annotations, heads;
	uint32_t texts;                /* a bit for each that there is */
};

/* A kid or an annotation in one number. */
static uint64_t
pair(size_t first, unsigned second)
{
	return (uint64_t)first << 32 | second;
}

static void
gather_kids(const struct kx_writer *writer, size_t index, struct kx_buffer *out)
{
	const struct kx_reading *reading = &writer->reading;
	const struct kx_sequence *sequence;
	const struct kx_kid *kid;
	uint64_t number;
	size_t i;

	for (i = reading->kid_first[index]; i < reading->kid_first[index + 1]; i++) {
		kid = &reading->kids[i];
		sequence = kid->child ? NULL : &reading->sequences[kid->index];
		number = sequence == NULL ? pair(0, writer->tags[kid->index]) :
		    pair((size_t)sequence->page + 1, (unsigned)sequence->mcid);
		kx_buffer_add(out, &number, sizeof(number));
	}
	for (i = writer->first_annotation[index]; i < writer->first_annotation[index + 1]; i++) {
		number = pair((size_t)writer->annotations[i].page, writer->annotations[i].number);
		kx_buffer_add(out, &number, sizeof(number));
	}
}

static void
gather_tag(const struct kx_writer *writer, size_t index, unsigned root, struct kx_buffer *out)
{
	const struct kx_element *element = &writer->frames->elements[index];
	const struct kx_reading *reading = &writer->reading;
	const struct kx_heads *heads = &writer->heads[index];
	const char *const texts[] = { element->alt, element->actual, element->expansion, element->lang, title_of(element),
		element->list_numbering, writer->ids[index] };
	struct gathered_tag tag = {
		writer->tags[index], writer->inner_tags[index], element->parent < 0 ? root : writer->inner_tags[element->parent],
		element->type, element->scope, (uint32_t)element->column_span, (uint32_t)element->row_span, 0, 0, 0, 0, 0,
		(uint32_t)(reading->kid_first[index + 1] - reading->kid_first[index]),
		(uint32_t)(writer->first_annotation[index + 1] - writer->first_annotation[index]), (uint32_t)heads->count, 0
	};
	size_t i;

	if (element->has_box) {
		tag.page = (uint32_t)element->page + 1;
		tag.x = element->box.x;
		tag.y = element->box.y;
		tag.width = element->box.width;
		tag.height = element->box.height;
	}
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		tag.texts |= texts[i] != NULL ? 1u << i : 0;
	kx_buffer_add(out, &tag, sizeof(tag));
	for (i = 0; tag.texts >> i != 0; i++)
		if (texts[i] != NULL)
			kx_buffer_text_or_none(out, texts[i]);
	for (i = 0; i < heads->count; i++)
		kx_buffer_text_or_none(out, writer->ids[heads->list[i]]);
	gather_kids(writer, index, out);
}

/* The pages, which tags name and whose heights turn y round. */
static void
gather_pages(const struct kx_writer *writer, struct kx_buffer *out)
{
	uint64_t number;
	size_t i;

	for (i = 0; i < writer->frames->page_count; i++) {
		number = pair((size_t)writer->frames->pages[i].height, kx_pdf_number(writer->pages[i]));
		kx_buffer_add(out, &number, sizeof(number));
	}
}

static void
write_stretch(struct kx_writer *writer, size_t first, size_t end, unsigned root, struct kx_buffer *gathered)
{
	struct kx_stretch stretch;
	size_t i;

	kx_buffer_clear(gathered);
	gather_pages(writer, gathered);
	for (i = first; i < end; i++)
		gather_tag(writer, i, root, gathered);
	if (kx_stretch_begin(writer, KX_MEMO_TAGS, gathered, &stretch))
		return;
	for (i = first; i < end; i++)
		write_tag(writer, i, root);
	kx_stretch_end(writer, &stretch);
}

/* All have their numbers before the first is written: kids are named before they come. */
static bool
number_tags(struct kx_writer *writer)
{
	size_t count = writer->frames->element_count, i;

	writer->tags = kx_arena_array(&writer->arena, count + 1, sizeof(*writer->tags));
	writer->inner_tags = kx_arena_array(&writer->arena, count + 1, sizeof(*writer->inner_tags));
	if (writer->tags == NULL || writer->inner_tags == NULL)
		return false;
	for (i = 0; i < count; i++) {
		writer->tags[i] = kx_plain_new(writer, 1);
		writer->inner_tags[i] = is_wrapped(writer, i) ? kx_plain_new(writer, 1) : writer->tags[i];
	}
	return true;
}

static void
write_tags(struct kx_writer *writer, unsigned root)
{
	size_t count = writer->frames->element_count, i;
	struct kx_buffer gathered;

	kx_buffer_init(&gathered, GATHERED_CEILING);
	for (i = 0; i < count; i += STRETCH)
		write_stretch(writer, i, i + STRETCH < count ? i + STRETCH : count, root, &gathered);
	kx_buffer_done(&gathered);
}

static void
write_root(struct kx_writer *writer, unsigned root)
{
	size_t next = writer->frames->page_count + writer->annotation_count;
	unsigned parents = kx_pdf_write_parents(writer), ids = kx_pdf_write_ids(writer);
	struct kx_buffer *out = kx_plain_begin(writer, root, KX_GROUP_TAGS);

	kx_buffer_text(out, "<<\n/Type /StructTreeRoot\n");
	kx_plain_put_reference(out, "K", writer->tags[0]);
	kx_plain_put_reference(out, "ParentTree", parents);
	kx_plain_put_int(out, "ParentTreeNextKey", (long)next);
	if (ids != 0)
		kx_plain_put_reference(out, "IDTree", ids);
	kx_buffer_text(out, ">>");
	kx_plain_end(out);
}

/* ---- all of them, but for what they say in words ---- */

#define MOST_OF_ELEMENT 11             /* numbers of an element without its kids and annotations */

/* Numbers of an element: what it is, where it hangs, what it holds. */
static uint32_t *
gather_element(const struct kx_writer *writer, size_t index, uint32_t *at)
{
	const struct kx_element *element = &writer->frames->elements[index];
	const struct kx_reading *reading = &writer->reading;
	size_t kids = reading->kid_first[index], kids_end = reading->kid_first[index + 1];
	size_t notes = writer->first_annotation[index], notes_end = writer->first_annotation[index + 1];
	const struct kx_sequence *sequence;

	*at++ = element->type | (uint32_t)element->scope << 8 | (uint32_t)element->has_box << 16 | (uint32_t)(group_of(element) << 17);
	*at++ = (uint32_t)element->parent;
	*at++ = (uint32_t)element->column_span;
	*at++ = (uint32_t)element->row_span;
	*at++ = (uint32_t)(kids_end - kids);
	*at++ = (uint32_t)(notes_end - notes);
	if (element->has_box) {
		*at++ = (uint32_t)element->page;
		*at++ = (uint32_t)element->box.x;
		*at++ = (uint32_t)element->box.y;
		*at++ = (uint32_t)element->box.width;
		*at++ = (uint32_t)element->box.height;
	}
	for (; kids < kids_end; kids++) {
		sequence = reading->kids[kids].child ? NULL : &reading->sequences[reading->kids[kids].index];
		*at++ = sequence != NULL ? (uint32_t)sequence->page + 1 : 0;
		*at++ = sequence != NULL ? (uint32_t)sequence->mcid : (uint32_t)reading->kids[kids].index;
	}
	for (; notes < notes_end; notes++) {
		*at++ = (uint32_t)writer->annotations[notes].page;
		*at++ = writer->annotations[notes].number;
	}
	return at;
}

/* Its texts, but for those that put it into a group of its own. */
static void
gather_texts(const struct kx_element *element, uint32_t index, struct kx_buffer *out)
{
	const char *const texts[] = { element->expansion, element->lang, title_of(element), element->list_numbering, element->id };
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (texts[i] == NULL)
			continue;
		const uint32_t which[] = { index, (uint32_t)i };

		kx_buffer_add(out, which, sizeof(which));
		kx_buffer_text_or_none(out, texts[i]);
	}
}

/*
 * A key of all that write_tags() and write_root() look at: numbers of tags follow from the first, the heads of cells from tables,
 * the ways back to tags from the ways there.  False when memory ends.
 */
static bool
gather_all(struct kx_writer *writer, unsigned root, struct kx_memo_key *ret_key)
{
	size_t count = writer->frames->element_count, i;
	uint32_t *numbers = kx_arena_room(&writer->arena, sizeof(*numbers) *
	    (2 + MOST_OF_ELEMENT * count + 2 * writer->reading.kid_first[count] + 2 * writer->annotation_count)), *at = numbers;
	struct kx_buffer texts;
	const char *copy;

	if (numbers == NULL)
		return false;
	*at++ = root;
	*at++ = writer->tags[0];
	kx_buffer_init(&texts, GATHERED_CEILING);
	gather_pages(writer, &texts);
	for (i = 0; i < count; i++) {
		at = gather_element(writer, i, at);
		gather_texts(&writer->frames->elements[i], (uint32_t)i, &texts);
	}
	copy = kx_buffer_failed(&texts) ? NULL : kx_arena_copy(&writer->arena, kx_buffer_bytes(&texts), texts.length);
	*ret_key = kx_memo_key(KX_MEMO_WHOLE, KX_GROUP_TAGS);
	kx_memo_part(ret_key, numbers, (size_t)(at - numbers) * sizeof(*numbers));
	kx_memo_part(ret_key, copy, copy != NULL ? texts.length : 0);
	kx_buffer_done(&texts);
	return copy != NULL;
}

/* Only the tags that say something in words; what else is written goes with a group that is not looked at. */
static bool
write_words(struct kx_writer *writer, unsigned root)
{
	const struct kx_frames *frames = writer->frames;
	bool cells = false;
	size_t i;

	for (i = 0; i < frames->element_count; i++)
		cells = cells || (group_of(&frames->elements[i]) == KX_GROUP_WORDS && frames->elements[i].type == KX_EL_TD);
	if (!kx_pdf_find_headers(writer, cells))
		return false;
	for (i = 0; i < frames->element_count; i++)
		if (group_of(&frames->elements[i]) == KX_GROUP_WORDS)
			write_tag(writer, i, root);
	return true;
}

static bool
write_all(struct kx_writer *writer, unsigned root)
{
	unsigned first = kx_plain_new(writer, 0);

	if (!kx_pdf_find_headers(writer, true))
		return false;
	write_tags(writer, root);
	write_root(writer, root);
	kx_whole_end(writer, KX_GROUP_TAGS, kx_plain_new(writer, 0) - first);
	return true;
}

bool
kx_pdf_write_structure(struct kx_writer *writer)
{
	HPDF_Dict marks = kx_pdf_dict(writer->haru);
	void *tree = kx_plain_known(writer);
	unsigned root = kx_pdf_number(tree);
	struct kx_memo_key key;

	if (!number_tags(writer))
		return !kx_pdf_failed(writer);
	if (writer->options->memo != NULL && gather_all(writer, root, &key) && kx_whole_find(writer, KX_GROUP_TAGS, &key) ?
	    !write_words(writer, root) : !write_all(writer, root))
		return false;
	kx_pdf_put(writer->haru->catalog, "StructTreeRoot", tree);
	kx_pdf_put_bool(marks, "Marked", true);
	kx_pdf_put(writer->haru->catalog, "MarkInfo", marks);
	return !kx_pdf_failed(writer);
}
