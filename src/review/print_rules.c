/*
 * Print that people with low vision can read: the finished page against the
 * rules that its size promises to keep (content/profile.h).  Each has a name
 * that begins with the body whose rule it is:
 *
 *	-TYPE      no letter smaller, in the margins too; the raised reference
 *	           numbers have a limit of their own
 *	-TITLE     the title's size
 *	-LEADING   from line to line of one paragraph, as a factor of its type
 *	-MARGIN    nothing that is read stands nearer to the edge of the paper
 *	-COLUMNS   paragraphs side by side; tables and figures are not columns
 *	-LINE      characters in a line
 *	-ITALICS   none
 *	-CAPITALS  no phrase in capitals; abbreviations are no phrase
 *	-HYPHENS   no word broken over two lines
 *	-FLUSH     lines are flush left, and end where their words do
 *
 * Sources: American Council of the Blind, Best Practices and Guidelines for
 * Large Print Documents (2022; revised 2025: 18 pt in captions and footers too);
 * RNIB, Clear Print guidelines.  The numbers are the size's data.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "content/profile.h"

#include <stdlib.h>
#include <string.h>

/* A line of what is read: the words of one element on one baseline, from left to right. */
struct line { int element; size_t page; kx_length left, right, baseline, size; size_t characters; const char *text; size_t length; };

struct lines { struct line *list; size_t count, room; };

struct print { const struct kx_subject *subject; const struct kx_print_rules *rules; struct lines lines; };

static const char *
words_of(const struct print *print, const struct line *line)
{
	return kx_quoted(print->subject, line->text, line->length);
}

/* At the limit in the size's file: what it asks for is what the layout does not give. */
static struct kx_place
limit_place(const struct print *print, const char *member)
{
	return kx_place_below(print->subject, print->rules->origin, member);
}

/* The block-level element that an inline one stands in; -1 for what is not read. */
static int
block_of(const struct kx_frames *frames, int index)
{
	while (index >= 0 && kx_element_inline(frames->elements[index].type))
		index = frames->elements[index].parent;
	return index;
}

static bool
stands_in(const struct kx_frames *frames, int index, enum kx_element_type type)
{
	for (; index >= 0; index = frames->elements[index].parent)
		if (frames->elements[index].type == type)
			return true;
	return false;
}

/* A mark of a citation, or the comma between two, which is raised with them. */
static bool
is_raised(const struct kx_frames *frames, const struct kx_frame_item *item)
{
	const struct kx_frame_glyphs *glyphs = &item->as.glyphs;

	return (glyphs->length == 1 && glyphs->text[0] == ',') ||
	    (stands_in(frames, item->element, KX_EL_REFERENCE) && !stands_in(frames, item->element, KX_EL_BIBENTRY));
}

/* ---- lines ---- */

static void
add_line(struct print *print, size_t page, const struct kx_frame_item *item, int block)
{
	const struct kx_frame_glyphs *glyphs = &item->as.glyphs;
	struct lines *lines = &print->lines;
	struct line *last = lines->count > 0 ? &lines->list[lines->count - 1] : NULL;
	size_t characters = kx_utf8_count(glyphs->text, glyphs->length);

	if (last != NULL && last->element == block && last->page == page && last->baseline == item->box.y) {
		last->right = item->box.x + item->box.width > last->right ? item->box.x + item->box.width : last->right;
		last->left = item->box.x < last->left ? item->box.x : last->left;
		last->size = glyphs->size > last->size ? glyphs->size : last->size;
		last->characters += characters;
		return;
	}
	last = kx_arena_push(print->subject->arena, &lines->list, &lines->count, &lines->room, sizeof(*last));
	if (last != NULL)
		*last = (struct line){ block, page, item->box.x, item->box.x + item->box.width, item->box.y, glyphs->size,
		    characters, glyphs->text, glyphs->length };
}

