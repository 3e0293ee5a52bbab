/*
 * flow: the template's bands -> one galley.
 */
#ifndef KX_LAYOUT_FLOW_H
#define KX_LAYOUT_FLOW_H

#include "layout/galley.h"

/* Set every band of the template's flow, in order, into `galley`, whose width is that of the text between the margins. */
void kx_flow_set(struct kx_setting *set, struct kx_galley *galley, int parent);

#endif
