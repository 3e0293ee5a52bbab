/*
 * uneven: a flow in regions of several widths.
 */
#ifndef KX_LAYOUT_UNEVEN_H
#define KX_LAYOUT_UNEVEN_H

#include "layout/flow.h"

/* Set all pieces of the flow, each as wide as the regions that it stands in. */
void kx_uneven_set(struct kx_flow *flow);

#endif
