/*
 * Rules on the finished page: what stands beside what, where, and how large.
 *
 * Frames know glyphs and boxes; each element says which section and block of
 * the outline it holds.  Tables and paragraphs may run over several pages, so a
 * figure stands where its number does (told.c).
 *
 * A running harm line (running.c) counts as a harm on its page.  So does it
 * where KX326 asks for harms within a page of the benefits: that rule is about
 * what a reader sees who has benefits before the eyes, on the same page or on
 * the facing one.  In large print a section goes over many pages, and each of
 * those that gives a benefit repeats a harm and says where the others are.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <string.h>

#define PAGE_TEXT_CEILING (4u * 1024 * 1024)

static const struct kx_element *
element_of(const struct kx_subject *subject, const struct kx_frame_item *item)
{
	return item->element >= 0 ? &subject->frames->elements[item->element] : NULL;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b ? a != NULL : a != NULL && b != NULL && *a == *b && strcmp(a, b) == 0;
}

static const struct kx_section *
section_of(const struct kx_subject *subject, const char *id)
{
	const struct kx_content *content = subject->handout->content;
	size_t i;

	for (i = 0; id != NULL && i < content->section_count; i++)
		if (strcmp(content->sections[i].id, id) == 0)
			return &content->sections[i];
	return NULL;
}

/* A place in the template, which decides where things stand; the pack when the sheet has none. */
static struct kx_place
template_place(const struct kx_subject *subject, const char *pointer)
{
	const struct kx_template *sheet = subject->document->sheet;

	if (sheet == NULL)
		return kx_place_below(subject, subject->handout->content->pack.origin, "");
	return (struct kx_place){ .file = sheet->origin.file, .pointer = pointer };
}

/* ---- KX325 ---- */

/* A block of the outline that has figures, and what it prints on the page at hand. */
struct telling { const char *section, *block; struct kx_buffer text; };
struct tellings { struct telling *list; size_t count, room; };

static struct telling *
find_telling(const struct tellings *tellings, const char *section, const char *block)
{
	size_t i;

	for (i = tellings->count; i-- > 0;)
		if (same_text(tellings->list[i].section, section) && same_text(tellings->list[i].block, block))
			return &tellings->list[i];
	return NULL;
}

/* Every block that has figures, in reading order. */
static struct tellings
list_tellings(const struct kx_subject *subject, const struct kx_told_figures *figures)
{
	struct tellings tellings = { NULL, 0, 0 };
	const struct kx_told_figure *figure;
	struct telling *telling;

	for (figure = figures->list; figure < figures->list + figures->count; figure++) {
		telling = find_telling(&tellings, figure->section, figure->block) != NULL ? NULL :
		    kx_arena_push(subject->arena, &tellings.list, &tellings.count, &tellings.room, sizeof(*telling));
		if (telling == NULL)
			continue;
		*telling = (struct telling){ .section = figure->section, .block = figure->block };
		kx_buffer_init(&telling->text, PAGE_TEXT_CEILING);
	}
	return tellings;
}

/* What the blocks print on a page. */
static void
read_page(const struct kx_subject *subject, const struct tellings *tellings, size_t page)
{
	const struct kx_frame_page *sheet = &subject->frames->pages[page];
	const struct kx_element *element, *last = NULL;
	struct telling *telling = NULL;
	const struct kx_frame_glyphs *glyphs;
	size_t i;

	for (i = 0; i < tellings->count; i++)
		kx_buffer_clear(&tellings->list[i].text);
	for (i = 0; i < sheet->item_count; i++) {
		element = element_of(subject, &sheet->items[i]);
		if (sheet->items[i].kind != KX_ITEM_GLYPHS || element == NULL || element->type == KX_EL_REFERENCE)
			continue;
		/* Items of one block follow each other, and have its names from one place. */
		if (last == NULL || element->section != last->section || element->block != last->block)
			telling = find_telling(tellings, element->section, element->block);
		last = element;
		glyphs = &sheet->items[i].as.glyphs;
		if (telling == NULL)
			continue;
		kx_buffer_add(&telling->text, glyphs->text, glyphs->length);
		kx_buffer_char(&telling->text, ' ');
	}
}

