/*
 * Further slugs can bring a harm, after which a page needs no line that repeats
 * one: so the walk goes as far as there is room, and takes back what is beyond
 * the last end at which all fits.
 */
#include "layout/walk.h"

#include "layout/cells.h"
#include "layout/running.h"

const struct kx_slug *
kx_walk_next(const struct kx_walk *walk)
{
	if (walk->has_tail)
		return &walk->tail;
	return walk->next < walk->galley->slug_count ? &walk->galley->slugs[walk->next] : NULL;
}

static void
push_slug(struct kx_walk *walk, const struct kx_slug *model)
{
	struct kx_made *made = walk->made;
	struct kx_slug *slug = kx_galley_slug(walk->set, &made->galley, 0);
	size_t *from = kx_arena_push(walk->set->arena, &made->from, &made->from_count, &made->from_room, sizeof(*from));

	if (slug == NULL || from == NULL) {
		walk->set->failed = true;
		return;
	}
	*slug = *model;
	*from = walk->next;
}

void
kx_walk_push(struct kx_walk *walk)
{
	push_slug(walk, kx_walk_next(walk));
	walk->has_tail = false;
	walk->next++;
}

/*
 * How much of the slot must be left that the slug begins there and goes on in
 * the next: a quarter, when it is taller than the slot.  A box that is not
 * breaks only where the template says so, as large print does, whose pages
 * would stand half empty otherwise: "box.split" or "<style>.split", a share of
 * the slot's height; 0 keeps it whole.
 */
static kx_length
least_rest(struct kx_setting *set, const struct kx_slug *slug, kx_length room)
{
	const struct kx_box_style *style = slug->cell_count == 1 ? slug->cells[0].style : NULL;
	kx_length share;

	if (slug->height > room)
		return room / 4;
	if (style == NULL)
		return room;
	share = kx_setting_number(set, style->id, "split", kx_setting_number(set, "box", "split", 0));
	return share > 0 ? (kx_length)((int64_t)room * share / 1000) : room;
}

/* What room a page leaves that tells `told` and then what the slug says. */
static kx_length
harm_with(const struct kx_walk *walk, const struct kx_told *told, const struct kx_slug *slug)
{
	struct kx_told with = *told;
	kx_length height;

	kx_running_tell(walk->set, slug, &with);
	kx_running_harm(walk->set, &with, &height);
	return height;
}

/*
 * Begin the next slug in `rest` of a part of height `room` that tells `told`
 * so far and whose own slugs begin at `own`.  Where these are nothing but heads
 * that keep it, a whole slot of them and of it is not to be had, and heads
 * would stand alone: then it breaks sooner.
 */
static bool
split_next(struct kx_walk *walk, size_t own, kx_length rest, kx_length room, const struct kx_told *told)
{
	const struct kx_galley *made = &walk->made->galley;
	bool bound = made->slug_count > own && kx_galley_bound(made, own, made->slug_count) &&
	    kx_galley_height(made, own, made->slug_count) + kx_walk_next(walk)->height > room;
	kx_length least = bound ? room / 4 : least_rest(walk->set, kx_walk_next(walk), room);
	struct kx_slug head, tail;
	kx_length harm, before;

	kx_running_harm(walk->set, told, &before);
	if (rest - before < least || !kx_cells_split(walk->set, kx_walk_next(walk), rest, &head, &tail))
		return false;
	harm = harm_with(walk, told, &head);
	if (head.height + harm > rest && (!kx_cells_split(walk->set, kx_walk_next(walk), rest - harm, &head, &tail) ||
	    head.height + harm_with(walk, told, &head) > rest))
		return false;
	/* Behind other matter it may as well begin in the next slot as leave its heads here. */
	if (kx_cells_bound(&head) && walk->made->galley.slug_count > own)
		return false;
	push_slug(walk, &head);
	walk->tail = tail;
	walk->has_tail = true;
	return true;
}

/* Take back all slugs of the part from `end` on, which is not its first. */
static void
cut_back(struct kx_walk *walk, size_t end)
{
	struct kx_made *made = walk->made;

	if (end >= made->galley.slug_count)
		return;
	walk->next = made->from[end];
	walk->has_tail = false;
	made->galley.slug_count = made->from_count = end;
}

