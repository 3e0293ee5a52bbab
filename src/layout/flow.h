/*
 * flow: the pieces of the template's flow -> one galley.
 */
#ifndef KX_LAYOUT_FLOW_H
#define KX_LAYOUT_FLOW_H

#include "layout/galley.h"
#include "layout/matter.h"

/* As things stood before a piece was set, so that it can be taken back. */
struct kx_flow_state {
	size_t slugs, elements, citations, bookmarks, answers;
	struct kx_rag rag;
};

/* A flow that is being set. */
struct kx_flow {
	struct kx_setting *set;
	const struct kx_matter *matter;
	struct kx_galley *galley;
	int parent;                    /* element of the document */
	int *sections;                 /* Sect element of each section; -1 not yet */
};

/* Set every piece, in order, into `galley`, whose width is that of the text between the margins. */
void kx_flow_set(struct kx_setting *set, const struct kx_matter *matter, struct kx_galley *galley, int parent);

/* Set piece `index` at the end of the galley, as wide as the galley is. */
void kx_flow_set_piece(struct kx_flow *flow, size_t index);

/* The first of the slugs from `first` on, if there is one, begins as the piece's band has to. */
void kx_flow_start_piece(struct kx_flow *flow, size_t index, size_t first);

struct kx_flow_state kx_flow_state(const struct kx_flow *flow);

/* As if what was set since then had never been. */
void kx_flow_back(struct kx_flow *flow, const struct kx_flow_state *state);

#endif
