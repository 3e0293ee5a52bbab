/*
 * card: the score card of `kxreport check`, for people and as JSON.
 *
 * As JSON, one document:
 *
 *	{ "format": "kxreport-check-1", "status", "gate": "passed" | "refused", "errors", "warnings", "as_of",
 *	  "document": { "id", "title", "language", "layout", "paper", "pages", "clinic", "review_by" },
 *	  "review": { "pack": { "state", "by", "role", "on", "file", "hash" }, "clinic": { … } },
 *	  "readability": { "tongue", "whole": { … }, "sections": [ { "section", … } ], "hardest": [ … ] },
 *	  "balance": { "benefits": { … }, "harms": { … } },
 *	  "standards": [ { "id", "title", "parts": [ … ], "items": [ … ] } ],
 *	  "waiting": how many items wait for a person,
 *	  "messages": as everywhere }
 *
 * When the sheet did not come about, everything from "document" to "waiting"
 * is null.  "hash" is what a reviewer records; grades and shares are decimals.
 */
#ifndef KX_CLI_CARD_H
#define KX_CLI_CARD_H

#include "base/diagnostic.h"
#include "content/date.h"

struct kx_buffer;
struct kx_job;

/* What the two forms share. */
struct kx_card {
	struct kx_job *job;               /* has been run with `check` */
	struct kx_date as_of;
	enum kx_exit status;              /* that the run will have */
};

/* For people; nothing when the job has no score card. */
void kx_card_print(const struct kx_card *card, struct kx_buffer *out);

void kx_card_json(const struct kx_card *card, struct kx_buffer *out);

/* Sentences that are listed as the hardest. */
#define KX_CARD_HARDEST 5

#endif
