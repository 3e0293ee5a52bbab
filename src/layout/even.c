/*
 * The shortest way from the first page to the last, as in Plass's "Optimal
 * Pagination Techniques for Automatic Typesetting Systems" (1981).  A state is
 * where a page may begin: a slug, or what is left of one.  From each state the
 * walk is sent along with less and less room, and every place where it ends is
 * a way on, at a price: the square of what the page leaves empty, and more for
 * what a reader would stumble over.  The states of one page are few, so that
 * pages times states is a small table.
 *
 * The road not taken: filling the pages first and then moving single blocks
 * until it looks better.  It needs a rule for every fault, and each mends one
 * page at the cost of the next.
 */
#include "layout/even.h"

#include "layout/cells.h"
#include "layout/walk.h"

#include <string.h>

#define WHOLE      1000         /* the price of an empty page; others are of that */
#define HALF_EMPTY 3000         /* more for one that is more than half empty */
#define LONE       1000         /* one item of a box alone on a page, or little of the box */
#define BOX        60           /* a box in two */
#define ROWS       25           /* a table that goes on */
#define LINES      15           /* a passage that does */
#define STUB       400          /* little of a passage before or after the break */
#define PAGE       300          /* a page more */
#define LEAST_PART 8            /* a page is filled to half; of a passage an eighth of one is no stub */
#define LONE_PART  5            /* little of a box is less than a fifth of a page */
#define STATES     800          /* about ten for each page of the longest sheet */

#define NOWHERE (-1)
#define DONE    (-2)

/* A page that begins at a state: how far it is filled, where the next begins (DONE: all is set), and the price. */
struct way { kx_length cap, used; int to; int price; };

struct state {
	size_t next;                   /* as in the walk */
	struct kx_slug tail;
	bool has_tail, opened;
	struct way *ways; size_t way_count, way_room;
};

/* The cheapest way to a state as a page begins: from which state on the page before, NOWHERE if there is none. */
struct step { int64_t price; int from; size_t way; };

/* The last page of all, the state that it begins with, and its way. */
struct end { int page, state; size_t way; int64_t price; };

struct search {
	struct kx_setting *set;
	const struct kx_galley *galley;
	const struct kx_even *even;
	kx_length line;                /* less space between two slugs than half of it, and they are one passage */
	struct kx_slug_told *tells;    /* for the walk */
	struct state *states; size_t count, room;
};

static int
find_state(struct search *search, const struct kx_walk *walk)
{
	struct state *state;
	size_t i;

	for (i = 0; i < search->count; i++) {
		state = &search->states[i];
		if (state->next == walk->next && state->has_tail == walk->has_tail && (!walk->has_tail || state->tail.height == walk->tail.height))
			return (int)i;
	}
	state = search->count < STATES ? kx_arena_push(search->set->arena, &search->states, &search->count, &search->room,
	    sizeof(*state)) : NULL;
	if (state == NULL)
		return NOWHERE;
	*state = (struct state){ .next = walk->next, .tail = walk->tail, .has_tail = walk->has_tail };
	return (int)search->count - 1;
}

/* Is there one item, of those that may be parted, in the cells of this part of a slug, or little of it? */
static bool
is_lone(const struct search *search, const struct kx_slug *slug)
{
	const struct kx_galley *galley;
	int items = 0;
	size_t i, k;

	for (i = 0; i < slug->cell_count && items < 2; i++) {
		galley = &slug->cells[i].galley;
		for (k = 0; k < galley->slug_count && items < 2; k++)
			items += k == 0 || !galley->slugs[k - 1].keep_next;
	}
	return items < 2 || slug->height < search->even->room / LONE_PART;
}

/* Does a passage begin with slug `i`?  A block is one by itself, however near it stands to the one before. */
static bool
begins(const struct search *search, size_t i)
{
	const struct kx_slug *slugs = search->galley->slugs;

	return i == 0 || i >= search->galley->slug_count || kx_slug_gap(&slugs[i - 1], &slugs[i]) * 2 >= search->line ||
	    (slugs[i - 1].block != NULL && slugs[i].block != NULL && strcmp(slugs[i - 1].block, slugs[i].block) != 0);
}

/* What it costs to part the galley before slug `i`. */
static int
price_of_parting(const struct search *search, size_t i)
{
	const struct kx_galley *galley = search->galley;
	kx_length least = search->even->room / LEAST_PART;
	size_t first, last;
	int price;

	if (begins(search, i))
		return 0;
	price = galley->slugs[i].repeat != NULL ? ROWS : LINES;
	for (first = i - 1; !begins(search, first); first--)
		continue;
	for (last = i + 1; !begins(search, last); last++)
		continue;
	if (kx_galley_height(galley, first, i) < least || kx_galley_height(galley, i, last) < least)
		price += STUB;
	return price;
}

/* The price of a page of which `used` is filled, after which the walk stands as it does. */
static int
price_of(const struct search *search, const struct kx_walk *walk, kx_length used, kx_length room)
{
	const struct kx_galley *made = &walk->made->galley;
	int64_t left = room > used ? (int64_t)(room - used) * WHOLE / room : 0;
	int price = (int)(left * left / WHOLE) + (left > WHOLE / 2 ? HALF_EMPTY : 0);

	/* What has to begin a page leaves the one before as it is. */
	if (!walk->has_tail && kx_walk_next(walk) != NULL && kx_walk_next(walk)->start != KX_START_HERE)
		return price;
	if (walk->has_tail) {
		price += BOX;
		if (is_lone(search, &made->slugs[made->slug_count - 1]) || is_lone(search, &walk->tail))
			price += LONE;
	} else {
		price += price_of_parting(search, walk->next);
	}
	return price;
}

