#include "cli/present.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "content/template.h"
#include "document/document.h"

#include <string.h>

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The words' hash needs the document; what is wrong with that is the gate's business, not ours. */
static const char *
words_of(struct kx_arena *arena, const struct kx_handout *handout, const struct kx_template *sheet)
{
	struct kx_document *document;
	struct kx_diagnostics unsaid;

	kx_diagnostics_init(&unsaid, arena);
	return kx_document_compose(arena, handout, sheet, &document, &unsaid) ? document->printed_hash : NULL;
}

static const char *
keep(struct kx_arena *arena, const char *text)
{
	return text != NULL ? kx_arena_string(arena, text) : NULL;
}

const struct kx_present *
kx_present_for(struct kx_presents *presents, const struct kx_manifest *sheet, struct kx_diagnostics *diags)
{
	struct kx_arena *arena = presents->arena;
	struct kx_finished_view view = kx_finished_view_for(arena, presents->folder, sheet, presents->clinic);
	struct kx_present *present;
	size_t i;

	for (i = 0; i < presents->count; i++) {
		present = &presents->list[i];
		if (same(present->view.clinic, view.clinic) && same(present->view.language, view.language) &&
		    same(present->view.outline, view.outline) &&
		    present->view.no_clinic == view.no_clinic)
			return present->data.manifest != NULL ? present : NULL;
	}
	present = kx_arena_push(arena, &presents->list, &presents->count, &presents->room, sizeof(*present));
	if (present == NULL)
		return NULL;
	/* The sheet goes, its strings with it. */
	present->view = (struct kx_finished_view){ keep(arena, view.clinic), keep(arena, view.language),
	    keep(arena, view.outline), view.no_clinic };
	if (!kx_finished_folder(arena, presents->folder, &present->view, &present->data, diags))
		return NULL;
	present->words = words_of(arena, present->data.handout, NULL);
	return present;
}

const char *
kx_present_words(struct kx_arena *arena, const struct kx_present *present, const struct kx_manifest *sheet)
{
	/* All that compose asks of a template is what it leaves out. */
	struct kx_template layout = { .omit = sheet->document.omits, .omit_count = sheet->document.omit_count };

	return sheet->document.omit_count == 0 ? present->words : words_of(arena, present->data.handout, &layout);
}
