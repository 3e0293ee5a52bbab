#include "review/finds.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"

#include <string.h>

#define TEXT_CEILING (16u * 1024 * 1024)

struct ready { const struct kx_word_list *list; const struct kx_stems *stems; };
struct lists { struct ready *ready; size_t count, room; };

/* One hit in a passage; its bytes are the passage's. */
struct find { const struct kx_word_entry *entry; uint32_t list, start, end; };

/* All of a passage: by list, then by where they begin. */
struct found { struct find *list; size_t count, room; };

struct hits { struct kx_stem_hit *list; size_t count, room; };

struct kx_finds {
	struct kx_arena *arena;
	const struct kx_gate *gate;
	const struct kx_passages *passages;
	const struct lists *lists;
	struct hits *hits;   /* of each list */
};

/* ---- which lists ---- */

static bool
runs_on(const struct kx_word_pattern *pattern)
{
	size_t i;

	for (i = 1; i < pattern->step_count; i++)
		if (pattern->steps[i].starts_sentence)
			return true;
	return false;
}

/* May a pattern of the list run from one passage into the next? */
static bool
list_runs_on(const struct kx_word_list *list)
{
	const struct kx_word_entry *entry;
	size_t i;

	for (entry = list->entries; entry < list->entries + list->count; entry++) {
		if (runs_on(&entry->pattern))
			return true;
		for (i = 0; i < entry->allow_count; i++)
			if (runs_on(&entry->allow[i]))
				return true;
	}
	return false;
}

static void
add_list(struct kx_arena *arena, const struct kx_gate *gate, struct lists *lists, const struct kx_word_list *list)
{
	struct ready *place = list->count == 0 || list_runs_on(list) ? NULL :
	    kx_arena_push(arena, &lists->ready, &lists->count, &lists->room, sizeof(*place));

	if (place != NULL)
		*place = (struct ready){ list, kx_stems_prepare(arena, gate, list) };
}

static void
add_words(struct kx_arena *arena, const struct kx_gate *gate, struct lists *lists)
{
	const struct kx_gate_words *words = &gate->words;
	const struct kx_word_list *const all[] = { &words->hype, &words->superlatives, &words->assurances, &words->vague,
	    &words->anecdotes, &words->endorsements, &words->relative, &words->counted_studies, &words->medicine_changes,
	    &words->rescue_claims };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		add_list(arena, gate, lists, all[i]);
}

/* Every list that a rule on text looks for all over the sheet.  NULL when the arena is spent. */
static const struct lists *
make_lists(struct kx_arena *arena, const struct kx_gate *gate)
{
	struct lists *lists = kx_arena_alloc(arena, sizeof(*lists));
	size_t i, j;

	if (lists == NULL)
		return NULL;
	add_words(arena, gate, lists);
	for (i = 0; i < gate->certainty_count; i++)
		add_list(arena, gate, lists, &gate->certainty_words[i].words);
	for (i = 0; i < gate->fixed_count; i++)
		add_list(arena, gate, lists, &gate->fixed_lines[i].says);
	for (i = 0; i < gate->companion_count; i++) {
		add_list(arena, gate, lists, &gate->companions[i].when);
		if (gate->companions[i].within != KX_IN_SENTENCE)
			add_list(arena, gate, lists, &gate->companions[i].needs);
	}
	for (i = 0; i < gate->product_count; i++)
		for (j = 0; j < gate->products[i].use_count; j++)
			add_list(arena, gate, lists, &gate->products[i].uses[j].phrase);
	for (i = 0; i < gate->condition_count; i++)
		add_list(arena, gate, lists, &gate->conditions[i].too_wide);
	return kx_arena_spent(arena) ? NULL : lists;
}

static const struct lists *
find_or_make_lists(struct kx_arena *arena, const struct kx_gate *gate, struct kx_memo *memo)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_GATE_LISTS, (uintptr_t)gate);
	const struct lists *lists = kx_memo_find(memo, &key);
	struct kx_arena *kept = kx_memo_arena(memo);

	if (lists == NULL && kept != NULL) {
		lists = make_lists(kept, gate);
		kx_memo_keep(memo, &key, lists);
	}
	return lists != NULL ? lists : make_lists(arena, gate);
}

/* ---- passages that are not known ---- */

struct fresh { size_t passage, start; struct found found; };   /* `start` in the text of the fresh ones */

