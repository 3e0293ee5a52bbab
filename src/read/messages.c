#include "read/read.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/json_out.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/locate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Characters of a source line that are shown, and where in them the column stands when it is cut. */
#define SHOWN_LINE 100
#define SHOWN_LEAD 60

/* The text of a file that messages point into; NULL when it cannot be read. */
struct text { const char *path, *bytes; size_t length; };
struct texts {
	struct kx_arena arena;
	struct text *list;
	size_t count, room;
};

/* Texts are needed only while messages are made, so they have an arena of their own. */
static void
texts_init(struct texts *texts)
{
	memset(texts, 0, sizeof(*texts));
	kx_arena_init(&texts->arena, KX_JOB_ARENA_BYTES);
}

static void
texts_done(struct texts *texts)
{
	kx_arena_done(&texts->arena);
}

static const struct text *
texts_find(struct texts *texts, const char *path)
{
	struct kx_diagnostics unheard;   /* what the reading itself runs into was reported before */
	struct text *text;
	size_t i;

	for (i = 0; i < texts->count; i++)
		if (strcmp(texts->list[i].path, path) == 0)
			return &texts->list[i];
	text = kx_arena_push(&texts->arena, &texts->list, &texts->count, &texts->room, sizeof(*text));
	if (text == NULL)
		return NULL;
	text->path = path;
	kx_diagnostics_init(&unheard, &texts->arena);
	if (!kx_file_read(&texts->arena, path, KX_MAX_FILE_BYTES, &text->bytes, &text->length, &unheard))
		text->bytes = NULL;
	return text;
}

/* All places of the list, so that they can be sorted by file. */
static struct kx_place **
gather_places(struct kx_arena *arena, struct kx_diagnostics *diags, size_t *ret_count)
{
	struct kx_place **places, **slot;
	size_t count = 0, room = 0, i, k;

	places = NULL;
	for (i = 0; i < diags->count; i++) {
		struct kx_diagnostic *diag = &diags->list[i];

		for (k = 0; k <= diag->other_count; k++) {
			struct kx_place *place = k == 0 ? &diag->place : &diag->others[k - 1];

			if (place->file == NULL || place->pointer == NULL || place->line != 0)
				continue;
			slot = kx_arena_push(arena, &places, &count, &room, sizeof(*places));
			if (slot == NULL)
				break;
			*slot = place;
		}
	}
	*ret_count = count;
	return places;
}

static int
compare_files(const void *a, const void *b)
{
	return strcmp((*(struct kx_place *const *)a)->file, (*(struct kx_place *const *)b)->file);
}

static void
locate_places(struct texts *texts, struct kx_place **places, size_t count)
{
	size_t first, end;
	const struct text *text;

	if (count > 1)
		qsort(places, count, sizeof(*places), compare_files);
	for (first = 0; first < count; first = end) {
		for (end = first + 1; end < count && strcmp(places[end]->file, places[first]->file) == 0;)
			end++;
		text = texts_find(texts, places[first]->file);
		if (text != NULL && text->bytes != NULL)
			kx_locate(&texts->arena, text->bytes, text->length, places + first, end - first);
	}
}

static void
locate_all(struct texts *texts, struct kx_diagnostics *diags)
{
	size_t count;
	struct kx_place **places = gather_places(&texts->arena, diags, &count);

	locate_places(texts, places, count);
}

void
kx_read_find_places(struct kx_place *places, size_t count)
{
	struct texts texts;
	struct kx_place **list;
	size_t i, used = 0;

	texts_init(&texts);
	list = kx_arena_array(&texts.arena, count, sizeof(*list));
	for (i = 0; list != NULL && i < count; i++)
		if (places[i].file != NULL && places[i].pointer != NULL && places[i].line == 0)
			list[used++] = &places[i];
	locate_places(&texts, list, used);
	texts_done(&texts);
}

/* A diagnostic and when it was reported: qsort keeps no order of its own. */
struct ranked { struct kx_diagnostic diag; size_t rank; bool input; };

static int
compare_numbers(long a, long b)
{
	return a < b ? -1 : a > b;
}

static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *one = a, *two = b;
	const struct kx_place *here = &one->diag.place, *there = &two->diag.place;
	int order;

	if (one->input != two->input)
		return one->input ? -1 : 1;
	if (one->input) {
		order = strcmp(here->file != NULL ? here->file : "", there->file != NULL ? there->file : "");
		if (order == 0)
			order = compare_numbers(here->line, there->line);
		if (order == 0)
			order = compare_numbers(here->column, there->column);
		if (order == 0)
			order = compare_numbers((long)one->diag.code, (long)two->diag.code);
		if (order != 0)
			return order;
	}
	return one->rank < two->rank ? -1 : one->rank > two->rank;
}