static struct kx_figures_told
figures_on_page(const struct kx_subject *subject, const struct kx_told_figures *figures, const struct tellings *tellings,
    size_t page)
{
	struct kx_figures_told told = { .harm = false };
	const struct telling *telling;

	read_page(subject, tellings, page);
	for (telling = tellings->list; telling < tellings->list + tellings->count; telling++)
		if (telling->text.length > 0)
			kx_review_tell(figures, telling->section, telling->block, kx_buffer_bytes(&telling->text), telling->text.length, &told);
	told.harm = told.harm || kx_harm_runs(subject->handout, subject->document, subject->frames, page);
	return told;
}

void
kx_rule_figures_together(const struct kx_subject *subject)
{
	struct kx_told_figures figures;
	struct kx_figures_told told;
	struct tellings tellings;
	size_t page, i;

	if (!kx_review_figures(subject->arena, subject->handout, subject->memo, &figures))
		return;
	tellings = list_tellings(subject, &figures);
	for (page = 0; page < subject->frames->page_count; page++) {
		told = figures_on_page(subject, &figures, &tellings, page);
		if (told.benefit != NULL && !told.harm)
			kx_report(subject->diags, KX325, kx_place_below(subject, told.benefit->figure->origin, ""),
			    "let the layout place harms on the same page, or say a harm's number there",
			    "page %zu has a figure on benefits (\"%s\" in claim \"%s\") and none on harms", page + 1,
			    told.benefit->figure->outcome, told.benefit->claim->id);
	}
	for (i = 0; i < tellings.count; i++)
		kx_buffer_done(&tellings.list[i].text);
}

/* ---- KX326, KX327 ---- */

/* A1 of the standards: area of one side at most twice the other's. */
#define AREA_MOST 2

void
kx_rule_equal_page(const struct kx_subject *subject)
{
	const struct kx_balance *balance = subject->balance;

	if (balance->benefits.first_page == 0 || balance->harms.first_page == 0)
		return;
	if (balance->harms.first_page > balance->benefits.first_page + 1)
		kx_report(subject->diags, KX326, template_place(subject, "/flow"), "place them on the same page or the next",
		    "benefits begin on page %d and harms only on page %d", balance->benefits.first_page, balance->harms.first_page);
	if (balance->harms.area * AREA_MOST < balance->benefits.area || balance->benefits.area * AREA_MOST < balance->harms.area)
		kx_report(subject->diags, KX326, kx_role_place(subject, balance->harms.area < balance->benefits.area ? KX_ROLE_RISKS :
		    KX_ROLE_BENEFITS), "shorten the larger side, or set both in the same form",
		    "benefits cover %lld square points and harms %lld: one is more than twice the other",
		    (long long)balance->benefits.area, (long long)balance->harms.area);
}

void
kx_rule_equal_type(const struct kx_subject *subject)
{
	const struct kx_balance *balance = subject->balance;

	if (balance->benefits.first_page == 0 || balance->harms.first_page == 0)
		return;
	if (balance->harms.type_size < balance->benefits.type_size)
		kx_report(subject->diags, KX327, template_place(subject, "/styles"), "set both in the same size",
		    "harms are set in %s pt and benefits in %s pt", kx_decimal(subject, balance->harms.type_size),
		    kx_decimal(subject, balance->benefits.type_size));
	if (balance->harms.heading_size < balance->benefits.heading_size)
		kx_report(subject->diags, KX327, template_place(subject, "/styles"), "give both headings of the same level",
		    "the headings over harms are set in %s pt and those over benefits in %s pt",
		    kx_decimal(subject, balance->harms.heading_size), kx_decimal(subject, balance->benefits.heading_size));
}

/* ---- KX336 ---- */

/* The same number, however its digits are grouped; "988, then 1" is another than "988". */
static bool
same_number(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, " -()");
		b += strspn(b, " -()");
		if (*a != *b)
			return false;
		if (*a == '\0')
			return true;
	}
}

