/*
 * stock: what sheets are made from, loaded once and const afterwards.
 *
 * The data folder in each language that is wanted, the templates, the fonts,
 * the gate of each language, and the hashes of their files.  `kxreport render` loads a stock for its one
 * job; a batch loads everything its jobs want and then forks, so that all
 * workers share the pages.  What belongs to one sheet (its clinic, the merged
 * account, document, frames, bytes, messages) is the job's: batch/job.h.
 */
#ifndef KX_BATCH_STOCK_H
#define KX_BATCH_STOCK_H

#include "base/arena.h"
#include "base/beside.h"
#include "base/store.h"
#include "batch/inputs.h"
#include "batch/times.h"
#include "content/profile.h"
#include "content/template.h"
#include "read/files.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_collection;
struct kx_content;
struct kx_diagnostics;
struct kx_font_list;
struct kx_fonts;
struct kx_gate;

/* The stages that can be asked for; each needs all before it. */
enum kx_stage {
	KX_STAGE_CONTENT, KX_STAGE_HANDOUT, KX_STAGE_TEMPLATE, KX_STAGE_DOCUMENT, KX_STAGE_FRAMES,
	KX_STAGE_SETTING, KX_STAGE_PDF
};

/* The size, the theme and the ink that are taken when nobody asks for one. */
#define KX_STOCK_SIZE  "standard"
#define KX_STOCK_THEME "house"
#define KX_STOCK_INK   "full"

/* What a sheet asks for by name; NULL for the pack's own language and layout, that size and ink, and the clinic's theme. */
struct kx_stock_names {
	const char *language, *layout, *size, *ink, *theme;
	bool beside;             /* bring libraries into memory with a second thread meanwhile (base/beside.h) */
	bool own_words;          /* the sheet will have words that nobody has set like this before: those that set text and pack it too */
};

struct kx_stock {
	struct kx_arena arena;
	const char *data, *templates, *font_folder;
	struct kx_stock_language {
		const char *language;                 /* as it was asked for; NULL for the pack's own */
		struct kx_collection *collection;     /* NULL when there was no memory for it */
		struct kx_gate *gate;                 /* whose words are of this language; NULL when it has faults, or is not loaded */
	} *languages; size_t language_count, language_room;
	struct kx_stock_layout {
		const char *layout;                   /* as it was asked for */
		struct kx_template *sheet;            /* NULL when it has faults */
	} *layouts; size_t layout_count, layout_room;
	struct kx_stock_profile {
		enum kx_stock_kind { KX_STOCK_SIZES, KX_STOCK_INKS, KX_STOCK_THEMES } kind;
		const char *name;                     /* as it was asked for */
		const void *read;                     /* struct kx_size_profile, kx_ink_profile, kx_theme; NULL when it has faults */
	} *profiles; size_t profile_count, profile_room;
	struct kx_font_list *font_list;
	struct kx_fonts *fonts;
	struct kx_read_files files;                   /* that were read for it */
	struct kx_store store;                        /* batch/stored.h; empty where there is none */
	struct kx_input *hashed; size_t hashed_count, hashed_room;   /* files whose hash is known already */
	struct kx_times times;
	/* Libraries that a second thread brings into memory, which ask nothing of the data: whoever calls one before waits for it. */
	struct kx_stock_libraries {
		bool text, pdf;                       /* what will be called */
		struct kx_times times;
		struct kx_beside row;
	} libraries;
};

void kx_stock_init(struct kx_stock *stock);
void kx_stock_done(struct kx_stock *stock);   /* accepts a zeroed stock */

/*
 * Choose the folders: `share` holds data, templates and fonts; `data` takes
 * the place of the first, or is NULL.  False when the arena is spent.
 */
bool kx_stock_open(struct kx_stock *stock, const char *share, const char *data);

/*
 * Load what sheets that ask for `names` need as far as `stage`, unless it is
 * here already.  All faults of all of it are reported.
 */
bool kx_stock_load(struct kx_stock *stock, const struct kx_stock_names *names, enum kx_stage stage,
    struct kx_diagnostics *diags);

/* The second thread, which may be at it still, is waited for, and its times are put to the others; without one nothing happens. */
void kx_stock_settle(struct kx_stock *stock);

/* Parts on their own: what `list` and `trace` need, and a batch, which tells their faults apart. */
bool kx_stock_load_data(struct kx_stock *stock, const char *language, struct kx_diagnostics *diags);
bool kx_stock_load_fonts(struct kx_stock *stock, struct kx_diagnostics *diags);
bool kx_stock_load_gate(struct kx_stock *stock, const char *language, struct kx_diagnostics *diags);   /* after the data */
bool kx_stock_load_template(struct kx_stock *stock, const char *layout, struct kx_diagnostics *diags);
bool kx_stock_load_size(struct kx_stock *stock, const char *size, struct kx_diagnostics *diags);
bool kx_stock_load_ink(struct kx_stock *stock, const char *ink, struct kx_diagnostics *diags);
bool kx_stock_load_theme(struct kx_stock *stock, const char *theme, struct kx_diagnostics *diags);   /* after the fonts, which it is held against */

/* What was loaded under these names, or NULL. */
const struct kx_collection *kx_stock_collection(const struct kx_stock *stock, const char *language);
const struct kx_gate *kx_stock_gate(const struct kx_stock *stock, const char *language);
const struct kx_template *kx_stock_template(const struct kx_stock *stock, const char *language, const char *layout);
const struct kx_size_profile *kx_stock_size(const struct kx_stock *stock, const char *size);
const struct kx_ink_profile *kx_stock_ink(const struct kx_stock *stock, const char *ink);
const struct kx_theme *kx_stock_theme(const struct kx_stock *stock, const char *theme);

#endif
