/*
 * Both sides are small (a sheet has a hundred claims), so everything is found
 * by looking through lists: the order of the changes is then the order of the
 * sheet, and nothing depends on a hash.
 */
#include "cli/changes.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <string.h>

#define TEXT_CEILING (1u * 1024 * 1024)

struct finding {
	struct kx_arena *arena;
	const struct kx_manifest *old, *new;
	struct kx_changes *changes;
};

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static struct kx_change *
add(struct finding *finding, enum kx_change_kind kind)
{
	struct kx_changes *changes = finding->changes;
	struct kx_change *change = kx_arena_push(finding->arena, &changes->list, &changes->count, &changes->room,
	    sizeof(*change));

	if (change != NULL)
		change->kind = kind;
	return change;
}

/* A change of the sheet as a whole, if there is one and both sides speak of it. */
static void
compare_part(struct finding *finding, enum kx_change_kind kind, const char *what, const char *was, const char *now)
{
	struct kx_change *change;

	if (same(was, now))
		return;
	change = add(finding, kind);
	if (change == NULL)
		return;
	change->what = what;
	change->was = was;
	change->now = now;
}

static const char *
date_text(const struct finding *finding, struct kx_date date)
{
	char text[KX_DATE_BYTES];

	if (date.year == 0)
		return NULL;
	kx_date_print(date, text);
	return kx_arena_string(finding->arena, text);
}

static const char *
review_text(const struct finding *finding, const struct kx_review_note *review)
{
	const char *on = date_text(finding, review->on);

	if (review->by == NULL)
		return "pending";
	return kx_arena_print(finding->arena, "%s, %s, on %s", review->by, review->role, on != NULL ? on : "no date");
}

static void
compare_document(struct finding *finding)
{
	const struct kx_manifest_document *old = &finding->old->document, *new = &finding->new->document;

	if (old->id == NULL || new->id == NULL)
		return;   /* a data folder has no pages */
	compare_part(finding, KX_CHANGE_ABOUT, "title", old->title, new->title);
	compare_part(finding, KX_CHANGE_ABOUT, "language", old->language, new->language);
	compare_part(finding, KX_CHANGE_ABOUT, "layout", old->layout, new->layout);
	compare_part(finding, KX_CHANGE_ABOUT, "paper", old->paper, new->paper);
	compare_part(finding, KX_CHANGE_ABOUT, "size", old->size, new->size);
	compare_part(finding, KX_CHANGE_ABOUT, "theme", old->theme, new->theme);
	compare_part(finding, KX_CHANGE_ABOUT, "ink", old->ink, new->ink);
	compare_part(finding, KX_CHANGE_ABOUT, "draft", old->draft ? "yes" : "no", new->draft ? "yes" : "no");
	compare_part(finding, KX_CHANGE_ABOUT, "date", date_text(finding, old->date), date_text(finding, new->date));
	compare_part(finding, KX_CHANGE_ABOUT, "program", finding->old->program, finding->new->program);
}

static void
compare_heads(struct finding *finding)
{
	const struct kx_manifest *old = finding->old, *new = finding->new;

	compare_part(finding, KX_CHANGE_ABOUT, "pack", old->pack.id, new->pack.id);
	compare_part(finding, KX_CHANGE_ABOUT, "pack version", old->pack.version, new->pack.version);
	compare_part(finding, KX_CHANGE_ABOUT, "written by", old->pack.written_by, new->pack.written_by);
	compare_part(finding, KX_CHANGE_ABOUT, "written on", date_text(finding, old->pack.written_on),
	    date_text(finding, new->pack.written_on));
	compare_part(finding, KX_CHANGE_ABOUT, "evidence to", date_text(finding, old->pack.evidence_to),
	    date_text(finding, new->pack.evidence_to));
	compare_part(finding, KX_CHANGE_ABOUT, "review by", date_text(finding, old->pack.review_by),
	    date_text(finding, new->pack.review_by));
	compare_part(finding, KX_CHANGE_ABOUT, "clinical review", review_text(finding, &old->pack.review),
	    review_text(finding, &new->pack.review));
	if (old->clinic.id != NULL && new->clinic.id != NULL) {
		compare_part(finding, KX_CHANGE_ABOUT, "clinic", old->clinic.name, new->clinic.name);
		compare_part(finding, KX_CHANGE_ABOUT, "clinic's review", review_text(finding, &old->clinic.review),
		    review_text(finding, &new->clinic.review));
	}
	compare_document(finding);
}