static bool
holds_number(const struct kx_block *block, const char *number)
{
	const struct kx_block *child;

	if (block->kind == KX_BLOCK_HELP_LINE && block->runs.count > 0 && same_number(block->runs.list[0].text, number))
		return true;
	for (child = block->first; child != NULL; child = child->next)
		if (holds_number(child, number))
			return true;
	return false;
}

/* The boxes for a life in danger: help lines that are not the "other" ones. */
static bool
is_crisis_box(const struct kx_section *section, size_t block)
{
	return section->role == KX_ROLE_HELP && section->blocks[block].form == KX_FORM_HELP_LINES;
}

static bool
box_says(const struct kx_subject *subject, const char *number)
{
	const struct kx_content *content = subject->handout->content;
	const struct kx_document *document = subject->document;
	const struct kx_block *block;
	size_t i, j, k;

	for (i = 0; i < content->section_count; i++)
		for (j = 0; j < content->sections[i].block_count; j++)
			for (k = 0; is_crisis_box(&content->sections[i], j) && k < document->section_count; k++)
				for (block = document->sections[k].blocks; block != NULL; block = block->next)
					if (same_text(block->id, content->sections[i].blocks[j].id) && holds_number(block, number))
						return true;
	return false;
}

void
kx_rule_crisis_numbers(const struct kx_subject *subject)
{
	const struct kx_content *content = subject->handout->content;
	const char *country = content->clinic.country != NULL ? content->clinic.country : content->pack.country;
	const struct kx_crisis_numbers *crisis = country != NULL ? kx_gate_crisis_find(subject->gate, country) : NULL;
	size_t i;

	if (subject->gate->crisis_count == 0)
		return;
	if (crisis == NULL) {
		kx_report(subject->diags, KX336, kx_place_below(subject, content->clinic.country != NULL ? content->clinic.origin :
		    content->pack.origin, "/country"), "add the country with its numbers to \"crisis\" in gate.json",
		    "the gate does not know the crisis numbers of country \"%s\"", country != NULL ? country : "");
		return;
	}
	for (i = 0; i < crisis->number_count; i++)
		if (!box_says(subject, crisis->numbers[i]))
			kx_report(subject->diags, KX336, kx_role_place(subject, KX_ROLE_HELP),
			    "let the section on help print the country's lines from help-lines.json",
			    "the crisis box does not give the number %s, which country \"%s\" needs", crisis->numbers[i], country);
}

static void
check_box(const struct kx_subject *subject, const struct kx_section *section, const struct kx_block_plan *box)
{
	const struct kx_frames *frames = subject->frames;
	const struct kx_element *element;
	size_t first = SIZE_MAX, last = 0, page, i;

	for (page = 0; page < frames->page_count; page++)
		for (i = 0; i < frames->pages[page].item_count; i++) {
			element = element_of(subject, &frames->pages[page].items[i]);
			if (element == NULL || !same_text(element->section, section->id) || !same_text(element->block, box->id))
				continue;
			first = page < first ? page : first;
			last = page;
		}
	if (first == SIZE_MAX)
		kx_report(subject->diags, KX336, template_place(subject, "/flow"), "place it on page 1",
		    "the crisis box \"%s\" is not on the sheet", box->id);
	else if (first > 0)
		kx_report(subject->diags, KX336, template_place(subject, "/flow"), "place it on page 1",
		    "the crisis box \"%s\" stands on page %zu, not on page 1", box->id, first + 1);
	else if (last > first)
		kx_report(subject->diags, KX336, template_place(subject, "/flow"), "keep it whole on page 1",
		    "the crisis box \"%s\" is cut: it runs from page %zu to page %zu", box->id, first + 1, last + 1);
}

void
kx_rule_crisis_box(const struct kx_subject *subject)
{
	const struct kx_content *content = subject->handout->content;
	size_t i, j;

	for (i = 0; i < content->section_count; i++)
		for (j = 0; j < content->sections[i].block_count; j++)
			if (is_crisis_box(&content->sections[i], j))
				check_box(subject, &content->sections[i], &content->sections[i].blocks[j]);
}

/* ---- KX346 ---- */

