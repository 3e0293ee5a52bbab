#include "document/wording.h"

#include "base/arena.h"
#include "base/in_place.h"

#include <stdlib.h>
#include <string.h>

#define FITS(text, field) KX_FITS(text, struct kx_wording_rule, field)
#define KX_WORDING(name, k, p) _Static_assert(FITS(k, key) && FITS(p, placeholders), #name " is longer than struct kx_wording_rule");
#include "document/wording.def"
#undef KX_WORDING

#define KX_WORDING(name, key, placeholders) { key, placeholders },
static const struct kx_wording_rule rules[KX_WORD_COUNT] = {
#include "document/wording.def"
};
#undef KX_WORDING

const struct kx_wording_rule *
kx_wording_rules(void)
{
	return rules;
}

/* ---- placeholders ---- */

/* A {name} in a text: bytes [open, close] with both braces. */
struct mark { const char *open, *name; size_t length; };

/* The next placeholder at or after `text`; false when there is none. */
static bool
mark_next(const char *text, struct mark *ret_mark)
{
	const char *open = strchr(text, '{'), *close;

	if (open == NULL)
		return false;
	close = strchr(open, '}');
	ret_mark->open = open;
	ret_mark->name = open + 1;
	/* Without its closing brace the rest of the text is the name: it will match nothing. */
	ret_mark->length = close != NULL ? (size_t)(close - open - 1) : strlen(open + 1);
	return true;
}

static const char *
mark_end(const struct mark *mark)
{
	const char *end = mark->name + mark->length;

	return *end == '}' ? end + 1 : end;
}

/* One name of a rule's list; `*list` moves past it. */
static bool
rule_name(const char **list, const char **ret_name, size_t *ret_length, bool *ret_optional)
{
	const char *at = *list + strspn(*list, " ");
	size_t length = strcspn(at, " ");

	if (length == 0)
		return false;
	*list = at + length;
	*ret_name = at;
	*ret_optional = at[length - 1] == '?';
	*ret_length = length - (*ret_optional ? 1 : 0);
	return true;
}

static bool
same_name(const char *a, size_t a_length, const char *b, size_t b_length)
{
	return a_length == b_length && memcmp(a, b, a_length) == 0;
}

static bool
rule_allows(const struct kx_wording_rule *rule, const struct mark *mark)
{
	const char *list = rule->placeholders, *name;
	size_t length;
	bool optional;

	while (rule_name(&list, &name, &length, &optional))
		if (same_name(name, length, mark->name, mark->length))
			return true;
	return false;
}

static bool
text_uses(const char *text, const char *name, size_t length)
{
	struct mark mark;

	for (; mark_next(text, &mark); text = mark_end(&mark))
		if (same_name(name, length, mark.name, mark.length))
			return true;
	return false;
}

/* ---- the check ---- */

static int
compare_entry(const void *key, const void *entry)
{
	return strcmp(key, ((const struct kx_wording_entry *)entry)->key);
}

static const struct kx_wording_entry *
find_entry(const struct kx_wording *wording, const char *key)
{
	if (wording->entry_count == 0)
		return NULL;
	return bsearch(key, wording->entries, wording->entry_count, sizeof(*wording->entries), compare_entry);
}

static struct kx_place
entry_place(struct kx_arena *arena, const struct kx_wording *wording, const char *key)
{
	struct kx_place place = { .file = wording->origin.file, .pointer = "/strings" };
	const char *pointer = key != NULL ? kx_arena_print(arena, "/strings/%s", key) : NULL;

	if (pointer != NULL)
		place.pointer = pointer;
	return place;
}

static bool
is_rule(const char *key)
{
	size_t i;

	for (i = 0; i < KX_WORD_COUNT; i++)
		if (strcmp(rules[i].key, key) == 0)
			return true;
	return false;
}

/* The key nearest to a missing one among those that serve nothing else. */
static const char *
nearest_stray(struct kx_arena *arena, const struct kx_wording *wording, const char *missing)
{
	const char **keys = kx_arena_array(arena, wording->entry_count + 1, sizeof(*keys));
	size_t i, count = 0;

	if (keys == NULL)
		return NULL;
	for (i = 0; i < wording->entry_count; i++)
		if (!is_rule(wording->entries[i].key))
			keys[count++] = wording->entries[i].key;
	return count > 0 ? kx_nearest(missing, keys, count) : NULL;
}

static void
report_missing(struct kx_arena *arena, const struct kx_wording *wording, const struct kx_wording_rule *rule,
    struct kx_diagnostics *diags)
{
	const char *near = nearest_stray(arena, wording, rule->key), *hint;

	if (near != NULL)
		hint = kx_arena_print(arena, "There is \"%s\": is that the one, misspelled?", near);
	else if (rule->placeholders[0] != '\0')
		hint = kx_arena_print(arena, "Add \"%s\" under \"strings\"; it takes: %s.", rule->key, rule->placeholders);
	else
		hint = kx_arena_print(arena, "Add \"%s\" under \"strings\".", rule->key);
	kx_report(diags, KX410, entry_place(arena, wording, NULL), hint, "the wording \"%s\" has no string \"%s\"",
	    wording->language != NULL ? wording->language : "", rule->key);
}

