#include "review/finds.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/flat.h"
#include "base/limits.h"
#include "base/memo.h"

#include <string.h>

#define TEXT_CEILING (16u * 1024 * 1024)

struct lists { const struct kx_word_list **list; size_t count, room; };

/* One hit in a passage: the numbers of a list and of its entry; its bytes are the passage's. */
struct find { uint32_t list, entry, start, end; };

/* All of a passage: by list, then by where they begin. */
struct found { const struct find *list; size_t count, room; };

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
add_list(struct kx_arena *arena, struct lists *lists, const struct kx_word_list *list)
{
	const struct kx_word_list **place = list->count == 0 || list_runs_on(list) ? NULL :
	    kx_arena_push(arena, &lists->list, &lists->count, &lists->room, sizeof(*place));

	if (place != NULL)
		*place = list;
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
		add_list(arena, lists, all[i]);
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
		add_list(arena, lists, &gate->certainty_words[i].words);
	for (i = 0; i < gate->fixed_count; i++)
		add_list(arena, lists, &gate->fixed_lines[i].says);
	for (i = 0; i < gate->companion_count; i++) {
		add_list(arena, lists, &gate->companions[i].when);
		if (gate->companions[i].within != KX_IN_SENTENCE)
			add_list(arena, lists, &gate->companions[i].needs);
	}
	for (i = 0; i < gate->product_count; i++)
		for (j = 0; j < gate->products[i].use_count; j++)
			add_list(arena, lists, &gate->products[i].uses[j].phrase);
	for (i = 0; i < gate->condition_count; i++)
		add_list(arena, lists, &gate->conditions[i].too_wide);
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

/* ---- as they are stored ---- */

static bool
write_found(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct found *found = value;

	(void)key;
	kx_flat_put(out, (int64_t)found->count);
	kx_flat_put_bytes(out, found->list, found->count * sizeof(*found->list));
	return true;
}

/* Does it come after the one before, if there is one, in the order of a passage's finds? */
static bool
in_order(const struct find *before, const struct find *find)
{
	if (before == NULL || before->list != find->list)
		return before == NULL || before->list < find->list;
	return before->start < find->start || (before->start == find->start && before->entry < find->entry);
}

/* The finds are used as they lie in the store.  Which lists there are is asked when they are looked up. */
static const void *
read_found(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	size_t count = kx_flat_take_count(&flat, sizeof(struct find)), i;
	const struct find *list = kx_flat_take_array(&flat, count, sizeof(*list));
	struct found *found = kx_arena_alloc(arena, sizeof(*found));

	for (i = 0; !flat.bad && i < count; i++)
		flat.bad = list[i].start >= list[i].end || list[i].end > key->parts[0].length ||
		    !in_order(i > 0 ? &list[i - 1] : NULL, &list[i]);
	if (found != NULL)
		*found = (struct found){ list, count, count };
	return kx_flat_end(&flat) ? found : NULL;
}

static const struct kx_memo_form found_form = { KX_MEMO_ON_GATE, write_found, read_found };

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
	struct kx_memo_key key = kx_memo_key(KX_MEMO_FINDS, 0);

	kx_memo_part(&key, finds->passages->text + passage->start, passage->end - passage->start);
	if (finds->gate->language == NULL) {
		kx_memo_form(&key, &found_form, NULL);
		return key;
	}
	/* Another language's words, of which nothing is stored; no other key has three parts. */
	kx_memo_part(&key, finds->gate->language, strlen(finds->gate->language));
	kx_memo_part(&key, "", 0);
	return key;
}

static struct kx_memo_key
run_key(const struct kx_passage_run *run)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_FINDS, 0);

	kx_memo_part(&key, &run->number, sizeof(run->number));
	kx_memo_part(&key, "", 0);   /* no passage's key has two parts */
	return key;
}

/* What was found before; what was stored may say anything. */
static const struct found *
find_known(struct search *search, const struct kx_passage *passage)
{
	const struct lists *lists = search->finds->lists;
	struct kx_memo_key key = passage_key(search->finds, passage);
	const struct found *found = kx_memo_find(search->memo, &key);
	size_t i;

	for (i = 0; found != NULL && i < found->count; i++)
		if (found->list[i].list >= lists->count || found->list[i].entry >= lists->list[found->list[i].list]->count)
			return NULL;
	return found;
}

static void
look_up(struct search *search, size_t at)
{
	const struct kx_passage *passage = &search->finds->passages->list[at];
	struct fresh *fresh;

	search->known[at] = find_known(search, passage);
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
			*find = (struct find){ list, (uint32_t)(hits[i].entry - search->finds->lists->list[list]->entries),
			    (uint32_t)(hits[i].start - fresh->start), (uint32_t)(hits[i].end - fresh->start) };
	}
}

static void
keep(struct search *search, const struct fresh *fresh)
{
	struct kx_memo_key key = passage_key(search->finds, &search->finds->passages->list[fresh->passage]);
	struct kx_arena *kept = kx_memo_arena(search->memo);
	struct found *found = kept != NULL ? kx_arena_room(kept, sizeof(*found)) : NULL;
	struct find *list = found != NULL ? kx_arena_room(kept, fresh->found.count * sizeof(*list)) : NULL;

	if (list == NULL)
		return;
	if (fresh->found.count > 0)
		memcpy(list, fresh->found.list, fresh->found.count * sizeof(*list));
	*found = (struct found){ list, fresh->found.count, fresh->found.count };
	kx_memo_keep(search->memo, &key, found);
}

static bool
search_fresh(struct search *search)
{
	const struct lists *lists = search->finds->lists;
	const struct kx_finds *finds = search->finds;
	const struct kx_stem_text *words;
	const struct kx_stem_hit *hits;
	const struct kx_stems *stems;
	size_t i, count;

	words = kx_stem_text_cut(finds->arena, kx_buffer_bytes(&search->text), search->text.length);
	if (words == NULL || kx_buffer_failed(&search->text))
		return false;
	for (i = 0; i < lists->count; i++) {
		stems = kx_stems_kept(finds->arena, search->memo, finds->gate, lists->list[i]);
		count = stems != NULL ? kx_stems_find_in(finds->arena, stems, words, &hits) : 0;
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
		key = run_key(&passages->runs[run]);
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
	struct kx_memo_key key = run_key(run);
	size_t i, k;

	for (i = run->first; found != NULL && i < run->first + run->count; i++) {
		uint32_t offset = (uint32_t)(passages[i].start - passages[run->first].start);

		for (k = 0; k < search->known[i]->count; k++) {
			const struct find *from = &search->known[i]->list[k];
			struct find *find = kx_arena_push(kept, &found->list, &found->count, &found->room, sizeof(*find));

			if (find != NULL)
				*find = (struct find){ from->list, from->entry, from->start + offset, from->end + offset };
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
			*hit = (struct kx_stem_hit){ &finds->lists->list[found->list[i].list]->entries[found->list[i].entry],
			    start + found->list[i].start, start + found->list[i].end };
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
	ok = finds->hits != NULL && (search.count == 0 || search_fresh(&search)) && !kx_arena_spent(arena);
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
		if (finds->lists->list[i] == list) {
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
