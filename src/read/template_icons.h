/*
 * template_icons: "icons" and "bullets" of a template.
 */
#ifndef KX_READ_TEMPLATE_ICONS_H
#define KX_READ_TEMPLATE_ICONS_H

#include "content/template.h"
#include "read/shape.h"

/*
 * Read both into `sheet`.  Reports path data that cannot be read (KX481) or is
 * too long (KX483), icons that leave their square (KX482) and bullets for which
 * there is no icon (KX484).
 */
void kx_read_icons(const struct kx_node *root, struct kx_template *sheet);

#endif
