/*
 * finished: a finished sheet, or a data folder as the sheet it would make,
 * both as a manifest.
 */
#ifndef KX_CLI_FINISHED_H
#define KX_CLI_FINISHED_H

#include "content/handout.h"
#include "content/manifest.h"
#include "pdf/read_back.h"

#include <stdbool.h>

struct kx_arena;
struct kx_diagnostics;

struct kx_finished {
	const char *path;                    /* as the user named it */
	struct kx_manifest *manifest;
	bool is_sheet;                       /* a PDF; then `back` is set, else `handout` */
	struct kx_pdf_back back;
	const struct kx_handout *handout;
};

/* Read the PDF `path` (KX62x, KX701, KX111). */
bool kx_finished_sheet(struct kx_arena *arena, const char *path, struct kx_finished *ret_finished,
    struct kx_diagnostics *diags);

/* Its manifest alone, in two steps as kx_pdf_read_start() has them. */
bool kx_finished_manifest(struct kx_arena *arena, const char *path, struct kx_pdf_reading *reading,
    struct kx_manifest **ret_manifest, struct kx_diagnostics *diags);

/* How a data folder is read; NULL stands for the folder's own. */
struct kx_finished_view {
	const char *clinic, *language;       /* as kx_read_content() takes them */
	const char *outline;                 /* of a short sheet, where the folder has it */
	bool no_clinic;                      /* no clinic's lines take the place of claims; the manifest names no clinic */
};

/*
 * The view in which the data folder would make this sheet again: for its
 * clinic, in its language.  Where the folder does not have the clinic, for
 * none.  `sheet` may be NULL; a `clinic` that the user named goes before.
 */
struct kx_finished_view kx_finished_view_for(struct kx_arena *arena, const char *folder, const struct kx_manifest *sheet,
    const char *clinic);

/* Read and merge the data folder `path`, with every message that brings. */
bool kx_finished_folder(struct kx_arena *arena, const char *path, const struct kx_finished_view *view,
    struct kx_finished *ret_finished, struct kx_diagnostics *diags);

/* "Riverbend Clinic, 2026-11-22": whose sheet it is, and its date; in the arena. */
const char *kx_finished_origin(struct kx_arena *arena, const struct kx_manifest *manifest);

#endif
