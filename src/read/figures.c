#include "read/parts.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "read/shape.h"

/* Figures of one claim. */
#define MOST_FIGURES 40

/* Counts go as far as a trial or a register can. */
#define MOST_PEOPLE 1000000000
#define MOST_PER    1000000
#define MOST_DAYS   36500

/* A percent in thousandths. */
#define WHOLE 100000

/* A written percent may differ from n/of by this many thousandths of a point. */
#define SLACK 60

static const struct kx_key figure_keys[] = {
	{ "outcome", true }, { "n", false }, { "of", false }, { "percent", false }, { "interval", false },
	{ "per", false }, { "at", true }, { "days", false }, { "doses", false }, { "population", true }, { "people", false },
	{ "trials", false }, { "comparator", false }
};
static const struct kx_shape figure_shape = KX_SHAPE("a figure", figure_keys);

static const struct kx_key comparator_keys[] = {
	{ "id", true }, { "n", false }, { "of", false }, { "percent", false }, { "interval", false }
};
static const struct kx_shape comparator_shape = KX_SHAPE("a figure's comparator", comparator_keys);

static void
read_interval(const struct kx_node *node, struct kx_arm *arm)
{
	struct kx_node list, low, high;

	if (kx_member_list(node, "interval", 1000, false, &list) == 0)
		return;
	if (list.json->count != 2) {
		kx_node_fault(&list, KX131, "write [low, high], in percent", "an interval has two ends, not %zu",
		    (size_t)list.json->count);
		return;
	}
	low = kx_node_element(&list, 0);
	high = kx_node_element(&list, 1);
	arm->has_interval = kx_node_milli(&low, 0, WHOLE, &arm->low);
	arm->has_interval = kx_node_milli(&high, 0, WHOLE, &arm->high) && arm->has_interval;
}

/* n/of in thousandths of a percent, rounded half up. */
static int32_t
percent_of(int64_t n, int64_t of)
{
	return (int32_t)((n * WHOLE * 2 + of) / (of * 2));
}

/* "27.4", in the arena. */
static const char *
percent_text(struct kx_arena *arena, int32_t milli)
{
	struct kx_buffer text;
	const char *copy;

	kx_buffer_init(&text, 40);
	kx_buffer_milli(&text, milli);
	copy = kx_arena_string(arena, kx_buffer_bytes(&text));
	kx_buffer_done(&text);
	return copy != NULL ? copy : "…";
}

static void
report_mismatch(const struct kx_node *node, const struct kx_arm *arm)
{
	struct kx_arena *arena = node->file->arena;
	struct kx_node percent;

	if (kx_node_member(node, "percent", &percent))
		kx_node_fault(&percent, KX130, NULL, "%d of %d is %s percent, not %s", (int)arm->n, (int)arm->of,
		    percent_text(arena, percent_of(arm->n, arm->of)), percent_text(arena, arm->percent));
}

/* Do the numbers of one arm agree with each other?  Derives the percent. */
static void
check_arm(const struct kx_node *node, struct kx_arm *arm)
{
	struct kx_node member;
	int64_t gap;

	if (arm->has_counts && arm->n > arm->of) {
		if (kx_node_member(node, "n", &member))
			kx_node_fault(&member, KX129, NULL, "%d of %d: more than there were", (int)arm->n, (int)arm->of);
		return;
	}
	if (arm->has_counts && arm->has_percent) {
		gap = (int64_t)arm->n * WHOLE - (int64_t)arm->percent * arm->of;
		if (gap > (int64_t)SLACK * arm->of || -gap > (int64_t)SLACK * arm->of)
			report_mismatch(node, arm);
	} else if (arm->has_counts) {
		arm->percent = percent_of(arm->n, arm->of);
		arm->has_percent = true;
	}
	if (arm->has_percent && arm->has_interval && (arm->low > arm->percent || arm->percent > arm->high) &&
	    kx_node_member(node, "interval", &member))
		kx_node_fault(&member, KX131, NULL, "the interval does not hold its percent, %s",
		    percent_text(node->file->arena, arm->percent));
}

static bool
has_key(const struct kx_node *node, const char *key)
{
	return kx_node_has(node, key);
}

static void
read_arm(const struct kx_node *node, const char *noun, struct kx_arm *arm)
{
	bool n = has_key(node, "n"), of = has_key(node, "of");

	if (n != of)
		kx_node_fault(node, KX132, n ? "add \"of\", how many people there were" : "add \"n\", how many people it happened to",
		    "%s has \"%s\" without \"%s\"", noun, n ? "n" : "of", n ? "of" : "n");
	else if (!n && !has_key(node, "percent"))
		kx_node_fault(node, KX132, "add \"percent\", or \"n\" and \"of\"", "%s says no number", noun);
	/* Both are read, whatever the first one gives, so that both are checked. */
	n = kx_member_whole(node, "n", 0, MOST_PEOPLE, &arm->n);
	of = kx_member_whole(node, "of", 1, MOST_PEOPLE, &arm->of);
	arm->has_counts = n && of;
	arm->has_percent = kx_member_milli(node, "percent", 0, WHOLE, &arm->percent);
	read_interval(node, arm);
	check_arm(node, arm);
}

static void
read_figure(struct kx_reading *reading, const struct kx_node *node, struct kx_figure *figure)
{
	struct kx_node comparator;

	figure->origin = kx_node_origin(node);
	figure->per = 100;
	if (!kx_shape_check(node, &figure_shape))
		return;
	figure->outcome = kx_read_reference(node, "outcome", &reading->outcomes);
	read_arm(node, "a figure", &figure->arm);
	kx_member_whole(node, "per", 1, MOST_PER, &figure->per);
	figure->at = kx_member_text(node, "at", KX_MAX_NAME_BYTES);
	kx_member_whole(node, "days", 1, MOST_DAYS, &figure->days);
	figure->doses = kx_member_text(node, "doses", KX_MAX_NAME_BYTES);
	figure->population = kx_member_text(node, "population", KX_MAX_NAME_BYTES);
	kx_member_whole(node, "people", 1, MOST_PEOPLE, &figure->people);
	kx_member_whole(node, "trials", 1, MOST_PEOPLE, &figure->trials);
	if (kx_node_member(node, "comparator", &comparator) && kx_shape_check(&comparator, &comparator_shape)) {
		figure->comparator = kx_read_reference(&comparator, "id", &reading->comparators);
		read_arm(&comparator, "a comparator", &figure->against);
	}
}

void
kx_read_figures(struct kx_reading *reading, const struct kx_node *claim_node, struct kx_claim *claim)
{
	struct kx_node list, element;
	size_t count = kx_member_list(claim_node, "figures", MOST_FIGURES, false, &list), i;

	claim->figures = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*claim->figures)) : NULL;
	for (i = 0; claim->figures != NULL && i < count; i++) {
		element = kx_node_element(&list, i);
		read_figure(reading, &element, &claim->figures[claim->figure_count++]);
	}
}
