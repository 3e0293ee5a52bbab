/*
 * order: a finished sheet, and how it is to be printed.
 *
 * Between the judgement of a sheet and the printer: what may not be printed is
 * refused here, and what the user did not ask for is taken from the sheet
 * itself: its paper, and the edge its pages turn on.
 */
#ifndef KX_CLI_ORDER_H
#define KX_CLI_ORDER_H

#include "base/hash.h"
#include "cli/judgement.h"
#include "print/print.h"

#include <stdbool.h>

struct kx_arena;
struct kx_diagnostics;

/* What the user asked for; NULL is left to the sheet, and where that says nothing, to the printer. */
struct kx_order_terms {
	int copies;
	const char *sides, *media, *color;   /* IPP's keywords */
	const char *templates;               /* folder of templates, whose inks tell whether a sheet is gray; or NULL */
};

struct kx_order {
	const char *path;
	const char *document, *origin;       /* its id; whose it is, and its date */
	int pages;
	char sha256[KX_HASH_HEX];            /* of the bytes that were judged, which are those that may be sent */
	struct kx_print_wish wish;
};

/*
 * May this sheet be printed, and how?  Strings go into the arena.  False when
 * not: KX380 to KX382 as kx_judge_sheet() has them, KX867 a draft, and all
 * that a file can be instead of a sheet (KX62x, KX701).
 *
 * Unless the terms say otherwise, a sheet of one page prints on one side, an
 * upright one turns on the long edge, and one that lies on its side, like a
 * folded leaflet, on the short edge; a sheet in an ink that is gray asks for
 * black ink alone.  Paper of another size than the sheet's is the warning
 * KX869.
 */
bool kx_order_make(struct kx_judge *judge, const struct kx_cups *cups, struct kx_arena *arena, const char *path,
    const struct kx_order_terms *terms, struct kx_order *ret_order, struct kx_diagnostics *diags);

/* Send it; KX380 when the file is no longer the one that was judged, else as kx_print_send(). */
bool kx_order_send(const struct kx_order *order, struct kx_printer *printer, int patience, struct kx_print_job *ret_job,
    struct kx_diagnostics *diags);

/* Sheets of paper for one copy. */
int kx_order_leaves(const struct kx_order *order);

#endif