/* The walk as it stands in a state, on a page of its own. */
static struct kx_walk
walk_from(const struct search *search, int index, struct kx_made *made)
{
	const struct state *state = &search->states[index];
	struct kx_slug before = { .width = 0 };
	struct kx_walk walk = { .set = search->set, .galley = search->galley, .made = made, .tells = search->tells,
	    .next = state->next, .tail = before, .has_tail = true };

	/* A page after the first stands behind something, if only behind an empty slug. */
	if (index > 0) {
		kx_walk_push(&walk);
		walk.next--;
	}
	walk.tail = state->tail;
	walk.has_tail = state->has_tail;
	return walk;
}

static bool
add_way(struct search *search, int index, const struct way *found)
{
	struct state *state = &search->states[index];
	struct way *way = kx_arena_push(search->set->arena, &state->ways, &state->way_count, &state->way_room, sizeof(*way));

	if (way != NULL)
		*way = *found;
	return way != NULL;
}

/* Send the walk along from a state with less and less room. */
static void
open_state(struct search *search, int index)
{
	kx_length room = index == 0 ? search->even->first_room : search->even->room;
	struct kx_made made = { .from = NULL };
	struct kx_walk start = walk_from(search, index, &made), walk;
	size_t first = made.galley.slug_count;
	struct way way = { .cap = room };

	search->states[index].opened = true;
	while (!search->set->failed && way.cap > 0) {
		made.galley.slug_count = made.from_count = first;
		walk = start;
		way.used = kx_walk_fill(&walk, room, way.cap);
		if (way.cap < room && (way.used > way.cap || way.used < room / 2 ||
		    made.galley.slugs[made.galley.slug_count - 1].keep_next))
			return;
		way.price = kx_walk_next(&walk) != NULL ? price_of(search, &walk, way.used, room) : 0;
		way.to = kx_walk_next(&walk) != NULL ? find_state(search, &walk) : DONE;
		if (way.to == NOWHERE || !add_way(search, index, &way))
			return;
		way.cap = way.used - 1;
	}
}

/* What the end of the sheet costs on page `pages`, of which `used` is filled. */
static int64_t
price_of_end(const struct search *search, int pages, kx_length used)
{
	const struct kx_even *even = search->even;
	kx_length room = pages > 1 ? even->room : even->first_room, left = room - used;
	int total = (pages + even->multiple - 1) / even->multiple * even->multiple;
	int64_t part = (int64_t)left * WHOLE / room, price = (int64_t)total * PAGE + (int64_t)(total - pages) * WHOLE / 4;

	if (even->notes == 0 || left < even->notes)
		price += part * part / WHOLE / 2;
	return price + (used < room / LEAST_PART ? STUB : 0);
}

/* A table of the cheapest ways: `pages` rows of STATES. */
static struct step *
make_steps(struct kx_setting *set, int pages)
{
	struct step *steps = kx_arena_array(set->arena, (size_t)pages * STATES, sizeof(*steps));
	size_t i;

	for (i = 0; steps != NULL && i < (size_t)pages * STATES; i++)
		steps[i].from = NOWHERE;
	return steps;
}

/* Go on from every state that page `page` may begin with; the cheapest end of all so far is kept. */
static void
go_on(struct search *search, struct step *steps, int page, struct end *best)
{
	struct step *here = steps + (size_t)page * STATES, *there;
	const struct way *way;
	size_t i, w, count = search->count;
	int64_t price;

	for (i = 0; i < count && !search->set->failed; i++) {
		if (here[i].from == NOWHERE)
			continue;
		if (!search->states[i].opened)
			open_state(search, (int)i);
		for (w = 0; w < search->states[i].way_count; w++) {
			way = &search->states[i].ways[w];
			price = here[i].price + way->price;
			if (way->to == DONE) {
				price += price_of_end(search, page + 1, way->used);
				if (best->page < 0 || price < best->price)
					*best = (struct end){ page, (int)i, w, price };
			} else if (page + 1 < search->even->pages_most) {
				there = &here[STATES + way->to];
				if (there->from == NOWHERE || price < there->price)
					*there = (struct step){ price, (int)i, w };
			}
		}
	}
}

static int
search_ends(struct search *search, kx_length *ret_caps)
{
	struct kx_walk start = { .next = 0 };
	struct end best = { .page = -1 };
	struct step *steps = make_steps(search->set, search->even->pages_most);
	int page, at;
	size_t way;

	if (steps == NULL || search->tells == NULL || find_state(search, &start) != 0) {
		search->set->failed = true;
		return 0;
	}
	steps[0].from = 0;
	for (page = 0; page < search->even->pages_most; page++)
		go_on(search, steps, page, &best);
	for (page = best.page, at = best.state, way = best.way; page >= 0; page--) {
		ret_caps[page] = search->states[at].ways[way].cap;
		way = steps[(size_t)page * STATES + (size_t)at].way;
		at = steps[(size_t)page * STATES + (size_t)at].from;
	}
	return search->set->failed ? 0 : best.page + 1;
}

int
kx_even_choose(struct kx_setting *set, const struct kx_galley *galley, const struct kx_even *even, kx_length *ret_caps)
{
	struct kx_arena_mark mark = kx_arena_mark(set->arena);
	struct search search = { .set = set, .galley = galley, .even = even, .line = kx_setting_look(set, "body").leading,
		.tells = kx_arena_array(set->arena, galley->slug_count, sizeof(*search.tells)) };
	int pages = search_ends(&search, ret_caps);

	kx_arena_back(set->arena, mark);
	return pages;
}
