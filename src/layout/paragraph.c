/*
 * The text of a paragraph is joined from its runs, each run is shaped once,
 * and a line is a range of the resulting glyphs.  Break opportunities are
 * taken from the joined text, so a run boundary is never a break by itself.
 *
 * Lines are chosen by layout/fit.h.  First fit was the road not taken: it
 * leaves single short words on last lines and a wilder rag.
 */
#include "layout/paragraph.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "layout/fit.h"

#include <stdio.h>
#include <string.h>

#define RAG        8            /* a line may end an eighth of the measure early before that costs as much as a bad line */
#define LINE_PRICE 10           /* of every line end: fewer, fuller lines */

/* A piece of the paragraph with one look. */
struct stretch {
	size_t start, length;
	const char *role;
	kx_length size, raise;
	kx_color color;
	bool tabular;
	int element;
};

struct glyph {
	uint16_t id;
	int face;
	uint32_t cluster;              /* in the joined text */
	int32_t advance, x_offset, y_offset;
	kx_length left;                /* pen position before it, from the paragraph's start */
	size_t stretch;
};

/* A place where a line may end. */
struct stop {
	size_t glyph;                  /* first glyph after the break */
	size_t visible;                /* glyph after the last visible one */
	bool must;
};

struct paragraph {
	char *text; size_t length;
	struct stretch *stretches; size_t stretch_count, stretch_room;
	struct glyph *glyphs; size_t glyph_count, glyph_room;
	struct stop *stops; size_t stop_count, stop_room;
	kx_length width;               /* of everything on one line */
};

static const char *
role_of(const struct kx_setting *set, const struct kx_look *look, enum kx_emphasis emphasis)
{
	if (emphasis == KX_STRONG || (emphasis == KX_EMPHASIS && set->sheet->no_italics))
		return "strong";
	if (emphasis == KX_EMPHASIS)
		return "emphasis";
	return look->role;
}

