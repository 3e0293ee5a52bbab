/*
 * identity: all of a block that decides how it is set.
 */
#ifndef KX_DOCUMENT_IDENTITY_H
#define KX_DOCUMENT_IDENTITY_H

#include "document/document.h"

struct kx_buffer;

/*
 * Append it, for the block and its children: blocks of the same bytes are set
 * alike by one template in one language, with the same structure, links and
 * alternatives to figures.  Where words come from is not in it, nor of which
 * claim they are: no page tells.
 */
void kx_block_identity(const struct kx_block *block, struct kx_buffer *out);

/*
 * The same, but of words, addresses and a code's content only whether there are any: blocks of the same bytes are set alike
 * where their words take as many lines.  Tables and pictures look into their words, which are told here too.
 */
void kx_block_form(const struct kx_block *block, struct kx_buffer *out);

#endif
