/*
 * gate: data/gate.json -> the lists and limits of the editorial gate.
 */
#ifndef KX_READ_GATE_H
#define KX_READ_GATE_H

#include "content/gate.h"

#include <stdbool.h>

struct kx_arena;
struct kx_diagnostics;
struct kx_read_files;

/*
 * Read "gate.json" in the data folder `folder`.  Shape is checked, patterns
 * are read, and every fault is reported; KX330 when the file is missing, for a
 * sheet that is held to nothing must not look as if it had passed.  KX331 for
 * a pattern that breaks the grammar.  False when anything was reported;
 * `*ret_gate` is set only on success.
 */
bool kx_read_gate(struct kx_arena *arena, struct kx_read_files *files, const char *folder, struct kx_gate **ret_gate, struct kx_diagnostics *diags);

/*
 * Do the gate's topics, products, conditions, countries and harm codes exist
 * in this content?  Reports KX122 and KX123 with the nearest right name; a harm
 * whose code no topic carries is left to the rule that asks for it.  True when
 * nothing was reported.
 */
bool kx_read_gate_check(const struct kx_gate *gate, const struct kx_content *content, struct kx_diagnostics *diags);

#endif
