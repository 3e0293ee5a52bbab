/*
 * droppable: what a layout may leave out when a sheet does not fit its pages.
 */
#ifndef KX_REVIEW_DROPPABLE_H
#define KX_REVIEW_DROPPABLE_H

#include "content/content.h"
#include "content/template.h"

struct kx_diagnostics;

/*
 * Hold the template's "droppable" to the outline: never the main points, harms,
 * help, sources or what the sheet says of itself, and no block with a topic
 * that is required, is a risk or says one in short.  A place that the outline
 * does not have is left alone, as in the flow.  False after KX462.
 */
bool kx_droppable_check(const struct kx_content *content, const struct kx_template *sheet, struct kx_diagnostics *diags);

#endif
