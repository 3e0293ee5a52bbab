/*
 * Finding word patterns in text.
 *
 * The text is cut into tokens once: words (folded to small letters, invisible
 * characters left out), numbers and percent signs, each with its place in the
 * text and whether it opens a sentence.  Patterns are then compared token by
 * token, so spaces, line ends and hyphens never matter, and every test is on
 * whole words.
 *
 * Most words begin no entry.  Entries are kept by the first byte of the words
 * that may open them, and tokens are chained by theirs, so that only those meet
 * that may fit; entries that may open with any number, say, are tried at
 * numbers.  The road not taken is one
 * automaton over all patterns (Aho and Corasick, 1975): faster still on long
 * texts, but inflections and gaps would multiply its states, and a sheet has
 * two thousand words.
 */
#include "review/stems.h"

#include "base/arena.h"
#include "base/memo.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum token_kind { WORD, NUMBER, PERCENT };

struct token {
	const char *text;      /* folded */
	uint32_t length;
	uint32_t start, end;   /* in the text that is searched */
	uint32_t head;         /* its first four bytes, zeros where it is shorter */
	uint32_t alike;        /* 1 + the token before it that begins with the same byte; 0: none */
	uint8_t kind;          /* enum token_kind */
	bool opens;            /* the first of its sentence */
};
struct kx_stem_text {
	struct token *list; size_t count, room;
	uint32_t last[256];    /* 1 + the last token that begins with the byte */
	uint8_t bytes[256]; size_t byte_count;   /* that tokens begin with, each once */
	bool has[3];           /* enum token_kind: is there any? */
};

/* An entry that a word may open: one whose head is this where the mask has ones. */
struct opening { size_t entry; uint32_t head, mask; };
struct bucket { struct opening *list; size_t count, room; };

struct kx_stems {
	const struct kx_gate *gate;
	const struct kx_word_list *list;
	bool begun_by[256];         /* does a byte open any entry?  What most answer with no, in a twentieth of the memory */
	struct bucket by_byte[256];
	struct bucket by_kind[3];   /* enum token_kind: entries that any word, number or percent sign may open */
};

/* ---- cutting the text into tokens ---- */

struct cutter {
	const char *text;
	size_t length, at;
	struct kx_stem_text *tokens;
	struct kx_arena *arena;
	char *folded;          /* room for the whole text */
	size_t used;
	bool opens;
};

static uint32_t
code_at(const struct cutter *cutter, size_t at, size_t *ret_step)
{
	if (at >= cutter->length) {
		*ret_step = 0;
		return 0;
	}
	/* Nearly all of it is ASCII. */
	if ((unsigned char)cutter->text[at] < 0x80) {
		*ret_step = 1;
		return (unsigned char)cutter->text[at];
	}
	return kx_utf8_next(cutter->text + at, ret_step);
}

static bool
is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

/* An apostrophe inside a word, or a point or comma inside a number, goes on when a letter or digit follows. */
static bool
goes_on(const struct cutter *cutter, uint32_t code, size_t after, bool digits)
{
	size_t step;
	uint32_t next = code_at(cutter, after, &step);

	if (kx_word_fold(code) == '\'')
		return kx_word_letter(next) && !digits;
	return digits && (code == '.' || code == ',') && is_digit(next);
}

static void
add_token(struct cutter *cutter, struct token token)
{
	struct token *place = kx_arena_push(cutter->arena, &cutter->tokens->list, &cutter->tokens->count,
	    &cutter->tokens->room, sizeof(*place));

	if (place == NULL)
		return;
	token.opens = cutter->opens;
	token.head = 0;
	memcpy(&token.head, token.text, token.length < sizeof(token.head) ? token.length : sizeof(token.head));
	token.alike = cutter->tokens->last[(unsigned char)token.text[0]];
	if (token.alike == 0)
		cutter->tokens->bytes[cutter->tokens->byte_count++] = (unsigned char)token.text[0];
	*place = token;
	cutter->tokens->last[(unsigned char)token.text[0]] = (uint32_t)cutter->tokens->count;
	cutter->tokens->has[token.kind] = true;
	cutter->opens = false;
}

