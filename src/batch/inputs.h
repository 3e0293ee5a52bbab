/*
 * inputs: which files a sheet was made from.
 *
 * The list behind --deps and behind the hashes in the manifest.  Names are
 * the same on every machine: "data/topics.json", "templates/handout.json",
 * "fonts/X.ttf"; a file from outside those folders has its own file name
 * behind "elsewhere/", and a row of a list of clinics "#" and its id behind that.
 */
#ifndef KX_BATCH_INPUTS_H
#define KX_BATCH_INPUTS_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_buffer;
struct kx_clinic_row;
struct kx_content;
struct kx_diagnostics;
struct kx_job;
struct kx_memo;
struct kx_stock;
struct kx_template;

struct kx_input {
	const char *name;             /* as above */
	const char *path;             /* opens from the current folder */
	const struct kx_clinic_row *row;   /* the row of that file alone; or NULL */
	char sha256[KX_HASH_HEX];
};

/*
 * The files behind this content (its clinic may be all zero), a template or
 * NULL, and the stock's fonts if it has any: sorted by name, with their
 * hashes.  Files whose hash the stock has learnt are not read again; KX701
 * when one has gone.
 */
bool kx_inputs_list(struct kx_arena *arena, const struct kx_stock *stock, const struct kx_content *content,
    const struct kx_template *sheet, struct kx_input **ret_inputs, size_t *ret_count, struct kx_diagnostics *diags);

/* The same for a job, into `job->inputs`.  What is not its clinic's is gathered once and kept in the memo, which may be NULL. */
bool kx_inputs_collect(struct kx_job *job, struct kx_memo *memo);

/* Keep the hashes in the stock: before it is shared. */
bool kx_inputs_learn(struct kx_stock *stock, const struct kx_content *content, const struct kx_template *sheet,
    struct kx_diagnostics *diags);

bool kx_inputs_hash_file(const char *path, char ret_hex[KX_HASH_HEX], struct kx_diagnostics *diags);
bool kx_inputs_hash_row(const struct kx_clinic_row *row, char ret_hex[KX_HASH_HEX]);

/* A rule for make: `target` depends on every input. */
void kx_inputs_rule(const struct kx_job *job, const char *target, struct kx_buffer *out);

#endif
