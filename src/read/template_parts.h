/*
 * template_parts: what a template's file and the files of sizes, inks and
 * themes have in common.  Each reads one member of `root` into `sheet`,
 * reports its faults and is silent when the member is absent.
 */
#ifndef KX_READ_TEMPLATE_PARTS_H
#define KX_READ_TEMPLATE_PARTS_H

#include "content/template.h"
#include "read/shape.h"

/* Lengths in thousandths of a point: the largest paper of a printer, 5 m, and the finest grid. */
#define KX_LONGEST  KX_PT(14400)
#define KX_SHORTEST 1

/* The entry `index` of a table as a node, and its name as an id; NULL after reporting.  Names of numbers may hold dots. */
const char *kx_table_entry(const struct kx_table *table, size_t index, bool number, struct kx_node *ret_node);

/* "id" and "title" of a size, a theme or an ink, which `noun` says; the file must have the name of the id (KX134). */
void kx_read_name(const struct kx_node *root, const char *noun, const char **ret_id, const char **ret_title);

/* Sizes, themes or inks: their folder below the templates, what one is called, and how its file is read. */
struct kx_profile_kind {
	const char *folder, *noun;
	enum kx_code unknown;          /* reported when none has the name */
	const struct kx_shape *shape;
	void (*read)(const struct kx_node *root, void *profile);   /* a whole object; reports what is wrong in it */
};

/* Read the file that `wanted` means (kx_read_choose()) into `profile`, which is zeroed.  False after reporting. */
bool kx_profile_read(const struct kx_profile_kind *kind, struct kx_arena *arena, struct kx_read_files *files, const char *templates,
    const char *wanted, void *profile, struct kx_diagnostics *diags);

/* "colors", as they are written. */
void kx_read_colors(const struct kx_node *root, struct kx_template *sheet);

/* Does each of them lead to a colour?  (KX139) */
void kx_check_colors(const struct kx_node *root, const struct kx_template *sheet);

/* "fonts", as they are written. */
void kx_read_font_uses(const struct kx_node *root, struct kx_template *sheet);

/* "numbers" */
void kx_read_numbers(const struct kx_node *root, struct kx_template *sheet);

/* "fit": bounds, and where `places`, what may be dropped, which the flow, read before, must place. */
void kx_read_fit(const struct kx_node *root, struct kx_template *sheet, bool places);

/* "running_head" and "footer" */
void kx_read_furniture(const struct kx_node *root, struct kx_template *sheet);

#endif
