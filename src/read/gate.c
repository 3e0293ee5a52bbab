#include "read/gate.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/files.h"
#include "read/gate_parts.h"
#include "read/kept.h"
#include "read/shape.h"

#include <string.h>

#define OWN_FILE       "gate.json"
#define MOST_CLASSES   50
#define MOST_PATTERN   200   /* bytes */

/* ---- lists ---- */

void *
kx_gate_list(const struct kx_node *object, const char *key, size_t most, bool some, size_t size, struct kx_node *ret_list,
    size_t *ret_count)
{
	void *room;

	*ret_count = kx_member_list(object, key, most, some, ret_list);
	room = *ret_count > 0 ? kx_arena_array(object->file->arena, *ret_count, size) : NULL;
	if (room == NULL)
		*ret_count = 0;
	return room;
}

const char **
kx_gate_ids(const struct kx_node *object, const char *key, size_t *ret_count)
{
	struct kx_node list, node;
	size_t count, kept = 0, i;
	const char **ids = kx_gate_list(object, key, KX_GATE_NAMES, false, sizeof(*ids), &list, &count);

	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		ids[kept] = kx_node_id(&node);
		kept += ids[kept] != NULL;
	}
	*ret_count = kept;
	return ids;
}

/* ---- patterns ---- */

static bool
read_pattern(struct kx_gate_reading *reading, const struct kx_node *node, struct kx_word_pattern *ret_pattern)
{
	const char *text = kx_node_text(node, MOST_PATTERN), *reason;

	if (text == NULL)
		return false;
	if (kx_word_pattern_read(reading->arena, text, reading->gate->classes, reading->gate->class_count, ret_pattern,
	    &reason))
		return true;
	kx_node_fault(node, KX331, NULL, "the pattern \"%s\" cannot be read: %s", kx_shape_clip(reading->arena, text), reason);
	return false;
}

static struct kx_word_pattern *
read_patterns(struct kx_gate_reading *reading, const struct kx_node *object, const char *key, size_t *ret_count)
{
	struct kx_node list, node;
	size_t count, kept = 0, i;
	struct kx_word_pattern *patterns = kx_gate_list(object, key, KX_GATE_NAMES, false, sizeof(*patterns), &list, &count);

	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		kept += read_pattern(reading, &node, &patterns[kept]);
	}
	*ret_count = kept;
	return patterns;
}

static const struct kx_key entry_keys[] = { { "match", true }, { "allow", false }, { "instead", false }, { "note", false } };
static const struct kx_shape entry_shape = KX_SHAPE("an entry", entry_keys);

/* An entry is a pattern, or an object that also says what excuses it. */
static bool
read_entry(struct kx_gate_reading *reading, const struct kx_node *node, struct kx_word_entry *entry)
{
	struct kx_node match;

	*entry = (struct kx_word_entry){ .origin = kx_node_origin(node) };
	if (node->json->type == KX_PARSED_TEXT)
		return read_pattern(reading, node, &entry->pattern);
	if (!kx_shape_check(node, &entry_shape))
		return false;
	entry->allow = read_patterns(reading, node, "allow", &entry->allow_count);
	entry->instead = kx_member_text(node, "instead", KX_MAX_NAME_BYTES);
	kx_member_prose(node, "note", KX_MAX_TEXT_BYTES);
	return kx_node_member(node, "match", &match) && read_pattern(reading, &match, &entry->pattern);
}

void
kx_gate_words(struct kx_gate_reading *reading, const struct kx_node *object, const char *key, struct kx_word_list *ret_words)
{
	struct kx_node list, node;
	size_t count, i;

	ret_words->origin = kx_node_origin(object);
	ret_words->entries = kx_gate_list(object, key, KX_GATE_ENTRIES, false, sizeof(*ret_words->entries), &list, &count);
	if (count > 0)
		ret_words->origin = kx_node_origin(&list);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		ret_words->count += read_entry(reading, &node, &ret_words->entries[ret_words->count]);
	}
}

/* ---- limits ---- */

enum unit { WHOLE, MILLI };

struct limit {
	const char *key;
	enum unit unit;
	int32_t otherwise, low, high;
	size_t offset;
};