static void
put_in_order(struct kx_arena *arena, struct kx_diagnostics *diags)
{
	struct ranked *list = kx_arena_array(arena, diags->count, sizeof(*list));
	const struct kx_code_entry *entry;
	size_t i;

	if (list == NULL || diags->count < 2)
		return;
	for (i = 0; i < diags->count; i++) {
		entry = kx_code_find((int)diags->list[i].code);
		list[i] = (struct ranked){ diags->list[i], i, entry != NULL && entry->status == KX_EXIT_INPUT };
	}
	qsort(list, diags->count, sizeof(*list), compare_ranked);
	for (i = 0; i < diags->count; i++)
		diags->list[i] = list[i].diag;
}

static void
locate_and_sort(struct texts *texts, struct kx_diagnostics *diags)
{
	locate_all(texts, diags);
	put_in_order(&texts->arena, diags);
}

void
kx_read_locate(struct kx_diagnostics *diags)
{
	struct texts texts;

	texts_init(&texts);
	locate_and_sort(&texts, diags);
	texts_done(&texts);
}

/* Characters that could steer a terminal, or turn the direction of the line. */
static bool
is_steering(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x202a && code <= 0x202e) ||
	    (code >= 0x2066 && code <= 0x2069) || code == 0x2028 || code == 0x2029;
}

/* At most `most` characters of a text of any origin, one column each: returns how many. */
static size_t
add_safely(struct kx_buffer *out, const char *text, size_t length, size_t most)
{
	size_t at = 0, step, bad, shown;
	uint32_t code;

	for (shown = 0; at < length && shown < most; shown++, at += step) {
		for (step = 1; step < 4 && at + step < length && ((unsigned char)text[at + step] & 0xc0) == 0x80;)
			step++;
		if (!kx_utf8_valid(text + at, step, &bad)) {
			kx_buffer_text(out, "\xef\xbf\xbd");
			step = 1;
			continue;
		}
		code = kx_utf8_next(text + at, &step);
		if (code == '\t')
			kx_buffer_char(out, ' ');
		else if (is_steering(code))
			kx_buffer_text(out, "\xef\xbf\xbd");
		else
			kx_buffer_add(out, text + at, step);
	}
	return shown;
}

static void
add_text(struct kx_buffer *out, const char *text)
{
	add_safely(out, text, strlen(text), SIZE_MAX);
}

/* Byte of the character `column` (from 1) of a line. */
static size_t
column_offset(const char *line, size_t length, int column)
{
	size_t at = 0;

	while (column > 1 && at < length) {
		for (at++; at < length && ((unsigned char)line[at] & 0xc0) == 0x80;)
			at++;
		column--;
	}
	return at;
}

/* The line a place stands on, with the caret below it. */
static void
add_source_line(struct kx_buffer *out, const struct text *text, const struct kx_place *place, bool color)
{
	const char *line = text->bytes, *end = text->bytes + text->length, *stop;
	size_t lead, from, caret, i;
	int number;

	for (number = 1; number < place->line && line != NULL; number++) {
		line = memchr(line, '\n', (size_t)(end - line));
		line = line != NULL ? line + 1 : NULL;
	}
	if (line == NULL)
		return;
	stop = memchr(line, '\n', (size_t)(end - line));
	stop = stop != NULL ? stop : end;
	if (stop > line && stop[-1] == '\r')
		stop--;
	lead = place->column > SHOWN_LEAD ? (size_t)place->column - SHOWN_LEAD : 0;
	if (kx_utf8_count(line, (size_t)(stop - line)) <= SHOWN_LINE)
		lead = 0;
	from = column_offset(line, (size_t)(stop - line), (int)lead + 1);
	if (lead > 0)
		kx_buffer_text(out, "…");
	add_safely(out, line + from, (size_t)(stop - line) - from, SHOWN_LINE);
	if (kx_utf8_count(line + from, (size_t)(stop - line) - from) > SHOWN_LINE)
		kx_buffer_text(out, "…");
	kx_buffer_char(out, '\n');
	if (place->column < 1)
		return;
	caret = (size_t)place->column - 1 - lead + (lead > 0);
	/* A file that was changed since may be shorter than the column says. */
	for (i = 0; i < caret && i <= SHOWN_LINE; i++)
		kx_buffer_char(out, ' ');
	kx_buffer_text(out, color ? "\x1b[1;32m^\x1b[0m\n" : "^\n");
}

static void
add_place(struct kx_buffer *out, const struct kx_place *place)
{
	add_text(out, place->file != NULL ? place->file : "kxreport");
	if (place->line > 0) {
		kx_buffer_print(out, ":%d", place->line);
		if (place->column > 0)
			kx_buffer_print(out, ":%d", place->column);
	} else if (place->file != NULL && place->pointer != NULL && place->pointer[0] != '\0') {
		kx_buffer_char(out, ':');
		add_text(out, place->pointer);
	}
}

