/*
 * diagnostic: what went wrong, where, and what to do.
 *
 * Faults add up: every stage appends to one list, the last parameter of each
 * function that can fail, and a run reports them all.  A diagnostic is a
 * stable code, a place, one sentence and a hint.  The code table
 * (base/codes.def) fixes severity, exit status and the page that
 * `kxreport explain` prints.
 *
 * A place inside JSON is a file and a JSON Pointer (RFC 6901); line and
 * column are found from the pointer only when the message is printed, by
 * src/read (jansson keeps no positions).  A syntax error brings its own line
 * and column.
 */
#ifndef KX_BASE_DIAGNOSTIC_H
#define KX_BASE_DIAGNOSTIC_H

#include "base/nearest.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct kx_arena;

enum kx_severity { KX_NOTE, KX_WARNING, KX_ERROR };

/* Exit statuses, as the man page has them. */
enum kx_exit {
	KX_EXIT_OK = 0,
	KX_EXIT_REFUSED = 1,
	KX_EXIT_USAGE = 2,
	KX_EXIT_INPUT = 3,
	KX_EXIT_WERROR = 4,
	KX_EXIT_IO = 5,
	KX_EXIT_PRINTER = 6,
	KX_EXIT_BUG = 70
};

#define KX_CODE(number, severity, status, name, title, why, fix) KX##number = number,
enum kx_code {
#include "base/codes.def"
	KX_CODE_NONE = 0
};
#undef KX_CODE

struct kx_code_entry {
	enum kx_code code;
	enum kx_severity severity;
	enum kx_exit status;
	/* In place (base/in_place.h); raise what is too short. */
	char name[28];      /* short slug, stable: "unknown-key" */
	char title[88];     /* one line */
	char why[456];      /* what it means and why it matters */
	char fix[256];      /* what to do */
};

/* The code table, ordered by number. */
const struct kx_code_entry *kx_codes(size_t *ret_count);
/* One entry, or NULL. */
const struct kx_code_entry *kx_code_find(int number);

/* Where: any part may be missing (NULL or 0). */
struct kx_place {
	const char *file;     /* path as it is shown to the user */
	const char *pointer;  /* JSON Pointer; "" is the whole document */
	bool at_key;          /* points at the member's key, not its value */
	int line, column;     /* from 1; 0 when only the pointer is known */
};

struct kx_diagnostic {
	enum kx_code code;
	enum kx_severity severity;
	struct kx_place place;
	const char *message;
	const char *hint;             /* may be NULL */
	bool spared;                  /* a draft: it would have refused the sheet, and is a warning here */
	const char *waiver;           /* who waived it and why: it was a warning, and is a note now; or NULL */
	struct kx_place *others;      /* further places, e.g. the other side of a conflict */
	size_t other_count;
};

struct kx_diagnostics {
	struct kx_arena *arena;       /* everything in the list lives here */
	struct kx_diagnostic *list;
	size_t count, room;
	size_t dropped;               /* beyond KX_MAX_DIAGNOSTICS */
	size_t errors, warnings;      /* all of them, also the dropped ones */
	unsigned classes;             /* exit classes among the errors: bit 1 << enum kx_exit, 31 for a bug */
	bool draft;                   /* what the gate refuses (KX_EXIT_REFUSED) is reported as a warning */
	size_t spared;                /* how many were, the dropped ones too */
};

void kx_diagnostics_init(struct kx_diagnostics *diags, struct kx_arena *arena);

/*
 * Append one diagnostic; place strings and hint are copied.  Severity comes
 * from the code table.  Returns the entry (to add places to), or NULL when
 * the list is full.
 */
struct kx_diagnostic *kx_report(struct kx_diagnostics *diags, enum kx_code code, struct kx_place place,
    const char *hint, const char *format, ...) __attribute__((format(printf, 5, 6)));
struct kx_diagnostic *kx_vreport(struct kx_diagnostics *diags, enum kx_code code, struct kx_place place,
    const char *hint, const char *format, va_list args) __attribute__((format(printf, 5, 0)));

/*
 * The same, of one sentence, unless the list has it already: what many sheets' parts come upon is told once.  Without a
 * sentence (NULL) it is that there is no memory left.
 */
void kx_report_once(struct kx_diagnostics *diags, enum kx_code code, struct kx_place place, const char *hint, const char *message);

/*
 * A named person answers for a warning: it becomes a note that says so.
 * Anything but a warning, and one that only a draft made a warning, stays as
 * it is and false is returned.
 */
bool kx_report_waive(struct kx_diagnostics *diags, struct kx_diagnostic *diagnostic, const char *waiver);

/*
 * Put the list of `more` behind that of `diags`, as if it had been reported
 * there; what its entries point to must live as long.
 */
void kx_diagnostics_append(struct kx_diagnostics *diags, const struct kx_diagnostics *more);

/* Add a further place to an entry, up to KX_MAX_PLACES; `diagnostic` may be NULL. */
void kx_report_also(struct kx_diagnostics *diags, struct kx_diagnostic *diagnostic, struct kx_place place);

/*
 * The exit status for what was reported: the gravest class among the errors
 * (bug, i/o, usage, input, printer, gate); KX_EXIT_WERROR when there are only
 * warnings and `werror` is set; else KX_EXIT_OK.
 */
enum kx_exit kx_diagnostics_status(const struct kx_diagnostics *diags, bool werror);

#endif