#define LIMIT(key, unit, otherwise, low, high) { #key, unit, otherwise, low, high, offsetof(struct kx_gate_limits, key) }
static const struct limit limits[] = {
	LIMIT(grade_target, MILLI, 6500, 0, 30000),
	LIMIT(grade_most, MILLI, 8000, 0, 30000),
	LIMIT(section_grade_most, MILLI, 8000, 0, 30000),
	LIMIT(smog_gap_most, MILLI, 2000, 0, 30000),
	LIMIT(inflesz_least, MILLI, 55000, 0, 100000),
	LIMIT(sentence_mean_most, MILLI, 15000, 1000, 100000),
	LIMIT(sentence_most, WHOLE, 25, 1, 200),
	LIMIT(passive_most, MILLI, 100, 0, 1000),
	LIMIT(harm_words_least, MILLI, 800, 0, 10000),
	LIMIT(harm_words_most, MILLI, 1500, 0, 10000),
	LIMIT(type_size_least, MILLI, 12000, 4000, 72000),
	LIMIT(list_length_most, WHOLE, 7, 1, 100),
	LIMIT(review_months, WHOLE, 12, 1, 120),
	LIMIT(due_soon_days, WHOLE, 30, 0, 1000),
};
#undef LIMIT
#define LIMIT_COUNT (sizeof(limits) / sizeof(limits[0]))

static void
read_limits(const struct kx_node *root, struct kx_gate_limits *ret_limits)
{
	struct kx_key keys[LIMIT_COUNT];
	struct kx_shape shape = { "the limits", keys, LIMIT_COUNT };
	struct kx_node node;
	int32_t *place;
	bool given;
	size_t i;

	for (i = 0; i < LIMIT_COUNT; i++)
		keys[i] = (struct kx_key){ limits[i].key, false };
	given = kx_node_member(root, "limits", &node) && kx_shape_check(&node, &shape);
	for (i = 0; i < LIMIT_COUNT; i++) {
		place = (int32_t *)(void *)((char *)ret_limits + limits[i].offset);
		*place = limits[i].otherwise;
		if (given && limits[i].unit == WHOLE)
			kx_member_whole(&node, limits[i].key, limits[i].low, limits[i].high, place);
		else if (given)
			kx_member_milli(&node, limits[i].key, limits[i].low, limits[i].high, place);
	}
}

/* ---- what patterns are made of ---- */

static const struct kx_key class_keys[] = { { "id", true }, { "words", true } };
static const struct kx_shape class_shape = KX_SHAPE("a word class", class_keys);

static void
read_class(const struct kx_node *node, struct kx_gate *gate)
{
	struct kx_word_class *made = &gate->classes[gate->class_count];

	if (!kx_shape_check(node, &class_shape))
		return;
	made->origin = kx_node_origin(node);
	made->id = kx_member_id(node, "id");
	made->words = kx_member_texts(node, "words", KX_PATTERN_CHOICES, KX_MAX_NAME_BYTES, &made->word_count);
	gate->class_count += made->id != NULL;
}

/* Each word of a class must be a pattern of one step that names no class. */
static void
check_class(struct kx_gate_reading *reading, const struct kx_word_class *class)
{
	struct kx_word_pattern pattern;
	const char *reason = NULL;
	size_t i;

	for (i = 0; i < class->word_count; i++) {
		if (strpbrk(class->words[i], "@|^ ") != NULL)
			reason = "a word of a class is a single word";
		else if (kx_word_pattern_read(reading->arena, class->words[i], NULL, 0, &pattern, &reason) && pattern.step_count == 1)
			continue;
		else if (reason == NULL)
			reason = "a word of a class has no hyphen";
		kx_report(reading->diags, KX331, kx_origin_place(reading->arena, &class->origin,
		    kx_arena_print(reading->arena, "/words/%zu", i)), NULL, "the word \"%s\" cannot be read: %s",
		    kx_shape_clip(reading->arena, class->words[i]), reason);
	}
}

/* "ar/a an": what may fall, a slash, and what takes its place.  False when there is no slash. */
static bool
read_change(struct kx_gate_reading *reading, const struct kx_node *node, const char *ending)
{
	struct kx_gate *gate = reading->gate;
	struct kx_ending_change *change = &gate->changes[gate->change_count];
	const char *slash = strchr(ending, '/'), *at;
	size_t length;

	if (slash == NULL)
		return false;
	change->from = kx_arena_copy(reading->arena, ending, (size_t)(slash - ending));
	change->to = kx_arena_array(reading->arena, strlen(slash), sizeof(*change->to));
	for (at = slash + 1; change->to != NULL && *(at += strspn(at, " ")) != '\0'; at += length) {
		length = strcspn(at, " ");
		change->to[change->to_count++] = kx_arena_copy(reading->arena, at, length);
	}
	if (slash > ending && change->to_count > 0)
		gate->change_count++;
	else
		kx_node_fault(node, KX331, NULL, "the ending \"%s\" cannot be read: what falls stands before the slash, and what takes its place behind it",
		    kx_shape_clip(reading->arena, ending));
	return true;
}

