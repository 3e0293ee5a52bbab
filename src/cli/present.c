#include "cli/present.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "document/document.h"

#include <string.h>

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The words' hash needs the document; what is wrong with that is the gate's business, not ours. */
static const char *
words_of(struct kx_arena *arena, const struct kx_handout *handout)
{
	struct kx_document *document;
	struct kx_diagnostics unsaid;

	kx_diagnostics_init(&unsaid, arena);
	return kx_document_compose(arena, handout, NULL, &document, &unsaid) ? document->words_hash : NULL;
}

const struct kx_present *
kx_present_for(struct kx_presents *presents, const struct kx_manifest *sheet, bool *ret_own_clinic,
    struct kx_diagnostics *diags)
{
	const char *clinic = presents->clinic, *language = kx_finished_language(presents->arena, presents->folder, sheet);
	struct kx_present *present;
	size_t i;

	if (clinic == NULL)
		clinic = kx_finished_clinic(presents->arena, presents->folder, sheet);
	*ret_own_clinic = clinic != NULL;
	for (i = 0; i < presents->count; i++)
		if (same(presents->list[i].clinic, clinic) && same(presents->list[i].language, language))
			return presents->list[i].data.manifest != NULL ? &presents->list[i] : NULL;
	present = kx_arena_push(presents->arena, &presents->list, &presents->count, &presents->room, sizeof(*present));
	if (present == NULL)
		return NULL;
	present->clinic = clinic != NULL ? kx_arena_string(presents->arena, clinic) : NULL;
	present->language = language != NULL ? kx_arena_string(presents->arena, language) : NULL;
	if (!kx_finished_folder(presents->arena, presents->folder, clinic, language, &present->data, diags))
		return NULL;
	present->words = words_of(presents->arena, present->data.handout);
	return present;
}
