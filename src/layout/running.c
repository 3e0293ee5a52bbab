#include "layout/running.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "document/wording.h"
#include "layout/alike.h"
#include "layout/blocks.h"
#include "layout/cells.h"
#include "layout/furniture.h"
#include "layout/marks.h"
#include "layout/paragraph.h"

#include <stdio.h>
#include <string.h>

#define STYLE     "footer"
#define OFF_RULE  KX_PT(3)         /* from the rule to the words */
#define OFF_TEXT  KX_PT(6)         /* from the text to the foot's rule */
#define OFF_HARM  KX_PT(8)         /* from the text to the harm line's rule */
#define APART     KX_PT(12)        /* parts side by side, at least */

/* A page number for measuring: as wide as any the sheet can have. */
#define WIDEST_PAGE 87

/* How they stand. */
enum { ABREAST, ENDS_ABREAST, IN_ROWS };

/* The parts of a head or a foot; `words` is NULL where nothing stands, `origin` is where they come from, for messages. */
struct part { const char *words; struct kx_origin origin; };
struct parts { struct part left, middle, right; };

const struct kx_side *
kx_running_side(const struct kx_setting *set, int page)
{
	size_t count = set->paper != NULL ? set->paper->side_count : 0;

	if (count == 0)
		return NULL;
	return &set->paper->sides[(size_t)page < count ? (size_t)page : count - 1];
}

static void
put_value(struct kx_buffer *text, struct kx_setting *set, enum kx_running_word word, int page, int pages)
{
	const struct kx_document *document = set->document;
	const char *value = NULL;
	char number[16], total[16];

	switch (word) {
	case KX_RUNNING_TITLE:
		value = document->draft ? document->draft_title : document->title;
		break;
	case KX_RUNNING_CLINIC:
		value = document->clinic.name;
		break;
	case KX_RUNNING_DOCUMENT_ID:
		value = document->document_id;
		break;
	case KX_RUNNING_VERSION:
		value = document->version;
		break;
	case KX_RUNNING_REVIEW:
		value = document->review_line;
		break;
	case KX_RUNNING_NEXT_REVIEW:
		value = document->next_review_line;
		break;
	case KX_RUNNING_PHONE:
		value = document->clinic.phone;
		break;
	case KX_RUNNING_PAGE_OF:
		snprintf(number, sizeof(number), "%d", page + 1);
		snprintf(total, sizeof(total), "%d", pages);
		value = kx_wording_fill(set->arena, document->wording, KX_WORD_PAGE_OF,
		    (struct kx_filling[]){ { "page", number }, { "pages", total } }, 2);
		break;
	case KX_RUNNING_COUNT:
		break;
	}
	if (value != NULL)
		kx_buffer_text(text, value);
}

/* A text of the template with its {placeholders} filled in. */
static const char *
fill_text(struct kx_setting *set, const char *pattern, int page, int pages)
{
	struct kx_buffer text;
	const char *filled, *end;

	kx_buffer_init(&text, KX_MAX_TEXT_BYTES);
	for (; *pattern != '\0'; pattern++) {
		end = *pattern == '{' ? strchr(pattern, '}') : NULL;
		if (end == NULL) {
			kx_buffer_char(&text, *pattern);
			continue;
		}
		put_value(&text, set, kx_running_word(pattern + 1, (size_t)(end - pattern - 1)), page, pages);
		pattern = end;
	}
	filled = kx_arena_copy(set->arena, kx_buffer_bytes(&text), text.length);
	kx_buffer_done(&text);
	if (filled == NULL) {
		set->failed = true;
		return "";
	}
	return filled;
}

/* ---- parts side by side, or under one another ---- */

static kx_length
natural_width(struct kx_setting *set, const struct part *part)
{
	set->origin = part->origin;
	return kx_paragraph_width(set, part->words, STYLE);
}

