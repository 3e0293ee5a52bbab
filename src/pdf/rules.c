#include "pdf/rules.h"

#include "base/in_place.h"

#define FITS(text, field) KX_FITS(text, struct kx_rule_entry, field)
#define KX_RULE(name, i, t, c) \
	_Static_assert(FITS(i, id) && FITS(t, twin) && FITS(c, condition), #name " is longer than struct kx_rule_entry");
#include "pdf/rules.def"
#undef KX_RULE

#define KX_RULE(name, id, twin, condition) { id, twin, condition },
static const struct kx_rule_entry entries[KX_RULE_COUNT] = {
#include "pdf/rules.def"
};
#undef KX_RULE

const struct kx_rule_entry *
kx_pdf_rules(void)
{
	return entries;
}