static const char *
severity_name(enum kx_severity severity)
{
	switch (severity) {
	case KX_ERROR:
		return "error";
	case KX_WARNING:
		return "warning";
	case KX_NOTE:
		return "note";
	}
	return "error";
}

static const char *
severity_color(enum kx_severity severity)
{
	switch (severity) {
	case KX_ERROR:
		return "\x1b[1;31m";
	case KX_WARNING:
		return "\x1b[1;35m";
	case KX_NOTE:
		return "\x1b[1;36m";
	}
	return "\x1b[1;31m";
}

static void
explain_one(struct kx_buffer *out, struct texts *texts, const struct kx_diagnostic *diag, bool color)
{
	const struct text *text = NULL;
	size_t i;

	if (color)
		kx_buffer_text(out, "\x1b[1m");
	add_place(out, &diag->place);
	kx_buffer_print(out, ":%s %s%s[KX%03d]%s: ", color ? "\x1b[0m" : "", color ? severity_color(diag->severity) : "",
	    severity_name(diag->severity), (int)diag->code, color ? "\x1b[0m" : "");
	add_text(out, diag->message);
	kx_buffer_char(out, '\n');
	if (diag->place.file != NULL && diag->place.line > 0)
		text = texts_find(texts, diag->place.file);
	if (text != NULL && text->bytes != NULL)
		add_source_line(out, text, &diag->place, color);
	if (diag->hint != NULL) {
		kx_buffer_text(out, color ? "\x1b[1mhelp:\x1b[0m " : "help: ");
		add_text(out, diag->hint);
		kx_buffer_char(out, '\n');
	}
	if (diag->waiver != NULL) {
		kx_buffer_text(out, color ? "\x1b[1mwaived:\x1b[0m " : "waived: ");
		add_text(out, diag->waiver);
		kx_buffer_char(out, '\n');
	}
	for (i = 0; i < diag->other_count; i++) {
		kx_buffer_text(out, color ? "\x1b[1malso:\x1b[0m " : "also: ");
		add_place(out, &diag->others[i]);
		kx_buffer_char(out, '\n');
	}
}

static void
add_count(struct kx_buffer *out, const struct kx_diagnostics *diags)
{
	if (diags->errors > 0)
		kx_buffer_print(out, "%zu error%s", diags->errors, diags->errors == 1 ? "" : "s");
	if (diags->warnings > 0)
		kx_buffer_print(out, "%s%zu warning%s", diags->errors > 0 ? ", " : "", diags->warnings,
		    diags->warnings == 1 ? "" : "s");
	if (diags->dropped > 0)
		kx_buffer_print(out, " (%zu not shown)", diags->dropped);
	if (diags->errors + diags->warnings + diags->dropped > 0)
		kx_buffer_char(out, '\n');
}

void
kx_read_explain(struct kx_diagnostics *diags, bool color, struct kx_buffer *out)
{
	struct texts texts;
	size_t i;

	texts_init(&texts);
	locate_and_sort(&texts, diags);
	for (i = 0; i < diags->count; i++)
		explain_one(out, &texts, &diags->list[i], color);
	add_count(out, diags);
	texts_done(&texts);
}

static void
json_place(struct kx_json *json, const struct kx_place *place)
{
	kx_json_text(json, "file", place->file);
	kx_json_text(json, "pointer", place->pointer);
	if (place->line > 0)
		kx_json_number(json, "line", place->line);
	else
		kx_json_text(json, "line", NULL);
	if (place->column > 0)
		kx_json_number(json, "column", place->column);
	else
		kx_json_text(json, "column", NULL);
}

void
kx_read_explain_json(struct kx_diagnostics *diags, struct kx_buffer *out)
{
	struct kx_json json;
	char code[16];
	size_t i, k;

	kx_read_locate(diags);
	kx_json_init(&json, out);
	kx_json_open_array(&json, NULL);
	for (i = 0; i < diags->count; i++) {
		const struct kx_diagnostic *diag = &diags->list[i];

		kx_json_open_object(&json, NULL);
		snprintf(code, sizeof(code), "KX%03d", (int)diag->code);
		kx_json_text(&json, "code", code);
		kx_json_text(&json, "severity", severity_name(diag->severity));
		json_place(&json, &diag->place);
		kx_json_text(&json, "message", diag->message);
		kx_json_text(&json, "hint", diag->hint);
		if (diag->waiver != NULL)
			kx_json_text(&json, "waiver", diag->waiver);
		if (diag->spared)
			kx_json_boolean(&json, "would_refuse", true);
		kx_json_open_array(&json, "also");
		for (k = 0; k < diag->other_count; k++) {
			kx_json_open_object(&json, NULL);
			json_place(&json, &diag->others[k]);
			kx_json_close_object(&json);
		}
		kx_json_close_array(&json);
		kx_json_close_object(&json);
	}
	kx_json_close_array(&json);
	kx_json_done(&json);
}
