#include "read/read.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "read/files.h"
#include "read/kept.h"
#include "read/parts.h"
#include "read/shape.h"

#include <string.h>

static const struct kx_name_kind product_kind = { KX122, "product", "products", "pack.json" };
static const struct kx_name_kind condition_kind = { KX122, "condition", "conditions", "pack.json" };
static const struct kx_name_kind outcome_kind = { KX122, "outcome", "outcomes", "pack.json" };
static const struct kx_name_kind comparator_kind = { KX122, "comparator", "comparators", "pack.json" };
static const struct kx_name_kind source_kind = { KX124, "source", "sources", "sources.json" };
static const struct kx_name_kind topic_kind = { KX123, "topic", "topics", "topics.json" };
static const struct kx_name_kind claim_kind = { KX125, "claim", "claims", "the summaries" };
static const struct kx_name_kind country_kind = { KX122, "country", "countries", "help-lines.json" };

const char *
kx_read_reference(const struct kx_node *object, const char *key, const struct kx_names *names)
{
	const char *id = kx_member_tag(object, key);
	struct kx_node node;

	if (id == NULL || !kx_node_member(object, key, &node) || !kx_names_check(names, id, &node))
		return NULL;
	return id;
}

void
kx_read_sign_off(const struct kx_node *object, const char *key, struct kx_review_note *ret_review)
{
	static const struct kx_key keys[] = { { "by", true }, { "role", true }, { "on", true }, { "hash", true } };
	static const struct kx_shape shape = KX_SHAPE("a review", keys);
	struct kx_node node;

	if (kx_node_is_null(object, key) || !kx_node_member(object, key, &node) || !kx_shape_check(&node, &shape))
		return;
	ret_review->by = kx_member_text(&node, "by", KX_MAX_NAME_BYTES);
	ret_review->role = kx_member_text(&node, "role", KX_MAX_NAME_BYTES);
	kx_member_date(&node, "on", &ret_review->on);
	ret_review->hash = kx_member_hash(&node, "hash");
}

const char *
kx_read_stem(struct kx_arena *arena, const char *path)
{
	const char *name = strrchr(path, '/');
	size_t length;

	name = name == NULL ? path : name + 1;
	length = strlen(name);
	if (length > 5 && strcmp(name + length - 5, ".json") == 0)
		length -= 5;
	return kx_arena_copy(arena, name, length);
}

bool
kx_read_is_path(const char *wanted)
{
	size_t length = strlen(wanted);

	return strchr(wanted, '/') != NULL || (length > 5 && strcmp(wanted + length - 5, ".json") == 0);
}

const char *
kx_read_choose(struct kx_arena *arena, const char *folder, const char *wanted, enum kx_code unknown,
    const char *noun, struct kx_diagnostics *diags)
{
	struct kx_nearness nearness;
	const char *const *names, *stem, *name, *path;
	size_t count, i;

	if (kx_read_is_path(wanted))
		return kx_arena_string(arena, wanted);
	/* It mostly is there, and a folder of ten thousand clinics is not listed for each of them. */
	name = wanted[0] != '.' ? kx_arena_print(arena, "%s.json", wanted) : NULL;
	path = name != NULL ? kx_path_join(arena, folder, name) : NULL;
	if (path != NULL && kx_path_exists(path))
		return path;
	if (!kx_folder_list(arena, folder, ".json", &names, &count, diags))
		return NULL;
	kx_nearness_init(&nearness, wanted);
	for (i = 0; i < count; i++) {
		stem = kx_read_stem(arena, names[i]);
		if (stem != NULL && strcmp(stem, wanted) == 0)
			return kx_path_join(arena, folder, names[i]);
		kx_nearness_try(&nearness, stem);
	}
	kx_report(diags, unknown, (struct kx_place){ .file = folder }, kx_shape_suggest(arena, nearness.best),
	    "there is no %s \"%s\" in this folder", noun, kx_shape_clip(arena, wanted));
	return NULL;
}

static void
init_names(struct kx_reading *reading)
{
	struct kx_arena *arena = reading->arena;
	struct kx_diagnostics *diags = reading->diags;

	kx_names_init(&reading->products, arena, diags, &product_kind);
	kx_names_init(&reading->conditions, arena, diags, &condition_kind);
	kx_names_init(&reading->outcomes, arena, diags, &outcome_kind);
	kx_names_init(&reading->comparators, arena, diags, &comparator_kind);
	kx_names_init(&reading->sources, arena, diags, &source_kind);
	kx_names_init(&reading->topics, arena, diags, &topic_kind);
	kx_names_init(&reading->claims, arena, diags, &claim_kind);
	kx_names_init(&reading->countries, arena, diags, &country_kind);
}

/* The pack is read before the countries, so its own is looked up afterwards. */
static void
check_pack_country(struct kx_reading *reading)
{
	const struct kx_pack *pack = &reading->content->pack;

	if (pack->country != NULL && reading->countries.whole && !kx_names_has(&reading->countries, pack->country))
		kx_names_report(&reading->countries, pack->country, kx_origin_place(reading->arena, &pack->origin, "/country"));
}

struct kx_collection {
	struct kx_reading reading;
	bool whole;               /* no fault was reported */
};