/* ---- claims ---- */

static struct kx_change *
add_in(struct finding *finding, enum kx_change_kind kind, const struct kx_manifest *side,
    const struct kx_manifest_group *group, const char *claim)
{
	struct kx_change *change = add(finding, kind);

	if (change == NULL)
		return NULL;
	change->section = group->section;
	change->section_name = kx_manifest_section_name(side, group->section);
	change->topic = group->topic;
	change->product = group->product;
	change->claim = claim;
	return change;
}

static void
compare_in(struct finding *finding, enum kx_change_kind kind, const struct kx_manifest_group *group, const char *claim,
    const char *was, const char *now)
{
	struct kx_change *change;

	if (same(was, now))
		return;
	change = add_in(finding, kind, finding->new, group, claim);
	if (change == NULL)
		return;
	change->was = was;
	change->now = now;
}

static const char *
place_text(const struct finding *finding, const struct kx_manifest *side, const struct kx_manifest_group *group)
{
	return kx_arena_print(finding->arena, "“%s”, on %s, for %s", kx_manifest_section_name(side, group->section), group->topic,
	    group->product);
}

/* The ids of the sources a claim cites: "a, b". */
static const char *
sources_text(const struct finding *finding, const struct kx_manifest *side, const struct kx_manifest_claim *claim)
{
	const struct kx_manifest_reference *reference;
	const char *text = NULL;
	size_t i;

	for (i = 0; i < claim->reference_count; i++) {
		reference = kx_manifest_reference_find(side, claim->references[i]);
		text = kx_arena_print(finding->arena, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
		    reference != NULL ? reference->source : "?");
	}
	return text != NULL ? text : "none";
}

/* Do two figures count the same thing? */
static bool
same_subject(const struct kx_figure *a, const struct kx_figure *b)
{
	return same(a->outcome, b->outcome) && same(a->at, b->at) && same(a->comparator, b->comparator) &&
	    same(a->population, b->population) && same(a->doses, b->doses);
}

/* Of the figures on the subject of list[at], the how-manieth is it? */
static size_t
turn_of(const struct kx_figure *list, size_t at)
{
	size_t i, turn = 0;

	for (i = 0; i < at; i++)
		turn += same_subject(&list[i], &list[at]);
	return turn;
}

static const struct kx_figure *
counterpart(const struct kx_figure *figure, size_t turn, const struct kx_figure *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (same_subject(figure, &list[i]) && turn-- == 0)
			return &list[i];
	return NULL;
}

static void
compare_figures(struct finding *finding, const struct kx_manifest_group *group, const struct kx_manifest_claim *old,
    const struct kx_manifest_claim *new)
{
	const struct kx_figure *other;
	size_t i;

	for (i = 0; i < new->figure_count; i++) {
		other = counterpart(&new->figures[i], turn_of(new->figures, i), old->figures, old->figure_count);
		compare_in(finding, KX_CHANGE_FIGURE, group, new->id,
		    other != NULL ? kx_figure_text(finding->arena, other) : NULL, kx_figure_text(finding->arena, &new->figures[i]));
	}
	for (i = 0; i < old->figure_count; i++)
		if (counterpart(&old->figures[i], turn_of(old->figures, i), new->figures, new->figure_count) == NULL)
			compare_in(finding, KX_CHANGE_FIGURE, group, new->id, kx_figure_text(finding->arena, &old->figures[i]), NULL);
}

/* Has the claim another place?  A section that one side leaves out is no place it could have stayed in. */
static bool
has_moved(const struct finding *finding, const struct kx_manifest_group *old, const struct kx_manifest_group *new)
{
	if (!same(old->topic, new->topic) || !same(old->product, new->product))
		return true;
	return !same(old->section, new->section) && !kx_manifest_omits(finding->new, old->section) &&
	    !kx_manifest_omits(finding->old, new->section);
}

