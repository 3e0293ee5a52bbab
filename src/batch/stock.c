#include "batch/stock.h"

#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/theme.h"
#include "content/content.h"
#include "read/fonts.h"
#include "read/gate.h"
#include "read/read.h"
#include "text/fonts.h"

#include <string.h>

void
kx_stock_init(struct kx_stock *stock)
{
	memset(stock, 0, sizeof(*stock));
	kx_arena_init(&stock->arena, KX_JOB_ARENA_BYTES);
}

void
kx_stock_done(struct kx_stock *stock)
{
	kx_fonts_free(stock->fonts);
	kx_arena_done(&stock->arena);
	memset(stock, 0, sizeof(*stock));
}

/* A folder of the share folder; the current folder needs no name. */
static const char *
part_of(struct kx_stock *stock, const char *share, const char *name)
{
	return strcmp(share, ".") == 0 ? name : kx_path_join(&stock->arena, share, name);
}

bool
kx_stock_open(struct kx_stock *stock, const char *share, const char *data)
{
	stock->data = data != NULL ? kx_arena_string(&stock->arena, data) : part_of(stock, share, "data");
	stock->templates = part_of(stock, share, "templates");
	stock->font_folder = part_of(stock, share, "fonts");
	return stock->data != NULL && stock->templates != NULL && stock->font_folder != NULL;
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static const char *
keep(struct kx_stock *stock, const char *text)
{
	return text != NULL ? kx_arena_string(&stock->arena, text) : NULL;
}

/* The pack's own language by its name is what was loaded without one. */
static bool
is_own(const struct kx_stock_language *loaded, const char *language)
{
	const struct kx_content *content = loaded->language == NULL && loaded->collection != NULL ?
	    kx_collection_content(loaded->collection) : NULL;

	return content != NULL && same(content->pack.language, language);
}

const struct kx_collection *
kx_stock_collection(const struct kx_stock *stock, const char *language)
{
	size_t i;

	for (i = 0; i < stock->language_count; i++)
		if (same(stock->languages[i].language, language) || is_own(&stock->languages[i], language))
			return stock->languages[i].collection;
	return NULL;
}

bool
kx_stock_load_data(struct kx_stock *stock, const char *language, struct kx_diagnostics *diags)
{
	const struct kx_collection *known = kx_stock_collection(stock, language);
	struct kx_stock_language *slot;
	int64_t start = kx_times_now();
	bool ok;

	if (known != NULL)
		return kx_collection_content(known) != NULL;
	slot = kx_arena_push(&stock->arena, &stock->languages, &stock->language_count, &stock->language_room, sizeof(*slot));
	if (slot == NULL)
		return false;
	slot->language = keep(stock, language);
	ok = kx_read_collection(&stock->arena, stock->data, language, &slot->collection, diags);
	kx_times_add(&stock->times, "read data", start);
	return ok;
}

static const struct kx_stock_layout *
find_layout(const struct kx_stock *stock, const char *layout)
{
	size_t i;

	for (i = 0; i < stock->layout_count; i++)
		if (strcmp(stock->layouts[i].layout, layout) == 0)
			return &stock->layouts[i];
	return NULL;
}

/* The layout's default is named in the data. */
static const char *
choose_layout(const struct kx_stock *stock, const char *language, const char *layout)
{
	const struct kx_collection *collection = kx_stock_collection(stock, language);
	const struct kx_content *content = collection != NULL ? kx_collection_content(collection) : NULL;

	return layout != NULL ? layout : content != NULL ? content->pack.default_layout : NULL;
}

const struct kx_template *
kx_stock_template(const struct kx_stock *stock, const char *language, const char *layout)
{
	const char *name = choose_layout(stock, language, layout);
	const struct kx_stock_layout *found = name != NULL ? find_layout(stock, name) : NULL;

	return found != NULL ? found->sheet : NULL;
}

bool
kx_stock_load_template(struct kx_stock *stock, const char *layout, struct kx_diagnostics *diags)
{
	const struct kx_stock_layout *known = find_layout(stock, layout);
	struct kx_stock_layout *slot;
	int64_t start = kx_times_now();
	const char *name;
	bool ok;

	if (known != NULL)
		return known->sheet != NULL;
	name = keep(stock, layout);
	slot = name == NULL ? NULL :
	    kx_arena_push(&stock->arena, &stock->layouts, &stock->layout_count, &stock->layout_room, sizeof(*slot));
	if (slot == NULL)
		return false;
	slot->layout = name;
	ok = kx_read_template(&stock->arena, stock->templates, layout, &slot->sheet, diags);
	kx_times_add(&stock->times, "read template", start);
	return ok;
}

static const struct kx_stock_size *
find_size(const struct kx_stock *stock, const char *size)
{
	size_t i;

	for (i = 0; i < stock->size_count; i++)
		if (strcmp(stock->sizes[i].size, size) == 0)
			return &stock->sizes[i];
	return NULL;
}

static const struct kx_stock_ink *
find_ink(const struct kx_stock *stock, const char *ink)
{
	size_t i;

	for (i = 0; i < stock->ink_count; i++)
		if (strcmp(stock->inks[i].ink, ink) == 0)
			return &stock->inks[i];
	return NULL;
}

const struct kx_size_profile *
kx_stock_size(const struct kx_stock *stock, const char *size)
{
	const struct kx_stock_size *found = find_size(stock, size != NULL ? size : KX_STOCK_SIZE);

	return found != NULL ? found->profile : NULL;
}

const struct kx_ink_profile *
kx_stock_ink(const struct kx_stock *stock, const char *ink)
{
	const struct kx_stock_ink *found = find_ink(stock, ink != NULL ? ink : KX_STOCK_INK);

	return found != NULL ? found->profile : NULL;
}

bool
kx_stock_load_size(struct kx_stock *stock, const char *size, struct kx_diagnostics *diags)
{
	const struct kx_stock_size *known = find_size(stock, size);
	struct kx_stock_size *slot;
	const char *name;

	if (known != NULL)
		return known->profile != NULL;
	name = keep(stock, size);
	slot = name == NULL ? NULL :
	    kx_arena_push(&stock->arena, &stock->sizes, &stock->size_count, &stock->size_room, sizeof(*slot));
	if (slot == NULL)
		return false;
	slot->size = name;
	return kx_read_size(&stock->arena, stock->templates, name, &slot->profile, diags);
}

bool
kx_stock_load_ink(struct kx_stock *stock, const char *ink, struct kx_diagnostics *diags)
{
	const struct kx_stock_ink *known = find_ink(stock, ink);
	struct kx_stock_ink *slot;
	const char *name;

	if (known != NULL)
		return known->profile != NULL;
	name = keep(stock, ink);
	slot = name == NULL ? NULL :
	    kx_arena_push(&stock->arena, &stock->inks, &stock->ink_count, &stock->ink_room, sizeof(*slot));
	if (slot == NULL)
		return false;
	slot->ink = name;
	return kx_read_ink(&stock->arena, stock->templates, name, &slot->profile, diags);
}

static const struct kx_stock_theme *
find_theme(const struct kx_stock *stock, const char *theme)
{
	size_t i;

	for (i = 0; i < stock->theme_count; i++)
		if (strcmp(stock->themes[i].theme, theme) == 0)
			return &stock->themes[i];
	return NULL;
}

const struct kx_theme *
kx_stock_theme(const struct kx_stock *stock, const char *theme)
{
	const struct kx_stock_theme *found = find_theme(stock, theme);

	return found != NULL ? found->profile : NULL;
}

bool
kx_stock_load_theme(struct kx_stock *stock, const char *theme, struct kx_diagnostics *diags)
{
	const struct kx_stock_theme *known = find_theme(stock, theme);
	struct kx_stock_theme *slot;
	struct kx_theme *read;
	const char *name;

	if (known != NULL)
		return known->profile != NULL;
	name = keep(stock, theme);
	slot = name == NULL ? NULL :
	    kx_arena_push(&stock->arena, &stock->themes, &stock->theme_count, &stock->theme_room, sizeof(*slot));
	if (slot == NULL)
		return false;
	slot->theme = name;
	if (!kx_read_theme(&stock->arena, stock->templates, name, &read, diags) ||
	    (stock->font_list != NULL && !kx_theme_check_fonts(read, stock->font_list, diags)))
		return false;
	slot->profile = read;
	return true;
}

static bool
load_profiles(struct kx_stock *stock, const struct kx_stock_names *names, struct kx_diagnostics *diags)
{
	int64_t start = kx_times_now();
	bool ok = kx_stock_load_size(stock, names->size != NULL ? names->size : KX_STOCK_SIZE, diags);

	ok = kx_stock_load_ink(stock, names->ink != NULL ? names->ink : KX_STOCK_INK, diags) && ok;
	if (names->theme != NULL)
		ok = kx_stock_load_theme(stock, names->theme, diags) && ok;
	kx_times_add(&stock->times, "read profiles", start);
	return ok;
}

bool
kx_stock_load_fonts(struct kx_stock *stock, struct kx_diagnostics *diags)
{
	int64_t start = kx_times_now();
	bool ok;

	if (stock->fonts != NULL)
		return true;
	ok = kx_read_fonts(&stock->arena, stock->font_folder, &stock->font_list, diags) &&
	    kx_fonts_load(stock->font_list, &stock->fonts, diags);
	kx_times_add(&stock->times, "load fonts", start);
	return ok;
}

/* The gate's lists and limits; they are held against the content when there is one. */
bool
kx_stock_load_gate(struct kx_stock *stock, const char *language, struct kx_diagnostics *diags)
{
	const struct kx_collection *collection = kx_stock_collection(stock, language);
	const struct kx_content *content = collection != NULL ? kx_collection_content(collection) : NULL;
	int64_t start = kx_times_now();
	bool ok = true;

	if (stock->gate != NULL)
		return true;
	ok = kx_read_gate(&stock->arena, stock->data, &stock->gate, diags);
	if (ok && content != NULL)
		ok = kx_read_gate_check(stock->gate, content, diags);
	kx_times_add(&stock->times, "read gate", start);
	return ok;
}

/* Whatever fails first, the others are read too, and all faults told; only a layout that the data names must wait for it. */
bool
kx_stock_load(struct kx_stock *stock, const struct kx_stock_names *names, enum kx_stage stage,
    struct kx_diagnostics *diags)
{
	bool ok = kx_stock_load_data(stock, names->language, diags);
	const char *layout = choose_layout(stock, names->language, names->layout);

	if (stage >= KX_STAGE_TEMPLATE && layout != NULL)
		ok = kx_stock_load_template(stock, layout, diags) && ok;
	if (stage >= KX_STAGE_FRAMES)
		ok = kx_stock_load_fonts(stock, diags) && ok;
	if (stage >= KX_STAGE_TEMPLATE)
		ok = load_profiles(stock, names, diags) && ok;
	if (stage >= KX_STAGE_PDF)
		ok = kx_stock_load_gate(stock, names->language, diags) && ok;
	return ok;
}
