/*
 * translation: the texts of the data in another language than the pack's.
 *
 * A catalogue holds whole texts, as the data have them, and the same in the
 * other language.  When a text is changed its translation is of other words:
 * it no longer fits, and nothing stale prints.
 */
#ifndef KX_READ_TRANSLATION_H
#define KX_READ_TRANSLATION_H

struct kx_clinic;
struct kx_node;
struct kx_reading;

/*
 * Read "translation" and "texts" of a file of wording whose strings have been
 * read, and put the texts in the place of those of the content, which is this
 * reading's alone.  Reports KX141 (from another language), KX142 (an entry that
 * fits no text), KX143 (an entry with other numbers, names or marks).
 */
void kx_read_translation(struct kx_reading *reading, const struct kx_node *root);

/*
 * The same for the texts of a clinic that its file, `root`, has in the
 * content's language.  What has none stays as it is, and is told (KX144).
 */
void kx_read_clinic_translation(struct kx_reading *reading, const struct kx_node *root, struct kx_clinic *clinic);

#endif
