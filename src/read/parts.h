/*
 * parts: one reader for each data file, and what they share.
 *
 * Readers run in the order of this header: each fills its part of the content
 * and the names that later ones refer to.  A reader that finds faults reports
 * them and goes on; kx_read_content() gives nothing out after an error.
 */
#ifndef KX_READ_PARTS_H
#define KX_READ_PARTS_H

#include "content/content.h"
#include "read/names.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_clinic_row;
struct kx_node;
struct kx_read_files;
struct kx_template;

struct kx_reading {
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	struct kx_read_files *files;    /* those that were read are noted there; or NULL */
	const char *folder;
	struct kx_content *content;
	/* Names that others refer to. */
	struct kx_names products, conditions, outcomes, comparators, sources, topics, claims, countries;
};

void kx_read_pack(struct kx_reading *reading);
void kx_read_sources(struct kx_reading *reading);
void kx_read_topics(struct kx_reading *reading);      /* topics and outline of the full account */
void kx_read_outlines(struct kx_reading *reading);    /* outlines of short sheets; no folder: none */
void kx_read_summaries(struct kx_reading *reading);   /* and the list of all claims */
void kx_read_rulings(struct kx_reading *reading);
void kx_read_help_lines(struct kx_reading *reading);
/* NULL: the pack's own. */
void kx_read_clinic(struct kx_reading *reading, const char *clinic);
/* A row of a list of clinics, over the file of its id where the folder has one. */
void kx_read_clinic_row(struct kx_reading *reading, const struct kx_clinic_row *row);
/* Can a list of clinics have a column of this name, for what the clinic's file would say? */
bool kx_clinic_column(const char *name);
void kx_read_waivers(struct kx_reading *reading);     /* no file: no waivers */
void kx_read_sign_offs(struct kx_reading *reading);   /* no file: no sign-offs */
/* NULL for the language: the pack's own. */
void kx_read_wording(struct kx_reading *reading, const char *language);

/* The sections of topics.json; the topics themselves have been read. */
void kx_read_outline(struct kx_reading *reading, const struct kx_node *root);

/* The figures of one claim, in the arena. */
void kx_read_figures(struct kx_reading *reading, const struct kx_node *claim_node, struct kx_claim *claim);

/* A list of help lines under `key`; `sourced` ones must name their source. */
void kx_read_help_line_list(struct kx_reading *reading, const struct kx_node *object, const char *key, bool sourced,
    struct kx_help_line **ret_lines, size_t *ret_count);

/* The id under `key` of `object` when it is one of `names`; NULL after reporting, or when absent. */
const char *kx_read_reference(const struct kx_node *object, const char *key, const struct kx_names *names);

/* A review under `key`: null or absent stays pending. */
void kx_read_sign_off(const struct kx_node *object, const char *key, struct kx_review_note *ret_review);

/* A review under `key`, whose "status" is "pending" or the word `done`. */
void kx_read_review(const struct kx_node *object, const char *key, const char *done, struct kx_review_note *ret_review);

/* Does the user mean a file of their own?  A path holds a '/' or ends in .json. */
bool kx_read_is_path(const char *wanted);

/*
 * Find a file by what the user wrote: that path (kx_read_is_path()), else
 * "folder/wanted.json", which must be there (`unknown`, with the nearest of
 * those present).  NULL after reporting.
 */
const char *kx_read_choose(struct kx_arena *arena, const char *folder, const char *wanted, enum kx_code unknown,
    const char *noun, struct kx_diagnostics *diags);

/* A colour that is used at `node` must lead to one of the template's, which have been read (KX119, KX139). */
void kx_read_color_use(const struct kx_node *node, const struct kx_template *sheet, const char *text);

/* The sides of a template's papers, once papers, grid, pages and colours have been read (KX461). */
void kx_read_sides(const struct kx_node *root, struct kx_template *sheet);

/* The flow of a template whose grid and sides have been read. */
void kx_read_flow(const struct kx_node *root, struct kx_template *sheet);

/* The name of a file without folder and ".json"; in the arena. */
const char *kx_read_stem(struct kx_arena *arena, const char *path);

#endif
