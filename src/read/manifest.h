/*
 * manifest: manifest.json of a finished sheet -> plain structs.
 */
#ifndef KX_READ_MANIFEST_H
#define KX_READ_MANIFEST_H

#include "content/manifest.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;

/*
 * Read the text of a manifest that was taken from the PDF `path`.  Keys that
 * this version does not know are passed over: a later one may have more to
 * say.  Everything else is held to data/schema/manifest.schema.json, and the
 * first fault is reported as KX625 at `path`, for nobody mends a manifest by
 * hand.  `*ret_manifest` is set only on success; its `sealed` tells whether
 * the text still ends in its own hash.
 */
bool kx_read_manifest(struct kx_arena *arena, const char *path, const char *text, size_t length,
    struct kx_manifest **ret_manifest, struct kx_diagnostics *diags);

#endif
