/*
 * gate: data/gate.json -> the lists and limits of the editorial gate.
 *
 * Words are of a language, so each language has its gate.  gate.json is in the
 * language of the pack.  A sheet in another, L, is held to gate.L.json (gate.es.json);
 * where there is none for a tag with parts, "es-US", to the one for its first part, be that
 * gate.es.json or, where it is the pack's own, gate.json.
 */
#ifndef KX_READ_GATE_H
#define KX_READ_GATE_H

#include "content/gate.h"

#include <stdbool.h>

struct kx_arena;
struct kx_diagnostics;
struct kx_read_files;

/*
 * The name of the gate's file for a sheet in `language`, NULL for the pack's `own`: the one that is in the
 * folder, or else the first that would do.  In the arena or static; NULL when that is spent.
 */
const char *kx_read_gate_file(struct kx_arena *arena, const char *folder, const char *own, const char *language);

/*
 * Read the gate in the data folder `folder` for a sheet in `language`.  Shape is checked, patterns
 * are read, and every fault is reported; KX330 when the file is missing, for a
 * sheet that is held to nothing, or to words of another language, must not look as if it had passed.  KX331 for
 * a pattern that breaks the grammar.  False when anything was reported;
 * `*ret_gate` is set only on success.
 */
bool kx_read_gate(struct kx_arena *arena, struct kx_read_files *files, const char *folder, const char *own, const char *language,
    struct kx_gate **ret_gate, struct kx_diagnostics *diags);

/*
 * Do the gate's topics, products, conditions, countries and harm codes exist
 * in this content?  Reports KX122 and KX123 with the nearest right name; a harm
 * whose code no topic carries is left to the rule that asks for it.  True when
 * nothing was reported.
 */
bool kx_read_gate_check(const struct kx_gate *gate, const struct kx_content *content, struct kx_diagnostics *diags);

#endif
