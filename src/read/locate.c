/*
 * Finding places.
 *
 * A run can report hundreds of faults in one file, so the text is walked
 * once for all of them: going down into a value, only the targets whose
 * pointers lead there are taken along, and a value that no target leads into
 * is passed over without being looked into.
 *
 * The road not taken: a position for every value, kept while parsing.  It
 * would need a parser of our own, and would cost every run what only a run
 * with faults needs.
 */
#include "read/locate.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/limits.h"
#include "read/scan.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct target {
	struct kx_place *place;
	const char *rest;        /* of the pointer: "" when the walk has arrived */
	size_t offset;           /* SIZE_MAX until found */
};

struct walk {
	struct kx_scan scan;
	struct kx_arena *arena;
	size_t depth;
};

static bool walk_value(struct walk *walk, struct target **targets, size_t count);

static size_t
token_length(const char *rest)
{
	return strcspn(rest + 1, "/");
}

/* Is the first token of `rest` ("/token/…", escaped per RFC 6901) this key? */
static bool
leads_to(const char *rest, const char *key, size_t key_length)
{
	const char *token = rest + 1, *end = token + token_length(rest);
	size_t i = 0;
	char c;

	for (; token < end; token++, i++) {
		c = *token;
		if (c == '~' && token + 1 < end && (token[1] == '0' || token[1] == '1')) {
			token++;
			c = *token == '0' ? '~' : '/';
		}
		if (i >= key_length || key[i] != c)
			return false;
	}
	return i == key_length;
}

static void
mark(struct target *target, bool at_key, size_t offset)
{
	if (target->place->at_key == at_key)
		target->offset = offset;
}

/*
 * Move the targets that lead through this member to the front and into it.
 * What a longer pointer loses on the way down it gets back afterwards, since
 * a key may stand twice and the last one counts.
 */
static bool
enter(struct walk *walk, struct target **targets, size_t count, const char *key, size_t key_length, size_t key_offset)
{
	struct target *swap;
	size_t i, led = 0, back;
	bool whole;

	for (i = 0; i < count; i++) {
		if (targets[i]->rest[0] != '/' || !leads_to(targets[i]->rest, key, key_length))
			continue;
		swap = targets[led];
		targets[led] = targets[i];
		targets[i] = swap;
		targets[led]->rest += 1 + token_length(targets[led]->rest);
		if (targets[led]->rest[0] == '\0')
			mark(targets[led], true, key_offset);
		led++;
	}
	whole = led > 0 ? walk_value(walk, targets, led) : kx_scan_value(&walk->scan);
	for (i = 0; i < led; i++) {
		/* Back over the token: it holds no slash. */
		for (back = 1; targets[i]->rest[-(ptrdiff_t)back] != '/'; back++)
			;
		targets[i]->rest -= back;
	}
	return whole;
}

/* The key at the scan with its escapes undone; false when there is none. */
static bool
take_key(struct walk *walk, const char **ret_key, size_t *ret_length)
{
	struct kx_scan *scan = &walk->scan;
	size_t start = scan->at + 1;
	const char *inside;
	char *copy;

	if (kx_scan_peek(scan) != '"' || !kx_scan_string(scan))
		return false;
	inside = scan->bytes + start;
	*ret_key = inside;
	*ret_length = scan->at - 1 - start;
	if (memchr(inside, '\\', *ret_length) == NULL)
		return true;
	copy = kx_arena_alloc(walk->arena, *ret_length);
	if (copy == NULL)
		return false;
	*ret_length = kx_scan_decode(inside, *ret_length, copy);
	*ret_key = copy;
	return true;
}

static bool
walk_object(struct walk *walk, struct target **targets, size_t count)
{
	struct kx_scan *scan = &walk->scan;
	size_t length, offset;
	const char *key;

	do {
		scan->at++;   /* the brace or a comma */
		kx_scan_space(scan);
		if (kx_scan_peek(scan) == '}')
			break;
		offset = scan->at;
		if (!take_key(walk, &key, &length))
			return false;
		kx_scan_space(scan);
		if (kx_scan_peek(scan) != ':')
			return false;
		scan->at++;
		if (!enter(walk, targets, count, key, length, offset))
			return false;
		kx_scan_space(scan);
	} while (kx_scan_peek(scan) == ',');
	scan->at++;
	return true;
}

/* The index a pointer's next token stands for, SIZE_MAX when it is none. */
static size_t
token_index(const char *rest)
{
	size_t index = 0;

	if (rest[0] != '/')
		return SIZE_MAX;
	for (rest++; *rest >= '0' && *rest <= '9' && index < SIZE_MAX / 20; rest++)
		index = index * 10 + (size_t)(*rest - '0');
	return *rest == '\0' || *rest == '/' ? index : SIZE_MAX;
}

/* The smallest index from `from` on that a target leads through. */
static size_t
next_index(struct target *const *targets, size_t count, size_t from)
{
	size_t next = SIZE_MAX, index, i;

	for (i = 0; i < count; i++) {
		index = token_index(targets[i]->rest);
		if (index >= from && index < next)
			next = index;
	}
	return next;
}

static bool
walk_list(struct walk *walk, struct target **targets, size_t count)
{
	struct kx_scan *scan = &walk->scan;
	size_t index = 0, next = next_index(targets, count, 0);
	char digits[24];
	int length;

	do {
		scan->at++;   /* the bracket or a comma */
		kx_scan_space(scan);
		if (kx_scan_peek(scan) == ']')
			break;
		if (index == next) {
			length = snprintf(digits, sizeof(digits), "%zu", index);
			if (!enter(walk, targets, count, digits, (size_t)length, scan->at))
				return false;
			next = next_index(targets, count, index + 1);
		} else if (!kx_scan_value(scan)) {
			return false;
		}
		index++;
		kx_scan_space(scan);
	} while (kx_scan_peek(scan) == ',');
	scan->at++;
	return true;
}

/* False when the text stops being JSON; what was found until then stands. */
static bool
walk_value(struct walk *walk, struct target **targets, size_t count)
{
	bool deeper = false, whole;
	char c;
	size_t i;

	kx_scan_space(&walk->scan);
	for (i = 0; i < count; i++) {
		if (targets[i]->rest[0] == '\0')
			mark(targets[i], false, walk->scan.at);
		else
			deeper = true;
	}
	c = kx_scan_peek(&walk->scan);
	if (!deeper || (c != '{' && c != '[') || walk->depth >= KX_MAX_JSON_DEPTH)
		return kx_scan_value(&walk->scan);
	walk->depth++;
	whole = c == '{' ? walk_object(walk, targets, count) : walk_list(walk, targets, count);
	walk->depth--;
	return whole;
}

void
kx_locate(struct kx_arena *arena, const char *bytes, size_t length, struct kx_place *const *places, size_t count)
{
	struct target *list = kx_arena_array(arena, count, sizeof(*list));
	struct target **targets = kx_arena_array(arena, count, sizeof(*targets));
	struct walk walk = { .scan = { bytes, length, 0 }, .arena = arena };
	size_t used = 0, i;

	if (list == NULL || targets == NULL)
		return;
	for (i = 0; i < count; i++) {
		if (places[i]->pointer == NULL || places[i]->line != 0)
			continue;
		list[used] = (struct target){ places[i], places[i]->pointer, SIZE_MAX };
		targets[used] = &list[used];
		used++;
	}
	if (used == 0)
		return;
	walk_value(&walk, targets, used);
	for (i = 0; i < used; i++)
		if (list[i].offset != SIZE_MAX)
			kx_scan_position(bytes, length, list[i].offset, &list[i].place->line, &list[i].place->column);
}
