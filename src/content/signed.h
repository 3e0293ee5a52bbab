/*
 * signed: what named people answer for.
 *
 * A waiver (data/waivers.json) lets a warning of the gate pass until a day.  A
 * sign-off (data/signoffs.json) is a person's answer to an item of a standard
 * that no program can judge; it holds for the text whose hash it names, and
 * lapses when that text changes.
 *
 * Both lists may be empty, and their files absent.
 */
#ifndef KX_CONTENT_SIGNED_H
#define KX_CONTENT_SIGNED_H

#include "content/content.h"

enum kx_cover { KX_COVERS_CLAIM, KX_COVERS_TOPIC, KX_COVERS_SECTION, KX_COVERS_POINTER };

struct kx_waiver {
	struct kx_origin origin;
	enum kx_code code;        /* of the program's table */
	enum kx_cover covers;
	const char *what;         /* id of the claim, topic or section, or the JSON Pointer */
	const char *file;         /* of a pointer: its file, "topics.json" or "templates/handout.json" */
	const char *by, *role, *reason;
	struct kx_date until;     /* the last day it holds */
};

enum kx_answer { KX_ANSWER_YES, KX_ANSWER_NO, KX_ANSWER_NOT_APPLICABLE };
extern const char *const kx_answer_names[];   /* "yes", "no", "not-applicable", NULL */

struct kx_sign_off {
	struct kx_origin origin;
	const char *standard, *item;   /* "pemat", "16" */
	enum kx_answer answer;         /* where the standard asks yes or no */
	int rating;                    /* 1 to 5 where it rates, else 0 */
	const char *by, *role;
	const char *note;              /* or NULL */
	struct kx_date on;
	const char *hash;              /* of the text that was judged: 64 hexadecimal digits, small letters */
};

#endif