static void
compare_claim(struct finding *finding, const struct kx_manifest_group *old_group, const struct kx_manifest_claim *old,
    const struct kx_manifest_group *group, const struct kx_manifest_claim *new)
{
	if (has_moved(finding, old_group, group))
		compare_in(finding, KX_CHANGE_MOVED, group, new->id, place_text(finding, finding->old, old_group),
		    place_text(finding, finding->new, group));
	compare_in(finding, KX_CHANGE_REWORDED, group, new->id, old->says, new->says);
	compare_figures(finding, group, old, new);
	compare_in(finding, KX_CHANGE_CERTAINTY, group, new->id, kx_certainty_name(old->certainty),
	    kx_certainty_name(new->certainty));
	compare_in(finding, KX_CHANGE_SOURCES, group, new->id, sources_text(finding, finding->old, old),
	    sources_text(finding, finding->new, new));
}

/* ---- what stands on a topic ---- */

static const struct kx_manifest_group *
group_find(const struct kx_manifest *manifest, const struct kx_manifest_group *like)
{
	size_t i;

	for (i = 0; i < manifest->group_count; i++)
		if (same(manifest->groups[i].topic, like->topic) && same(manifest->groups[i].product, like->product))
			return &manifest->groups[i];
	return NULL;
}

/* The next claim of `group` that the other side does not print, from `*at` on; or NULL. */
static const struct kx_manifest_claim *
next_unmatched(const struct kx_manifest_group *group, const struct kx_manifest *other, size_t *at)
{
	while (group != NULL && *at < group->claim_count) {
		const struct kx_manifest_claim *claim = &group->claims[(*at)++];

		if (kx_manifest_claim_find(other, claim->id, NULL) == NULL)
			return claim;
	}
	return NULL;
}

/*
 * Do a clinic's own words stand on one side only because the other was made
 * for no clinic?  Then what stands in their place there is no change.
 */
static bool
clinic_alone(const struct finding *finding, const struct kx_manifest_group *old, const struct kx_manifest_group *new)
{
	return (old != NULL && old->clinic_says != NULL && finding->new->clinic.id == NULL) ||
	    (new != NULL && new->clinic_says != NULL && finding->old->clinic.id == NULL);
}

/*
 * Claims that stand on one side only.  A new one takes the place of one that
 * went from the same topic and product, in order.
 */
static void
compare_unmatched(struct finding *finding, const struct kx_manifest_group *old, const struct kx_manifest_group *new)
{
	const struct kx_manifest_claim *gone, *come;
	struct kx_change *change;
	size_t old_at = 0, new_at = 0;

	if (clinic_alone(finding, old, new) || (old == NULL && kx_manifest_omits(finding->old, new->section)))
		return;
	if (new == NULL && kx_manifest_omits(finding->new, old->section))
		return;
	for (;;) {
		gone = next_unmatched(old, finding->new, &old_at);
		come = next_unmatched(new, finding->old, &new_at);
		if (gone == NULL && come == NULL)
			return;
		change = add_in(finding, gone == NULL ? KX_CHANGE_ADDED : come == NULL ? KX_CHANGE_REMOVED : KX_CHANGE_REPLACED,
		    new != NULL ? finding->new : finding->old, new != NULL ? new : old, gone != NULL ? gone->id : come->id);
		if (change == NULL)
			return;
		change->by = gone != NULL && come != NULL ? come->id : NULL;
		change->was = gone != NULL ? gone->says : NULL;
		change->now = come != NULL ? come->says : NULL;
	}
}