/* The word or number at the cutter's place, which holds a letter or digit. */
static void
cut_word(struct cutter *cutter)
{
	struct token token = { .text = cutter->folded + cutter->used, .start = (uint32_t)cutter->at, .kind = NUMBER };
	size_t step;
	uint32_t code = code_at(cutter, cutter->at, &step);

	while (step > 0) {
		if (kx_word_letter(code) || goes_on(cutter, code, cutter->at + step, token.kind == NUMBER)) {
			if (!is_digit(code) && code != '.' && code != ',')
				token.kind = WORD;
			cutter->used += kx_utf8_put(kx_word_fold(code), cutter->folded + cutter->used);
		} else if (!kx_word_invisible(code)) {
			break;
		}
		cutter->at += step;
		code = code_at(cutter, cutter->at, &step);
	}
	token.length = (uint32_t)(cutter->folded + cutter->used - token.text);
	token.end = (uint32_t)cutter->at;
	add_token(cutter, token);
}

/* Does the sign end a sentence, or a Spanish one begin another?  A full stop ends one only before a space or the end, or a closing quote. */
static bool
ends_sentence(const struct cutter *cutter, uint32_t code, size_t after)
{
	size_t step;
	uint32_t next = code_at(cutter, after, &step);

	if (code == '\n' || code == '!' || code == '?' || code == ':' || code == ';' || code == 0x2022 || code == 0xbf || code == 0xa1)
		return true;
	return code == '.' && (step == 0 || next == ' ' || next == '\n' || next == 0xa0 || next == ')' || next == '"' ||
	    next == 0x201d || next == 0x2019 || next == 0xbb);
}

const struct kx_stem_text *
kx_stem_text_cut(struct kx_arena *arena, const char *text, size_t length)
{
	struct kx_stem_text *tokens = kx_arena_alloc(arena, sizeof(*tokens));
	struct cutter cutter = { .text = text, .length = length, .tokens = tokens, .arena = arena, .opens = true };
	size_t step;
	uint32_t code;

	cutter.folded = kx_arena_alloc(arena, length + 4);   /* folding never makes a character longer */
	if (tokens == NULL || cutter.folded == NULL || length > UINT32_MAX)
		return NULL;
	while (cutter.at < length) {
		code = code_at(&cutter, cutter.at, &step);
		if (kx_word_letter(code)) {
			cut_word(&cutter);
			continue;
		}
		if (code == '%')
			add_token(&cutter, (struct token){ .text = "%", .length = 1, .start = (uint32_t)cutter.at,
			    .end = (uint32_t)(cutter.at + step), .kind = PERCENT });
		else if (ends_sentence(&cutter, code, cutter.at + step))
			cutter.opens = true;
		cutter.at += step;
	}
	return kx_arena_spent(arena) ? NULL : tokens;
}

/* ---- one word ---- */

static bool
is_ending(const struct kx_gate *gate, const char *tail, size_t length)
{
	size_t i;

	for (i = 0; i < gate->ending_count; i++)
		if (strlen(gate->endings[i]) == length && memcmp(gate->endings[i], tail, length) == 0)
			return true;
	return false;
}

static bool
is_vowel(char c)
{
	return strchr("aeiou", c) != NULL;
}

/*
 * Is `word` the stem with one of the endings?  At the seam a final e may fall
 * ("cure", "curing"), a final consonant double ("stop", "stopping") and a y
 * become i ("remedy", "remedies"), each before the endings it does so before.
 */
static bool
is_inflected(const struct kx_gate *gate, const char *stem, size_t length, const char *word, size_t size)
{
	size_t tail;
	char last;

	if (size > 2 && memcmp(word + size - 2, "'s", 2) == 0)
		size -= 2;
	if (length == 0 || size < length || memcmp(word, stem, length - 1) != 0)
		return false;
	last = stem[length - 1];
	tail = size - length;
	if (word[length - 1] == last) {
		if (tail == 0 || is_ending(gate, word + length, tail))
			return true;
		if (tail > 1 && word[length] == last && !is_vowel(last) && is_vowel(word[length + 1]) &&
		    is_ending(gate, word + length + 1, tail - 1))
			return true;
	}
	if (length > 1 && last == 'e')
		return is_vowel(word[length - 1]) && is_ending(gate, word + length - 1, tail + 1);
	return length > 1 && last == 'y' && word[length - 1] == 'i' && is_ending(gate, word + length, tail);
}

/* Does the stem end in what the change lets fall, with a letter or more before it? */
static bool
may_change(const struct kx_ending_change *change, const char *stem, size_t length)
{
	size_t falls = strlen(change->from);

	return length > falls && memcmp(stem + length - falls, change->from, falls) == 0;
}