/* A row with words at the left, in the middle and at the right, all of them one line. */
static void
set_abreast(struct kx_setting *set, struct kx_galley *galley, const struct parts *parts)
{
	const struct { const struct part *part; enum kx_align align; } places[] = { { &parts->left, KX_ALIGN_LEFT },
	    { &parts->middle, KX_ALIGN_CENTER }, { &parts->right, KX_ALIGN_RIGHT } };
	struct kx_slug *slug = kx_galley_slug(set, galley, 0);
	kx_length height;
	size_t i;

	for (i = 0; slug != NULL && i < sizeof(places) / sizeof(places[0]); i++) {
		struct kx_galley words = { .width = galley->width };

		if (places[i].part->words == NULL)
			continue;
		set->origin = places[i].part->origin;
		kx_paragraph_words(set, &words, places[i].part->words, &(struct kx_paragraph_options){ .style = STYLE,
		    .element = -1, .align = places[i].align });
		height = kx_galley_pour(set, &words, 0, words.slug_count, slug, 0, 0);
		slug->height = height > slug->height ? height : slug->height;
	}
}

static void
set_row(struct kx_setting *set, struct kx_galley *galley, const struct part *part)
{
	set->origin = part->origin;
	if (part->words != NULL)
		kx_paragraph_words(set, galley, part->words, &(struct kx_paragraph_options){ .style = STYLE, .element = -1 });
}

static void
set_rows(struct kx_setting *set, struct kx_galley *galley, const struct parts *parts)
{
	kx_length left = natural_width(set, &parts->left), middle = natural_width(set, &parts->middle);
	kx_length right = natural_width(set, &parts->right), side = left > right ? left : right;
	struct parts ends = { parts->left, { .words = NULL }, parts->right };

	if (middle > 0 ? middle + 2 * (side + (side > 0 ? APART : 0)) <= galley->width :
	    left + right + (left > 0 && right > 0 ? APART : 0) <= galley->width) {
		kx_alike_note(set, ABREAST);
		set_abreast(set, galley, parts);
		return;
	}
	kx_alike_note(set, left + right + APART <= galley->width ? ENDS_ABREAST : IN_ROWS);
	if (left + right + APART <= galley->width) {
		set_abreast(set, galley, &ends);
	} else {
		set_row(set, galley, &parts->left);
		set_row(set, galley, &parts->right);
	}
	set_row(set, galley, &parts->middle);
}

static void
set_parts(struct kx_setting *set, struct kx_galley *galley, const struct parts *parts)
{
	struct kx_origin origin = set->origin;

	kx_alike_note(set, (parts->left.words != NULL) + 2 * (parts->middle.words != NULL) + 4 * (parts->right.words != NULL));
	if (parts->left.words != NULL || parts->middle.words != NULL || parts->right.words != NULL)
		set_rows(set, galley, parts);
	set->origin = origin;
}

/* The clinic's name or the title, where the pattern has one, is what a person may mend; else the template. */
static struct kx_origin
origin_of(struct kx_setting *set, const char *pattern)
{
	const struct kx_origin *title = &set->document->title_origin;

	if (strstr(pattern, "{clinic}") != NULL)
		return kx_setting_clinic_origin(set, "/name");
	if (strstr(pattern, "{phone}") != NULL)
		return kx_setting_clinic_origin(set, "/phone");
	if (strstr(pattern, "{title}") != NULL)
		return (struct kx_origin){ title->file, kx_arena_print(set->arena, "%s/title",
		    title->pointer != NULL ? title->pointer : "") };
	return set->sheet->origin;
}

static struct part
fill_part(struct kx_setting *set, const char *pattern, int page, int pages)
{
	const char *filled = pattern != NULL ? fill_text(set, pattern, page, pages) : NULL;

	if (filled == NULL || filled[0] == '\0')
		return (struct part){ .words = NULL };
	return (struct part){ filled, origin_of(set, pattern) };
}

static void
set_head(struct kx_setting *set, struct kx_galley *galley, int page, int pages)
{
	struct parts parts = { fill_part(set, set->sheet->head_left, page, pages), { .words = NULL },
	    fill_part(set, set->sheet->head_right, page, pages) };

	set_parts(set, galley, &parts);
}

static void
set_foot(struct kx_setting *set, struct kx_galley *galley, int page, int pages)
{
	struct parts parts = { fill_part(set, set->sheet->foot_left, page, pages),
	    fill_part(set, set->sheet->foot_middle, page, pages), fill_part(set, set->sheet->foot_right, page, pages) };

	set_parts(set, galley, &parts);
}

/* ---- the harm line ---- */

