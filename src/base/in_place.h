/*
 * in_place: tables whose texts stand in their rows, as arrays of letters.
 *
 * A row that points at its texts has to be written by the loader when the
 * program starts, where the program's place in memory is left to chance: each
 * page of such tables is a stop, and a dear one where a machine is virtual.
 * For long tables that few runs look into the letters stand in the rows.
 */
#ifndef KX_BASE_IN_PLACE_H
#define KX_BASE_IN_PLACE_H

#include <stddef.h>

/* Is there room for a literal and its NUL in the row's field?  C cuts the NUL off without a word. */
#define KX_FITS(text, row, field) (sizeof(text) <= sizeof(((row *)NULL)->field))

#endif