static void
read_endings(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	const char *ending;
	size_t count, i;

	gate->endings = kx_gate_list(root, "endings", KX_GATE_NAMES, false, sizeof(*gate->endings), &list, &count);
	gate->changes = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*gate->changes)) : NULL;
	for (i = 0; gate->changes != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		ending = kx_node_text(&node, KX_MAX_NAME_BYTES);
		if (ending != NULL && !read_change(reading, &node, ending))
			gate->endings[gate->ending_count++] = ending;
	}
}

static const struct kx_key spoken_keys[] = { { "word", true }, { "syllables", true } };
static const struct kx_shape spoken_shape = KX_SHAPE("a spoken word", spoken_keys);

static void
read_language(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_spoken_word *spoken;
	int32_t syllables;
	size_t count, i;

	read_endings(reading, root);
	gate->names = kx_member_texts(root, "drug_names", KX_GATE_NAMES, KX_MAX_NAME_BYTES, &gate->name_count);
	gate->spoken = kx_gate_list(root, "spoken", KX_GATE_ENTRIES, false, sizeof(*gate->spoken), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		spoken = &gate->spoken[gate->spoken_count];
		syllables = 1;
		if (!kx_shape_check(&node, &spoken_shape))
			continue;
		spoken->word = kx_member_text(&node, "word", KX_MAX_NAME_BYTES);
		kx_member_whole(&node, "syllables", 1, KX_MAX_SYLLABLES, &syllables);
		spoken->syllables = (int)syllables;
		gate->spoken_count += spoken->word != NULL;
	}
	gate->classes = kx_gate_list(root, "word_classes", MOST_CLASSES, false, sizeof(*gate->classes), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		read_class(&node, gate);
	}
	for (i = 0; i < gate->class_count; i++)
		check_class(reading, &gate->classes[i]);
}

/* ---- the lists of words ---- */

struct word_key { const char *key; size_t offset; };

#define WORDS(key) { #key, offsetof(struct kx_gate_words, key) }
static const struct word_key word_keys[] = {
	WORDS(hype), WORDS(superlatives), WORDS(assurances), WORDS(vague), WORDS(rate_unknown), WORDS(anecdotes),
	WORDS(endorsements), WORDS(relative), WORDS(counted_studies), WORDS(medicine_changes), WORDS(rescue_claims),
};
#undef WORDS
#define WORD_KEY_COUNT (sizeof(word_keys) / sizeof(word_keys[0]))

static void
read_word_lists(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_key keys[WORD_KEY_COUNT];
	struct kx_shape shape = { "the lists of words", keys, WORD_KEY_COUNT };
	struct kx_node node;
	size_t i;

	for (i = 0; i < WORD_KEY_COUNT; i++)
		keys[i] = (struct kx_key){ word_keys[i].key, false };
	if (!kx_node_member(root, "words", &node) || !kx_shape_check(&node, &shape))
		return;
	for (i = 0; i < WORD_KEY_COUNT; i++)
		kx_gate_words(reading, &node, word_keys[i].key,
		    (struct kx_word_list *)(void *)((char *)&reading->gate->words + word_keys[i].offset));
}

static const struct kx_key certainty_keys[] = { { "up_to", true }, { "words", true } };
static const struct kx_shape certainty_shape = KX_SHAPE("words by certainty", certainty_keys);

static void
read_certainty_words(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_certainty_words *words;
	size_t count, i;
	int level;

	gate->certainty_words = kx_gate_list(root, "certainty_words", KX_GATE_NAMES, false, sizeof(*words), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		/* The table of names begins with "none", which no file may say. */
		if (!kx_shape_check(&node, &certainty_shape) ||
		    !kx_member_choice(&node, "up_to", kx_certainty_names + 1, &level))
			continue;
		words = &gate->certainty_words[gate->certainty_count++];
		words->origin = kx_node_origin(&node);
		words->up_to = (enum kx_certainty)(level + 1);
		kx_gate_words(reading, &node, "words", &words->words);
	}
}

/* ---- the file ---- */

static const struct kx_key gate_keys[] = {
	{ "$schema", false }, { "limits", false }, { "endings", false }, { "word_classes", false }, { "drug_names", false },
	{ "spoken", false }, { "words", false }, { "certainty_words", false }, { "harms", false }, { "presence", false },
	{ "fixed_lines", false }, { "companions", false }, { "topic_pairs", false }, { "mechanism", false }, { "crisis", false },
	{ "products", false }, { "apart", false }, { "conditions", false }
};
static const struct kx_shape gate_shape = KX_SHAPE("the gate", gate_keys);

