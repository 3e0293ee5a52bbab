/*
 * rules: the conditions of PDF/UA-1 and PDF/A-3a that a file is held to.
 */
#ifndef KX_PDF_RULES_H
#define KX_PDF_RULES_H

#include <stddef.h>

#define KX_RULE(name, id, twin, condition) KX_RULE_##name,
enum kx_rule {
#include "pdf/rules.def"
	KX_RULE_COUNT
};
#undef KX_RULE

struct kx_rule_entry {
	char id[16];             /* stable: "UA 7.1-3" */
	char twin[16];           /* the same condition in the other standard, or "" */
	char condition[96];      /* as it should be: "all content is tagged or an artifact" */
};

/* By enum kx_rule, KX_RULE_COUNT of them. */
const struct kx_rule_entry *kx_pdf_rules(void);

#endif