/* Is `word` the stem with another ending in the place of its own ("ayudar", "ayudan")? */
static bool
is_changed(const struct kx_gate *gate, const char *stem, size_t length, const char *word, size_t size)
{
	const struct kx_ending_change *change;
	size_t keeps, tail, i;

	for (change = gate->changes; change < gate->changes + gate->change_count; change++) {
		if (!may_change(change, stem, length))
			continue;
		keeps = length - strlen(change->from);
		if (size <= keeps || memcmp(word, stem, keeps) != 0)
			continue;
		tail = size - keeps;
		for (i = 0; i < change->to_count; i++)
			if (strlen(change->to[i]) == tail && memcmp(word + keeps, change->to[i], tail) == 0)
				return true;
	}
	return false;
}

static bool
choice_fits(const struct kx_gate *gate, const struct kx_word_choice *choice, const struct token *token)
{
	switch (choice->form) {
	case KX_MATCH_NUMBER:
		return token->kind == NUMBER;
	case KX_MATCH_PERCENT:
		return token->kind == PERCENT;
	case KX_MATCH_ANY:
		return token->kind != PERCENT;
	case KX_MATCH_EXACT:
		return token->length == choice->length && memcmp(token->text, choice->text, choice->length) == 0;
	case KX_MATCH_OPEN:
		return token->length >= choice->length && memcmp(token->text, choice->text, choice->length) == 0;
	case KX_MATCH_INFLECTED:
		return is_inflected(gate, choice->text, choice->length, token->text, token->length) ||
		    (gate->change_count > 0 && is_changed(gate, choice->text, choice->length, token->text, token->length));
	}
	return false;
}

/* ---- one pattern ---- */

/* Tokens from `at` on that the steps from `step` on take; 0 when they do not fit. */
static size_t
match_length(const struct kx_gate *gate, const struct kx_word_pattern *pattern, size_t step, const struct kx_stem_text *tokens,
    size_t at)
{
	const struct kx_word_step *now;
	size_t i, skipped, rest, taken = 0;
	bool fits;

	for (; step < pattern->step_count; step++, taken++) {
		now = &pattern->steps[step];
		if (now->gap) {
			for (skipped = 0; skipped <= KX_PATTERN_GAP; skipped++) {
				/* What is passed over, and what comes behind it, stay in the sentence. */
				if (at + taken + skipped >= tokens->count || tokens->list[at + taken + skipped].opens)
					return 0;
				rest = match_length(gate, pattern, step + 1, tokens, at + taken + skipped);
				if (rest > 0)
					return taken + skipped + rest;
			}
			return 0;
		}
		if (at + taken >= tokens->count)
			return 0;
		if (now->starts_sentence && !tokens->list[at + taken].opens)
			return 0;
		/* A pattern does not run on into the next sentence, unless it says that one begins. */
		if (taken > 0 && !now->starts_sentence && tokens->list[at + taken].opens)
			return 0;
		for (i = 0, fits = false; i < now->choice_count && !fits; i++)
			fits = choice_fits(gate, &now->choices[i], &tokens->list[at + taken]);
		if (!fits)
			return 0;
	}
	return taken;
}

/* Is the stretch of `count` tokens from `at` inside a match of one of the entry's "allow" patterns? */
static bool
is_allowed(const struct kx_gate *gate, const struct kx_word_entry *entry, const struct kx_stem_text *tokens, size_t at,
    size_t count)
{
	/* No pattern is longer: each step one word or a gap. */
	const size_t reach = (size_t)KX_PATTERN_STEPS * KX_PATTERN_GAP;
	size_t i, start, first = at > reach ? at - reach : 0;

	for (i = 0; i < entry->allow_count; i++)
		for (start = first; start <= at; start++)
			if (start + match_length(gate, &entry->allow[i], 0, tokens, start) >= at + count)
				return true;
	return false;
}

/* ---- lists ---- */

/* Bytes of the stem that all its forms have: an ending may change the last of them, a change what it says. */
static size_t
sure_bytes(const struct kx_gate *gate, const struct kx_word_choice *choice)
{
	size_t sure = choice->length, i;

	if (choice->form != KX_MATCH_INFLECTED)
		return sure;
	sure--;
	for (i = 0; i < gate->change_count; i++)
		if (may_change(&gate->changes[i], choice->text, choice->length) &&
		    choice->length - strlen(gate->changes[i].from) < sure)
			sure = choice->length - strlen(gate->changes[i].from);
	return sure;
}

/* What the head of every word that the choice takes has in common. */
static struct opening
opening_of(const struct kx_gate *gate, size_t entry, const struct kx_word_choice *choice)
{
	struct opening opening = { .entry = entry };
	size_t sure = sure_bytes(gate, choice);

	if (sure > sizeof(opening.head))
		sure = sizeof(opening.head);
	memcpy(&opening.head, choice->text, sure);
	memset(&opening.mask, 0xff, sure);
	return opening;
}

