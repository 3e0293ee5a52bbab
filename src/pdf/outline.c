#include "pdf/writer.h"

/* Bookmarks (ISO 32000-1, 12.3.3).  Their language is that of the catalog. */

static HPDF_Array
destination(struct kx_writer *writer, const struct kx_frame_bookmark *mark)
{
	HPDF_Array goal = kx_pdf_array(writer->haru);

	kx_pdf_add(goal, writer->pages[mark->page]);
	kx_pdf_add_name(goal, "XYZ");
	kx_pdf_add_null(goal);
	kx_pdf_add_int(goal, (kx_pdf_flip(writer, mark->page, mark->y) + 999) / 1000);
	kx_pdf_add_null(goal);   /* keep the zoom */
	return goal;
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

/* Entries from `first` up to `end` that stand straight under `parent`; deeper ones by recursion, levels are few. */
static void
link_entries(struct kx_writer *writer, const HPDF_Dict *entries, HPDF_Dict parent, size_t first, size_t end)
{
	const struct kx_frames *frames = writer->frames;
	size_t i, after, last = first;

	for (i = first; i < end; i = after) {
		after = branch_end(frames, i);
		if (i > first)
			kx_pdf_put(entries[i], "Prev", entries[last]);
		if (after < end)
			kx_pdf_put(entries[i], "Next", entries[after]);
		kx_pdf_put(entries[i], "Parent", parent);
		if (after > i + 1)
			link_entries(writer, entries, entries[i], i + 1, after);
		last = i;
	}
	kx_pdf_put(parent, "First", entries[first]);
	kx_pdf_put(parent, "Last", entries[last]);
	/* All are shown open. */
	kx_pdf_put_int(parent, "Count", (long)(end - first));
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
	HPDF_Dict *entries, root;
	size_t i;

	write_labels(writer);
	if (frames->bookmark_count == 0)
		return;
	entries = kx_arena_array(&writer->arena, frames->bookmark_count, sizeof(*entries));
	root = kx_pdf_object(writer->haru);
	if (entries == NULL)
		return;
	for (i = 0; i < frames->bookmark_count; i++) {
		const struct kx_frame_bookmark *mark = &frames->bookmarks[i];

		entries[i] = kx_pdf_object(writer->haru);
		kx_pdf_put_text(entries[i], "Title", mark->title);
		kx_pdf_put(entries[i], "Dest", destination(writer, mark));
		if (mark->element >= 0 && (size_t)mark->element < frames->element_count)
			kx_pdf_put(entries[i], "SE", writer->tags[mark->element]);
	}
	kx_pdf_put_name(root, "Type", "Outlines");
	link_entries(writer, entries, root, 0, frames->bookmark_count);
	kx_pdf_put(writer->haru->catalog, "Outlines", root);
}