struct search {
	struct kx_finds *finds;
	struct kx_memo *memo;
	const struct found **known;   /* of each passage; NULL where it is fresh, or its run is known */
	const struct found **runs;    /* of each run of passages, all in one; NULL: each is looked up by itself */
	struct fresh *fresh; size_t count, room;
	struct kx_buffer text;        /* fresh passages, a line feed behind each */
};

static struct kx_memo_key
passage_key(const struct kx_finds *finds, const struct kx_passage *passage)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_FINDS, (uintptr_t)finds->gate);

	kx_memo_part(&key, finds->passages->text + passage->start, passage->end - passage->start);
	return key;
}

static struct kx_memo_key
run_key(const struct kx_finds *finds, const struct kx_passage_run *run)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_FINDS, (uintptr_t)finds->gate);

	kx_memo_part(&key, &run->number, sizeof(run->number));
	kx_memo_part(&key, "", 0);   /* no passage's key has two parts */
	return key;
}

static void
look_up(struct search *search, size_t at)
{
	const struct kx_passage *passage = &search->finds->passages->list[at];
	struct kx_memo_key key = passage_key(search->finds, passage);
	struct fresh *fresh;

	search->known[at] = kx_memo_find(search->memo, &key);
	fresh = search->known[at] != NULL ? NULL :
	    kx_arena_push(search->finds->arena, &search->fresh, &search->count, &search->room, sizeof(*fresh));
	if (fresh == NULL)
		return;
	fresh->passage = at;
	fresh->start = search->text.length;
	kx_buffer_add(&search->text, search->finds->passages->text + passage->start, passage->end - passage->start);
	kx_buffer_char(&search->text, '\n');
}

/* Share the hits of a list out to the fresh passages that they lie in. */
static void
share_out(struct search *search, uint32_t list, const struct kx_stem_hit *hits, size_t count)
{
	struct fresh *fresh = search->fresh, *end = search->fresh + search->count;
	struct find *find;
	size_t i;

	for (i = 0; i < count; i++) {
		while (fresh + 1 < end && fresh[1].start <= hits[i].start)
			fresh++;
		find = kx_arena_push(search->finds->arena, &fresh->found.list, &fresh->found.count, &fresh->found.room, sizeof(*find));
		if (find != NULL)
			*find = (struct find){ hits[i].entry, list, (uint32_t)(hits[i].start - fresh->start),
			    (uint32_t)(hits[i].end - fresh->start) };
	}
}

static void
keep(struct search *search, const struct fresh *fresh)
{
	struct kx_memo_key key = passage_key(search->finds, &search->finds->passages->list[fresh->passage]);
	struct kx_arena *kept = kx_memo_arena(search->memo);
	struct found *found = kept != NULL ? kx_arena_room(kept, sizeof(*found)) : NULL;

	if (found == NULL)
		return;
	*found = (struct found){ kx_arena_room(kept, fresh->found.count * sizeof(*found->list)), fresh->found.count, 0 };
	if (found->list == NULL)
		return;
	if (found->count > 0)
		memcpy(found->list, fresh->found.list, found->count * sizeof(*found->list));
	kx_memo_keep(search->memo, &key, found);
}

static bool
search_fresh(struct search *search)
{
	const struct lists *lists = search->finds->lists;
	const struct kx_stem_text *words;
	const struct kx_stem_hit *hits;
	size_t i, count;

	words = kx_stem_text_cut(search->finds->arena, kx_buffer_bytes(&search->text), search->text.length);
	if (words == NULL || kx_buffer_failed(&search->text))
		return false;
	for (i = 0; i < lists->count; i++) {
		count = kx_stems_find_in(search->finds->arena, lists->ready[i].stems, words, &hits);
		share_out(search, (uint32_t)i, hits, count);
	}
	for (i = 0; i < search->count; i++) {
		search->known[search->fresh[i].passage] = &search->fresh[i].found;
		keep(search, &search->fresh[i]);
	}
	return !kx_arena_spent(search->finds->arena);
}

/* ---- all of a sheet ---- */

/* Passage by passage, but where all of a run is known at once. */
static void
look_up_all(struct search *search)
{
	const struct kx_passages *passages = search->finds->passages;
	struct kx_memo_key key;
	size_t run = 0, i = 0;

	while (i < passages->count) {
		if (run == passages->run_count || passages->runs[run].first != i) {
			look_up(search, i++);
			continue;
		}
		key = run_key(search->finds, &passages->runs[run]);
		search->runs[run] = kx_memo_find(search->memo, &key);
		if (search->runs[run] == NULL)
			for (; i < passages->runs[run].first + passages->runs[run].count; i++)
				look_up(search, i);
		i = passages->runs[run].first + passages->runs[run].count;
		run++;
	}
}

