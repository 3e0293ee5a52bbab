/*
 * The algorithm of the paper's section "The algorithm itself".  Active nodes
 * are the breaks from which a line can still begin.  At every legal break the
 * active nodes are walked: one from which the line would be too long even
 * when its glue shrinks all it can is taken off the list; from the others the
 * best line into each class of tightness (0 tight, 1 normal, 2 loose, 3 very
 * loose) is kept, and becomes a new active node if it is not hopeless against
 * the best of all (gamma).
 *
 * Where no way keeps every line within the tolerance, the paper gives up and
 * asks for a larger one.  Here a paragraph must always come out: when the
 * last active node would go, it is kept for the line that is at hand, however
 * loose or full, at a price no sound line has.
 *
 * Ratios are thousandths and demerits 64 bits wide: no floats, so that every
 * machine breaks alike.
 */
#include "layout/fit.h"

#include "base/arena.h"

#include <string.h>

#define CLASSES   4
#define LOOSEST   100000           /* ratios are cut here: badness 10^8 */
#define IN_NEED   INT64_C(1000000000000000)   /* more than any line within the tolerance can cost */

struct node {
	size_t position;               /* the item broken at */
	size_t line;                   /* which line ends there; 0 at the start */
	int fitness, ratio;
	int64_t width, stretch, shrink;     /* of everything up to the first box after the break */
	int64_t demerits;
	const struct node *before;
	struct node *next;             /* in the active list, by line */
};

struct fit {
	struct kx_arena *arena;
	const struct kx_fit_item *items;
	size_t count;
	const struct kx_fit_options *options;
	struct node *active;
	int64_t width, stretch, shrink;     /* of everything before the item at hand */
	bool failed;
};

static int
ratio_of(const struct fit *fit, const struct node *from, size_t at)
{
	const struct kx_fit_item *item = &fit->items[at];
	int64_t length = fit->width - from->width + (item->kind == KX_FIT_PENALTY ? item->width : 0);
	int64_t room = fit->options->measure - length, give, ratio;

	if (room == 0)
		return 0;
	give = room > 0 ? fit->stretch - from->stretch : fit->shrink - from->shrink;
	if (give <= 0)
		return room > 0 ? LOOSEST : -LOOSEST;
	ratio = room * 1000 / give;
	return (int)(ratio > LOOSEST ? LOOSEST : ratio < -LOOSEST ? -LOOSEST : ratio);
}

static int
fitness_of(int ratio)
{
	return ratio < -500 ? 0 : ratio <= 500 ? 1 : ratio <= 1000 ? 2 : 3;
}

static int64_t
demerits_of(const struct fit *fit, const struct node *from, size_t at, int ratio)
{
	const struct kx_fit_item *item = &fit->items[at], *before = &fit->items[from->position];
	int64_t penalty = item->kind == KX_FIT_PENALTY ? item->penalty : 0, size = ratio < 0 ? -(int64_t)ratio : ratio;
	int64_t badness = size * size * size / 10000000, line = 1 + badness, demerits;
	int apart = fitness_of(ratio) - from->fitness;

	/* (1 + badness + penalty) squared; a reward is taken off the square. */
	if (penalty >= 0)
		demerits = (line + penalty) * (line + penalty);
	else
		demerits = line * line - (penalty > KX_FIT_MUST ? penalty * penalty : 0);
	if (item->kind == KX_FIT_PENALTY && item->flagged && from->line > 0 && before->kind == KX_FIT_PENALTY && before->flagged)
		demerits += fit->options->flagged_demerits;
	if (apart > 1 || apart < -1)
		demerits += fit->options->fitness_demerits;
	if (at + 1 == fit->count && fit->width - from->width < fit->options->short_last)
		demerits += fit->options->short_demerits;
	return demerits + from->demerits;
}

/* What a line that begins after the break at `at` leaves out: the break itself, and glue and penalties up to a box. */
static void
skip_after(const struct fit *fit, size_t at, struct node *node)
{
	size_t i;

	node->width = fit->width;
	node->stretch = fit->stretch;
	node->shrink = fit->shrink;
	for (i = at; i < fit->count && fit->items[i].kind != KX_FIT_BOX; i++) {
		if (fit->items[i].kind == KX_FIT_GLUE) {
			node->width += fit->items[i].width;
			node->stretch += fit->items[i].stretch;
			node->shrink += fit->items[i].shrink;
		} else if (fit->items[i].penalty <= KX_FIT_MUST && i > at) {
			break;
		}
	}
}

/* The best lines that end at one break and have one number: from which node, and at what cost. */
struct best {
	const struct node *from[CLASSES];
	int64_t demerits[CLASSES];
	int ratio[CLASSES];
	int64_t least;
};

static void
start_best(struct best *best)
{
	int i;

	memset(best, 0, sizeof(*best));
	best->least = INT64_MAX;
	for (i = 0; i < CLASSES; i++)
		best->demerits[i] = INT64_MAX;
}