/* What pages with sides hold is fixed, so they repeat none. */
static bool
repeats_harms(const struct kx_setting *set)
{
	return set->tell != NULL && set->document->harm_count > 0 && (set->paper == NULL || set->paper->side_count == 0);
}

static const struct kx_running_harm *
harm_of(const struct kx_setting *set, int page)
{
	return set->harms != NULL && page < KX_MAX_PAGES ? set->harms[page] : NULL;
}

static kx_length
harm_height(const struct kx_setting *set, const struct kx_running_harm *harm)
{
	return harm != NULL ? set->harm_heights[harm - set->document->harms] : 0;
}

/* The words of the marks from `first` on that are of one block; returns where the next begin. */
static size_t
tell_marks(const struct kx_setting *set, const struct kx_slug *slug, size_t first, struct kx_told *told)
{
	const struct kx_element *element, *of = NULL;
	struct kx_buffer text;
	size_t i;

	kx_buffer_init(&text, KX_MAX_TEXT_BYTES);
	for (i = first; i < slug->mark_count; i++) {
		if (slug->marks[i].kind != KX_MARK_GLYPHS || slug->marks[i].element < 0)
			continue;
		element = &set->frames->elements[slug->marks[i].element];
		if (element->section == NULL || element->block == NULL || element->type == KX_EL_REFERENCE)
			continue;
		if (of != NULL && (strcmp(of->section, element->section) != 0 || strcmp(of->block, element->block) != 0))
			break;
		of = element;
		kx_buffer_add(&text, slug->marks[i].glyphs.text, slug->marks[i].glyphs.length);
		kx_buffer_char(&text, ' ');
	}
	if (of != NULL)
		set->tell(set->tell_of, of->section, of->block, kx_buffer_bytes(&text), text.length, told);
	kx_buffer_done(&text);
	return i;
}

void
kx_running_tell(const struct kx_setting *set, const struct kx_slug *slug, struct kx_told *told)
{
	size_t i, k;

	if (!repeats_harms(set))
		return;
	for (i = 0; i < slug->mark_count; )
		i = tell_marks(set, slug, i, told);
	for (i = 0; i < slug->cell_count; i++)
		for (k = 0; k < slug->cells[i].galley.slug_count; k++)
			kx_running_tell(set, &slug->cells[i].galley.slugs[k], told);
}

const struct kx_running_harm *
kx_running_harm(const struct kx_setting *set, const struct kx_told *told, kx_length *ret_height)
{
	const struct kx_document *document = set->document;
	const struct kx_running_harm *harm = NULL;
	size_t i;

	if (repeats_harms(set) && told->benefit != NULL && !told->harm)
		harm = &document->harms[0];
	for (i = 0; harm != NULL && i < document->harm_count; i++)
		if (strcmp(document->harms[i].product, told->benefit) == 0) {
			harm = &document->harms[i];
			break;
		}
	*ret_height = harm_height(set, harm);
	return harm;
}

/* Where harms are told in full: the first page of a section on risks, from 0; -1 before pages are made up. */
static int
page_of_harms(const struct kx_setting *set)
{
	const struct kx_document *document = set->document;
	const struct kx_frames *frames = set->frames;
	const char *section;
	size_t page, i, k;

	for (page = 0; page < frames->page_count; page++)
		for (i = 0; i < frames->pages[page].item_count; i++) {
			if (frames->pages[page].items[i].element < 0)
				continue;
			section = frames->elements[frames->pages[page].items[i].element].section;
			for (k = 0; section != NULL && k < document->section_count; k++)
				if (document->sections[k].role == KX_ROLE_RISKS && strcmp(document->sections[k].id, section) == 0)
					return (int)page;
		}
	return -1;
}

