#include "content/manifest.h"

#include <string.h>

const struct kx_manifest_claim *
kx_manifest_claim_find(const struct kx_manifest *manifest, const char *id, const struct kx_manifest_group **ret_group)
{
	const struct kx_manifest_group *group;
	size_t i, j;

	for (i = 0; i < manifest->group_count; i++) {
		group = &manifest->groups[i];
		for (j = 0; j < group->claim_count; j++) {
			if (strcmp(group->claims[j].id, id) != 0)
				continue;
			if (ret_group != NULL)
				*ret_group = group;
			return &group->claims[j];
		}
	}
	return NULL;
}

const struct kx_manifest_section *
kx_manifest_section_find(const struct kx_manifest *manifest, const char *id)
{
	size_t i;

	for (i = 0; i < manifest->section_count; i++)
		if (strcmp(manifest->sections[i].id, id) == 0)
			return &manifest->sections[i];
	return NULL;
}

const struct kx_manifest_reference *
kx_manifest_reference_find(const struct kx_manifest *manifest, int number)
{
	size_t i;

	for (i = 0; i < manifest->reference_count; i++)
		if (manifest->references[i].number == number)
			return &manifest->references[i];
	return NULL;
}

const struct kx_manifest_reference *
kx_manifest_source_find(const struct kx_manifest *manifest, const char *source)
{
	size_t i;

	for (i = 0; i < manifest->reference_count; i++)
		if (strcmp(manifest->references[i].source, source) == 0)
			return &manifest->references[i];
	return NULL;
}

const struct kx_manifest_ruling *
kx_manifest_ruling_find(const struct kx_manifest *manifest, const char *id)
{
	size_t i;

	for (i = 0; i < manifest->ruling_count; i++)
		if (strcmp(manifest->rulings[i].id, id) == 0)
			return &manifest->rulings[i];
	return NULL;
}

bool
kx_manifest_omits(const struct kx_manifest *manifest, const char *section)
{
	size_t i;

	for (i = 0; i < manifest->document.omit_count; i++)
		if (strcmp(manifest->document.omits[i], section) == 0)
			return true;
	return false;
}

const char *
kx_manifest_section_name(const struct kx_manifest *manifest, const char *id)
{
	const struct kx_manifest_section *section = kx_manifest_section_find(manifest, id);

	return section != NULL && section->title != NULL ? section->title : id;
}
