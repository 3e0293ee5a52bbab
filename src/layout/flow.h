/*
 * flow: the template's bands -> one galley -> pages.
 */
#ifndef KX_LAYOUT_FLOW_H
#define KX_LAYOUT_FLOW_H

#include "layout/galley.h"

/* Set every band of the template's flow, in order, into `galley`. */
void kx_flow_set(struct kx_setting *set, struct kx_galley *galley, int parent);

/* How many pages the galley takes. */
int kx_flow_count(const struct kx_setting *set, const struct kx_galley *galley);

/*
 * Make the galley up into pages: break where slugs allow, let write-in lines
 * and elastic spaces take up what is left, pad to whole sheets.  More pages
 * than the template allows: KX455 names the blocks that do not fit.
 */
void kx_flow_place(struct kx_setting *set, const struct kx_galley *galley);

#endif