static void
read_gate(struct kx_gate_reading *reading, const struct kx_node *root)
{
	reading->gate->origin = kx_node_origin(root);
	read_limits(root, &reading->gate->limits);
	read_language(reading, root);   /* first, because patterns refer to its classes */
	read_word_lists(reading, root);
	read_certainty_words(reading, root);
	kx_gate_presence_read(reading, root);
	kx_gate_together_read(reading, root);
	kx_gate_products_read(reading, root);
}

/* The length of a tag's first part: 2 of "es-US". */
static size_t
first_part(const char *tag)
{
	return strcspn(tag, "-");
}

static bool
is_there(struct kx_arena *arena, const char *folder, const char *name)
{
	const char *path = name != NULL ? kx_path_join(arena, folder, name) : NULL;

	return path != NULL && kx_path_exists(path);
}

const char *
kx_read_gate_file(struct kx_arena *arena, const char *folder, const char *own, const char *language)
{
	const char *name, *wider;
	size_t length;

	if (language == NULL || own == NULL || strcmp(language, own) == 0)
		return OWN_FILE;
	length = first_part(language);
	name = kx_arena_print(arena, "gate.%s.json", language);
	if (language[length] != '\0' && !is_there(arena, folder, name)) {
		wider = kx_arena_print(arena, "gate.%.*s.json", (int)length, language);
		if (is_there(arena, folder, wider))
			return wider;
	}
	if (length == first_part(own) && strncmp(language, own, length) == 0 && !is_there(arena, folder, name))
		return OWN_FILE;
	return name;
}

/* The tag in the file's name; NULL of gate.json. */
static const char *
language_of(struct kx_arena *arena, const char *name)
{
	const char *tag = name + strlen("gate.");

	return strcmp(name, OWN_FILE) == 0 ? NULL : kx_arena_copy(arena, tag, strlen(tag) - strlen(".json"));
}

static void
report_missing(struct kx_diagnostics *diags, const char *path, const char *name, const char *own, const char *language)
{
	const char *tag = language != NULL ? kx_shape_clip(diags->arena, language) : "";

	if (strcmp(name, OWN_FILE) == 0)
		kx_report(diags, KX330, (struct kx_place){ .file = path },
		    "copy the shipped data/gate.json here and make its lists fit your subject; 'kxreport schema gate' explains them",
		    "there is no " OWN_FILE ", so the sheet would be held to nothing");
	else
		kx_report(diags, KX330, (struct kx_place){ .file = path }, kx_arena_print(diags->arena,
		    "copy " OWN_FILE " to %s and write each of its lists with the words of \"%s\"; 'kxreport schema gate' explains them",
		    name, tag), "there is no %s, and " OWN_FILE " knows the words of \"%s\", not of \"%s\"", name, own, tag);
}

bool
kx_read_gate(struct kx_arena *arena, struct kx_read_files *files, const char *folder, const char *own, const char *language,
    struct kx_gate **ret_gate, struct kx_diagnostics *diags)
{
	struct kx_gate_reading reading = { .arena = arena, .diags = diags };
	const char *name = kx_read_gate_file(arena, folder, own, language);
	const char *path = name != NULL ? kx_path_join(arena, folder, name) : NULL;
	size_t before = diags->errors, told = diags->count, first = files != NULL ? files->count : 0;
	struct kx_datafile file;
	struct kx_node root;

	reading.gate = path != NULL ? kx_kept_take_gate(arena, files, folder, name) : NULL;
	if (reading.gate != NULL) {
		*ret_gate = reading.gate;
		return true;
	}
	reading.gate = kx_arena_alloc(arena, sizeof(*reading.gate));
	if (path != NULL && !kx_path_exists(path)) {
		report_missing(diags, path, name, own, language);
		return false;
	}
	if (reading.gate != NULL && path != NULL && kx_datafile_open(&file, arena, files, path, diags)) {
		root = kx_node_root(&file);
		if (kx_shape_check(&root, &gate_shape))
			read_gate(&reading, &root);
		reading.gate->language = language_of(arena, name);
		kx_datafile_close(&file);
	}
	if (kx_arena_spent(arena))
		kx_report(diags, KX111, (struct kx_place){ .file = path }, NULL, "the gate needs more memory than a job may use");
	if (diags->errors > before)
		return false;
	if (diags->count == told)
		kx_kept_add_gate(reading.gate, files, first, folder);
	*ret_gate = reading.gate;
	return true;
}