/* What a slug tells, added to `told`; a whole one of the galley is asked once where there is a list for the answers. */
static void
tell(const struct kx_walk *walk, const struct kx_slug *slug, bool whole, size_t index, struct kx_told *told)
{
	struct kx_slug_told *known = whole && walk->tells != NULL ? &walk->tells[index] : NULL;

	if (known == NULL) {
		kx_running_tell(walk->set, slug, told);
		return;
	}
	if (!known->known)
		kx_running_tell(walk->set, slug, &known->told);
	known->known = true;
	told->benefit = told->benefit != NULL ? told->benefit : known->told.benefit;
	told->harm = told->harm || known->told.harm;
}

/* How far a part may go: to `fits` with the harm line that it then needs, and to `stops` where a break is allowed too. */
struct end { size_t slug; struct kx_told told; };
struct ends { struct end fits, stops; };

/* Push slugs while they fit; true when what stops is no want of room. */
static bool
push_slugs(struct kx_walk *walk, kx_length room, size_t first, struct ends *ends)
{
	const struct kx_galley *made = &walk->made->galley;
	size_t own = made->slug_count;
	kx_length height = kx_galley_height(made, first, own), gap, harm;
	struct end end = { .slug = own };
	const struct kx_slug *slug;
	bool whole;

	*ends = (struct ends){ end, end };
	while ((slug = kx_walk_next(walk)) != NULL && !walk->set->failed) {
		if (made->slug_count > own && slug->start != KX_START_HERE)
			return ends->fits.slug == made->slug_count;
		gap = made->slug_count > first ? kx_slug_gap(&made->slugs[made->slug_count - 1], slug) : 0;
		if (height + gap + slug->height > room)
			return false;
		whole = !walk->has_tail;
		kx_walk_push(walk);
		slug = &made->slugs[made->slug_count - 1];
		height += gap + slug->height;
		tell(walk, slug, whole, walk->next - 1, &end.told);
		kx_running_harm(walk->set, &end.told, &harm);
		if (height + harm > room)
			continue;
		end.slug = made->slug_count;
		ends->fits = end;
		ends->stops = slug->keep_next ? ends->stops : end;
	}
	return ends->fits.slug == made->slug_count;
}

/* What slugs [first, ...) take that tell `told`. */
static kx_length
used(const struct kx_walk *walk, size_t first, const struct kx_told *told)
{
	const struct kx_galley *made = &walk->made->galley;
	kx_length harm;

	kx_running_harm(walk->set, told, &harm);
	return kx_galley_height(made, first, made->slug_count) + harm;
}

kx_length
kx_walk_fill(struct kx_walk *walk, kx_length room, kx_length cap)
{
	const struct kx_galley *made = &walk->made->galley;
	const struct kx_slug *slug = kx_walk_next(walk);
	size_t first = made->slug_count, own, i;
	kx_length height, gap;
	struct kx_walk start;
	struct ends ends;

	for (i = 0; first > 0 && slug->repeat != NULL && i < slug->repeat->slug_count; i++)
		push_slug(walk, &slug->repeat->slugs[i]);
	own = made->slug_count;
	start = *walk;
	if (push_slugs(walk, cap, first, &ends) || walk->set->failed)
		return used(walk, first, &ends.fits.told);
	if (ends.fits.slug == own) {
		walk->made->galley.slug_count = walk->made->from_count = own;
		*walk = start;
	} else {
		cut_back(walk, ends.fits.slug);
	}
	height = kx_galley_height(made, first, ends.fits.slug);
	gap = ends.fits.slug > first ? kx_slug_gap(&made->slugs[ends.fits.slug - 1], kx_walk_next(walk)) : 0;
	room -= kx_galley_height(made, first, own);
	if (split_next(walk, own, cap - height - gap, room, &ends.fits.told)) {
		tell(walk, &made->slugs[made->slug_count - 1], false, 0, &ends.fits.told);
		return used(walk, first, &ends.fits.told);
	}
	if (ends.fits.slug == own) {
		kx_walk_push(walk);
		tell(walk, &made->slugs[made->slug_count - 1], false, 0, &ends.fits.told);
	} else if (ends.stops.slug > own) {
		cut_back(walk, ends.stops.slug);
		ends.fits.told = ends.stops.told;
	}
	return used(walk, first, &ends.fits.told);
}
