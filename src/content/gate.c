#include "content/gate.h"

#include <string.h>

const char *const kx_gate_scope_names[] = { "sentence", "block", "section", "sheet", NULL };

const struct kx_gate_product *
kx_gate_product_find(const struct kx_gate *gate, const char *product)
{
	size_t i;

	for (i = 0; i < gate->product_count; i++)
		if (strcmp(gate->products[i].product, product) == 0)
			return &gate->products[i];
	return NULL;
}

const struct kx_product_use *
kx_gate_use_find(const struct kx_gate *gate, const char *product, const char *condition)
{
	const struct kx_gate_product *found = kx_gate_product_find(gate, product);
	size_t i, j;

	for (i = 0; found != NULL && i < found->use_count; i++)
		for (j = 0; j < found->uses[i].condition_count; j++)
			if (strcmp(found->uses[i].conditions[j], condition) == 0)
				return &found->uses[i];
	return NULL;
}

const struct kx_gate_condition *
kx_gate_condition_find(const struct kx_gate *gate, const char *condition)
{
	size_t i;

	for (i = 0; i < gate->condition_count; i++)
		if (strcmp(gate->conditions[i].condition, condition) == 0)
			return &gate->conditions[i];
	return NULL;
}

const struct kx_crisis_numbers *
kx_gate_crisis_find(const struct kx_gate *gate, const char *country)
{
	size_t i;

	for (i = 0; i < gate->crisis_count; i++)
		if (strcmp(gate->crisis[i].country, country) == 0)
			return &gate->crisis[i];
	return NULL;
}

const struct kx_gate_harm *
kx_gate_harm_find(const struct kx_gate *gate, const char *code)
{
	size_t i;

	for (i = 0; i < gate->harm_count; i++)
		if (strcmp(gate->harms[i].code, code) == 0)
			return &gate->harms[i];
	return NULL;
}

bool
kx_gate_kept_apart(const struct kx_gate *gate, const char *one, const char *other)
{
	size_t i;

	for (i = 0; i < gate->apart_count; i++)
		if ((strcmp(gate->apart[i].one, one) == 0 && strcmp(gate->apart[i].other, other) == 0) ||
		    (strcmp(gate->apart[i].one, other) == 0 && strcmp(gate->apart[i].other, one) == 0))
			return true;
	return false;
}