/* Raised numbers are left out: they stand on a baseline of their own. */
static void
collect_lines(struct print *print)
{
	const struct kx_frames *frames = print->subject->frames;
	const struct kx_frame_item *item;
	size_t page, i;
	int block;

	for (page = 0; page < frames->page_count; page++)
		for (i = 0; i < frames->pages[page].item_count; i++) {
			item = &frames->pages[page].items[i];
			block = block_of(frames, item->element);
			if (item->kind == KX_ITEM_GLYPHS && block >= 0 && !is_raised(frames, item))
				add_line(print, page, item, block);
		}
}

/* ---- -TYPE, -TITLE, -HYPHENS ---- */

#define SIZES_MOST 16

static void
check_type(const struct print *print)
{
	const struct kx_frames *frames = print->subject->frames;
	kx_length told[SIZES_MOST], size, least;
	const struct kx_frame_item *item;
	size_t count = 0, page, i, j;

	for (page = 0; page < frames->page_count; page++)
		for (i = 0; i < frames->pages[page].item_count; i++) {
			item = &frames->pages[page].items[i];
			if (item->kind != KX_ITEM_GLYPHS)
				continue;
			size = item->as.glyphs.size;
			least = is_raised(frames, item) && print->rules->mark_least > 0 ? print->rules->mark_least :
			    print->rules->type_least;
			for (j = 0; j < count && told[j] != size; j++)
				continue;
			if (size >= least || j < count || count == SIZES_MOST)
				continue;
			told[count++] = size;
			kx_report(print->subject->diags, KX379, limit_place(print, least == print->rules->type_least ?
			    "/type_least" : "/mark_least"), "give the size's \"type\" a step that makes it larger",
			    "%s-TYPE: page %zu has letters of %s pt (\"%s\"), under %s pt", print->rules->name, page + 1,
			    kx_decimal(print->subject, size), kx_quoted(print->subject, item->as.glyphs.text, item->as.glyphs.length),
			    kx_decimal(print->subject, least));
		}
}

static void
check_title(const struct print *print)
{
	const struct line *line;
	size_t i;

	for (i = 0; i < print->lines.count; i++) {
		line = &print->lines.list[i];
		if (print->subject->frames->elements[line->element].type != KX_EL_H1 || line->size >= print->rules->title_least)
			continue;
		kx_report(print->subject->diags, KX379, limit_place(print, "/title_least"), "set the title larger",
		    "%s-TITLE: the title is set in %s pt, under %s pt", print->rules->name, kx_decimal(print->subject, line->size),
		    kx_decimal(print->subject, print->rules->title_least));
		return;
	}
}

static bool
ends_in_soft_hyphen(const struct line *line)
{
	return line->length >= 2 && memcmp(line->text + line->length - 2, "\xc2\xad", 2) == 0;
}

static void
check_hyphens(const struct print *print)
{
	const struct line *line;
	size_t i;

	for (i = 0; !print->rules->hyphens && i < print->lines.count; i++) {
		line = &print->lines.list[i];
		if (!ends_in_soft_hyphen(line))
			continue;
		kx_report(print->subject->diags, KX379, limit_place(print, "/hyphens"), "do not let the template break words",
		    "%s-HYPHENS: page %zu breaks a word at the end of the line \"%s\"", print->rules->name, line->page + 1,
		    words_of(print, line));
		return;
	}
}

static void
check_flush(const struct print *print)
{
	const struct kx_frames *frames = print->subject->frames;
	const struct kx_frame_item *item;
	size_t page, i;

	for (page = 0; !print->rules->justified && page < frames->page_count; page++) {
		for (i = 0; i < frames->pages[page].item_count; i++) {
			item = &frames->pages[page].items[i];
			if (item->kind != KX_ITEM_GLYPHS || !item->as.glyphs.justified)
				continue;
			kx_report(print->subject->diags, KX379, limit_place(print, "/justified"),
			    "take \"justified\" from the styles of the template",
			    "%s-FLUSH: page %zu has lines drawn out to one length (\"%s\")", print->rules->name, page + 1,
			    kx_quoted(print->subject, item->as.glyphs.text, item->as.glyphs.length));
			return;
		}
	}
}

