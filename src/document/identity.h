/*
 * identity: all of a block that decides how it is set.
 */
#ifndef KX_DOCUMENT_IDENTITY_H
#define KX_DOCUMENT_IDENTITY_H

#include "document/document.h"

struct kx_buffer;

/*
 * Append it, for the block and its children: blocks of the same bytes are set
 * to the same shapes by one template in one language.  Where words come from,
 * where links lead and what is read aloud in place of a figure is not in it.
 */
void kx_block_identity(const struct kx_block *block, struct kx_buffer *out);

#endif
