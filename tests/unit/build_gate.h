/*
 * build_gate: a gate made in code, on top of build_content.
 *
 * It begins with the limits that are shipped and empty lists, so that a test
 * adds the one list it is about.  Patterns are read as src/read reads them.
 */
#ifndef BUILD_GATE_H
#define BUILD_GATE_H

#include "build_content.h"
#include "content/gate.h"

static const char *build_endings[] = { "s", "es", "d", "ed", "ing" };

static inline void
build_gate(struct kx_gate *gate)
{
	*gate = (struct kx_gate){
		.origin = { "pack/gate.json", "" },
		.limits = { 6500, 8000, 8000, 2000, 55000, 15000, 25, 100, 800, 1500, 12000, 7, 12, 30 },
		.endings = build_endings, .ending_count = 5,
		.presence = { .origin = { "pack/gate.json", "/presence" } },
		.mechanism = { .origin = { "pack/gate.json", "/mechanism" }, .sentences_most = 2 },
	};
}

/* Add one pattern to a list; `allow` and `instead` may be NULL. */
static inline void
build_word(struct build *build, struct kx_word_list *list, const char *pattern, const char *allow, const char *instead)
{
	struct kx_word_entry *entries = build_room(build, list->count + 1, sizeof(*entries)), *entry = &entries[list->count];
	const char *reason;
	bool read;

	if (list->count > 0)
		memcpy(entries, list->entries, list->count * sizeof(*entries));
	list->entries = entries;
	list->count++;
	entry->origin = (struct kx_origin){ "pack/gate.json", "/words" };
	entry->instead = instead;
	read = kx_word_pattern_read(&build->arena, pattern, NULL, 0, &entry->pattern, &reason);
	assert(read);
	if (allow != NULL) {
		entry->allow = build_room(build, 1, sizeof(*entry->allow));
		entry->allow_count = 1;
		read = kx_word_pattern_read(&build->arena, allow, NULL, 0, entry->allow, &reason);
		assert(read);
	}
}

/* What a pack and a clinic say of who made the sheet, complete and in order. */
static inline void
build_imprint(struct build *build)
{
	struct kx_pack *pack = &build->content.pack;

	pack->origin = (struct kx_origin){ "pack/pack.json", "" };
	pack->title = "Calm";
	pack->language = "en";
	pack->written_by = "the testers";
	pack->written_on = (struct kx_date){ 2026, 1, 5 };
	pack->evidence_to = (struct kx_date){ 2026, 1, 1 };
	pack->review_by = (struct kx_date){ 2027, 1, 1 };
	pack->funding = "Nobody paid.";
	pack->feedback = "Tell us.";
	pack->update_policy = "We look each year.";
	pack->not_advice = "This is not advice.";
	build->content.wording.language = "en";
	build->content.clinic.origin = (struct kx_origin){ "pack/clinics/c.json", "" };
	build->content.clinic.country = "US";
	build->content.clinic.funding = "We charge for it.";
}

#endif
