/*
 * kxreport: a folder of curated summaries -> one printable handout, as PDF.
 *
 * The public interface of libkxreport.  Plain C types only.
 *
 *	struct kxreport_options options;
 *	struct kxreport_sheet *sheet;
 *	int status;
 *
 *	kxreport_options_init(&options);
 *	options.share = "/usr/local/share/kxreport";
 *	status = kxreport_render(&options, &sheet);
 *	if (status == KXREPORT_OK)
 *		status = kxreport_write(sheet, "handout.pdf");
 *	fputs(kxreport_messages(sheet, KXREPORT_HUMAN), stderr);
 *	kxreport_free(sheet);
 *
 * The library prints nothing, reads no environment variable and no clock, and
 * keeps no state between calls: any number of threads may render at the same
 * time.  The same inputs and options give the same bytes.
 */
#ifndef KXREPORT_H
#define KXREPORT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KXREPORT_VERSION "0.1.0"

/* What a call returns, and what the program exits with. */
enum kxreport_status {
	KXREPORT_OK = 0,
	KXREPORT_REFUSED = 1,    /* the editorial gate refused the sheet */
	KXREPORT_USAGE = 2,      /* an option or name that does not exist */
	KXREPORT_INPUT = 3,      /* an input is wrong */
	KXREPORT_WERROR = 4,     /* there were warnings, and they were to be errors */
	KXREPORT_IO = 5,         /* a file cannot be read or written */
	KXREPORT_PRINTER = 6,    /* of the command only; the library does not print */
	KXREPORT_BUG = 70        /* a fault in kxreport itself, or no memory */
};

/* How far to go: the finished PDF, or the text form of a stage before it. */
enum kxreport_stage {
	KXREPORT_CONTENT,        /* everything read */
	KXREPORT_HANDOUT,        /* merged: what prints, why, and what lost */
	KXREPORT_TEMPLATE,       /* the layout as size, theme and ink make it */
	KXREPORT_DOCUMENT,       /* blocks in reading order */
	KXREPORT_FRAMES,         /* pages of items at their places, and the structure tree */
	KXREPORT_SETTING,        /* what copyfit chose, and how even the lines are */
	KXREPORT_PDF
};

/*
 * What to render.  Strings are borrowed for the length of the call.  NULL
 * means the default that is named here.
 */
struct kxreport_options {
	const char *share;       /* folder that holds data/, templates/ and fonts/; must be given */
	const char *data;        /* data folder; NULL: "data" in the share folder */
	const char *clinic;      /* id in data/clinics, or path of a clinic file; NULL: the data's default */
	const char *layout;      /* id in templates, or path of a template; NULL: the data's default */
	const char *paper;       /* paper of the template, such as "letter" or "a4"; NULL: its first */
	const char *size;        /* id in templates/sizes ("clear", "large", "giant"), or path of a size file; NULL: "standard" */
	const char *ink;         /* id in templates/inks ("gray", "saver"), or path of an ink file; NULL: "full" */
	const char *theme;       /* id in templates/themes ("quiet", "warm"), or path of a theme file; NULL: the clinic's, or "house" */
	const char *language;    /* BCP 47 tag; NULL: the data's own */
	int has_date;            /* is `date` set? */
	int64_t date;            /* date inside the PDF, seconds since 1970 UTC; otherwise the data's own date */
	int warnings_are_errors; /* refuse with KXREPORT_WERROR when there is a warning */
	const char *as_of;       /* the day, YYYY-MM-DD, that the gate takes for today; NULL: it judges nothing that depends on
	                            the day, so an outdated sheet is not refused */
	int require_review;      /* refuse words that no clinician has reviewed */
	int draft;               /* render what the gate refuses all the same, marked as a draft on every page */
	enum kxreport_stage stage;
};

/* Every field at its default: NULL, 0, KXREPORT_PDF. */
void kxreport_options_init(struct kxreport_options *options);

/* A finished sheet, or the messages that tell why there is none. */
struct kxreport_sheet;

/*
 * Render.  Returns a status.  `*ret_sheet` is set whatever the status, so
 * that the messages can be read, and is NULL only when there is no memory.
 * Free it with kxreport_free().
 */
int kxreport_render(const struct kxreport_options *options, struct kxreport_sheet **ret_sheet);

/*
 * The bytes, NULL when the status was not KXREPORT_OK; they live as long as
 * the sheet.
 */
const void *kxreport_bytes(const struct kxreport_sheet *sheet, size_t *ret_length);

/*
 * Replace the file `path` by the sheet: a temporary in the same folder is
 * written, synced and renamed over it.  On failure (KXREPORT_IO, or the status
 * of the render when that failed) what was there before is left as it was.
 * The cause is added to the sheet's messages.
 */
int kxreport_write(struct kxreport_sheet *sheet, const char *path);

/* Facts about the sheet; 0 or "" when the render did not get that far. */
size_t kxreport_pages(const struct kxreport_sheet *sheet);
const char *kxreport_document_id(const struct kxreport_sheet *sheet);
const char *kxreport_paper(const struct kxreport_sheet *sheet);
const char *kxreport_size(const struct kxreport_sheet *sheet);
const char *kxreport_ink(const struct kxreport_sheet *sheet);
const char *kxreport_theme(const struct kxreport_sheet *sheet);

enum kxreport_message_format {
	KXREPORT_HUMAN,          /* "file:line:column: error[KX204]: …", the line, a caret, help */
	KXREPORT_HUMAN_COLOR,    /* the same with ANSI colours */
	KXREPORT_JSON            /* an array of objects */
};

/*
 * Everything reported so far, as text; "" when there is nothing to say in the
 * human formats.  The text lives until the next call with this sheet.
 */
const char *kxreport_messages(struct kxreport_sheet *sheet, enum kxreport_message_format format);

/* Accepts NULL. */
void kxreport_free(struct kxreport_sheet *sheet);

/* KXREPORT_VERSION as the library was built. */
const char *kxreport_version(void);

#ifdef __cplusplus
}
#endif

#endif
