/*
 * Making up is one walk along the galley: fill a slot, back up to a place
 * where a break is allowed, go on in the next slot.
 *
 * Matter goes on by itself only to a slot on the same page or a later one:
 * the words of one paragraph are read page by page.  Where the order of
 * reading turns back to an earlier page (the back of a folded sheet), a band
 * has to start there.
 */
#include "layout/makeup.h"

#include "layout/cells.h"
#include "layout/running.h"
#include "layout/slots.h"

#include <string.h>

/* Where the walk stands. */
struct walk {
	struct kx_setting *set;
	const struct kx_galley *galley;
	struct kx_makeup *makeup;
	size_t next;                   /* slug of the galley */
	struct kx_slug tail;           /* what is left of a split slug comes first, */
	bool has_tail;                 /* if there is any; it is part of slug `next` */
};

static const struct kx_slug *
next_slug(const struct walk *walk)
{
	if (walk->has_tail)
		return &walk->tail;
	return walk->next < walk->galley->slug_count ? &walk->galley->slugs[walk->next] : NULL;
}

static void
push_slug(struct walk *walk, const struct kx_slug *model)
{
	struct kx_makeup *makeup = walk->makeup;
	struct kx_slug *slug = kx_galley_slug(walk->set, &makeup->galley, 0);
	size_t *from = kx_arena_push(walk->set->arena, &makeup->from, &makeup->from_count, &makeup->from_room, sizeof(*from));

	if (slug == NULL || from == NULL) {
		walk->set->failed = true;
		return;
	}
	*slug = *model;
	*from = walk->next;
}