static void
compare_group(struct finding *finding, const struct kx_manifest_group *old, const struct kx_manifest_group *new)
{
	const struct kx_manifest_group *from;
	const struct kx_manifest_claim *claim;
	size_t i;

	if (clinic_alone(finding, old, new))
		return;
	if (old != NULL) {
		compare_in(finding, KX_CHANGE_HEADING, new, NULL, old->title, new->title);
		compare_in(finding, KX_CHANGE_CLINIC, new, NULL, old->clinic_says, new->clinic_says);
		compare_in(finding, KX_CHANGE_DECIDED, new, NULL, old->ruling != NULL ? old->ruling : "rule",
		    new->ruling != NULL ? new->ruling : "rule");
	}
	if (old == NULL && new->clinic_says != NULL && !kx_manifest_omits(finding->old, new->section))
		compare_in(finding, KX_CHANGE_CLINIC, new, NULL, NULL, new->clinic_says);
	for (i = 0; i < new->claim_count; i++) {
		claim = kx_manifest_claim_find(finding->old, new->claims[i].id, &from);
		if (claim != NULL)
			compare_claim(finding, from, claim, new, &new->claims[i]);
	}
	compare_unmatched(finding, old, new);
}

/* The claims of a section that both sides print there, in the order of one of them: "a, b, c". */
static const char *
order_text(const struct finding *finding, const struct kx_manifest *side, const struct kx_manifest *other, const char *section)
{
	const struct kx_manifest_group *group, *there;
	const char *text = "";
	size_t i, j;

	for (i = 0; i < side->group_count; i++) {
		group = &side->groups[i];
		for (j = 0; same(group->section, section) && j < group->claim_count; j++)
			if (kx_manifest_claim_find(other, group->claims[j].id, &there) != NULL && same(there->section, section))
				text = kx_arena_print(finding->arena, "%s%s%s", text != NULL ? text : "",
				    text != NULL && *text != '\0' ? ", " : "", group->claims[j].id);
	}
	return text;
}

static void
compare_section(struct finding *finding, const char *section, const struct kx_manifest *side)
{
	struct kx_manifest_group where = { .section = section };
	const char *was, *now;
	size_t i;

	for (i = 0; i < finding->new->group_count; i++)
		if (same(finding->new->groups[i].section, section))
			compare_group(finding, group_find(finding->old, &finding->new->groups[i]), &finding->new->groups[i]);
	for (i = 0; i < finding->old->group_count; i++)
		if (same(finding->old->groups[i].section, section) && group_find(finding->new, &finding->old->groups[i]) == NULL)
			compare_unmatched(finding, &finding->old->groups[i], NULL);
	if (side != finding->new)
		return;
	was = order_text(finding, finding->old, finding->new, section);
	now = order_text(finding, finding->new, finding->old, section);
	compare_in(finding, KX_CHANGE_ORDER, &where, NULL, was, now);
}

static void
compare_sections(struct finding *finding)
{
	size_t i;

	for (i = 0; i < finding->new->section_count; i++)
		compare_section(finding, finding->new->sections[i].id, finding->new);
	for (i = 0; i < finding->old->section_count; i++)
		if (kx_manifest_section_find(finding->new, finding->old->sections[i].id) == NULL)
			compare_section(finding, finding->old->sections[i].id, finding->old);
}

/* ---- sources and rulings ---- */

static const char *
source_text(const struct finding *finding, const struct kx_manifest_reference *reference)
{
	if (reference == NULL)
		return NULL;
	return kx_arena_print(finding->arena, "tier %d, %s: %s", reference->tier, kx_check_name(reference->check),
	    reference->citation);
}

static void
compare_references(struct finding *finding)
{
	const struct kx_manifest_reference *list = finding->new->references;
	size_t i;

	for (i = 0; i < finding->new->reference_count; i++)
		compare_part(finding, KX_CHANGE_SOURCE, list[i].source,
		    source_text(finding, kx_manifest_source_find(finding->old, list[i].source)), source_text(finding, &list[i]));
	list = finding->old->references;
	for (i = 0; i < finding->old->reference_count; i++)
		if (kx_manifest_source_find(finding->new, list[i].source) == NULL)
			compare_part(finding, KX_CHANGE_SOURCE, list[i].source, source_text(finding, &list[i]), NULL);
}