/* The claim's words, and where there is more; a sign before them, as before a warning. */
static void
set_harm(struct kx_setting *set, struct kx_galley *galley, const struct kx_running_harm *harm, int more)
{
	struct kx_paragraph_options options = { .style = "body", .element = -1,
		.indent = kx_setting_number(set, "warning", "indent", KX_PT(15)) };
	struct kx_run runs[3] = { { .kind = KX_RUN_TEXT, .text = harm->says }, { .kind = KX_RUN_TEXT, .text = " " },
		{ .kind = KX_RUN_TEXT, .emphasis = KX_STRONG } };
	kx_length side = kx_setting_look(set, "body").size * 70 / 100;
	size_t first = galley->slug_count;
	char number[16];

	snprintf(number, sizeof(number), "%d", more + 1);
	runs[2].text = kx_wording_fill(set->arena, set->document->wording, KX_WORD_SEE_PAGE,
	    (struct kx_filling[]){ { "page", number } }, 1);
	kx_paragraph_set(set, galley, &(struct kx_runs){ runs, more >= 0 ? 3 : 1, 3 }, &options);
	if (galley->slug_count > first)
		kx_mark_triangle(set, &galley->slugs[first], 0, kx_first_baseline(&galley->slugs[first]) - side, side,
		    kx_setting_color(set, "warning"));
}

static void
measure_harms(struct kx_setting *set)
{
	const struct kx_document *document = set->document;
	size_t i;

	set->harms = NULL;
	if (!repeats_harms(set))
		return;
	set->harm_heights = kx_arena_array(set->arena, document->harm_count, sizeof(*set->harm_heights));
	if (set->harm_heights == NULL)
		set->failed = true;
	for (i = 0; set->harm_heights != NULL && i < document->harm_count; i++) {
		struct kx_galley words = { .width = set->content_width };

		set_harm(set, &words, &document->harms[i], WIDEST_PAGE);
		set->harm_heights[i] = kx_galley_height(&words, 0, words.slug_count) + OFF_RULE + OFF_HARM;
	}
}

/* ---- room ---- */

static kx_length
height_of(const struct kx_galley *galley, kx_length otherwise)
{
	kx_length height = kx_galley_height(galley, 0, galley->slug_count);

	return height > otherwise ? height : otherwise;
}

void
kx_running_measure(struct kx_setting *set)
{
	struct kx_galley head = { .width = set->content_width }, foot = head;
	kx_length line = kx_setting_look(set, STYLE).leading;

	set_head(set, &head, WIDEST_PAGE, WIDEST_PAGE + 1);
	set_foot(set, &foot, WIDEST_PAGE, WIDEST_PAGE + 1);
	set->head_height = height_of(&head, line);
	set->foot_height = height_of(&foot, line);
	set->running_line = line;
	measure_harms(set);
}

/* Of one line, head and foot stand in the margins; what is more is the text's. */
void
kx_running_room(const struct kx_setting *set, int page, kx_length *ret_top, kx_length *ret_bottom)
{
	*ret_top = page > 0 ? set->head_height - set->running_line : 0;
	*ret_bottom = set->foot_height - set->running_line + harm_height(set, harm_of(set, page));
}

/* Where a page has its running head and its foot: the words' own box, the rule's distance from the words included. */
static bool
head_of(const struct kx_setting *set, int page, struct kx_region *ret_head)
{
	const struct kx_side *side = kx_running_side(set, page);

	*ret_head = (struct kx_region){ .id = "head", .box = { set->sheet->margin_left,
	    set->sheet->margin_top - set->running_line - KX_PT(9), set->content_width, set->head_height + OFF_RULE } };
	if (side != NULL && side->head != NULL)
		*ret_head = *side->head;
	return side != NULL ? side->head != NULL : page > 0;
}

static bool
foot_of(const struct kx_setting *set, int page, struct kx_region *ret_foot)
{
	const struct kx_side *side = kx_running_side(set, page);

	*ret_foot = (struct kx_region){ .id = "foot", .box = { set->sheet->margin_left,
	    set->page_height - set->sheet->margin_bottom + OFF_TEXT - (set->foot_height - set->running_line),
	    set->content_width, set->foot_height + OFF_RULE } };
	if (side != NULL && side->foot != NULL)
		*ret_foot = *side->foot;
	return side == NULL || side->foot != NULL;
}

/* ---- on the page ---- */

static void
note_region(struct kx_setting *set, int page, const char *name, struct kx_box box)
{
	if (!kx_frames_region(set->arena, set->frames, page, name, box))
		set->failed = true;
}

