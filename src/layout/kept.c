#include "layout/kept.h"

#include "base/hash.h"
#include "layout/alike.h"
#include "layout/cells.h"
#include "layout/galley_copy.h"
#include "layout/measured.h"
#include "layout/piece_key.h"

/* A number and the element of it, counted from the piece's first. */
struct numbered { int number, element; };

/* What an element of the piece is a child of, when that is none of its own: the document, or the section of this index. */
#define OF_DOCUMENT   (-1)
#define OF_SECTION(i) (-2 - (int)(i))
#define SECTION_OF(i) (size_t)(-2 - (i))

/* All that setting a piece does; elements are counted as in the sheet it was set in, where the first was `base`. */
struct kept {
	struct kx_galley galley;
	int base;
	struct kx_element *elements; size_t element_count;   /* parent: `base` and more, or OF_ */
	struct kx_pending_citation *citations; size_t citation_count;
	struct kx_frame_bookmark *bookmarks; size_t bookmark_count;
	struct numbered *sections; size_t section_count;     /* that begin in it */
	struct numbered *entries; size_t entry_count;        /* of the list of sources, from 1 */
	struct numbered *back; size_t back_count;            /* links to where a source is cited first */
	struct kx_rag rag;
	const char *answers; size_t answer_bytes;            /* layout/alike.h; NULL where none were noted */
};

/* What is only tried is measured, and not worth its room. */
static bool
keeps(const struct kx_setting *set)
{
	return set->keeping != KX_KEEP_NONE && (set->measured == NULL || !set->measured->trying);
}

/* ---- the key ---- */

/* A byte for each source: is it among the first `count` citations?  NULL when memory ends. */
static const char *
find_cited(struct kx_setting *set, size_t count)
{
	char *cited = kx_arena_alloc(set->arena, set->entry_count + 1);
	size_t i;

	for (i = 0; cited != NULL && i < count; i++)
		if (set->citations[i].number >= 1 && (size_t)set->citations[i].number <= set->entry_count)
			cited[set->citations[i].number] = 1;
	return cited;
}

/* `citations`: so many stand before the piece. */
static bool
find_key(struct kx_flow *flow, size_t index, size_t citations, struct kx_piece_setting *setting, struct kx_memo_key *ret_key)
{
	struct kx_setting *set = flow->set;
	const char *cited;

	*ret_key = kx_piece_key(set, KX_MEMO_PIECE_SET, index, flow->galley->width, setting);
	kx_memo_part(ret_key, set->keys->colors, KX_HASH_BYTES);
	if (!set->keys->pieces[index]->lists_sources)
		return true;
	cited = find_cited(set, citations);
	if (cited != NULL)
		kx_memo_part(ret_key, cited, set->entry_count + 1);
	return cited != NULL;
}

/* ---- put again ---- */

static void
put_elements(struct kx_flow *flow, const struct kept *kept, int by)
{
	struct kx_element *elements;
	size_t i;
	int parent;

	if (kept->element_count == 0)
		return;
	elements = kx_frames_elements(flow->set->arena, flow->set->frames, kept->element_count);
	flow->set->failed = flow->set->failed || elements == NULL;
	for (i = 0; elements != NULL && i < kept->element_count; i++) {
		elements[i] = kept->elements[i];
		parent = elements[i].parent;
		elements[i].parent = parent >= 0 ? parent + by : parent == OF_DOCUMENT ? flow->parent : flow->sections[SECTION_OF(parent)];
	}
}

static void
put_lists(struct kx_flow *flow, const struct kept *kept, int by)
{
	struct kx_setting *set = flow->set;
	struct kx_pending_citation *citation;
	struct kx_frame_bookmark *bookmark;
	size_t i;

	for (i = 0; i < kept->citation_count; i++) {
		citation = kx_arena_push(set->arena, &set->citations, &set->citation_count, &set->citation_room, sizeof(*citation));
		if (citation != NULL)
			*citation = (struct kx_pending_citation){ kept->citations[i].element + by, kept->citations[i].number };
		set->failed = set->failed || citation == NULL;
	}
	for (i = 0; i < kept->bookmark_count; i++) {
		bookmark = kx_arena_push(set->arena, &set->frames->bookmarks, &set->frames->bookmark_count, &set->frames->bookmark_room,
		    sizeof(*bookmark));
		set->failed = set->failed || bookmark == NULL;
		if (bookmark == NULL)
			continue;
		*bookmark = kept->bookmarks[i];
		bookmark->element += by;
	}
	for (i = 0; i < kept->entry_count; i++)
		set->entries[kept->entries[i].number - 1] = kept->entries[i].element + by;
}