static const char *
ruling_text(const struct finding *finding, const struct kx_manifest_ruling *ruling)
{
	const char *prints = "nothing of its own", *on;
	size_t i;

	if (ruling == NULL)
		return NULL;
	for (i = 0; i < ruling->print_count; i++)
		prints = i == 0 ? ruling->prints[0] : kx_arena_print(finding->arena, "%s, %s", prints, ruling->prints[i]);
	on = date_text(finding, ruling->on);
	return kx_arena_print(finding->arena, "%s Prints: %s. Why: %s (%s, %s)", ruling->about, prints, ruling->why, ruling->by,
	    on != NULL ? on : "no date");
}

static void
compare_rulings(struct finding *finding)
{
	const struct kx_manifest_ruling *list = finding->new->rulings;
	size_t i;

	for (i = 0; i < finding->new->ruling_count; i++)
		compare_part(finding, KX_CHANGE_RULING, list[i].id,
		    ruling_text(finding, kx_manifest_ruling_find(finding->old, list[i].id)), ruling_text(finding, &list[i]));
	list = finding->old->rulings;
	for (i = 0; i < finding->old->ruling_count; i++)
		if (kx_manifest_ruling_find(finding->new, list[i].id) == NULL)
			compare_part(finding, KX_CHANGE_RULING, list[i].id, ruling_text(finding, &list[i]), NULL);
}

bool
kx_changes_find(struct kx_arena *arena, const struct kx_manifest *old, const struct kx_manifest *new,
    struct kx_changes *ret_changes)
{
	struct kx_changes changes = { 0 };
	struct finding finding = { .arena = arena, .old = old, .new = new, .changes = &changes };

	compare_heads(&finding);
	compare_sections(&finding);
	compare_references(&finding);
	compare_rulings(&finding);
	if (kx_arena_spent(arena))
		return false;
	*ret_changes = changes;
	return true;
}

bool
kx_changes_show(const struct kx_changes *changes)
{
	size_t i;

	for (i = 0; i < changes->count; i++)
		if (changes->list[i].kind != KX_CHANGE_ABOUT && changes->list[i].kind != KX_CHANGE_DECIDED &&
		    changes->list[i].kind != KX_CHANGE_RULING)
			return true;
	return false;
}

/* ---- figures ---- */

static void
percent(struct kx_buffer *out, int32_t milli)
{
	kx_buffer_milli(out, milli);
	kx_buffer_char(out, '%');
}

static void
arm(struct kx_buffer *out, const struct kx_arm *numbers)
{
	if (numbers->has_counts)
		kx_buffer_print(out, " %d of %d", (int)numbers->n, (int)numbers->of);
	if (numbers->has_percent) {
		kx_buffer_text(out, numbers->has_counts ? ", " : " ");
		percent(out, numbers->percent);
	}
	if (numbers->has_interval) {
		kx_buffer_text(out, " (");
		percent(out, numbers->low);
		kx_buffer_text(out, " to ");
		percent(out, numbers->high);
		kx_buffer_char(out, ')');
	}
}

const char *
kx_figure_text(struct kx_arena *arena, const struct kx_figure *figure)
{
	struct kx_buffer out;
	const char *text;

	kx_buffer_init(&out, TEXT_CEILING);
	kx_buffer_print(&out, "%s (%s; %s):", figure->outcome, figure->at, figure->population);
	arm(&out, &figure->arm);
	if (figure->comparator != NULL) {
		kx_buffer_print(&out, "; with %s", figure->comparator);
		arm(&out, &figure->against);
	}
	if (figure->doses != NULL)
		kx_buffer_print(&out, "; doses: %s", figure->doses);
	if (figure->people > 0)
		kx_buffer_print(&out, "; %d people", (int)figure->people);
	if (figure->trials > 0)
		kx_buffer_print(&out, "; %d trial%s", (int)figure->trials, figure->trials == 1 ? "" : "s");
	if (figure->per != 100)
		kx_buffer_print(&out, "; printed per %d", (int)figure->per);
	text = kx_arena_string(arena, kx_buffer_bytes(&out));
	kx_buffer_done(&out);
	return text;
}
