#include "pdf/writer.h"

/* Bookmarks (ISO 32000-1, 12.3.3).  Their language is that of the catalog. */

/* A bookmark's place among the others: numbers of objects, 0 for none. */
struct branch { unsigned parent, before, after, first, last; long count; };

static void
put_destination(const struct kx_writer *writer, const struct kx_frame_bookmark *mark, struct kx_buffer *out)
{
	kx_buffer_text(out, "/Dest [ ");
	kx_plain_add_reference(out, kx_pdf_number(writer->pages[mark->page]));
	kx_buffer_text(out, "/XYZ null ");
	kx_plain_add_int(out, (kx_pdf_flip(writer, mark->page, mark->y) + 999) / 1000);
	kx_buffer_text(out, "null ]\n");   /* keep the zoom */
}

static void
put_if(struct kx_buffer *out, const char *key, unsigned number)
{
	if (number != 0)
		kx_plain_put_reference(out, key, number);
}

/* All below is shown open. */
static void
put_kids(const struct branch *branch, struct kx_buffer *out)
{
	if (branch->count == 0)
		return;
	kx_plain_put_reference(out, "First", branch->first);
	kx_plain_put_reference(out, "Last", branch->last);
	kx_plain_put_int(out, "Count", branch->count);
}

static void
write_entry(struct kx_writer *writer, const struct kx_frame_bookmark *mark, unsigned number, const struct branch *branch)
{
	struct kx_buffer *out = kx_plain_begin(writer, number, KX_GROUP_ELSE);

	kx_buffer_text(out, "<<\n");
	kx_plain_put_text(out, "Title", mark->title);
	put_destination(writer, mark, out);
	if (mark->element >= 0 && (size_t)mark->element < writer->frames->element_count)
		kx_plain_put_reference(out, "SE", writer->tags[mark->element]);
	put_if(out, "Prev", branch->before);
	put_if(out, "Next", branch->after);
	kx_plain_put_reference(out, "Parent", branch->parent);
	put_kids(branch, out);
	kx_buffer_text(out, ">>");
	kx_plain_end(out);
}

/* One past the last bookmark below `index`. */
static size_t
branch_end(const struct kx_frames *frames, size_t index)
{
	size_t i = index + 1;

	while (i < frames->bookmark_count && frames->bookmarks[i].level > frames->bookmarks[index].level)
		i++;
	return i;
}

/* Link the entries from `first` up to `end`, which stand straight under `parent`; deeper ones by recursion, levels are few. */
static void
link_entries(const struct kx_frames *frames, struct branch *branches, unsigned base, struct branch *parent, unsigned number,
    size_t first, size_t end)
{
	size_t i, after, last = first;

	for (i = first; i < end; i = after) {
		after = branch_end(frames, i);
		branches[i].before = i > first ? base + (unsigned)last : 0;
		branches[i].after = after < end ? base + (unsigned)after : 0;
		branches[i].parent = number;
		if (after > i + 1)
			link_entries(frames, branches, base, &branches[i], base + (unsigned)i, i + 1, after);
		last = i;
	}
	parent->first = base + (unsigned)first;
	parent->last = base + (unsigned)last;
	parent->count = (long)(end - first);
}

/* Page labels (12.4.2): 1, 2, 3, as the foot of the pages has them. */
static void
write_labels(struct kx_writer *writer)
{
	HPDF_Dict labels = kx_pdf_dict(writer->haru), style = kx_pdf_dict(writer->haru);
	HPDF_Array numbers = kx_pdf_array(writer->haru);

	kx_pdf_put_name(style, "S", "D");
	kx_pdf_add_int(numbers, 0);
	kx_pdf_add(numbers, style);
	kx_pdf_put(labels, "Nums", numbers);
	kx_pdf_put(writer->haru->catalog, "PageLabels", labels);
}

void
kx_pdf_write_outline(struct kx_writer *writer)
{
	const struct kx_frames *frames = writer->frames;
	struct branch top = { 0 }, *branches;
	struct kx_buffer *out;
	unsigned base;
	void *root;
	size_t i;

	write_labels(writer);
	if (frames->bookmark_count == 0)
		return;
	branches = kx_arena_array(&writer->arena, frames->bookmark_count, sizeof(*branches));
	root = kx_plain_known(writer);
	if (branches == NULL || root == NULL)
		return;
	base = kx_plain_new(writer, (unsigned)frames->bookmark_count);
	link_entries(frames, branches, base, &top, kx_pdf_number(root), 0, frames->bookmark_count);
	out = kx_plain_begin(writer, kx_pdf_number(root), KX_GROUP_ELSE);
	kx_buffer_text(out, "<<\n/Type /Outlines\n");
	put_kids(&top, out);
	kx_buffer_text(out, ">>");
	kx_plain_end(out);
	for (i = 0; i < frames->bookmark_count; i++)
		write_entry(writer, &frames->bookmarks[i], base + (unsigned)i, &branches[i]);
	kx_pdf_put(writer->haru->catalog, "Outlines", root);
}
