/*
 * share: where the shipped data, templates and fonts are.
 *
 * In this order: $KXREPORT_SHARE; share/kxreport beside the folder of the
 * program (so an installed tree may be moved); the source tree the program
 * was built in (build/<variant>/kxreport); the folder that was compiled in.
 * A folder counts when it holds data/pack.json, templates and fonts;
 * KXREPORT_SHARE is taken at its word.
 */
#ifndef KX_CLI_SHARE_H
#define KX_CLI_SHARE_H

struct kx_arena;
struct kx_diagnostics;

/*
 * The folder, in the arena; below the current folder it is given relative to
 * it, so that messages stay short.  NULL and KX703 when there is none.
 */
const char *kx_share_find(struct kx_arena *arena, struct kx_diagnostics *diags);

#endif