/* The next slug goes into the part as it is. */
static void
push_next(struct walk *walk)
{
	push_slug(walk, next_slug(walk));
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
harm_with(const struct walk *walk, const struct kx_told *told, const struct kx_slug *slug)
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
split_next(struct walk *walk, size_t own, kx_length rest, kx_length room, const struct kx_told *told)
{
	const struct kx_galley *made = &walk->makeup->galley;
	bool bound = made->slug_count > own && kx_galley_bound(made, own, made->slug_count);
	kx_length least = bound ? room / 4 : least_rest(walk->set, next_slug(walk), room);
	struct kx_slug head, tail;
	kx_length harm, before;

	kx_running_harm(walk->set, told, &before);
	if (rest - before < least || !kx_cells_split(walk->set, next_slug(walk), rest, &head, &tail))
		return false;
	harm = harm_with(walk, told, &head);
	if (head.height + harm > rest && (!kx_cells_split(walk->set, next_slug(walk), rest - harm, &head, &tail) ||
	    head.height + harm_with(walk, told, &head) > rest))
		return false;
	/* Behind other matter it may as well begin in the next slot as leave its heads here. */
	if (kx_cells_bound(&head) && walk->makeup->galley.slug_count > own)
		return false;
	push_slug(walk, &head);
	walk->tail = tail;
	walk->has_tail = true;
	return true;
}

/* Take back all slugs of the part from `end` on, which is not its first. */
static void
cut_back(struct walk *walk, size_t end)
{
	struct kx_makeup *makeup = walk->makeup;

	if (end >= makeup->galley.slug_count)
		return;
	walk->next = makeup->from[end];
	walk->has_tail = false;
	makeup->galley.slug_count = makeup->from_count = end;
}

/* How far a part may go: to `fits` with the harm line that it then needs, and to `stops` where a break is allowed too. */
struct ends { size_t fits, stops; struct kx_told told; };

/* Push slugs while they fit; true when what stops is no want of room. */
static bool
push_slugs(struct walk *walk, kx_length room, size_t first, struct ends *ends)
{
	const struct kx_galley *made = &walk->makeup->galley;
	size_t own = made->slug_count;
	kx_length height = kx_galley_height(made, first, own), gap, harm;
	struct kx_told told = { .harm = false };
	const struct kx_slug *slug;

	*ends = (struct ends){ .fits = own, .stops = own };
	while ((slug = next_slug(walk)) != NULL && !walk->set->failed) {
		if (made->slug_count > own && slug->start != KX_START_HERE)
			return ends->fits == made->slug_count;
		gap = made->slug_count > first ? kx_slug_gap(&made->slugs[made->slug_count - 1], slug) : 0;
		if (height + gap + slug->height > room)
			return false;
		push_next(walk);
		slug = &made->slugs[made->slug_count - 1];
		height += gap + slug->height;
		kx_running_tell(walk->set, slug, &told);
		kx_running_harm(walk->set, &told, &harm);
		if (height + harm > room)
			continue;
		ends->fits = made->slug_count;
		ends->stops = slug->keep_next ? ends->stops : made->slug_count;
		ends->told = told;
	}
	return ends->fits == made->slug_count;
}

/*
 * Fill a slot of height `room`; at least one slug is taken.  Further slugs can
 * bring a harm, after which the page needs no line that repeats one: so the
 * walk goes as far as there is room, and takes back what is beyond the last
 * end at which all fits.
 */
static void
fill_part(struct walk *walk, kx_length room)
{
	const struct kx_galley *made = &walk->makeup->galley;
	const struct kx_slug *slug = next_slug(walk);
	size_t first = made->slug_count, own, i;
	kx_length height, gap;
	struct walk start;
	struct ends ends;

	for (i = 0; first > 0 && slug->repeat != NULL && i < slug->repeat->slug_count; i++)
		push_slug(walk, &slug->repeat->slugs[i]);
	own = made->slug_count;
	start = *walk;
	if (push_slugs(walk, room, first, &ends) || walk->set->failed)
		return;
	if (ends.fits == own) {
		walk->makeup->galley.slug_count = walk->makeup->from_count = own;
		*walk = start;
	} else {
		cut_back(walk, ends.fits);
	}
	height = kx_galley_height(made, first, ends.fits);
	gap = ends.fits > first ? kx_slug_gap(&made->slugs[ends.fits - 1], next_slug(walk)) : 0;
	if (split_next(walk, own, room - height - gap, room - kx_galley_height(made, first, own), &ends.told))
		return;
	if (ends.fits == own)
		push_next(walk);
	else if (ends.stops > own)
		cut_back(walk, ends.stops);
}

void
kx_makeup_walk(struct kx_setting *set, const struct kx_galley *galley, struct kx_makeup *makeup)
{
	struct walk walk = { .set = set, .galley = galley, .makeup = makeup };
	size_t slot = 0;
	struct kx_slot place;
	struct kx_part *part;

	memset(makeup, 0, sizeof(*makeup));
	makeup->galley.width = galley->width;
	while (next_slug(&walk) != NULL && !set->failed) {
		if (!kx_slots_next(set, next_slug(&walk)->start, next_slug(&walk)->region, makeup->count == 0, slot, &slot)) {
			makeup->overflow = true;
			break;
		}
		part = kx_arena_push(set->arena, &makeup->parts, &makeup->count, &makeup->room, sizeof(*part));
		if (part == NULL) {
			set->failed = true;
			break;
		}
		kx_slots_find(set, slot, &place);
		part->slot = slot;
		part->first = makeup->galley.slug_count;
		fill_part(&walk, place.box.height);
		part->last = makeup->galley.slug_count;
		if (set->sheet->page_most > 0 && place.page >= set->sheet->page_most)
			makeup->overflow = true;
	}
	makeup->overflow = makeup->overflow || set->failed;
	/* What has nowhere to go is kept at the end, for the message. */
	while (makeup->overflow && !set->failed && next_slug(&walk) != NULL)
		push_next(&walk);
}

kx_length
kx_makeup_width(struct kx_setting *set, const struct kx_galley *galley, enum kx_start start, const char *region)
{
	struct kx_makeup makeup;
	struct kx_slot place;
	size_t slot = 0;

	kx_makeup_walk(set, galley, &makeup);
	if (makeup.count > 0)
		slot = makeup.parts[makeup.count - 1].slot;
	if (makeup.count == 0 || start != KX_START_HERE)
		kx_slots_next(set, start, region, makeup.count == 0, slot, &slot);
	kx_slots_find(set, slot, &place);
	return place.box.width;
}

kx_length
kx_makeup_narrowest(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last, kx_length otherwise)
{
	kx_length width = 0;
	struct kx_makeup makeup;
	struct kx_slot place;
	size_t i;

	kx_makeup_walk(set, galley, &makeup);
	for (i = 0; i < makeup.count; i++) {
		if (makeup.from[makeup.parts[i].last - 1] < first || makeup.from[makeup.parts[i].first] >= last)
			continue;
		kx_slots_find(set, makeup.parts[i].slot, &place);
		if (width == 0 || place.box.width < width)
			width = place.box.width;
	}
	return width > 0 ? width : otherwise;
}

int
kx_makeup_pages(const struct kx_setting *set, const struct kx_makeup *makeup)
{
	struct kx_slot slot;
	int pages = 0;
	size_t i;

	for (i = 0; i < makeup->count; i++) {
		kx_slots_find(set, makeup->parts[i].slot, &slot);
		pages = slot.page + 1 > pages ? slot.page + 1 : pages;
	}
	return pages;
}

bool
kx_makeup_fits(struct kx_setting *set, const struct kx_galley *galley, int *ret_pages)
{
	struct kx_makeup makeup;

	kx_makeup_walk(set, galley, &makeup);
	*ret_pages = kx_makeup_pages(set, &makeup);
	return !makeup.overflow;
}