static void
add_stretch(struct kx_setting *set, struct paragraph *par, struct kx_buffer *text, const char *words,
    const struct stretch *model)
{
	struct stretch *stretch;

	stretch = kx_arena_push(set->arena, &par->stretches, &par->stretch_count, &par->stretch_room, sizeof(*stretch));
	if (stretch == NULL) {
		set->failed = true;
		return;
	}
	*stretch = *model;
	stretch->start = text->length;
	stretch->length = strlen(words);
	kx_buffer_text(text, words);
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
raise_citation(struct stretch *stretch, const struct kx_look *look)
{
	kx_length least = look->size < KX_PT(9) ? look->size : KX_PT(9);

	stretch->size = look->size * 3 / 4 > least ? look->size * 3 / 4 : least;
	stretch->raise = look->size * 3 / 10;
	stretch->role = look->role;
	stretch->tabular = false;
}

static void
join_runs(struct kx_setting *set, struct paragraph *par, const struct kx_runs *runs, const struct kx_look *look,
    int element)
{
	struct kx_buffer text;
	const struct kx_run *run;
	struct stretch model;
	size_t i;

	kx_buffer_init(&text, KX_MAX_TEXT_BYTES * 4);
	for (i = 0; i < runs->count; i++) {
		run = &runs->list[i];
		model = (struct stretch){ .role = role_of(set, look, run->emphasis), .size = look->size, .color = look->color,
		    .tabular = look->tabular, .element = element };
		if (run->kind == KX_RUN_REFERENCE) {
			raise_citation(&model, look);
			if (i > 0 && runs->list[i - 1].kind == KX_RUN_REFERENCE)
				add_stretch(set, par, &text, ",", &model);
		}
		model.element = element >= 0 ? run_element(set, run, element) : element;
		add_stretch(set, par, &text, run->text, &model);
	}
	if (kx_buffer_failed(&text))
		set->failed = true;
	par->length = text.length;
	par->text = kx_arena_copy(set->arena, kx_buffer_bytes(&text), text.length);
	if (par->text == NULL)
		set->failed = true;
	kx_buffer_done(&text);
}

static void
shape_stretch(struct kx_setting *set, struct paragraph *par, size_t index)
{
	const struct stretch *stretch = &par->stretches[index];
	struct kx_place place = { .file = set->origin.file, .pointer = set->origin.pointer };
	const struct kx_segment *segment;
	struct kx_shaped shaped;
	struct glyph *glyph;
	int64_t units;
	size_t s, g;

	if (stretch->length == 0)
		return;
	if (!kx_kept_shape(set->memo, set->arena, set->fonts, stretch->role, set->document->language, stretch->tabular,
	    par->text + stretch->start, stretch->length, &place, &shaped, set->diags)) {
		set->failed = true;
		return;
	}
	for (s = 0; s < shaped.segment_count; s++) {
		segment = &shaped.segments[s];
		units = 0;
		for (g = 0; g < segment->glyph_count; g++) {
			glyph = kx_arena_push(set->arena, &par->glyphs, &par->glyph_count, &par->glyph_room, sizeof(*glyph));
			if (glyph == NULL) {
				set->failed = true;
				return;
			}
			glyph->id = segment->glyphs[g].id;
			glyph->face = segment->face;
			glyph->cluster = (uint32_t)(stretch->start + segment->glyphs[g].cluster);
			glyph->advance = segment->glyphs[g].advance;
			glyph->x_offset = segment->glyphs[g].x_offset;
			glyph->y_offset = segment->glyphs[g].y_offset;
			glyph->left = par->width + kx_text_scale(set->fonts, segment->face, units, stretch->size);
			glyph->stretch = index;
			units += glyph->advance;
		}
		par->width += kx_text_scale(set->fonts, segment->face, units, stretch->size);
	}
}

static kx_length
pen(const struct paragraph *par, size_t glyph)
{
	return glyph < par->glyph_count ? par->glyphs[glyph].left : par->width;
}

static bool
is_space(const struct paragraph *par, size_t glyph)
{
	char c = par->text[par->glyphs[glyph].cluster];

	return c == ' ' || c == '\n';
}

static void
add_stop(struct kx_setting *set, struct paragraph *par, size_t glyph, bool must)
{
	struct stop *stop;

	stop = kx_arena_push(set->arena, &par->stops, &par->stop_count, &par->stop_room, sizeof(*stop));
	if (stop == NULL) {
		set->failed = true;
		return;
	}
	stop->glyph = stop->visible = glyph;
	stop->must = must;
	while (stop->visible > 0 && is_space(par, stop->visible - 1))
		stop->visible--;
}

static void
find_stops(struct kx_setting *set, struct paragraph *par)
{
	const uint8_t *breaks;
	size_t g, byte;

	if (!kx_kept_breaks(set->memo, set->arena, set->document->language, par->text, par->length, &breaks)) {
		set->failed = true;
		return;
	}
	for (g = 1; g < par->glyph_count; g++) {
		byte = par->glyphs[g].cluster;
		if (byte > 0 && byte != par->glyphs[g - 1].cluster && breaks[byte - 1] != 0)
			add_stop(set, par, g, breaks[byte - 1] == 2);
	}
	add_stop(set, par, par->glyph_count, true);
}

static void
prepare(struct kx_setting *set, struct paragraph *par, const struct kx_runs *runs, const struct kx_look *look, int element)
{
	size_t i;

	memset(par, 0, sizeof(*par));
	join_runs(set, par, runs, look, element);
	/* A glyph for each byte is the most there will be in our scripts; if not, the list grows. */
	par->glyphs = kx_arena_array(set->arena, par->length, sizeof(*par->glyphs));
	par->glyph_room = par->glyphs != NULL ? par->length : 0;
	for (i = 0; i < par->stretch_count && !set->failed; i++)
		shape_stretch(set, par, i);
	if (!set->failed && par->glyph_count > 0)
		find_stops(set, par);
}

/*
 * The paragraph as the boxes, glue and penalties of ragged text: as the paper
 * has it, a line may stretch by the same amount wherever it ends, whatever
 * spaces it holds, so that its spaces keep their width and the edge is even.
 * Four items a stop: the words, the stretch that only a line end gives, the
 * place to break, and the space that takes the stretch back where there is no
 * break.
 */
static struct kx_fit_item *
ragged_items(struct kx_setting *set, const struct paragraph *par, kx_length measure, size_t *ret_count)
{
	struct kx_fit_item *items = kx_arena_array(set->arena, par->stop_count * 4, sizeof(*items)), *item = items;
	kx_length rag = measure / RAG, left = 0;
	size_t i;

	for (i = 0; items != NULL && i < par->stop_count; i++) {
		const struct stop *stop = &par->stops[i];
		bool must = stop->must || i + 1 == par->stop_count;

		*item++ = (struct kx_fit_item){ .kind = KX_FIT_BOX, .width = pen(par, stop->visible) - left };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_GLUE, .stretch = must ? KX_FIT_FILL : rag };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_PENALTY, .penalty = must ? KX_FIT_MUST : LINE_PRICE };
		left = pen(par, stop->glyph);
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_GLUE, .width = left - pen(par, stop->visible),
		    .stretch = must ? -KX_FIT_FILL : -rag };
	}
	/* Nothing follows the last break. */
	*ret_count = par->stop_count * 4 - 1;
	return items;
}

