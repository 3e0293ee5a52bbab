/*
 * kept_types: where the pointers of what is read stand, for base/graph.h.
 *
 * A table of fields stands between `#define OF` and `#undef OF`, which name
 * its struct.
 */
#ifndef KX_READ_KEPT_TYPES_H
#define KX_READ_KEPT_TYPES_H

#include "base/graph.h"

#include <stddef.h>

#define TEXT(name)              { KX_GRAPH_TEXT, offsetof(struct OF, name), 0, NULL }
#define NAME(name)              { KX_GRAPH_NAME, offsetof(struct OF, name), 0, NULL }
#define PART(name, type)        { KX_GRAPH_PART, offsetof(struct OF, name), 0, &type }
#define LINK(name, type)        { KX_GRAPH_LINK, offsetof(struct OF, name), 0, &type }
#define LIST(name, count, type) { KX_GRAPH_LIST, offsetof(struct OF, name), offsetof(struct OF, count), &type }
#define TYPE(fields)            KX_GRAPH_TYPE(struct OF, fields)

extern const struct kx_graph_type kx_kept_origin;    /* struct kx_origin, whose file is a name */
extern const struct kx_graph_type kx_kept_content;   /* struct kx_content without its folder, clinic and wording */

#endif