static void
put_in_bucket(struct kx_arena *arena, struct bucket *bucket, struct opening opening)
{
	struct opening *place, *last = bucket->count > 0 ? &bucket->list[bucket->count - 1] : NULL;

	/* Two choices of one entry: once for any word will do. */
	if (last != NULL && last->entry == opening.entry) {
		if (last->head != opening.head || last->mask != opening.mask)
			last->head = last->mask = 0;
		return;
	}
	place = kx_arena_push(arena, &bucket->list, &bucket->count, &bucket->room, sizeof(*place));
	if (place != NULL)
		*place = opening;
}

static void
put_choice(struct kx_arena *arena, struct kx_stems *stems, size_t entry, const struct kx_word_choice *choice)
{
	const struct opening any = { .entry = entry };

	switch (choice->form) {
	case KX_MATCH_ANY:
		put_in_bucket(arena, &stems->by_kind[WORD], any);
		put_in_bucket(arena, &stems->by_kind[NUMBER], any);
		break;
	case KX_MATCH_NUMBER:
		put_in_bucket(arena, &stems->by_kind[NUMBER], any);
		break;
	case KX_MATCH_PERCENT:
		put_in_bucket(arena, &stems->by_kind[PERCENT], any);
		break;
	case KX_MATCH_EXACT:
	case KX_MATCH_OPEN:
	case KX_MATCH_INFLECTED:
		stems->begun_by[(unsigned char)choice->text[0]] = true;
		put_in_bucket(arena, &stems->by_byte[(unsigned char)choice->text[0]], opening_of(stems->gate, entry, choice));
		break;
	}
}

struct kx_stems *
kx_stems_prepare(struct kx_arena *arena, const struct kx_gate *gate, const struct kx_word_list *list)
{
	struct kx_stems *stems = kx_arena_alloc(arena, sizeof(*stems));
	const struct kx_word_step *first;
	size_t i, j;

	if (stems == NULL)
		return NULL;
	stems->gate = gate;
	stems->list = list;
	for (i = 0; i < list->count; i++) {
		first = &list->entries[i].pattern.steps[0];
		for (j = 0; j < first->choice_count; j++)
			put_choice(arena, stems, i, &first->choices[j]);
	}
	return kx_arena_spent(arena) ? NULL : stems;
}

const struct kx_stems *
kx_stems_kept(struct kx_arena *arena, struct kx_memo *memo, const struct kx_gate *gate, const struct kx_word_list *list)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_STEMS, (uintptr_t)list);
	const struct kx_stems *stems = kx_memo_find(memo, &key);
	struct kx_arena *room = kx_memo_arena(memo);

	if (stems == NULL && room != NULL) {
		stems = kx_stems_prepare(room, gate, list);
		kx_memo_keep(memo, &key, stems);
	}
	return stems != NULL ? stems : kx_stems_prepare(arena, gate, list);
}

struct finder {
	struct kx_arena *arena;
	const struct kx_stems *stems;
	const struct kx_stem_text *tokens;
	size_t *free_from;     /* for each entry: the first token not in its last hit */
	struct kx_stem_hit *hits; size_t count, room;
	bool first_only;
};

static void
try_bucket(struct finder *finder, const struct bucket *bucket, size_t at)
{
	uint32_t head = finder->tokens->list[at].head;
	const struct kx_word_entry *entry;
	const struct opening *opening;
	struct kx_stem_hit *hit;
	size_t i, taken;

	for (i = 0; i < bucket->count; i++) {
		opening = &bucket->list[i];
		if ((head & opening->mask) != opening->head || at < finder->free_from[opening->entry])
			continue;
		entry = &finder->stems->list->entries[opening->entry];
		taken = match_length(finder->stems->gate, &entry->pattern, 0, finder->tokens, at);
		if (taken == 0 || is_allowed(finder->stems->gate, entry, finder->tokens, at, taken))
			continue;
		finder->free_from[opening->entry] = at + taken;
		hit = kx_arena_push(finder->arena, &finder->hits, &finder->count, &finder->room, sizeof(*hit));
		if (hit == NULL)
			return;
		*hit = (struct kx_stem_hit){ entry, finder->tokens->list[at].start, finder->tokens->list[at + taken - 1].end };
	}
}

static int
compare_hits(const void *a, const void *b)
{
	const struct kx_stem_hit *one = a, *other = b;

	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	return one->entry < other->entry ? -1 : one->entry > other->entry;
}

