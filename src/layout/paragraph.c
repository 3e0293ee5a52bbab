/*
 * The text of a paragraph is joined from its runs and broken as one
 * (layout/lines.h); what is the paragraph's own is where its lines stand,
 * which element their words belong to and their colour.
 */
#include "layout/paragraph.h"

#include "base/buffer.h"
#include "layout/alike.h"
#include "layout/lines.h"
#include "layout/run_on.h"

#include <stdio.h>
#include <string.h>

/* What the lines of a stretch of words do not depend on. */
struct place { kx_length raise; kx_color color; int element; };

struct paragraph {
	char *text; size_t length, room;
	struct kx_stretch *stretches; size_t stretch_count, stretch_room;
	struct place *places; size_t place_count, place_room;   /* of the stretches */
};

static const char *
role_of(const struct kx_setting *set, const struct kx_look *look, enum kx_emphasis emphasis)
{
	if (emphasis == KX_STRONG || (emphasis == KX_EMPHASIS && set->sheet->no_italics))
		return kx_template_font(set->sheet, "strong");
	if (emphasis == KX_EMPHASIS)
		return kx_template_font(set->sheet, "emphasis");
	return look->role;
}

static void
add_stretch(struct kx_setting *set, struct paragraph *par, const char *words, const struct kx_stretch *model,
    const struct place *place)
{
	struct kx_stretch *stretch = kx_arena_push(set->arena, &par->stretches, &par->stretch_count, &par->stretch_room, sizeof(*stretch));
	struct place *own = kx_arena_push(set->arena, &par->places, &par->place_count, &par->place_room, sizeof(*own));

	if (stretch == NULL || own == NULL) {
		set->failed = true;
		return;
	}
	*stretch = *model;
	*own = *place;
	stretch->start = par->length;
	stretch->length = strlen(words);
	memcpy(par->text + par->length, words, stretch->length);
	par->length += stretch->length;
}

/* The element of a run: its own for citations, links and abbreviations. */
static int
run_element(struct kx_setting *set, const struct kx_run *run, int parent)
{
	struct kx_pending_citation *pending;
	int element;

	if (parent < 0)
		return parent;
	if (run->kind == KX_RUN_REFERENCE) {
		element = kx_setting_element(set, KX_EL_REFERENCE, parent);
		pending = kx_arena_push(set->arena, &set->citations, &set->citation_count, &set->citation_room, sizeof(*pending));
		if (element < 0 || pending == NULL)
			return parent;
		pending->element = element;
		pending->number = run->target;
		return element;
	}
	if (run->kind == KX_RUN_LINK && run->uri != NULL) {
		element = kx_setting_element(set, KX_EL_LINK, parent);
		if (element >= 0) {
			set->frames->elements[element].uri = run->uri;
			set->frames->elements[element].title = run->text;
		}
		return element;
	}
	if (run->expansion != NULL) {
		element = kx_setting_element(set, KX_EL_SPAN, parent);
		if (element >= 0)
			set->frames->elements[element].expansion = run->expansion;
		return element;
	}
	return parent;
}

/* Citation marks stand raised, at three quarters of the size; but nothing on a sheet is under 9 pt. */
static void
raise_citation(struct kx_stretch *stretch, struct place *place, const struct kx_look *look)
{
	kx_length least = look->size < KX_PT(9) ? look->size : KX_PT(9);

	stretch->size = look->size * 3 / 4 > least ? look->size * 3 / 4 : least;
	place->raise = look->size * 3 / 10;
	stretch->role = look->role;
	stretch->tabular = false;
}

static void
join_run(struct kx_setting *set, struct paragraph *par, const struct kx_runs *runs, size_t index, const struct kx_look *look,
    int element)
{
	const struct kx_run *run = &runs->list[index];
	struct kx_look own = run->style != NULL ? kx_setting_look(set, run->style) : *look;
	struct kx_stretch stretch = { .role = role_of(set, &own, run->emphasis), .size = own.size, .tabular = own.tabular };
	struct place place = { .color = run->color_of != NULL ? kx_setting_look(set, run->color_of).color : own.color, .element = element };

	if (run->kind == KX_RUN_REFERENCE) {
		raise_citation(&stretch, &place, &own);
		if (index > 0 && runs->list[index - 1].kind == KX_RUN_REFERENCE)
			add_stretch(set, par, ",", &stretch, &place);
	}
	if (element >= 0)
		place.element = run_element(set, run, run->element > 0 ? run->element : element);
	add_stretch(set, par, run->text, &stretch, &place);
}