static bool
report_spent(const struct kx_arena *arena, const char *folder, struct kx_diagnostics *diags)
{
	if (kx_arena_spent(arena))
		kx_report(diags, KX111, (struct kx_place){ .file = folder }, NULL, "the data need more memory than a job may use");
	return kx_arena_spent(arena);
}

/* All but the wording, which is the last file; from the store if that can be (read/kept.h). */
static void
read_shared(struct kx_reading *reading, const char *language)
{
	size_t before = reading->diags->count, first = reading->files != NULL ? reading->files->count : 0;

	if (kx_kept_take_collection(reading))
		return;
	kx_read_pack(reading);
	kx_read_sources(reading);
	kx_read_topics(reading);
	kx_read_outlines(reading);
	kx_read_summaries(reading);
	kx_read_rulings(reading);
	kx_read_help_lines(reading);
	check_pack_country(reading);
	kx_read_waivers(reading);
	kx_read_sign_offs(reading);
	/* What is kept lies where it was read, and a translation is put in its place there. */
	if (language != NULL && (reading->content->pack.language == NULL || strcmp(language, reading->content->pack.language) != 0))
		return;
	if (reading->diags->count == before && !kx_arena_spent(reading->arena))
		kx_kept_add_collection(reading, first);
}

bool
kx_read_collection(struct kx_arena *arena, struct kx_read_files *files, const char *folder, const char *language,
    struct kx_collection **ret_collection, struct kx_diagnostics *diags)
{
	struct kx_collection *collection = kx_arena_alloc(arena, sizeof(*collection));
	struct kx_reading *reading;
	size_t before = diags->errors, first = files != NULL ? files->count : 0;

	if (collection == NULL) {
		report_spent(arena, folder, diags);
		return false;
	}
	reading = &collection->reading;
	*reading = (struct kx_reading){ .arena = arena, .diags = diags, .files = files };
	reading->content = kx_arena_alloc(arena, sizeof(*reading->content));
	reading->folder = kx_arena_string(arena, folder);
	if (reading->content != NULL && reading->folder != NULL) {
		reading->content->folder = reading->folder;
		init_names(reading);
		read_shared(reading, language);
		kx_read_wording(reading, language);
	}
	if (report_spent(arena, folder, diags) && reading->content == NULL)
		return false;
	collection->whole = diags->errors == before;
	if (collection->whole && files != NULL)
		kx_read_files_hash(files, first, reading->folder, reading->content->digest);
	*ret_collection = collection;
	return collection->whole;
}

const struct kx_content *
kx_collection_content(const struct kx_collection *collection)
{
	return collection->whole ? collection->reading.content : NULL;
}

/* The names of a collection, for references in a file that is read into `arena`. */
static void
lend_names(struct kx_names *names, struct kx_arena *arena, struct kx_diagnostics *diags)
{
	names->arena = arena;
	names->diags = diags;
}

/* The hash of the clinic's own file, if it was read from one. */
static const uint8_t *
own_digest(const struct kx_read_files *files, const struct kx_clinic *clinic)
{
	size_t near = 0;

	return clinic->origin.file != NULL ? kx_read_files_digest(files, clinic->origin.file, &near) : NULL;
}

static bool
read_for(struct kx_arena *arena, const struct kx_collection *collection, const char *clinic, const struct kx_clinic_row *row,
    struct kx_memo *memo, struct kx_content **ret_content, struct kx_diagnostics *diags)
{
	struct kx_reading reading = collection->reading;
	struct kx_read_files files;
	size_t before = diags->errors;

	reading.arena = arena;
	reading.diags = diags;
	/* A collection is for several at once. */
	kx_read_files_init(&files, arena);
	files.memo = memo;
	reading.files = &files;
	lend_names(&reading.topics, arena, diags);
	lend_names(&reading.sources, arena, diags);
	lend_names(&reading.countries, arena, diags);
	reading.content = kx_arena_alloc(arena, sizeof(*reading.content));
	if (reading.content != NULL) {
		*reading.content = *collection->reading.content;
		if (row != NULL)
			kx_read_clinic_row(&reading, row);
		else
			kx_read_clinic(&reading, clinic);
		reading.content->clinic.digest = own_digest(&files, &reading.content->clinic);
	}
	if (report_spent(arena, reading.folder, diags) || diags->errors > before || !collection->whole)
		return false;
	*ret_content = reading.content;
	return true;
}

bool
kx_read_for_clinic(struct kx_arena *arena, const struct kx_collection *collection, const char *clinic, struct kx_memo *memo,
    struct kx_content **ret_content, struct kx_diagnostics *diags)
{
	return read_for(arena, collection, clinic, NULL, memo, ret_content, diags);
}

bool
kx_read_for_clinic_row(struct kx_arena *arena, const struct kx_collection *collection, const struct kx_clinic_row *row,
    struct kx_memo *memo, struct kx_content **ret_content, struct kx_diagnostics *diags)
{
	return read_for(arena, collection, NULL, row, memo, ret_content, diags);
}

bool
kx_read_content(struct kx_arena *arena, const char *folder, const char *clinic, const char *language,
    struct kx_content **ret_content, struct kx_diagnostics *diags)
{
	struct kx_collection *collection = NULL;

	kx_read_collection(arena, NULL, folder, language, &collection, diags);
	return collection != NULL && kx_read_for_clinic(arena, collection, clinic, NULL, ret_content, diags);
}