/* Does an entry of the bucket begin as the token does? */
static bool
may_open(const struct bucket *bucket, const struct token *token)
{
	size_t i;

	for (i = 0; i < bucket->count; i++)
		if ((token->head & bucket->list[i].mask) == bucket->list[i].head)
			return true;
	return false;
}

/* A 1 for each token that an entry may begin at; false when there is none. */
static bool
mark_tokens(const struct finder *finder, char *marks)
{
	const struct kx_stem_text *tokens = finder->tokens;
	const struct kx_stems *stems = finder->stems;
	bool any = false;
	size_t i, kind;
	uint32_t at;

	for (i = 0; i < tokens->byte_count; i++)
		for (at = stems->begun_by[tokens->bytes[i]] ? tokens->last[tokens->bytes[i]] : 0; at > 0; at = tokens->list[at - 1].alike)
			if (may_open(&stems->by_byte[tokens->bytes[i]], &tokens->list[at - 1]))
				marks[at - 1] = any = true;
	for (kind = 0; kind < 3; kind++)
		for (at = 0; stems->by_kind[kind].count > 0 && tokens->has[kind] && at < tokens->count; at++)
			if (tokens->list[at].kind == kind)
				marks[at] = any = true;
	return any;
}

static bool
search(struct finder *finder)
{
	const struct kx_stem_text *tokens = finder->tokens;
	const struct kx_stems *stems = finder->stems;
	const char *mark;
	char *marks;
	size_t at;

	if (stems->list->count == 0 || tokens->count == 0)
		return true;
	marks = kx_arena_alloc(finder->arena, tokens->count);
	if (marks == NULL)
		return false;
	if (!mark_tokens(finder, marks))
		return true;
	finder->free_from = kx_arena_array(finder->arena, stems->list->count, sizeof(*finder->free_from));
	if (finder->free_from == NULL)
		return false;
	for (at = 0; at < tokens->count && !(finder->first_only && finder->count > 0); at++) {
		mark = memchr(marks + at, 1, tokens->count - at);
		if (mark == NULL)
			break;
		at = (size_t)(mark - marks);
		try_bucket(finder, &stems->by_byte[(unsigned char)tokens->list[at].text[0]], at);
		try_bucket(finder, &stems->by_kind[tokens->list[at].kind], at);
	}
	return !kx_arena_spent(finder->arena);
}

size_t
kx_stems_find_in(struct kx_arena *arena, const struct kx_stems *stems, const struct kx_stem_text *text,
    const struct kx_stem_hit **ret_hits)
{
	struct finder finder = { .arena = arena, .stems = stems, .tokens = text };

	if (!search(&finder))
		return 0;
	if (finder.count > 1)
		qsort(finder.hits, finder.count, sizeof(*finder.hits), compare_hits);
	*ret_hits = finder.hits;
	return finder.count;
}

size_t
kx_stems_find(struct kx_arena *arena, const struct kx_stems *stems, const char *text, size_t length,
    const struct kx_stem_hit **ret_hits)
{
	const struct kx_stem_text *tokens = stems->list->count > 0 ? kx_stem_text_cut(arena, text, length) : NULL;

	return tokens != NULL ? kx_stems_find_in(arena, stems, tokens, ret_hits) : 0;
}

bool
kx_stems_any(struct kx_arena *arena, const struct kx_stems *stems, const char *text, size_t length)
{
	const struct kx_stem_text *tokens = stems->list->count > 0 ? kx_stem_text_cut(arena, text, length) : NULL;
	struct finder finder = { .arena = arena, .stems = stems, .tokens = tokens, .first_only = true };

	return tokens != NULL && search(&finder) && finder.count > 0;
}

bool
kx_stems_said(struct kx_arena *arena, struct kx_memo *memo, const struct kx_gate *gate, const struct kx_word_list *list,
    const char *text, size_t length)
{
	static const bool answers[] = { false, true };
	struct kx_memo_key key = kx_memo_key(KX_MEMO_SAID, (uintptr_t)list);
	const struct kx_stems *stems;
	const bool *said;

	if (list->count == 0)
		return false;
	kx_memo_part(&key, text, length);
	said = kx_memo_find(memo, &key);
	if (said != NULL)
		return *said;
	stems = kx_stems_kept(arena, memo, gate, list);
	said = &answers[stems != NULL && kx_stems_any(arena, stems, text, length)];
	if (!kx_arena_spent(arena))
		kx_memo_keep(memo, &key, said);
	return *said;
}