/* ---- -LEADING, -LINE, -MARGIN ---- */

/* Two lines of one paragraph, the second below the first in the same place. */
static bool
follows(const struct line *line, const struct line *next)
{
	return next->element == line->element && next->page == line->page && next->baseline > line->baseline &&
	    next->left < line->right && line->left < next->right;
}

static void
check_leading(const struct print *print)
{
	const struct line *line, *next;
	size_t i;

	for (i = 0; print->rules->leading_least > 0 && i + 1 < print->lines.count; i++) {
		line = &print->lines.list[i];
		next = line + 1;
		if (!follows(line, next) ||
		    (int64_t)(next->baseline - line->baseline) * 1000 >= (int64_t)line->size * print->rules->leading_least)
			continue;
		kx_report(print->subject->diags, KX379, limit_place(print, "/leading_least"),
		    "give the size's \"type\" more leading, or let the template draw it in less",
		    "%s-LEADING: page %zu has lines of %s pt only %s pt apart (\"%s\"); %s times the type is the least",
		    print->rules->name, line->page + 1, kx_decimal(print->subject, line->size), kx_decimal(print->subject, next->baseline - line->baseline),
		    words_of(print, next), kx_decimal(print->subject, print->rules->leading_least));
		return;
	}
}

static void
check_line_length(const struct print *print)
{
	const struct line *line;
	size_t i;

	for (i = 0; print->rules->line_most > 0 && i < print->lines.count; i++) {
		line = &print->lines.list[i];
		if (line->characters <= (size_t)print->rules->line_most)
			continue;
		kx_report(print->subject->diags, KX379, limit_place(print, "/line_most"), "give the template wider margins or larger type",
		    "%s-LINE: page %zu has a line of %zu characters (\"%s\"); %d are the most", print->rules->name, line->page + 1,
		    line->characters, words_of(print, line), print->rules->line_most);
		return;
	}
}

static void
check_margin(const struct print *print)
{
	const struct kx_frame_page *page;
	const struct line *line;
	kx_length least = print->rules->margin_least;
	size_t i;

	for (i = 0; i < print->lines.count; i++) {
		line = &print->lines.list[i];
		page = &print->subject->frames->pages[line->page];
		/* A line's last space may hang past the measure, so what is to the right is the layout's own promise. */
		if (line->left >= least && line->baseline - line->size >= least / 2 && line->baseline <= page->height - least / 2)
			continue;
		kx_report(print->subject->diags, KX379, limit_place(print, "/margin_least"), "give the size or the template wider margins",
		    "%s-MARGIN: \"%s\" on page %zu stands nearer to the edge than %s pt", print->rules->name, words_of(print, line),
		    line->page + 1, kx_decimal(print->subject, least));
		return;
	}
}

/* ---- -COLUMNS ---- */

/* How far from its Figure, in elements, a caption of one of two pictures can be. */
#define CAPTIONS_MOST 4

/* Two pictures that are compared stand side by side, and with them the few words over and under each; a Caption is one by its name. */
static bool
is_caption(const struct kx_frames *frames, int element)
{
	size_t first = element > CAPTIONS_MOST ? (size_t)(element - CAPTIONS_MOST) : 0, i;

	for (i = first; i < frames->element_count && i <= (size_t)element + CAPTIONS_MOST; i++)
		if (frames->elements[i].type == KX_EL_FIGURE && frames->elements[i].parent == frames->elements[element].parent)
			return true;
	return false;
}

/*
 * Does the line belong to running text?  A bullet stands beside its item, a
 * cell or a caption beside the next, and are no columns.
 */
