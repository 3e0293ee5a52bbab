/*
 * uses: what a sheet rests on, and the hash of it.
 */
#ifndef KX_BATCH_USES_H
#define KX_BATCH_USES_H

#include "batch/ledger.h"
#include "batch/stock.h"

struct kx_date;

/*
 * The account of the sheets that this content (with a clinic) makes by this
 * template: every group that prints, with its claims whole, those that support
 * or lost to them, the sources cited and the rulings.  Of the clinic only
 * which topics it answers itself counts.  NULL when the merge or the arena
 * failed; what is wrong is in `diags`.
 */
struct kx_account *kx_uses_account(struct kx_arena *arena, const struct kx_content *content, const struct kx_template *sheet,
    struct kx_diagnostics *diags);

/* What the gate says of the data on that day, with no clinic, as one hash: codes and words without places. */
bool kx_uses_findings(const struct kx_gate *gate, const struct kx_content *content, struct kx_date as_of,
    char ret_hex[KX_HASH_HEX]);

/*
 * The shared files of a language and layout, as the parts of a key: "fonts=12ab34cd
 * gate.json=... ".  Summaries, sources and rulings are not among them: they count by the account.
 */
const char *kx_uses_shared(struct kx_arena *arena, const struct kx_stock *stock, const struct kx_content *content,
    const struct kx_template *sheet, struct kx_diagnostics *diags);

/* The clinic's own file as it was read, its row and logo in one hash.  A logo that is not among the `known` inputs is read anew. */
bool kx_uses_clinic(const struct kx_clinic *clinic, const struct kx_input *known, size_t known_count,
    char ret_hex[KX_HASH_HEX], struct kx_diagnostics *diags);

#endif
