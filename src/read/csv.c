#include "read/csv.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

#define MOST_COLUMNS 100

struct reader {
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	const char *path, *bytes;
	size_t length, at;
	char separator;
	int line;                    /* from 1 */
	size_t line_start;
	const char *cells[MOST_COLUMNS];
	int columns[MOST_COLUMNS];
	size_t count;
};

static struct kx_place
here(const struct reader *reader)
{
	return (struct kx_place){ .file = reader->path, .line = reader->line, .column = (int)(reader->at - reader->line_start) + 1 };
}

static bool
ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* Over one line end, whichever kind. */
static void
next_line(struct reader *reader)
{
	if (reader->at < reader->length && reader->bytes[reader->at] == '\r')
		reader->at++;
	if (reader->at < reader->length && reader->bytes[reader->at] == '\n')
		reader->at++;
	reader->line++;
	reader->line_start = reader->at;
}

/* Bytes up to the quote that closes, from behind the one that opens; SIZE_MAX when none does. */
static size_t
quoted_length(const struct reader *reader)
{
	size_t at;

	for (at = reader->at + 1; at < reader->length; at++) {
		if (reader->bytes[at] != '"')
			continue;
		if (at + 1 == reader->length || reader->bytes[at + 1] != '"')
			return at - reader->at - 1;
		at++;
	}
	return SIZE_MAX;
}

/* A cell in quotes; the reader stands on the first.  NULL after reporting. */
static const char *
quoted(struct reader *reader)
{
	size_t length = quoted_length(reader), end, made = 0;
	struct kx_place start = here(reader);
	char *text, c;

	if (length > KX_MAX_TEXT_BYTES) {
		kx_report(reader->diags, length == SIZE_MAX ? KX824 : KX111, start, NULL, length == SIZE_MAX ?
		    "this quote does not close" : "the cell has more than %d bytes", KX_MAX_TEXT_BYTES);
		return NULL;
	}
	text = kx_arena_alloc(reader->arena, length + 1);
	end = ++reader->at + length;
	while (text != NULL && reader->at < end) {
		c = reader->bytes[reader->at];
		if (ends_line(c))
			next_line(reader);
		else
			reader->at += c == '"' ? 2 : 1;
		text[made++] = ends_line(c) ? '\n' : c;
	}
	reader->at = end + 1;
	return text;
}

/* A cell without quotes, without the blanks around it. */
static const char *
bare(struct reader *reader)
{
	size_t start = reader->at, end;

	while (reader->at < reader->length && reader->bytes[reader->at] != reader->separator &&
	    !ends_line(reader->bytes[reader->at]))
		reader->at++;
	end = reader->at;
	while (end > start && (reader->bytes[end - 1] == ' ' || reader->bytes[end - 1] == '\t'))
		end--;
	if (end - start > KX_MAX_TEXT_BYTES) {
		kx_report(reader->diags, KX111, here(reader), NULL, "the cell has more than %d bytes", KX_MAX_TEXT_BYTES);
		return NULL;
	}
	return kx_arena_copy(reader->arena, reader->bytes + start, end - start);
}

static void
pass_blanks(struct reader *reader)
{
	while (reader->at < reader->length && reader->bytes[reader->at] != reader->separator &&
	    (reader->bytes[reader->at] == ' ' || reader->bytes[reader->at] == '\t'))
		reader->at++;
}

/* The cells of one line; false after reporting what ends the reading. */
static bool
read_line(struct reader *reader)
{
	const char *cell;

	for (reader->count = 0;;) {
		pass_blanks(reader);
		if (reader->count == MOST_COLUMNS) {
			kx_report(reader->diags, KX824, here(reader), NULL, "the line has more than %d cells", MOST_COLUMNS);
			return false;
		}
		reader->columns[reader->count] = here(reader).column;
		cell = reader->at < reader->length && reader->bytes[reader->at] == '"' ? quoted(reader) : bare(reader);
		if (cell == NULL)
			return false;
		reader->cells[reader->count++] = cell;
		pass_blanks(reader);
		if (reader->at == reader->length || ends_line(reader->bytes[reader->at]))
			return true;
		if (reader->bytes[reader->at] != reader->separator) {
			kx_report(reader->diags, KX824, here(reader), "put the whole cell in quotes, and write a quote in it twice",
			    "there is text behind the closing quote");
			return false;
		}
		reader->at++;
	}
}

