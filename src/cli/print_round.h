/*
 * print_round: sheets and printers brought together, once.
 *
 * Every sheet is judged first (kx_print_round_add()), then every printer is
 * asked about its sheets (kx_print_round_ask()), and only then is anything
 * sent.  What becomes of a round in which something was refused is up to the
 * caller: what was not found ready is never sent.
 */
#ifndef KX_CLI_PRINT_ROUND_H
#define KX_CLI_PRINT_ROUND_H

#include "base/arena.h"
#include "cli/options.h"
#include "cli/order.h"
#include "cli/print_record.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_job;

/* A printer of the round. */
struct kx_print_place {
	const char *name;                    /* as it was asked for; NULL: the user's own */
	struct kx_printer *printer;          /* NULL when it cannot be opened */
	const char *state;                   /* what it said of itself before anything was sent */
};

struct kx_print_item {
	struct kx_order order;
	struct kx_print_note note;
	const char *printer;                 /* name */
	const struct kx_print_place *place;  /* set by kx_print_round_ask() */
	bool ready;                          /* the printer can do it */
	struct kx_print_job *job;            /* NULL: it was not sent */
};

struct kx_print_round {
	struct kx_job *job;                  /* its arena, its messages */
	const struct kx_request *request;
	const struct kx_cups *cups;
	struct kx_judge judge;
	struct kx_arena presents;            /* of the judge; emptied from time to time */
	struct kx_order_terms terms;         /* of all sheets, as the user gave them */
	int patience;                        /* seconds; 0: send and leave */
	struct kx_print_records records;
	struct kx_print_item *items; size_t count, room;
	struct kx_print_place **places; size_t place_count, place_room;
};

/* Take the request's options; KX805, KX860, and what kx_command_options() reports.  To be ended whatever is returned. */
bool kx_print_round_begin(struct kx_print_round *round, const struct kx_request *request, struct kx_job *job);
void kx_print_round_end(struct kx_print_round *round);

/* Judge against this data folder in place of the one that the options name. */
void kx_print_round_judge_by(struct kx_print_round *round, const char *data);

/*
 * Add the sheet `path` for `printer`.  `note` is where its ledger has it; NULL:
 * look for it.  False when it may not be printed, and then it is not added:
 * what kx_order_make() and kx_print_records_find() report.
 */
bool kx_print_round_add(struct kx_print_round *round, const char *path, const char *printer, int copies,
    const struct kx_print_note *note);

/* Open the printers and ask them; false when a sheet is not ready (KX861 to KX863). */
bool kx_print_round_ask(struct kx_print_round *round);

/* Send all that is ready and follow it to its end; false when anything did not print (KX863 to KX865). */
bool kx_print_round_send(struct kx_print_round *round);

/* What became of each sheet, as text or JSON, to the job's output. */
void kx_print_round_report(struct kx_print_round *round);

/* The members of a sheet's report, in an object that is open. */
struct kx_json;
void kx_print_round_json(const struct kx_print_item *item, struct kx_json *json);

#endif