/* The element in which a source is cited first; the key says that it is. */
static int
first_citation(const struct kx_setting *set, int number)
{
	size_t i;

	for (i = 0; i < set->citation_count; i++)
		if (set->citations[i].number == number)
			return set->citations[i].element;
	return -1;
}

bool
kx_kept_find(struct kx_flow *flow, size_t index)
{
	struct kx_setting *set = flow->set;
	struct kx_piece_setting setting;
	const struct kept *kept;
	struct kx_memo_key key;
	size_t i;
	int by;

	if (!keeps(set) || set->run_in.count > 0 || !find_key(flow, index, set->citation_count, &setting, &key))
		return false;
	kept = kx_memo_find(set->memo, &key);
	if (kept == NULL)
		return false;
	by = (int)set->frames->element_count - kept->base;
	/* Sections first: elements of the piece may stand in those that begin with it. */
	for (i = 0; i < kept->section_count; i++)
		flow->sections[kept->sections[i].number] = kept->sections[i].element + by;
	put_elements(flow, kept, by);
	put_lists(flow, kept, by);
	for (i = 0; i < kept->back_count && !set->failed; i++)
		set->frames->elements[kept->back[i].element + by].target = first_citation(set, kept->back[i].number);
	kx_slugs_put(set, &kept->galley, by, flow->galley);
	set->rag = kept->rag;
	if (kept->answers != NULL)
		kx_alike_note_bytes(set, kept->answers, kept->answer_bytes);
	else if (set->alike != NULL && !set->alike->quiet)
		set->alike->whole = false;
	set->keeping = KX_KEEP_TAKEN;
	return true;
}

/* ---- keeping ---- */

/* Do all marks belong to elements of the piece, or to none? */
static bool
has_own_marks(const struct kx_slug *slugs, size_t count, int base)
{
	size_t i, k;

	for (; count > 0; slugs++, count--) {
		for (i = 0; i < slugs->mark_count; i++)
			if (slugs->marks[i].element >= 0 && slugs->marks[i].element < base)
				return false;
		for (k = 0; k < slugs->cell_count; k++)
			if (!has_own_marks(slugs->cells[k].galley.slugs, slugs->cells[k].galley.slug_count, base))
				return false;
	}
	return true;
}

/* A text in the memo; of the same text one behind another there is one copy. */
struct last { const char *from, *copy; };

static bool
keep_text(struct kx_arena *room, struct last *last, const char **text)
{
	if (*text == NULL)
		return true;
	if (*text != last->from) {
		last->from = *text;
		last->copy = kx_arena_string(room, *text);
	}
	*text = last->copy;
	return *text != NULL;
}

static bool
keep_parent(const struct kx_flow *flow, const struct kept *kept, struct kx_element *element)
{
	size_t i;

	if (element->parent >= kept->base)
		return true;
	if (element->parent == flow->parent) {
		element->parent = OF_DOCUMENT;
		return true;
	}
	for (i = 0; i < flow->set->document->section_count; i++)
		if (flow->sections[i] == element->parent) {
			element->parent = OF_SECTION(i);
			return true;
		}
	return false;
}

static bool
keep_elements(struct kx_flow *flow, struct kx_arena *room, struct kept *kept)
{
	const struct kx_element *from = flow->set->frames->elements + kept->base;
	struct last section = { NULL, NULL }, block = section, other = section;
	struct kx_element *element;
	size_t i;

	kept->element_count = flow->set->frames->element_count - (size_t)kept->base;
	kept->elements = kx_arena_array(room, kept->element_count, sizeof(*kept->elements));
	for (i = 0; kept->elements != NULL && i < kept->element_count; i++) {
		element = &kept->elements[i];
		*element = from[i];
		if (!keep_parent(flow, kept, element) || !keep_text(room, &section, &element->section) ||
		    !keep_text(room, &block, &element->block) || !keep_text(room, &other, &element->alt) ||
		    !keep_text(room, &other, &element->actual) || !keep_text(room, &other, &element->lang) ||
		    !keep_text(room, &other, &element->expansion) || !keep_text(room, &other, &element->title) ||
		    !keep_text(room, &other, &element->id) || !keep_text(room, &other, &element->list_numbering) ||
		    !keep_text(room, &other, &element->uri))
			return false;
	}
	return kept->elements != NULL;
}

/* The number whose citation an element links back to; 0 when it is none. */
static int
number_cited(const struct kx_setting *set, int element)
{
	size_t i;

	for (i = 0; i < set->citation_count; i++)
		if (set->citations[i].element == element)
			return set->citations[i].number;
	return 0;
}