static bool
in_column(const struct print *print, const struct line *line)
{
	const struct kx_frames *frames = print->subject->frames;

	return !is_caption(frames, line->element) && !stands_in(frames, line->element, KX_EL_TABLE) && !stands_in(frames, line->element, KX_EL_FIGURE) &&
	    !stands_in(frames, line->element, KX_EL_CAPTION) &&
	    frames->elements[line->element].type != KX_EL_LBL;
}

/* Of one page. */
static bool
beside(const struct line *a, const struct line *b)
{
	return a->element != b->element && a->baseline - a->size < b->baseline &&
	    b->baseline - b->size < a->baseline && (a->right <= b->left || b->right <= a->left);
}

static void
check_columns(const struct print *print)
{
	const struct line *line, *other;
	size_t i, j, page = 0;         /* `page` is the first line of this line's page */
	int abreast;

	for (i = 0; print->rules->columns_most > 0 && i < print->lines.count; i++) {
		line = &print->lines.list[i];
		page = line->page == print->lines.list[page].page ? page : i;
		if (!in_column(print, line))
			continue;
		abreast = 1;
		for (j = page; j < print->lines.count && print->lines.list[j].page == line->page; j++) {
			other = &print->lines.list[j];
			abreast += beside(line, other) && in_column(print, other);
		}
		if (abreast <= print->rules->columns_most)
			continue;
		kx_report(print->subject->diags, KX379, limit_place(print, "/columns_most"),
		    "let the size have fewer columns and parts side by side",
		    "%s-COLUMNS: page %zu has %d paragraphs side by side at \"%s\"", print->rules->name, line->page + 1, abreast,
		    words_of(print, line));
		return;
	}
}

/* ---- -ITALICS, -CAPITALS ---- */

static void
check_italics(const struct print *print)
{
	const struct kx_template *sheet = print->subject->document->sheet;

	if (!print->rules->italics && sheet != NULL && !sheet->no_italics)
		kx_report(print->subject->diags, KX379, limit_place(print, "/italics"), "set the size's own \"italics\" to false",
		    "%s-ITALICS: the size lets words stand in italics", print->rules->name);
}

#define CAPITALS_MOST 3   /* so many words in capitals after one another are a phrase */

/* The longest run of words in capitals; a word has two letters at least, and figures neither make nor end a run. */
static int
capital_run(const char *text, size_t length)
{
	int run = 0, longest = 0, upper = 0, lower = 0;
	size_t i;

	for (i = 0; i <= length; i++) {
		char letter = i < length ? text[i] : ' ';

		upper += letter >= 'A' && letter <= 'Z';
		lower += (letter >= 'a' && letter <= 'z') || (letter & 0x80) != 0;
		if (letter != ' ')
			continue;
		if (lower > 0 || upper == 1)
			run = 0;
		else if (upper > 1)
			longest = ++run > longest ? run : longest;
		upper = lower = 0;
	}
	return longest;
}

static void
check_capitals(const struct print *print)
{
	const struct line *line;
	size_t i;

	for (i = 0; !print->rules->capitals && i < print->lines.count; i++) {
		line = &print->lines.list[i];
		if (capital_run(line->text, line->length) < CAPITALS_MOST)
			continue;
		kx_report(print->subject->diags, KX379, limit_place(print, "/capitals"), "write it in small letters",
		    "%s-CAPITALS: page %zu has a phrase in capitals (\"%s\")", print->rules->name, line->page + 1, words_of(print, line));
		return;
	}
}

void
kx_rule_print(const struct kx_subject *subject)
{
	struct print print = { .subject = subject };
	const struct kx_template *sheet = subject->document->sheet;

	if (sheet == NULL || sheet->print_rules == NULL)
		return;
	print.rules = sheet->print_rules;
	collect_lines(&print);
	check_type(&print);
	check_title(&print);
	check_leading(&print);
	check_margin(&print);
	check_columns(&print);
	check_line_length(&print);
	check_italics(&print);
	check_capitals(&print);
	check_hyphens(&print);
	check_flush(&print);
}
