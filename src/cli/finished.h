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

/*
 * Read and merge the data folder `path`, with every message that brings.
 * `clinic` and `language` as kx_read_content() takes them.
 */
bool kx_finished_folder(struct kx_arena *arena, const char *path, const char *clinic, const char *language,
    struct kx_finished *ret_finished, struct kx_diagnostics *diags);

/*
 * Does the data folder hold the clinic that a sheet was made for, and the
 * language?  Then what to read it with; NULL stands for the folder's own.
 */
const char *kx_finished_clinic(struct kx_arena *arena, const char *folder, const struct kx_manifest *manifest);
const char *kx_finished_language(struct kx_arena *arena, const char *folder, const struct kx_manifest *manifest);

/* "Riverbend Clinic, 2026-11-22": whose sheet it is, and its date; in the arena. */
const char *kx_finished_origin(struct kx_arena *arena, const struct kx_manifest *manifest);

#endif