static const char **
keep_cells(struct reader *reader, const int **ret_at)
{
	const char **cells = kx_arena_array(reader->arena, reader->count, sizeof(*cells));
	int *at = kx_arena_array(reader->arena, reader->count, sizeof(*at));

	if (cells == NULL || at == NULL)
		return NULL;
	memcpy(cells, reader->cells, reader->count * sizeof(*cells));
	memcpy(at, reader->columns, reader->count * sizeof(*at));
	*ret_at = at;
	return cells;
}

static bool
check_columns(struct reader *reader, int line)
{
	struct kx_place place = { .file = reader->path, .line = line };
	bool whole = true;
	size_t i, k;

	for (i = 0; i < reader->count; i++) {
		place.column = reader->columns[i];
		for (k = 0; k < i && strcmp(reader->cells[k], reader->cells[i]) != 0; k++)
			;
		if (reader->cells[i][0] != '\0' && k == i)
			continue;
		kx_report(reader->diags, KX824, place, NULL, reader->cells[i][0] == '\0' ? "column %zu has no name" :
		    "column %zu has the name of another", i + 1);
		whole = false;
	}
	return whole;
}

static bool
is_blank(const struct reader *reader)
{
	return reader->count == 1 && reader->cells[0][0] == '\0';
}

static bool
keep_row(struct reader *reader, int line, struct kx_csv *csv, size_t *room)
{
	struct kx_csv_row *row;

	if (reader->count != csv->column_count) {
		kx_report(reader->diags, KX824, (struct kx_place){ .file = reader->path, .line = line, .column = 1 },
		    "every row has a cell for every column, if an empty one",
		    "the row has %zu cell%s; the header has %zu", reader->count, reader->count == 1 ? "" : "s", csv->column_count);
		return true;
	}
	if (csv->row_count == KX_MAX_BATCH_CLINICS) {
		kx_report(reader->diags, KX111, (struct kx_place){ .file = reader->path }, NULL, "the list has more than %d rows",
		    KX_MAX_BATCH_CLINICS);
		return false;
	}
	row = kx_arena_push(reader->arena, &csv->rows, &csv->row_count, room, sizeof(*row));
	if (row == NULL)
		return false;
	row->line = line;
	row->cells = keep_cells(reader, &row->at);
	return row->cells != NULL;
}

static bool
read_rows(struct reader *reader, struct kx_csv *csv)
{
	const int *unused;
	size_t room = 0;
	int line;

	while (reader->at < reader->length) {
		line = reader->line;
		if (!read_line(reader))
			return false;
		if (is_blank(reader)) {
			;
		} else if (csv->columns == NULL) {
			if (!check_columns(reader, line) || (csv->columns = keep_cells(reader, &unused)) == NULL)
				return false;
			csv->column_count = reader->count;
		} else if (!keep_row(reader, line, csv, &room)) {
			return false;
		}
		if (reader->at < reader->length)
			next_line(reader);
	}
	return csv->columns != NULL;
}

bool
kx_csv_read(struct kx_arena *arena, const char *path, struct kx_csv *ret_csv, struct kx_diagnostics *diags)
{
	struct reader reader = { .arena = arena, .diags = diags, .path = path, .separator = ',', .line = 1 };
	struct kx_csv csv = { 0 };
	size_t before = diags->errors, offset, header;

	if (!kx_file_read(arena, path, KX_MAX_TABLE_BYTES, &reader.bytes, &reader.length, diags))
		return false;
	if (memchr(reader.bytes, '\0', reader.length) != NULL || !kx_utf8_valid(reader.bytes, reader.length, &offset)) {
		kx_report(diags, KX102, (struct kx_place){ .file = path }, "save it as \"CSV UTF-8\"", "the file is not UTF-8");
		return false;
	}
	if (reader.length >= 3 && memcmp(reader.bytes, "\xef\xbb\xbf", 3) == 0)
		reader.at = reader.line_start = 3;
	header = strcspn(reader.bytes + reader.at, "\r\n");
	if (memchr(reader.bytes + reader.at, ',', header) == NULL && memchr(reader.bytes + reader.at, ';', header) != NULL)
		reader.separator = ';';
	if (!read_rows(&reader, &csv) && diags->errors == before)
		kx_report(diags, kx_arena_spent(arena) ? KX111 : KX101, (struct kx_place){ .file = path }, NULL,
		    kx_arena_spent(arena) ? "there is no memory left for this file" : "the file is empty");
	if (diags->errors > before)
		return false;
	*ret_csv = csv;
	return true;
}
