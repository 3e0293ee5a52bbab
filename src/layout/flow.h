/*
 * flow: the template's bands -> one galley.
 */
#ifndef KX_LAYOUT_FLOW_H
#define KX_LAYOUT_FLOW_H

#include "layout/galley.h"

struct kx_measured;

/* The words of every piece of the flow, for tries of copyfit (layout/measured.h), of which `ret_measured` begins. */
void kx_flow_measure(struct kx_setting *set, struct kx_measured *ret_measured);

/* Set every band of the template's flow, in order, into `galley`, whose width is that of the text between the margins. */
void kx_flow_set(struct kx_setting *set, struct kx_galley *galley, int parent);

#endif
