/*
 * judgement: what becomes of one finished sheet when it is held against its
 * own seal and today's data.
 *
 * The report of `verify` and the refusals of `print` are made from it, so a
 * sheet that one of them calls stale never passes the other.
 */
#ifndef KX_CLI_JUDGEMENT_H
#define KX_CLI_JUDGEMENT_H

#include "cli/finished.h"
#include "cli/present.h"
#include "content/date.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;

/* By what sheets are judged; serves any number of them. */
struct kx_judge {
	struct kx_presents presents;  /* today's data */
	struct kx_date today;
};

/* What was found of one sheet. */
struct kx_judgement {
	struct kx_arena *arena;       /* of this sheet alone */
	struct kx_finished sheet;
	const char *altered;          /* how it was changed, or NULL */
	bool compared;                /* with today's data */
	bool no_clinic;               /* by its claims alone: the data do not have its clinic */
	bool current;
	const char *unlike;           /* how today's sheet would differ, or NULL */
	bool overdue;                 /* its review was due before today */
	const char **withdrawn; size_t withdrawn_count;
};

/*
 * Judge the sheet `path`; its parts go into the arena.  What speaks against it
 * is reported: KX380 changed, KX381 out of date, KX382 prints what was
 * withdrawn.  False, with what kx_finished_sheet() reports, when it is no
 * sheet that can be read.
 */
bool kx_judge_sheet(struct kx_judge *judge, struct kx_arena *arena, const char *path, struct kx_judgement *ret_judgement,
    struct kx_diagnostics *diags);

#endif
