/*
 * batch: what a batch manifest asks for: which sheets, for whom, called what.
 *
 * src/read fills it from the manifest and its list of clinics; src/batch makes
 * jobs of it.  Strings are NUL-terminated, checked UTF-8, owned by the arena.
 */
#ifndef KX_CONTENT_BATCH_H
#define KX_CONTENT_BATCH_H

#include "base/diagnostic.h"
#include "content/content.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What sheets of one clinic differ in: D(ID, name, name of its list).  A
 * dimension is a list of names in the manifest, a column in the list of
 * clinics, a field of the output pattern, a part of a job's identity, in this
 * order, and a column of the ledger's sheets (so one that is added here needs a
 * step there: batch/ledger_schema.c).
 */
#define KX_DIMENSIONS(D) \
	D(LAYOUT, "layout", "layouts") D(SIZE, "size", "sizes") D(THEME, "theme", "themes") D(INK, "ink", "inks") \
	D(LANGUAGE, "language", "languages") D(PAPER, "paper", "papers")

#define KX_DIMENSION_ID(id, name, list) KX_DIM_##id,
enum kx_dimension { KX_DIMENSIONS(KX_DIMENSION_ID) KX_DIM_COUNT };
#undef KX_DIMENSION_ID
extern const char *const kx_dimension_names[KX_DIM_COUNT + 1];   /* each ended by NULL */
extern const char *const kx_dimension_lists[KX_DIM_COUNT + 1];

struct kx_name_list { struct kx_origin origin; const char **names; size_t count; };

/* One list for each dimension; an empty one says nothing. */
struct kx_choice { struct kx_name_list of[KX_DIM_COUNT]; };

/* The clinics of a list with a header row; cells stand in the order of its columns. */
struct kx_clinic_table {
	const char *path;
	const char **columns; size_t column_count;
};
struct kx_clinic_row {
	const struct kx_clinic_table *table;
	const char **cells;
	const int *at;            /* the column of the line where each cell begins, from 1 */
	int line;                 /* from 1 */
	bool describes;           /* it says more of the clinic than its id */
};

/* The cell of a row under the column `name`; NULL when there is none or it is empty. */
const char *kx_clinic_row_cell(const struct kx_clinic_row *row, const char *name);
struct kx_place kx_clinic_row_place(const struct kx_clinic_row *row, const char *name);

#define KX_COPIES_UNSAID (-1)

struct kx_batch_clinic {
	const char *id;
	struct kx_place place;
	const struct kx_clinic_row *row;   /* NULL: only the file of that id in data/clinics */
	const struct kx_choice *choice;    /* in place of the manifest's own, or NULL: few clinics have one */
	int copies;                        /* to print of each sheet, or KX_COPIES_UNSAID */
	const char *printer;               /* or NULL */
};

/* Sheets that are left out, or added; a list that is empty means any. */
struct kx_batch_rule {
	struct kx_origin origin;
	struct kx_name_list clinics;
	struct kx_choice choice;
};

struct kx_batch {
	struct kx_origin origin;
	const char *data;                  /* folder that opens, or NULL for the program's choice */
	const char *folder;                /* of the sheets; opens; NULL when the manifest names none */
	const char *output;                /* the pattern of their names */
	struct kx_origin output_origin;
	const char *list;                  /* the file of the list of clinics; opens; NULL: there is none */
	bool all_clinics;                  /* every file in data/clinics; `clinics` then says more of some */
	struct kx_batch_clinic *clinics;   size_t clinic_count;
	struct kx_choice choice;
	int copies;                        /* KX_COPIES_UNSAID or 0.. */
	const char *printer;
	struct kx_batch_rule *includes;    size_t include_count;
	struct kx_batch_rule *excludes;    size_t exclude_count;
};

#endif