/* Nothing is smaller than three quarters of the body: 9 pt for 12. */
static kx_length
least_anywhere(const struct kx_subject *subject)
{
	return subject->gate->limits.type_size_least * 3 / 4;
}

#define SIZES_MOST 16

static void
check_small_type(const struct kx_subject *subject)
{
	kx_length least = least_anywhere(subject), told[SIZES_MOST], size;
	const struct kx_frame_page *sheet;
	size_t count = 0, page, i, j;

	for (page = 0; page < subject->frames->page_count; page++) {
		sheet = &subject->frames->pages[page];
		for (i = 0; i < sheet->item_count; i++) {
			size = sheet->items[i].kind == KX_ITEM_GLYPHS ? sheet->items[i].as.glyphs.size : least;
			for (j = 0; j < count && told[j] != size; j++)
				continue;
			if (size >= least || j < count || count == SIZES_MOST)
				continue;
			told[count++] = size;
			kx_report(subject->diags, KX346, template_place(subject, "/styles"), "set it larger",
			    "page %zu has letters of %s pt (\"%s\"); none may be under %s pt", page + 1, kx_decimal(subject, size),
			    kx_quoted(subject, sheet->items[i].as.glyphs.text, sheet->items[i].as.glyphs.length),
			    kx_decimal(subject, least));
		}
	}
}

/*
 * Styles of what patients read.  Notes, small print, help lines, heads of
 * columns, the list of sources and what stands in the margins may be smaller.
 */
static const char *const body_styles[] = {
	"body", "lead", "item", "list-bullet", "list-number", "cell", "cell-label", "cell-number", "cell-group", "question",
	"array-heading", "array-words", "subtitle", "heading-2", "heading-3"
};

static void
check_body_type(const struct kx_subject *subject)
{
	kx_length least = subject->gate->limits.type_size_least;
	const struct kx_template *sheet = subject->document->sheet;
	const struct kx_style *style;
	size_t i;

	for (i = 0; sheet != NULL && i < sizeof(body_styles) / sizeof(body_styles[0]); i++) {
		style = kx_template_style(sheet, body_styles[i]);
		if (style != NULL && style->size < least)
			kx_report(subject->diags, KX346, template_place(subject, kx_arena_print(subject->arena, "/styles/%s/size",
			    body_styles[i])), "set it larger; if it then does not fit, say less or allow more pages",
			    "style \"%s\" is %s pt; what patients read is set in %s pt or more", body_styles[i],
			    kx_decimal(subject, style->size), kx_decimal(subject, least));
	}
}

void
kx_rule_type_size(const struct kx_subject *subject)
{
	check_small_type(subject);
	check_body_type(subject);
}

/* ---- KX304, KX348: what a layout left out ---- */

/* The roles of all sections on the sheet, a bit each. */
static uint64_t
placed_roles(const struct kx_subject *subject)
{
	const struct kx_section *section;
	const char *last = NULL, *id;
	uint64_t roles = 0;
	size_t i;

	for (i = 0; i < subject->frames->element_count; i++) {
		id = subject->frames->elements[i].section;
		section = id != last ? section_of(subject, id) : NULL;
		if (section != NULL)
			roles |= (uint64_t)1 << section->role;
		last = id;
	}
	return roles;
}

void
kx_rule_placed(const struct kx_subject *subject)
{
	static const struct { enum kx_role role; enum kx_code code; } needed[] = {
		{ KX_ROLE_RISKS, KX304 }, { KX_ROLE_HELP, KX304 }, { KX_ROLE_SOURCES, KX348 }, { KX_ROLE_COLOPHON, KX348 }
	};
	uint64_t placed = placed_roles(subject);
	size_t i;

	/* Where benefits stand, so must these; a layout may leave out what a reader can do without. */
	if ((placed >> KX_ROLE_BENEFITS & 1) == 0)
		return;
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if ((placed >> needed[i].role & 1) == 0)
			kx_report(subject->diags, needed[i].code, template_place(subject, "/flow"),
			    "place the section, or take it out of \"omit\"", "the layout leaves out the section with the role \"%s\"", kx_role_name(needed[i].role));
}
