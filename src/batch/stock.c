#include "batch/stock.h"

#include "base/beside.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/stored.h"
#include "batch/theme.h"
#include "content/content.h"
#include "read/fonts.h"
#include "read/gate.h"
#include "pdf/pdf.h"
#include "read/read.h"
#include "text/fonts.h"

#include <string.h>

void
kx_stock_init(struct kx_stock *stock)
{
	memset(stock, 0, sizeof(*stock));
	kx_arena_init(&stock->arena, KX_JOB_ARENA_BYTES);
	kx_read_files_init(&stock->files, &stock->arena);
}

void
kx_stock_done(struct kx_stock *stock)
{
	kx_stock_settle(stock);
	kx_fonts_free(stock->fonts);
	kx_stored_close(stock);
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

static struct kx_stock_language *
find_language(const struct kx_stock *stock, const char *language)
{
	size_t i;

	for (i = 0; i < stock->language_count; i++)
		if (same(stock->languages[i].language, language) || is_own(&stock->languages[i], language))
			return &stock->languages[i];
	return NULL;
}

const struct kx_collection *
kx_stock_collection(const struct kx_stock *stock, const char *language)
{
	const struct kx_stock_language *found = find_language(stock, language);

	return found != NULL ? found->collection : NULL;
}

const struct kx_gate *
kx_stock_gate(const struct kx_stock *stock, const char *language)
{
	const struct kx_stock_language *found = find_language(stock, language);

	return found != NULL ? found->gate : NULL;
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
	ok = kx_read_collection(&stock->arena, &stock->files, stock->data, language, &slot->collection, diags);
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
	ok = kx_read_template(&stock->arena, &stock->files, stock->templates, layout, &slot->sheet, diags);
	kx_times_add(&stock->times, "read template", start);
	return ok;
}

/* ---- sizes, inks and themes ---- */

static const struct kx_stock_profile *
find_profile(const struct kx_stock *stock, enum kx_stock_kind kind, const char *name)
{
	size_t i;

	for (i = 0; i < stock->profile_count; i++)
		if (stock->profiles[i].kind == kind && strcmp(stock->profiles[i].name, name) == 0)
			return &stock->profiles[i];
	return NULL;
}

static const void *
profile_of(const struct kx_stock *stock, enum kx_stock_kind kind, const char *name)
{
	const struct kx_stock_profile *found = find_profile(stock, kind, name);

	return found != NULL ? found->read : NULL;
}

static const void *
read_profile(struct kx_stock *stock, enum kx_stock_kind kind, const char *name, struct kx_diagnostics *diags)
{
	struct kx_size_profile *size;
	struct kx_ink_profile *ink;
	struct kx_theme *theme;

	switch (kind) {
	case KX_STOCK_SIZES:
		return kx_read_size(&stock->arena, &stock->files, stock->templates, name, &size, diags) ? size : NULL;
	case KX_STOCK_INKS:
		return kx_read_ink(&stock->arena, &stock->files, stock->templates, name, &ink, diags) &&
		    kx_font_uses_check(ink->origin.file, ink->fonts, ink->font_count, stock->font_list, diags) ? ink : NULL;
	case KX_STOCK_THEMES:
		return kx_read_theme(&stock->arena, &stock->files, stock->templates, name, &theme, diags) &&
		    kx_font_uses_check(theme->origin.file, theme->fonts, theme->font_count, stock->font_list, diags) ? theme : NULL;
	}
	return NULL;
}

static bool
load_profile(struct kx_stock *stock, enum kx_stock_kind kind, const char *name, struct kx_diagnostics *diags)
{
	const struct kx_stock_profile *known = find_profile(stock, kind, name);
	struct kx_stock_profile *slot;
	const char *kept;

	if (known != NULL)
		return known->read != NULL;
	kept = keep(stock, name);
	slot = kept == NULL ? NULL :
	    kx_arena_push(&stock->arena, &stock->profiles, &stock->profile_count, &stock->profile_room, sizeof(*slot));
	if (slot == NULL)
		return false;
	*slot = (struct kx_stock_profile){ kind, kept, read_profile(stock, kind, kept, diags) };
	return slot->read != NULL;
}

const struct kx_size_profile *
kx_stock_size(const struct kx_stock *stock, const char *size)
{
	return profile_of(stock, KX_STOCK_SIZES, size != NULL ? size : KX_STOCK_SIZE);
}

const struct kx_ink_profile *
kx_stock_ink(const struct kx_stock *stock, const char *ink)
{
	return profile_of(stock, KX_STOCK_INKS, ink != NULL ? ink : KX_STOCK_INK);
}

const struct kx_theme *
kx_stock_theme(const struct kx_stock *stock, const char *theme)
{
	return profile_of(stock, KX_STOCK_THEMES, theme);
}

bool
kx_stock_load_size(struct kx_stock *stock, const char *size, struct kx_diagnostics *diags)
{
	return load_profile(stock, KX_STOCK_SIZES, size, diags);
}

bool
kx_stock_load_ink(struct kx_stock *stock, const char *ink, struct kx_diagnostics *diags)
{
	return load_profile(stock, KX_STOCK_INKS, ink, diags);
}

bool
kx_stock_load_theme(struct kx_stock *stock, const char *theme, struct kx_diagnostics *diags)
{
	return load_profile(stock, KX_STOCK_THEMES, theme, diags);
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
	size_t i;
	bool ok;

	if (stock->fonts != NULL)
		return true;
	ok = kx_read_fonts(&stock->arena, &stock->files, stock->font_folder, &stock->font_list, diags) &&
	    kx_fonts_load(stock->font_list, &stock->fonts, diags);
	for (i = 0; ok && i < stock->font_list->face_count; i++)
		kx_read_files_note(&stock->files, stock->font_list->faces[i].path, kx_fonts_facts(stock->fonts, (kx_face)i)->digest);
	if (ok)
		kx_stored_fonts(stock);
	kx_times_add(&stock->times, "load fonts", start);
	return ok;
}

/* The gate's lists and limits; they are held against the content when there is one, whose pack alone says which language is its own. */
bool
kx_stock_load_gate(struct kx_stock *stock, const char *language, struct kx_diagnostics *diags)
{
	struct kx_stock_language *slot = find_language(stock, language);
	const struct kx_content *content = slot != NULL && slot->collection != NULL ? kx_collection_content(slot->collection) : NULL;
	int64_t start = kx_times_now();
	bool ok;

	if (slot == NULL || slot->gate != NULL)
		return slot != NULL;
	ok = kx_read_gate(&stock->arena, &stock->files, stock->data, content != NULL ? content->pack.language : NULL, language,
	    &slot->gate, diags);
	if (ok && content != NULL)
		ok = kx_read_gate_check(slot->gate, content, diags);
	if (ok && slot->gate->language == NULL)
		kx_stored_gate(stock);
	kx_times_add(&stock->times, "read gate", start);
	return ok;
}

/* Whatever fails first, the others are read too, and all faults told; only a layout that the data names must wait for it. */
static bool
load_all(struct kx_stock *stock, const struct kx_stock_names *names, enum kx_stage stage, struct kx_diagnostics *diags)
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

/* ---- the libraries ---- */

static void
load_libraries(void *task, size_t index)
{
	struct kx_stock_libraries *libraries = task;
	int64_t start = kx_times_now();

	/* libpng comes with libharu, and is one that HarfBuzz needs too: see kx_pdf_prepare(). */
	if (index == 0 ? !libraries->pdf : !libraries->text)
		return;
	if (index == 0)
		kx_pdf_prepare(libraries->text);
	else
		kx_text_prepare();
	kx_times_add(&libraries->times, index == 0 ? "load libharu" : "load HarfBuzz", start);
}

bool
kx_stock_load(struct kx_stock *stock, const struct kx_stock_names *names, enum kx_stage stage, struct kx_diagnostics *diags)
{
	struct kx_stock_libraries *libraries = &stock->libraries;

	/* The shipped handout's words are all in the store, if there is one. */
	libraries->text = stage >= KX_STAGE_FRAMES && (names->own_words || stock->store.bytes == NULL);
	libraries->pdf = stage >= KX_STAGE_PDF;
	/* Nobody needs the pieces: without a thread nothing is done, and libraries come when they are called. */
	if (names->beside && (libraries->text || libraries->pdf))
		kx_beside_start(&libraries->row, true, load_libraries, libraries, 2);
	return load_all(stock, names, stage, diags);
}

void
kx_stock_settle(struct kx_stock *stock)
{
	kx_beside_finish(&stock->libraries.row);
	kx_times_join(&stock->times, &stock->libraries.times);
	stock->libraries.times.count = 0;
}