static void
join_runs(struct kx_setting *set, struct paragraph *par, const struct kx_runs *runs, const struct kx_look *look, int element)
{
	size_t room = 0, i;

	memset(par, 0, sizeof(*par));
	for (i = 0; i < runs->count; i++)
		room += strlen(runs->list[i].text) + strlen(",");
	par->text = kx_arena_alloc(set->arena, room + 1);
	set->failed = set->failed || par->text == NULL;
	for (i = 0; i < runs->count && !set->failed; i++)
		join_run(set, par, runs, i, look, element);
}

static struct kx_line_words
words_of(const struct paragraph *par, bool justified, bool hyphens)
{
	return (struct kx_line_words){ .text = par->text, .length = par->length, .stretches = par->stretches,
	    .stretch_count = par->stretch_count, .justified = justified, .hyphens = hyphens };
}

static void
set_range(struct kx_setting *set, struct kx_slug *slug, const struct paragraph *par, const struct kx_line_range *range, bool justified,
    kx_length x, kx_length baseline)
{
	const struct kx_stretch *stretch = &par->stretches[range->stretch];
	const struct place *place = &par->places[range->stretch];
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_GLYPHS, place->element);

	if (mark == NULL)
		return;
	if (place->element < 0)
		mark->artifact = KX_ARTIFACT_PAGINATION;
	mark->box.x = x + range->left;
	mark->box.y = baseline - place->raise;
	mark->box.width = range->width;
	mark->box.height = stretch->size;
	mark->glyphs = (struct kx_frame_glyphs){ .face = range->face, .size = stretch->size, .color = place->color,
	    .glyphs = range->glyphs, .count = range->count, .text = range->text, .length = range->length,
	    .justified = justified };
}

/* Baseline below the top of a line: the leading is shared above and below ascent and descent. */
static kx_length
baseline_of(struct kx_setting *set, const struct kx_look *look)
{
	kx_face face = kx_fonts_role(set->fonts, look->role);
	const struct kx_face_facts *facts = kx_fonts_facts(set->fonts, face < 0 ? 0 : face);
	kx_length ascent = (kx_length)((int64_t)facts->ascent * look->size / 1000);
	kx_length descent = (kx_length)((int64_t)-facts->descent * look->size / 1000);

	return (look->leading - ascent - descent) / 2 + ascent;
}

static void
report_wide(struct kx_setting *set, const struct kx_lines *lines, const struct kx_line *line, kx_length over)
{
	struct kx_place place = { .file = set->origin.file, .pointer = set->origin.pointer };
	size_t length = line->end - line->start;
	struct kx_buffer by;

	kx_buffer_init(&by, 64);
	kx_buffer_milli(&by, over / 100 * 100);
	kx_report(set->diags, KX453, place, set->block != NULL ? "shorten the word, or give the block more columns in the template" :
	    "shorten the word, or put a space or a hyphen where it may be broken",
	    "\"%.*s\" is wider than its column by %s pt (%s%s)", (int)(length > 60 ? 60 : length), lines->text + line->start,
	    kx_buffer_bytes(&by), set->block != NULL ? "block " : "outside of all blocks", set->block != NULL ? set->block : "");
	kx_buffer_done(&by);
	set->refused = true;
}

/* Boxes in boxes and columns in columns can leave nothing; words may not go missing there. */
static void
report_no_width(struct kx_setting *set, const struct paragraph *par)
{
	struct kx_place place = { .file = set->origin.file, .pointer = set->origin.pointer };

	kx_report(set->diags, KX453, place, "Give the block fewer columns in the template, or a wider place.",
	    "there is no width left for \"%.*s\" (block %s)", (int)(par->length > 60 ? 60 : par->length), par->text,
	    set->block != NULL ? set->block : "-");
	set->refused = true;
}

static void
set_line(struct kx_setting *set, struct kx_slug *slug, const struct paragraph *par, const struct kx_line *line, kx_length x,
    kx_length baseline)
{
	size_t i;

	/* Most lines have one look. */
	slug->marks = kx_arena_array(set->arena, line->range_count, sizeof(*slug->marks));
	slug->mark_room = slug->marks != NULL ? line->range_count : 0;
	for (i = 0; i < line->range_count; i++)
		set_range(set, slug, par, &line->ranges[i], line->justified, x, baseline);
}

/* What the report says of how full lines are; the last of a paragraph does not count. */
static void
count_line(struct kx_setting *set, const struct kx_line *line, kx_length measure)
{
	int room = (int)((int64_t)(measure - line->width) * 1000 / measure);

	set->rag.lines++;
	set->rag.room += room;
	set->rag.squares += (int64_t)room * room;
	if (room > set->rag.worst)
		set->rag.worst = room;
}

