#include "pdf/rules.h"

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