static void
consider(struct best *best, const struct node *from, int64_t demerits, int ratio)
{
	int fitness = fitness_of(ratio);

	if (demerits >= best->demerits[fitness])
		return;
	best->demerits[fitness] = demerits;
	best->from[fitness] = from;
	best->ratio[fitness] = ratio;
	if (demerits < best->least)
		best->least = demerits;
}

/* New active nodes, put in after `*link`; returns where the list goes on. */
static struct node **
add_nodes(struct fit *fit, const struct best *best, size_t at, struct node **link)
{
	struct node *node;
	int i;

	for (i = 0; i < CLASSES; i++) {
		if (best->from[i] == NULL || best->demerits[i] > best->least + fit->options->fitness_demerits)
			continue;
		node = kx_arena_alloc(fit->arena, sizeof(*node));
		if (node == NULL) {
			fit->failed = true;
			return link;
		}
		node->position = at;
		node->line = best->from[i]->line + 1;
		node->fitness = i;
		node->ratio = best->ratio[i];
		node->demerits = best->demerits[i];
		node->before = best->from[i];
		skip_after(fit, at, node);
		node->next = *link;
		*link = node;
		link = &node->next;
	}
	return link;
}

/* Do lines of different numbers compete?  Only when their number matters may they not. */
static bool
same_group(const struct fit *fit, const struct node *a, const struct node *b)
{
	return fit->options->looseness == 0 || a->line == b->line;
}

/* All active nodes against the break at `at`. */
static void
try_break(struct fit *fit, size_t at)
{
	bool must = fit->items[at].kind == KX_FIT_PENALTY && fit->items[at].penalty <= KX_FIT_MUST;
	struct node **link = &fit->active, *node, *first;
	struct best best;
	int ratio;

	while (*link != NULL && !fit->failed) {
		start_best(&best);
		for (first = *link; *link != NULL && same_group(fit, *link, first); ) {
			node = *link;
			ratio = ratio_of(fit, node, at);
			if (ratio >= -1000 && ratio <= fit->options->tolerance)
				consider(&best, node, demerits_of(fit, node, at, ratio), ratio);
			else if ((ratio >= -1000 && must) || (ratio < -1000 && node == fit->active && node->next == NULL && best.least == INT64_MAX))
				consider(&best, node, node->demerits + IN_NEED, ratio);
			if (ratio < -1000 || must)
				*link = node->next;
			else
				link = &node->next;
		}
		link = add_nodes(fit, &best, at, link);
	}
}

static bool
is_legal(const struct fit *fit, size_t at)
{
	if (fit->items[at].kind == KX_FIT_PENALTY)
		return fit->items[at].penalty < KX_FIT_NEVER;
	return fit->items[at].kind == KX_FIT_GLUE && at > 0 && fit->items[at - 1].kind == KX_FIT_BOX;
}

/* The last node of the paragraph: the one with the least demerits, or the one whose number of lines is as asked. */
static const struct node *
choose(const struct fit *fit)
{
	const struct node *best = NULL, *node, *near = NULL;
	int64_t wanted, off, least = 0;

	for (node = fit->active; node != NULL; node = node->next)
		if (best == NULL || node->demerits < best->demerits)
			best = node;
	if (best == NULL || fit->options->looseness == 0)
		return best;
	wanted = (int64_t)best->line + fit->options->looseness;
	for (node = fit->active; node != NULL; node = node->next) {
		off = (int64_t)node->line > wanted ? (int64_t)node->line - wanted : wanted - (int64_t)node->line;
		if (near == NULL || off < least || (off == least && node->demerits < near->demerits)) {
			near = node;
			least = off;
		}
	}
	return near;
}

static void
walk_items(struct fit *fit)
{
	size_t i;

	for (i = 0; i < fit->count && !fit->failed; i++) {
		if (is_legal(fit, i))
			try_break(fit, i);
		if (fit->items[i].kind == KX_FIT_PENALTY)
			continue;
		fit->width += fit->items[i].width;
		fit->stretch += fit->items[i].stretch;
		fit->shrink += fit->items[i].shrink;
	}
}

bool
kx_fit_lines(struct kx_arena *arena, const struct kx_fit_item *items, size_t count, const struct kx_fit_options *options,
    struct kx_fit_line **ret_lines, size_t *ret_count, int64_t *ret_demerits)
{
	struct fit fit = { .arena = arena, .items = items, .count = count, .options = options };
	struct node start = { .fitness = 1 };
	const struct node *node;
	struct kx_fit_line *lines;

	fit.active = &start;
	walk_items(&fit);
	node = choose(&fit);
	if (fit.failed || node == NULL)
		return false;
	lines = kx_arena_array(arena, node->line, sizeof(*lines));
	if (lines == NULL)
		return false;
	*ret_count = node->line;
	*ret_demerits = node->demerits;
	for (; node->line > 0; node = node->before)
		lines[node->line - 1] = (struct kx_fit_line){ node->position, node->ratio };
	*ret_lines = lines;
	return true;
}
