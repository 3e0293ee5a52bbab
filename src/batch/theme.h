/*
 * theme: which theme a sheet has, and whether the fonts know its roles.
 *
 * A theme that is asked for goes before the one that the clinic's file names,
 * and that before KX_STOCK_THEME.  A batch can ask for KX_THEME_OWN: whatever
 * the clinic would have by itself.
 */
#ifndef KX_BATCH_THEME_H
#define KX_BATCH_THEME_H

#include <stdbool.h>
#include <stddef.h>

#define KX_THEME_OWN "own"

struct kx_clinic;
struct kx_diagnostics;
struct kx_font_list;
struct kx_font_use;
struct kx_job;
struct kx_theme;

/* The theme's name or path, of a sheet for which `asked` was asked: a name, KX_THEME_OWN, or NULL, which is the same. */
const char *kx_theme_name(const char *asked, const struct kx_clinic *clinic);

/* `asked`, or NULL when that leaves it to the clinic. */
const char *kx_theme_asked(const char *asked);

/*
 * Both roles of every use in the file of a theme or an ink must be in the list
 * (KX475).  False when one was reported.  Where there are no fonts (`list` is
 * NULL) nothing is asked.
 */
bool kx_font_uses_check(const char *file, const struct kx_font_use *uses, size_t count, const struct kx_font_list *list,
    struct kx_diagnostics *diags);

/*
 * The theme of a job: the stock's, or, when a stock that others share does not
 * have the clinic's own, read for this job alone.  NULL after reporting.
 */
const struct kx_theme *kx_theme_of_job(struct kx_job *job, const char *asked);

#endif
