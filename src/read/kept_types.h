/* kept_types: where the pointers of what is read stand, for base/graph.h. */
#ifndef KX_READ_KEPT_TYPES_H
#define KX_READ_KEPT_TYPES_H

#include "base/graph.h"
#include "content/content.h"
#include "read/names.h"

#include <stddef.h>
#include <stdint.h>

#define KX_KEPT_NAMES 8

/* All that is kept of a reading: the content without its folder, clinic and wording, and the names that clinics refer to. */
struct kx_kept {
	struct kx_content content;
	struct kx_kept_names { struct kx_named *list; size_t count; uint64_t whole; } names[KX_KEPT_NAMES];
};

/* Paths of files are names. */
extern const struct kx_graph_type kx_kept_type;

#endif
