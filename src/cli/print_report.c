/*
 * What became of the sheets of a round, in words and in JSON.
 */
#include "base/arena.h"
#include "base/json_out.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/print_round.h"

#include <string.h>

static const char *
sides_in_words(const char *sides)
{
	if (strcmp(sides, "two-sided-long-edge") == 0)
		return "on both sides, turned on the long edge";
	if (strcmp(sides, "two-sided-short-edge") == 0)
		return "on both sides, turned on the short edge";
	return "on one side";
}

static const char *
color_in_words(const char *color)
{
	if (color == NULL || strcmp(color, "auto") == 0)
		return "";
	return strcmp(color, "color") == 0 ? ", in colour" : ", in black";
}

static void
print_printer(const struct kx_print_item *item, struct kx_buffer *out)
{
	struct kx_printer *printer = item->place != NULL ? item->place->printer : NULL;
	const char *model = printer != NULL ? kx_printer_model(printer) : "";

	if (printer == NULL)
		kx_buffer_print(out, "    printer: %s, not there\n", item->printer != NULL ? item->printer : "your own");
	else
		kx_buffer_print(out, "    printer: %s%s%s, %s\n", kx_printer_name(printer), *model != '\0' ? ", " : "", model,
		    item->place->state != NULL ? item->place->state : "");
}

static void
print_sheet(const struct kx_print_item *item, bool dry_run, struct kx_buffer *out)
{
	const struct kx_order *order = &item->order;
	const struct kx_print_wish *wish = &order->wish;
	int leaves = wish->copies * kx_order_leaves(order);

	kx_buffer_print(out, "%s\n    sheet: %s, %s, %s\n", order->path, wish->title, order->document, order->origin);
	print_printer(item, out);
	kx_buffer_print(out, "    prints: %d %s of %d %s, %s%s, on %d %s of %s\n", wish->copies, wish->copies == 1 ? "copy" : "copies",
	    order->pages, order->pages == 1 ? "page" : "pages", sides_in_words(wish->sides), color_in_words(wish->color), leaves,
	    leaves == 1 ? "sheet" : "sheets", wish->media);
	if (item->job != NULL)
		kx_buffer_print(out, "    job: %d, %s%s%s\n", item->job->id, kx_print_state_name(item->job->state),
		    *item->job->reasons != '\0' ? ": " : "", item->job->reasons);
	else
		kx_buffer_print(out, "    job: none, %s\n", dry_run ? "this is a dry run" : "it was not sent");
}

void
kx_print_round_json(const struct kx_print_item *item, struct kx_json *json)
{
	const struct kx_order *order = &item->order;
	struct kx_printer *printer = item->place != NULL ? item->place->printer : NULL;

	kx_json_text(json, "file", order->path);
	kx_json_text(json, "document", order->document);
	kx_json_text(json, "title", order->wish.title);
	kx_json_text(json, "sha256", order->sha256);
	kx_json_text(json, "printer", printer != NULL ? kx_printer_name(printer) : item->printer);
	kx_json_text(json, "printer_state", item->place != NULL ? item->place->state : NULL);
	kx_json_number(json, "copies", order->wish.copies);
	kx_json_number(json, "pages", order->pages);
	kx_json_text(json, "sides", order->wish.sides);
	kx_json_text(json, "media", order->wish.media);
	kx_json_text(json, "color", order->wish.color);
	if (item->job != NULL) {
		kx_json_number(json, "job", item->job->id);
		kx_json_text(json, "state", kx_print_state_name(item->job->state));
		kx_json_text(json, "reasons", item->job->reasons);
	} else {
		kx_json_text(json, "job", NULL);
	}
}

void
kx_print_round_report(struct kx_print_round *round)
{
	bool as_json = kx_command_wants_json(round->request), dry_run = kx_asked(round->request, DRY_RUN);
	struct kx_json json;
	size_t i;

	kx_json_init(&json, &round->job->out);
	if (as_json)
		kx_json_open_array(&json, NULL);
	for (i = 0; i < round->count; i++) {
		if (!as_json) {
			print_sheet(&round->items[i], dry_run, &round->job->out);
			continue;
		}
		kx_json_open_object(&json, NULL);
		kx_print_round_json(&round->items[i], &json);
		kx_json_close_object(&json);
	}
	if (as_json) {
		kx_json_close_array(&json);
		kx_json_done(&json);
	}
	round->job->report = true;
}