/* What was found in the passages of a run, as one, counted from its beginning. */
static void
keep_run(struct search *search, const struct kx_passage_run *run)
{
	const struct kx_passage *passages = search->finds->passages->list;
	struct kx_arena *kept = kx_memo_arena(search->memo);
	struct found *found = kept != NULL ? kx_arena_alloc(kept, sizeof(*found)) : NULL;
	struct kx_memo_key key = run_key(search->finds, run);
	size_t i, k;

	for (i = run->first; found != NULL && i < run->first + run->count; i++) {
		uint32_t offset = (uint32_t)(passages[i].start - passages[run->first].start);

		for (k = 0; k < search->known[i]->count; k++) {
			const struct find *from = &search->known[i]->list[k];
			struct find *find = kx_arena_push(kept, &found->list, &found->count, &found->room, sizeof(*find));

			if (find != NULL)
				*find = (struct find){ from->entry, from->list, from->start + offset, from->end + offset };
		}
	}
	if (found != NULL && !kx_arena_spent(kept))
		kx_memo_keep(search->memo, &key, found);
}

static void
gather(struct kx_finds *finds, const struct found *found, size_t start)
{
	struct kx_stem_hit *hit;
	struct hits *hits;
	size_t i;

	for (i = 0; i < found->count; i++) {
		hits = &finds->hits[found->list[i].list];
		hit = kx_arena_push(finds->arena, &hits->list, &hits->count, &hits->room, sizeof(*hit));
		if (hit != NULL)
			*hit = (struct kx_stem_hit){ found->list[i].entry, start + found->list[i].start, start + found->list[i].end };
	}
}

static void
gather_all(struct search *search)
{
	const struct kx_passages *passages = search->finds->passages;
	size_t run = 0, i = 0;

	while (i < passages->count) {
		bool begins = run < passages->run_count && passages->runs[run].first == i;

		if (begins && search->runs[run] != NULL) {
			gather(search->finds, search->runs[run], passages->list[i].start);
			i += passages->runs[run++].count;
			continue;
		}
		if (begins)
			keep_run(search, &passages->runs[run++]);
		gather(search->finds, search->known[i], passages->list[i].start);
		i++;
	}
}

const struct kx_finds *
kx_finds_make(struct kx_arena *arena, const struct kx_gate *gate, const struct kx_passages *passages, struct kx_memo *memo)
{
	struct kx_finds *finds = kx_arena_alloc(arena, sizeof(*finds));
	struct search search = { .finds = finds, .memo = memo };
	bool ok;

	if (finds == NULL)
		return NULL;
	*finds = (struct kx_finds){ .arena = arena, .gate = gate, .passages = passages,
	    .lists = find_or_make_lists(arena, gate, memo) };
	search.known = kx_arena_array(arena, passages->count + 1, sizeof(*search.known));
	search.runs = kx_arena_array(arena, passages->run_count + 1, sizeof(*search.runs));
	if (finds->lists == NULL || search.known == NULL || search.runs == NULL)
		return NULL;
	finds->hits = kx_arena_array(arena, finds->lists->count + 1, sizeof(*finds->hits));
	kx_buffer_init(&search.text, TEXT_CEILING);
	look_up_all(&search);
	ok = search_fresh(&search) && finds->hits != NULL;
	kx_buffer_done(&search.text);
	if (ok)
		gather_all(&search);
	return ok && !kx_arena_spent(arena) ? finds : NULL;
}

size_t
kx_finds_of(const struct kx_finds *finds, const struct kx_word_list *list, const struct kx_stem_hit **ret_hits)
{
	const struct kx_stems *stems;
	size_t i;

	for (i = 0; i < finds->lists->count; i++)
		if (finds->lists->ready[i].list == list) {
			*ret_hits = finds->hits[i].list;
			return finds->hits[i].count;
		}
	stems = list->count > 0 ? kx_stems_prepare(finds->arena, finds->gate, list) : NULL;
	return stems != NULL ? kx_stems_find(finds->arena, stems, finds->passages->text, finds->passages->length, ret_hits) : 0;
}

bool
kx_finds_any(const struct kx_finds *finds, const struct kx_word_list *list, size_t start, size_t end)
{
	const struct kx_stem_hit *hits;
	size_t count = kx_finds_of(finds, list, &hits), i;

	for (i = 0; i < count; i++)
		if (hits[i].start >= start && hits[i].end <= end)
			return true;
	return false;
}
