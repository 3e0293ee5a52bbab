#include "content/batch.h"

#include <string.h>

#define NAME(id, name, list) name,
#define LIST(id, name, list) list,
const char *const kx_dimension_names[KX_DIM_COUNT + 1] = { KX_DIMENSIONS(NAME) NULL };
const char *const kx_dimension_lists[KX_DIM_COUNT + 1] = { KX_DIMENSIONS(LIST) NULL };

static size_t
column_of(const struct kx_clinic_row *row, const char *name)
{
	size_t i;

	for (i = 0; i < row->table->column_count; i++)
		if (strcmp(row->table->columns[i], name) == 0)
			break;
	return i;
}

const char *
kx_clinic_row_cell(const struct kx_clinic_row *row, const char *name)
{
	size_t i = column_of(row, name);

	return i < row->table->column_count && row->cells[i][0] != '\0' ? row->cells[i] : NULL;
}

struct kx_place
kx_clinic_row_place(const struct kx_clinic_row *row, const char *name)
{
	size_t i = column_of(row, name);

	return (struct kx_place){ .file = row->table->path, .line = row->line,
	    .column = i < row->table->column_count ? row->at[i] : 1 };
}
