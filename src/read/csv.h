/*
 * csv: a table of text with a header row (RFC 4180) -> rows of cells.
 *
 * Cells may stand in double quotes, a quote in them written twice, and then hold commas
 * and line ends.  Lines end in LF, CRLF or CR; a byte order mark is passed
 * over, for spreadsheets write one; so are blank lines.  A header without a
 * comma but with semicolons is taken as spreadsheets of many countries write
 * it: semicolons part the cells.  Blanks around a cell without quotes are dropped.
 */
#ifndef KX_READ_CSV_H
#define KX_READ_CSV_H

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;

struct kx_csv_row { int line; const char **cells; const int *at; };   /* `at`: columns of the line, from 1 */
struct kx_csv {
	const char **columns; size_t column_count;
	struct kx_csv_row *rows; size_t row_count;
};

/*
 * Read the file `path`.  Every fault is KX824 at its line: a quote that does
 * not close, text behind a closing quote, a row with other than the header's
 * number of cells, a column named twice or without a name; KX111 for too many rows or too
 * long a cell; KX101 and KX102 as for other files.
 */
bool kx_csv_read(struct kx_arena *arena, const char *path, struct kx_csv *ret_csv, struct kx_diagnostics *diags);

#endif