/* The last line of a paragraph of several. */
static void
count_last(struct kx_setting *set, const struct kx_lines *lines)
{
	const struct kx_line *line = &lines->list[lines->count - 1];
	struct kx_frame_short *last;

	set->rag.paragraphs++;
	if (!line->is_short)
		return;
	last = kx_arena_push(set->arena, &set->rag.shorts, &set->rag.short_count, &set->rag.short_room, sizeof(*last));
	if (last != NULL)
		*last = (struct kx_frame_short){ set->block, kx_arena_copy(set->arena, lines->text + line->start, line->end - line->start) };
	set->failed = set->failed || last == NULL || last->word == NULL;
}

void
kx_paragraph_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_runs *runs,
    const struct kx_paragraph_options *options)
{
	struct kx_look look = kx_setting_look(set, options->style);
	kx_length measure = galley->width - options->indent, x, baseline = baseline_of(set, &look);
	const struct kx_lines *lines;
	struct kx_line_words words;
	struct kx_runs behind;
	struct paragraph par;
	struct kx_slug *slug;
	bool run_in = kx_run_in_take(set, runs, &behind);
	size_t i;

	if (run_in)
		look.before = set->run_in_before;
	join_runs(set, &par, run_in ? &behind : runs, &look, options->element);
	if (!set->failed && measure <= 0 && par.length > 0)
		report_no_width(set, &par);
	if (set->failed || measure <= 0)
		return;
	words = words_of(&par, look.justified && options->align == KX_ALIGN_LEFT, look.hyphens);
	lines = kx_lines_break(set, &words, measure);
	if (lines != NULL)
		kx_alike_note_lines(set, &words, lines, measure);
	for (i = 0; lines != NULL && i < lines->count && !set->failed; i++) {
		const struct kx_line *line = &lines->list[i];

		slug = kx_galley_slug(set, galley, look.leading);
		if (slug == NULL)
			return;
		if (line->width > measure)
			report_wide(set, lines, line, line->width - measure);
		if (i + 1 < lines->count && !line->must && !words.justified)
			count_line(set, line, measure);
		if (i > 0 && i + 1 == lines->count)
			count_last(set, lines);
		x = options->indent;
		if (options->align == KX_ALIGN_RIGHT)
			x += measure - line->width;
		else if (options->align == KX_ALIGN_CENTER)
			x += (measure - line->width) / 2;
		set_line(set, slug, &par, line, x, baseline);
		slug->before = i == 0 ? look.before : 0;
		slug->elastic = slug->elastic || (i == 0 && run_in);
		slug->after = i + 1 == lines->count ? look.after : 0;
		/* No single line alone at a foot or a head: the first two and the last two stay together. */
		slug->keep_next = i + 1 < lines->count ? i == 0 || i + 2 == lines->count : look.keep_next;
	}
}

void
kx_paragraph_words(struct kx_setting *set, struct kx_galley *galley, const char *words,
    const struct kx_paragraph_options *options)
{
	struct kx_run run = { .kind = KX_RUN_TEXT, .text = words };
	struct kx_runs runs = { &run, 1, 1 };

	if (words != NULL && words[0] != '\0')
		kx_paragraph_set(set, galley, &runs, options);
}

static void
measure_runs(struct kx_setting *set, const struct kx_runs *runs, const char *style, kx_length *ret_natural, kx_length *ret_least)
{
	struct kx_look look = kx_setting_look(set, style);
	const struct kx_lines_extent *extent = NULL;
	struct kx_line_words words;
	struct paragraph par;

	join_runs(set, &par, runs, &look, -1);
	/* A column may be so narrow that words are broken, but it is not made so. */
	words = words_of(&par, false, false);
	if (!set->failed)
		extent = kx_lines_measure(set, &words);
	*ret_natural = extent != NULL ? extent->natural : 0;
	*ret_least = extent != NULL ? extent->least : 0;
}

void
kx_paragraph_measure(struct kx_setting *set, const struct kx_runs *runs, const char *style,
    kx_length *ret_natural, kx_length *ret_least)
{
	measure_runs(set, runs, style, ret_natural, ret_least);
	kx_alike_note(set, *ret_natural);
	kx_alike_note(set, *ret_least);
}

kx_length
kx_paragraph_width(struct kx_setting *set, const char *words, const char *style)
{
	struct kx_run run = { .kind = KX_RUN_TEXT, .text = words };
	struct kx_runs runs = { &run, 1, 1 };
	kx_length natural = 0, least = 0;

	if (words != NULL)
		measure_runs(set, &runs, style, &natural, &least);
	return natural;
}