static bool
keep_number(struct kx_arena *room, struct numbered **list, size_t *count, size_t *list_room, int number, int element)
{
	struct numbered *numbered = kx_arena_push(room, list, count, list_room, sizeof(*numbered));

	if (numbered != NULL)
		*numbered = (struct numbered){ number, element };
	return numbered != NULL;
}

static bool
keep_numbers(struct kx_flow *flow, struct kx_arena *room, struct kept *kept)
{
	const struct kx_setting *set = flow->set;
	size_t places[3] = { 0 }, i;

	for (i = 0; i < set->document->section_count; i++)
		if (flow->sections[i] >= kept->base &&
		    !keep_number(room, &kept->sections, &kept->section_count, &places[0], (int)i, flow->sections[i]))
			return false;
	for (i = 0; i < set->entry_count; i++)
		if (set->entries[i] >= kept->base &&
		    !keep_number(room, &kept->entries, &kept->entry_count, &places[1], (int)i + 1, set->entries[i]))
			return false;
	for (i = 0; i < kept->element_count; i++)
		if (kept->elements[i].target >= 0 && !keep_number(room, &kept->back, &kept->back_count, &places[2],
		    number_cited(set, kept->elements[i].target), kept->base + (int)i))
			return false;
	return true;
}

static bool
keep_lists(const struct kx_setting *set, struct kx_arena *room, const struct kx_flow_state *before, struct kept *kept)
{
	struct last title = { NULL, NULL }, block = title;
	size_t i;

	kept->citation_count = set->citation_count - before->citations;
	kept->citations = kx_arena_array(room, kept->citation_count, sizeof(*kept->citations));
	kept->bookmark_count = set->frames->bookmark_count - before->bookmarks;
	kept->bookmarks = kx_arena_array(room, kept->bookmark_count, sizeof(*kept->bookmarks));
	kept->rag = set->rag;
	kept->rag.shorts = kx_arena_array(room, set->rag.short_count, sizeof(*kept->rag.shorts));
	if (kept->citations == NULL || kept->bookmarks == NULL || kept->rag.shorts == NULL)
		return false;
	for (i = 0; i < kept->citation_count; i++)
		kept->citations[i] = set->citations[before->citations + i];
	for (i = 0; i < kept->bookmark_count; i++) {
		kept->bookmarks[i] = set->frames->bookmarks[before->bookmarks + i];
		if (!keep_text(room, &title, &kept->bookmarks[i].title))
			return false;
	}
	for (i = 0; i < set->rag.short_count; i++) {
		kept->rag.shorts[i] = set->rag.shorts[i];
		if (!keep_text(room, &block, &kept->rag.shorts[i].block) || !keep_text(room, &title, &kept->rag.shorts[i].word))
			return false;
	}
	return true;
}

/* What the words of the piece took up, where that was noted. */
static bool
keep_answers(const struct kx_setting *set, struct kx_arena *room, const struct kx_flow_state *before, struct kept *kept)
{
	const struct kx_alike *alike = set->alike;

	if (alike == NULL || alike->quiet || kx_buffer_failed(&alike->answers))
		return true;
	kept->answer_bytes = alike->answers.length - before->answers;
	kept->answers = kx_arena_copy(room, kx_buffer_bytes(&alike->answers) + before->answers, kept->answer_bytes);
	return kept->answers != NULL;
}

void
kx_kept_keep(struct kx_flow *flow, size_t index, const struct kx_flow_state *before)
{
	struct kx_setting *set = flow->set;
	struct kx_arena *room = keeps(set) ? kx_memo_arena(set->memo) : NULL;
	const struct kx_slug *slugs = flow->galley->slugs + before->slugs;
	size_t slug_count = flow->galley->slug_count - before->slugs;
	struct kx_piece_setting setting;
	struct kx_memo_key key;
	struct kept *kept;

	if (room == NULL || set->failed || set->refused || set->run_in.count > 0 ||
	    !has_own_marks(slugs, slug_count, (int)before->elements))
		return;
	kept = kx_arena_alloc(room, sizeof(*kept));
	if (kept == NULL)
		return;
	kept->base = (int)before->elements;
	if (keep_elements(flow, room, kept) && keep_numbers(flow, room, kept) && keep_lists(set, room, before, kept) &&
	    keep_answers(set, room, before, kept) && kx_slugs_copy(set->memo, slugs, slug_count, true, &kept->galley) &&
	    find_key(flow, index, before->citations, &setting, &key))
		kx_memo_keep(set->memo, &key, kept);
}