static void
place_rule(struct kx_setting *set, int page, const struct kx_region *region, kx_length y, const char *color)
{
	struct kx_galley rules = { .width = region->box.width };
	struct kx_slug *slug = kx_galley_slug(set, &rules, 0);

	if (slug == NULL)
		return;
	kx_slug_rule(set, slug, 0, 0, region->box.width, 0, 500, kx_setting_color(set, color));
	slug->marks[0].artifact = KX_ARTIFACT_PAGINATION;
	kx_slug_place(set, slug, page, region->box.x, y, region->id);
}

/* A margin that is too small for a line would print it over the edge of the paper. */
static bool
is_on_paper(struct kx_setting *set, const struct kx_region *region)
{
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/margins" };
	kx_length below = region->box.y + region->box.height - set->page_height, over = region->box.y < 0 ? -region->box.y : below;

	if (over <= 0)
		return true;
	kx_report(set->diags, KX460, place, "make the margin larger, or the line of head and foot smaller",
	    "the margin is too small for the %s, which needs %d pt more", region->id, (int)((over + 999) / 1000));
	set->failed = true;
	return false;
}

/* A box that is too low for its lines would print them over other matter. */
static bool
holds(struct kx_setting *set, const struct kx_region *region, kx_length height)
{
	struct kx_place place = { .file = region->origin.file, .pointer = region->origin.pointer };

	if (region->box.height >= height + OFF_RULE)
		return is_on_paper(set, region);
	kx_report(set->diags, KX461, place, "make it higher", "the %s is %d pt high and its line needs %d", region->id,
	    (int)(region->box.height / 1000), (int)((height + OFF_RULE) / 1000));
	set->failed = true;
	return false;
}

static void
place_galley(struct kx_setting *set, const struct kx_galley *galley, int page, const struct kx_region *region, kx_length y)
{
	size_t i;

	for (i = 0; i < galley->slug_count; i++) {
		kx_slug_place(set, &galley->slugs[i], page, region->box.x, y, region->id);
		y += galley->slugs[i].height;
	}
}

static void
place_foot(struct kx_setting *set, int page, int pages)
{
	struct kx_galley words = { 0 };
	struct kx_region foot;

	if (!foot_of(set, page, &foot))
		return;
	words.width = foot.box.width;
	set_foot(set, &words, page, pages);
	if (!holds(set, &foot, height_of(&words, set->running_line)))
		return;
	note_region(set, page, foot.id, foot.box);
	place_rule(set, page, &foot, foot.box.y, "rule");
	place_galley(set, &words, page, &foot, foot.box.y + OFF_RULE);
}

/* Above the foot's rule, under one in the colour of warnings. */
static void
place_harm(struct kx_setting *set, int page)
{
	const struct kx_running_harm *harm = harm_of(set, page);
	struct kx_region foot, region = { .id = KX_REGION_HARM };
	struct kx_galley words = { .width = set->content_width };
	size_t i, m;
	int more;

	if (harm == NULL || !foot_of(set, page, &foot))
		return;
	more = page_of_harms(set);
	region.box = (struct kx_box){ foot.box.x, foot.box.y - OFF_TEXT - harm_height(set, harm) + OFF_HARM, foot.box.width,
		harm_height(set, harm) - OFF_HARM };
	set_harm(set, &words, harm, more != page ? more : -1);
	for (i = 0; i < words.slug_count; i++)
		for (m = 0; m < words.slugs[i].mark_count; m++)
			words.slugs[i].marks[m].artifact = KX_ARTIFACT_PAGINATION;
	note_region(set, page, region.id, region.box);
	place_rule(set, page, &region, region.box.y, "warning");
	place_galley(set, &words, page, &region, region.box.y + OFF_RULE);
}

static void
place_head(struct kx_setting *set, int page, int pages)
{
	struct kx_galley words = { 0 };
	struct kx_region head;
	kx_length height;

	if (!head_of(set, page, &head))
		return;
	words.width = head.box.width;
	set_head(set, &words, page, pages);
	if (words.slug_count == 0)
		return;
	height = height_of(&words, set->running_line);
	if (!holds(set, &head, height))
		return;
	note_region(set, page, head.id, head.box);
	place_galley(set, &words, page, &head, head.box.y);
	place_rule(set, page, &head, head.box.y + height + KX_PT(2), "rule");
}

void
kx_running_place(struct kx_setting *set, int page, int pages)
{
	place_foot(set, page, pages);
	place_harm(set, page);
	place_head(set, page, pages);
}
