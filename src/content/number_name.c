/*
 * The names of a template's numbers.  A name is that of a measure, or a scope
 * and a measure ("rates.pad").  A new kx_setting_number() in src/layout wants
 * its name here and in the pattern of data/schema/template.schema.json.
 */
#include "content/template.h"

#include "base/arena.h"
#include "base/nearest.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const char *const plain[] = { "array_icon", "array_squares", "write_in_gap", "stretch", "masthead-rise" };

static const char *const tables[] = { "rates", "fact-box", "two-sided", "options" };
static const char *const table_measures[] = {
	"before", "after", "gap", "pad", "bar-width", "align-figures", "join-columns", "join-rows", "run-on", "group-name", "stack",
	"stack-gap", "stack-pad",
	"column-1", "column-2", "column-3", "column-4", "column-5", "column-6", "column-7", "column-8", "column-9", "column-10",
	"column-11", "column-12",
};

static const char *const lists[] = { "bullet", "number", "check", "yes", "no", "warning", "reference" };
static const char *const list_measures[] = { "indent" };

static const char *const sources[] = { "reference" };
static const char *const sources_measures[] = { "run-on" };

static const char *const across[] = { "cards", "help-lines", "other-lines", "timeline" };
static const char *const across_measures[] = { "across" };

static const char *const help[] = { "help-lines" };
static const char *const help_measures[] = { "beside" };

static const char *const code[] = { "qr-code" };
static const char *const code_measures[] = { "size" };

static const char *const masthead[] = { "masthead" };
static const char *const masthead_measures[] = { "after" };

static const char *const curve[] = { "curve" };
static const char *const curve_measures[] = { "width", "height" };

static const char *const notes[] = { "notes" };
static const char *const notes_measures[] = { "lines", "gap" };

static const char *const pages[] = { "pages" };
static const char *const pages_measures[] = { "even" };

/* The id of a block or, of "split", a style of boxes. */
static const char *const block_measures[] = { "columns", "gutter", "run-on", "run-in", "boxes", "split", "side-note" };

/* Measures and what may have them; no scopes: whatever has a name. */
static const struct family {
	const char *const *scopes; size_t scope_count;
	const char *const *measures; size_t measure_count;
} families[] = {
	{ tables, COUNT(tables), table_measures, COUNT(table_measures) },
	{ lists, COUNT(lists), list_measures, COUNT(list_measures) },
	{ sources, COUNT(sources), sources_measures, COUNT(sources_measures) },
	{ across, COUNT(across), across_measures, COUNT(across_measures) },
	{ help, COUNT(help), help_measures, COUNT(help_measures) },
	{ code, COUNT(code), code_measures, COUNT(code_measures) },
	{ masthead, COUNT(masthead), masthead_measures, COUNT(masthead_measures) },
	{ curve, COUNT(curve), curve_measures, COUNT(curve_measures) },
	{ notes, COUNT(notes), notes_measures, COUNT(notes_measures) },
	{ pages, COUNT(pages), pages_measures, COUNT(pages_measures) },
	{ NULL, 0, block_measures, COUNT(block_measures) },
};

static bool
is_in(const char *const *list, size_t count, const char *word, size_t length)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strlen(list[i]) == length && memcmp(list[i], word, length) == 0)
			return true;
	return false;
}

/* The first family that has a name whose scope ends before `dot`, or NULL. */
static const struct family *
find_family(const char *name, const char *dot)
{
	size_t scope = (size_t)(dot - name), i;

	for (i = 0; i < COUNT(families); i++)
		if (is_in(families[i].measures, families[i].measure_count, dot + 1, strlen(dot + 1)) &&
		    (families[i].scope_count == 0 ? scope > 0 : is_in(families[i].scopes, families[i].scope_count, name, scope)))
			return &families[i];
	return NULL;
}

bool
kx_number_name_known(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot != NULL ? find_family(name, dot) != NULL : is_in(plain, COUNT(plain), name, strlen(name));
}

size_t
kx_number_scope_free(const char *name)
{
	const char *dot = strrchr(name, '.');
	const struct family *family = dot != NULL ? find_family(name, dot) : NULL;

	return family != NULL && family->scope_count == 0 ? (size_t)(dot - name) : 0;
}

/* All names of a family; one without scopes takes the name's own. */
static void
try_family(struct kx_arena *arena, struct kx_nearness *nearness, const struct family *family, const char *name)
{
	const char *own = kx_arena_copy(arena, name, strcspn(name, "."));
	size_t i, k;

	for (i = 0; i < family->measure_count; i++)
		for (k = 0; k < (family->scope_count > 0 ? family->scope_count : 1); k++)
			kx_nearness_try(nearness, kx_arena_print(arena, "%s.%s", family->scope_count > 0 ? family->scopes[k] :
			    own != NULL ? own : "", family->measures[i]));
}

const char *
kx_number_name_near(struct kx_arena *arena, const char *name)
{
	struct kx_nearness nearness;
	size_t i;

	kx_nearness_init(&nearness, name);
	for (i = 0; i < COUNT(plain); i++)
		kx_nearness_try(&nearness, plain[i]);
	for (i = 0; i < COUNT(families) && strchr(name, '.') != NULL; i++)
		try_family(arena, &nearness, &families[i], name);
	return nearness.best;
}
