/*
 * fonts: fonts/fonts.json -> the list of font files by which src/text loads.
 *
 * {
 *   "$schema": "…",
 *   "faces": [ { "id": "atkinson-regular", "file": "AtkinsonHyperlegibleNext-Regular.ttf",
 *                "licence": "OFL-AtkinsonHyperlegibleNext.txt", "weight": 400, "style": "upright" }, … ],
 *   "roles": { "body": ["atkinson-regular"], "emphasis": ["atkinson-italic", "atkinson-regular"], … }
 * }
 *
 * Files are named from the folder of fonts.json.  A role is a chain: a
 * character goes to the first face that has it.
 */
#ifndef KX_READ_FONTS_H
#define KX_READ_FONTS_H

#include "base/font_list.h"

struct kx_arena;
struct kx_diagnostics;
struct kx_read_files;

/*
 * Read `folder`/fonts.json into the arena.  Shape only is checked here (codes
 * 1xx); whether the files are fonts and the chains lead to faces is found by
 * kx_fonts_load().  `*ret_list` is set only on success.
 */
bool kx_read_fonts(struct kx_arena *arena, struct kx_read_files *files, const char *folder, struct kx_font_list **ret_list,
    struct kx_diagnostics *diags);

#endif