/* Choose line ends: fills `ends` with stop indices; returns their number. */
static size_t
choose_stops(struct kx_setting *set, const struct paragraph *par, kx_length measure, size_t *ends)
{
	struct kx_fit_options options = { .measure = measure, .tolerance = RAG * 1000, .fitness_demerits = 10000,
	    .short_last = measure / 5, .short_demerits = 4000000 };
	struct kx_fit_line *lines;
	struct kx_fit_item *items;
	size_t count = 0, i;
	int64_t demerits;

	items = ragged_items(set, par, measure, &count);
	if (items == NULL || !kx_fit_lines(set->arena, items, count, &options, &lines, &count, &demerits)) {
		set->failed = true;
		return 0;
	}
	for (i = 0; i < count; i++)
		ends[i] = lines[i].end / 4;
	return count;
}

/* One mark for each range of glyphs of one stretch and face. */
static void
set_range(struct kx_setting *set, struct kx_slug *slug, const struct paragraph *par, size_t first, size_t last,
    size_t visible, kx_length x, kx_length baseline)
{
	const struct stretch *stretch = &par->stretches[par->glyphs[first].stretch];
	size_t start = par->glyphs[first].cluster, end, i;
	struct kx_frame_glyph *glyphs = kx_arena_array(set->arena, last - first, sizeof(*glyphs));
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_GLYPHS, stretch->element);

	if (glyphs == NULL || mark == NULL) {
		set->failed = true;
		return;
	}
	end = last < par->glyph_count && par->glyphs[last].stretch == par->glyphs[first].stretch ?
	    par->glyphs[last].cluster : stretch->start + stretch->length;
	for (i = first; i < last; i++) {
		glyphs[i - first].id = par->glyphs[i].id;
		glyphs[i - first].cluster = par->glyphs[i].cluster - (uint32_t)start;
		glyphs[i - first].advance = par->glyphs[i].advance;
		glyphs[i - first].x_offset = par->glyphs[i].x_offset;
		glyphs[i - first].y_offset = par->glyphs[i].y_offset;
	}
	if (stretch->element < 0)
		mark->artifact = KX_ARTIFACT_PAGINATION;
	mark->box.x = x;
	mark->box.y = baseline - stretch->raise;
	mark->box.width = pen(par, visible < first ? first : visible < last ? visible : last) - pen(par, first);
	mark->box.height = stretch->size;
	mark->glyphs = (struct kx_frame_glyphs){ .face = par->glyphs[first].face, .size = stretch->size, .color = stretch->color,
	    .glyphs = glyphs, .count = last - first, .text = par->text + start, .length = end - start };
}

