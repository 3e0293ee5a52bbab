/*
 * read: the data folder -> content.  The only door to jansson and cmark.
 *
 * Shape is checked here: types, unknown keys (with the nearest right one),
 * missing keys, ranges, dates, ids that must resolve inside the folder
 * (topic, product, condition, outcome, comparator, source, correction), n > of,
 * percent against n/of, duplicate ids.  All faults of all files are reported
 * in one run.  Sense is src/merge's and src/review's business.
 */
#ifndef KX_READ_READ_H
#define KX_READ_READ_H

#include "content/content.h"
#include "content/profile.h"
#include "content/template.h"

struct kx_arena;
struct kx_read_files;
struct kx_buffer;

/*
 * A data folder in one language without any clinic: what all its sheets share.
 * Read once, const afterwards; any number of clinics may be held against it,
 * from several threads or processes.
 */
struct kx_collection;

/*
 * What is read with `files` is noted there (read/files.h); NULL here and below
 * notes nothing.
 *
 * Read `folder` in the language `language` (NULL is the pack's own).  False
 * when any error was reported.  `*ret_collection` is set even then, as long as
 * there was memory for it, so that a clinic's faults can be told in the same
 * run; no content comes of it.
 */
bool kx_read_collection(struct kx_arena *arena, struct kx_read_files *files, const char *folder, const char *language,
    struct kx_collection **ret_collection, struct kx_diagnostics *diags);

/* What was read, its clinic all zero; NULL when there were faults. */
const struct kx_content *kx_collection_content(const struct kx_collection *collection);

/*
 * The collection with the clinic `clinic` (an id in data/clinics, or a path
 * that holds a '/' or ends in .json; NULL is the pack's default).  The content
 * lives in `arena` and points into the collection, which is not written to.
 * The clinic's file is looked for in the memo, which may be NULL, and kept in it.
 * False when any error was reported or the collection is not whole;
 * `*ret_content` is set only on success.
 */
struct kx_memo;
bool kx_read_for_clinic(struct kx_arena *arena, const struct kx_collection *collection, const char *clinic, struct kx_memo *memo,
    struct kx_content **ret_content, struct kx_diagnostics *diags);

/*
 * The same for a row of a list of clinics (content/batch.h).  Its cells go
 * before what data/clinics/ID.json says; where there is no such file they
 * must say everything.  Lines of an address and names of providers are parted by "|"
 * or line ends.
 */
struct kx_clinic_row;
bool kx_read_for_clinic_row(struct kx_arena *arena, const struct kx_collection *collection, const struct kx_clinic_row *row,
    struct kx_memo *memo, struct kx_content **ret_content, struct kx_diagnostics *diags);

/*
 * Read the batch manifest `path` and the list of clinics that it names
 * (data/schema/batch.schema.json).  Paths in it start from its own folder.
 * Whether layouts, languages, papers and clinics exist is left to whoever has
 * the data.  False when anything was reported.
 */
struct kx_batch;
bool kx_read_batch(struct kx_arena *arena, const char *path, struct kx_batch **ret_batch, struct kx_diagnostics *diags);

/* Both at once.  False when any error was reported; `*ret_content` is set only on success. */
bool kx_read_content(struct kx_arena *arena, const char *folder, const char *clinic, const char *language,
    struct kx_content **ret_content, struct kx_diagnostics *diags);

/*
 * Read the template `layout` (an id in `folder`, or a path that holds a '/'
 * or ends in .json).  Colours, styles and boxes named anywhere must resolve;
 * sizes must be positive, and the sizes it has a word on be files in the
 * folder "sizes" of `folder` (KX470).
 */
bool kx_read_template(struct kx_arena *arena, struct kx_read_files *files, const char *folder, const char *layout,
    struct kx_template **ret_template, struct kx_diagnostics *diags);

/*
 * Read the size or the ink `wanted`: an id in the folder "sizes" or "inks" of
 * the folder of templates (KX470, KX471), or a path as above.
 */
bool kx_read_size(struct kx_arena *arena, struct kx_read_files *files, const char *templates, const char *wanted,
    struct kx_size_profile **ret_size, struct kx_diagnostics *diags);
bool kx_read_ink(struct kx_arena *arena, struct kx_read_files *files, const char *templates, const char *wanted,
    struct kx_ink_profile **ret_ink, struct kx_diagnostics *diags);

/*
 * Read the theme `wanted`, an id in the folder "themes" (KX472) or a path, and
 * hold it to its word: a colour for every name of the palette and no other,
 * that can be read wherever the clinic's own is not behind it (KX474).  Which font roles there are is left to whoever has the fonts.
 */
struct kx_theme;
bool kx_read_theme(struct kx_arena *arena, struct kx_read_files *files, const char *templates, const char *wanted,
    struct kx_theme **ret_theme, struct kx_diagnostics *diags);

/*
 * Fill in line and column of every place that has only a pointer, by a scan
 * of the file's text.  Called once before printing.  Then put the list in
 * order: faults of inputs first, by file, line, column and code; the others
 * after them, as they were reported.
 */
void kx_read_locate(struct kx_diagnostics *diags);

/* Fill in line and column of these places in the same way; what cannot be found stays 0. */
void kx_read_find_places(struct kx_place *places, size_t count);

/*
 * Print diagnostics for people: "file:line:column: error[KX204]: message",
 * the line, a caret, "help: …", "also: file:line:column" for further places,
 * then a count line.  Long lines are cut to what stands around the column.
 * Control characters in names and texts show as U+FFFD, so that a hostile
 * file cannot steer the terminal.  Colour with ANSI codes when `color`.
 * Calls kx_read_locate().
 */
void kx_read_explain(struct kx_diagnostics *diags, bool color, struct kx_buffer *out);

/*
 * The same as JSON: an array of {code, severity, file, pointer, line, column,
 * message, hint, also}; what is not known is null, `also` is an array of
 * {file, pointer, line, column}.  A warning that somebody waived has "waiver";
 * one that only a draft made of an error has "would_refuse".
 */
void kx_read_explain_json(struct kx_diagnostics *diags, struct kx_buffer *out);

#endif
