/*
 * print: a finished PDF -> a printer.  The only door to CUPS, and the only
 * folder of the program that opens a network connection: to the print server
 * or printer that the caller names, and to nothing else.
 *
 * The way of a sheet: open the printer, ask it whether it can do what is
 * wished (nothing is sent before), send, follow the job to its end.  CUPS's
 * "dest" interface does the talking (RFC 8010, RFC 8011, PWG 5100.14), so one
 * code serves a queue of the local server and a printer that is named by its
 * address.
 *
 * CUPS brings many libraries with it, which take longer to load than most
 * sheets to make, so it is loaded when something is to be printed and not
 * before.  A build without CUPS, and a machine without it, have all of these
 * functions; loading then reports KX860.
 */
#ifndef KX_PRINT_PRINT_H
#define KX_PRINT_PRINT_H

#include "base/geometry.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_buffer;
struct kx_diagnostics;

#define KX_PRINT_COPIES 999

/* CUPS, loaded; it stays so until the program ends. */
struct kx_cups;

/* In the arena; NULL with KX860. */
const struct kx_cups *kx_print_load(struct kx_arena *arena, struct kx_diagnostics *diags);

/* How a sheet is to come out.  Words are IPP's own keywords. */
struct kx_print_wish {
	const char *file;                    /* whose messages these are */
	const char *title;                   /* the job's name, on the printer's panel and in its list */
	int copies;                          /* 1 to KX_PRINT_COPIES */
	const char *sides;                   /* "one-sided", "two-sided-long-edge", "two-sided-short-edge" */
	const char *media;                   /* "iso_a4_210x297mm" */
	const char *color;                   /* "auto", "color", "monochrome"; NULL: as the printer is set up */
	bool spare_color;                    /* `color` is no more than a hint: a printer that knows nothing of it does without */
	bool fits;                           /* the sheet is of that very size, so it is printed without scaling */
};

/*
 * The standard's name (PWG 5101.1) of the paper for a page of this size,
 * whichever way it is turned: "na_letter_8.5x11in", or "custom_…" for a size
 * without one.  NULL for a page of no size and at the arena's ceiling.
 */
const char *kx_print_paper(const struct kx_cups *cups, struct kx_arena *arena, kx_length width, kx_length height);

/* The standard's name of a paper that people call by a short one ("a4", "letter") or by that very name; or NULL. */
const char *kx_print_paper_named(const struct kx_cups *cups, struct kx_arena *arena, const char *name);

/* ---- a printer ---- */

struct kx_printer;

/*
 * Find the printer `name` and ask it what it can do: a queue of the CUPS
 * server, an "ipp://" or "ipps://" address, or NULL for the user's default
 * queue.  It lives in the arena; close it whatever becomes of it.
 *
 * NULL with KX861 (not found, no answer).
 */
struct kx_printer *kx_printer_open(const struct kx_cups *cups, struct kx_arena *arena, const char *name,
    struct kx_diagnostics *diags);
void kx_printer_close(struct kx_printer *printer);   /* accepts NULL */

/* As the user named it, or the default queue's name; and what it calls itself. */
const char *kx_printer_name(const struct kx_printer *printer);
const char *kx_printer_model(const struct kx_printer *printer);

/* "idle", "printing", "stopped: out of paper": what it says of itself, now; in its arena. */
const char *kx_printer_state(struct kx_printer *printer);

/*
 * Can the printer do this?  Each thing that it cannot do is KX862 with what it
 * can; a printer that takes no jobs is KX863; paper that is known but not
 * loaded is the warning KX866.
 */
bool kx_printer_check(struct kx_printer *printer, const struct kx_print_wish *wish, struct kx_diagnostics *diags);

/* ---- a job ---- */

/* Where a job stands (RFC 8011, 5.3.7). */
enum kx_print_state {
	KX_PRINT_PENDING = 3, KX_PRINT_HELD, KX_PRINT_PROCESSING, KX_PRINT_STOPPED, KX_PRINT_CANCELLED, KX_PRINT_ABORTED,
	KX_PRINT_COMPLETED
};
const char *kx_print_state_name(enum kx_print_state state);

struct kx_print_job {
	struct kx_printer *printer;
	const char *file;
	int id;                              /* the printer's number of it */
	enum kx_print_state state;
	const char *reasons;                 /* in words, "" when there are none; in the printer's arena */
	bool ended;                          /* nothing more is expected of it */
};

/*
 * Send these bytes, a PDF, as one job.  Many printers take one job at a time;
 * one that is busy is asked again every second for `patience` seconds.  When
 * anything fails on the way the job is cancelled, so that no half of it prints.
 *
 * Reports KX863 (the printer refuses it, or the connection broke), and the
 * warning KX868 when it has taken the job but not all that was wished.
 */
bool kx_print_send(struct kx_printer *printer, const struct kx_print_wish *wish, const void *bytes, size_t length,
    int patience, struct kx_print_job *ret_job, struct kx_diagnostics *diags);

/* Told whenever a job's state or reasons have changed; may be NULL. */
struct kx_print_watch {
	void (*changed)(void *with, const struct kx_print_job *job);
	void *with;
};

/*
 * Wait until every job has come to its end.  `patience` is how many seconds a
 * job may stand still, without another state, reason or printed sheet.
 *
 * False, with a message for each that did not print: KX864 cancelled or given
 * up; KX865 held, or out of patience: it stays with the printer.
 */
bool kx_print_follow(struct kx_print_job *jobs, size_t count, int patience, const struct kx_print_watch *watch,
    struct kx_diagnostics *diags);

/* ---- words ---- */

/*
 * The keywords by which printers say what is wrong (RFC 8011, 5.3.8 and
 * 5.4.12), in plain words: "media-empty-error" -> "out of paper"; one that is
 * not known comes back as it is.
 */
const char *kx_print_reason(struct kx_arena *arena, const char *keyword);

/* One line for `kxreport version`: which CUPS, or that there is none. */
void kx_print_libraries(struct kx_buffer *out);

#endif