static void
set_line(struct kx_setting *set, struct kx_slug *slug, const struct paragraph *par, size_t first, const struct stop *stop,
    kx_length x, kx_length baseline)
{
	kx_length left = pen(par, first);
	size_t i, start = first;

	for (i = first + 1; i <= stop->glyph; i++) {
		if (i < stop->glyph && par->glyphs[i].stretch == par->glyphs[start].stretch &&
		    par->glyphs[i].face == par->glyphs[start].face)
			continue;
		set_range(set, slug, par, start, i, stop->visible, x + pen(par, start) - left, baseline);
		start = i;
	}
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
report_wide(struct kx_setting *set, const struct paragraph *par, size_t first, const struct stop *stop, kx_length over)
{
	struct kx_place place = { .file = set->origin.file, .pointer = set->origin.pointer };
	size_t start = par->glyphs[first].cluster;
	size_t end = stop->visible < par->glyph_count ? par->glyphs[stop->visible].cluster : par->length;
	struct kx_buffer by;

	kx_buffer_init(&by, 64);
	kx_buffer_milli(&by, over / 100 * 100);
	kx_report(set->diags, KX453, place, "Shorten the word, or give the block more columns in the template.",
	    "\"%.*s\" is wider than its column by %s pt (block %s)", (int)(end - start > 60 ? 60 : end - start),
	    par->text + start, kx_buffer_bytes(&by), set->block != NULL ? set->block : "-");
	kx_buffer_done(&by);
	set->failed = true;
}

void
kx_paragraph_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_runs *runs,
    const struct kx_paragraph_options *options)
{
	struct kx_look look = kx_setting_look(set, options->style);
	kx_length measure = galley->width - options->indent, width, x, baseline = baseline_of(set, &look);
	struct paragraph par;
	struct kx_slug *slug;
	size_t *ends, count, i, first = 0;

	prepare(set, &par, runs, &look, options->element);
	if (set->failed || par.glyph_count == 0 || measure <= 0)
		return;
	ends = kx_arena_array(set->arena, par.stop_count, sizeof(*ends));
	if (ends == NULL) {
		set->failed = true;
		return;
	}
	count = choose_stops(set, &par, measure, ends);
	for (i = 0; i < count && !set->failed; i++) {
		const struct stop *stop = &par.stops[ends[i]];

		slug = kx_galley_slug(set, galley, look.leading);
		if (slug == NULL)
			return;
		width = pen(&par, stop->visible) - pen(&par, first);
		if (width > measure)
			report_wide(set, &par, first, stop, width - measure);
		if (i + 1 < count && !stop->must) {
			set->lines++;
			set->fullness += (int64_t)width * 1000 / measure;
		}
		x = options->indent;
		if (options->align == KX_ALIGN_RIGHT)
			x += measure - width;
		else if (options->align == KX_ALIGN_CENTER)
			x += (measure - width) / 2;
		set_line(set, slug, &par, first, stop, x, baseline);
		slug->before = i == 0 ? look.before : 0;
		slug->after = i + 1 == count ? look.after : 0;
		/* No single line alone at a foot or a head: the first two and the last two stay together. */
		slug->keep_next = i + 1 < count ? i == 0 || i + 2 == count : look.keep_next;
		first = stop->glyph;
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

void
kx_paragraph_measure(struct kx_setting *set, const struct kx_runs *runs, const char *style,
    kx_length *ret_natural, kx_length *ret_least)
{
	struct kx_look look = kx_setting_look(set, style);
	struct paragraph par;
	kx_length width;
	size_t i, first = 0;

	*ret_natural = *ret_least = 0;
	prepare(set, &par, runs, &look, -1);
	if (set->failed || par.glyph_count == 0)
		return;
	for (i = 0; i < par.stop_count; i++) {
		width = pen(&par, par.stops[i].visible) - pen(&par, first);
		if (width > *ret_least)
			*ret_least = width;
		first = par.stops[i].glyph;
	}
	*ret_natural = pen(&par, par.stops[par.stop_count - 1].visible);
}
