/*
 * share: where the shipped data, templates and fonts are.
 *
 * In this order: $KXREPORT_SHARE; share/kxreport beside the folder of the
 * program (so an installed tree may be moved); the source tree the program
 * was built in (build/<variant>/kxreport); the folder that was compiled in.
 * A folder counts when it holds data/pack.json, templates and fonts;
 * KXREPORT_SHARE is taken at its word.
 *
 * With it goes the file of kept results (base/store.h), which the program
 * makes of this data with 'prepare': kxreport.store in the folder, or beside a
 * program that lies in the source tree.  $KXREPORT_STORE names another, or
 * none if it is empty; none is taken where LD_LIBRARY_PATH leads to other
 * libraries.
 */
#ifndef KX_CLI_SHARE_H
#define KX_CLI_SHARE_H

struct kx_arena;
struct kx_diagnostics;

/*
 * The folder, in the arena; below the current folder it is given relative to
 * it, so that messages stay short.  NULL and KX703 when there is none.  If
 * asked, `*ret_store` is where the kept results would be, NULL for nowhere.
 */
const char *kx_share_find(struct kx_arena *arena, const char **ret_store, struct kx_diagnostics *diags);

#endif