/* The placeholders of a rule as strings, for kx_nearest(). */
static size_t
rule_names(struct kx_arena *arena, const struct kx_wording_rule *rule, const char **names, size_t most)
{
	const char *list = rule->placeholders, *name;
	size_t length, count = 0;
	bool optional;

	while (count < most && rule_name(&list, &name, &length, &optional)) {
		names[count] = kx_arena_copy(arena, name, length);
		if (names[count] == NULL)
			break;
		count++;
	}
	return count;
}

static bool
check_unknown(struct kx_arena *arena, const struct kx_wording *wording, const struct kx_wording_rule *rule,
    const char *text, struct kx_diagnostics *diags)
{
	const char *names[16], *near, *hint, *name;
	struct mark mark;
	size_t count;
	bool good = true;

	for (; mark_next(text, &mark); text = mark_end(&mark)) {
		if (rule_allows(rule, &mark))
			continue;
		good = false;
		count = rule_names(arena, rule, names, sizeof(names) / sizeof(names[0]));
		name = kx_arena_copy(arena, mark.name, mark.length);
		near = name != NULL && count > 0 ? kx_nearest(name, names, count) : NULL;
		if (near != NULL)
			hint = kx_arena_print(arena, "Did you mean {%s}?", near);
		else if (count > 0)
			hint = kx_arena_print(arena, "It takes: %s.", rule->placeholders);
		else
			hint = "It takes no placeholders.";
		kx_report(diags, KX411, entry_place(arena, wording, rule->key), hint,
		    "\"%s\" uses {%s}, which nothing fills in", rule->key, name != NULL ? name : "");
	}
	return good;
}

static bool
check_left_out(struct kx_arena *arena, const struct kx_wording *wording, const struct kx_wording_rule *rule,
    const char *text, struct kx_diagnostics *diags)
{
	const char *list = rule->placeholders, *name, *hint;
	size_t length;
	bool optional, good = true;

	while (rule_name(&list, &name, &length, &optional)) {
		if (optional || text_uses(text, name, length))
			continue;
		good = false;
		hint = kx_arena_print(arena, "Say where {%.*s} goes in the text.", (int)length, name);
		kx_report(diags, KX412, entry_place(arena, wording, rule->key), hint, "\"%s\" leaves out {%.*s}",
		    rule->key, (int)length, name);
	}
	return good;
}

bool
kx_wording_check(struct kx_arena *arena, const struct kx_wording *wording, struct kx_diagnostics *diags)
{
	const struct kx_wording_entry *entry;
	bool good = true;
	size_t i;

	for (i = 0; i < KX_WORD_COUNT; i++) {
		entry = find_entry(wording, rules[i].key);
		if (entry == NULL) {
			report_missing(arena, wording, &rules[i], diags);
			good = false;
			continue;
		}
		if (!check_unknown(arena, wording, &rules[i], entry->text, diags))
			good = false;
		if (!check_left_out(arena, wording, &rules[i], entry->text, diags))
			good = false;
	}
	return good;
}

/* ---- filling in ---- */

const char *
kx_wording_find(const struct kx_wording *wording, enum kx_word word)
{
	const struct kx_wording_entry *entry = find_entry(wording, rules[word].key);

	return entry != NULL ? entry->text : NULL;
}

static const char *
filling_value(const struct kx_filling *fillings, size_t count, const struct mark *mark)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (same_name(fillings[i].name, strlen(fillings[i].name), mark->name, mark->length))
			return fillings[i].value != NULL ? fillings[i].value : "";
	return NULL;
}

/* Write `length` bytes at `*used` of `out`, or only count them when `out` is NULL. */
static void
put(char *out, size_t *used, const char *bytes, size_t length)
{
	if (out != NULL && length > 0)
		memcpy(out + *used, bytes, length);
	*used += length;
}

static size_t
fill_into(char *out, const char *text, const struct kx_filling *fillings, size_t count)
{
	struct mark mark;
	const char *value;
	size_t used = 0;

	for (; mark_next(text, &mark); text = mark_end(&mark)) {
		put(out, &used, text, (size_t)(mark.open - text));
		value = filling_value(fillings, count, &mark);
		if (value != NULL)
			put(out, &used, value, strlen(value));
		else
			put(out, &used, mark.open, (size_t)(mark_end(&mark) - mark.open));
	}
	put(out, &used, text, strlen(text));
	return used;
}

const char *
kx_wording_fill(struct kx_arena *arena, const struct kx_wording *wording, enum kx_word word,
    const struct kx_filling *fillings, size_t count)
{
	const char *text = kx_wording_find(wording, word);
	char *filled;

	if (text == NULL)
		return rules[word].key;
	if (strchr(text, '{') == NULL)
		return text;
	filled = kx_arena_alloc(arena, fill_into(NULL, text, fillings, count) + 1);
	if (filled == NULL)
		return "";
	fill_into(filled, text, fillings, count);
	return filled;
}
