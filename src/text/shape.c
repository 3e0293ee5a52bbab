/*
 * Shaping: text -> glyphs with positions, over a chain of faces.
 *
 * 1. Itemize.  The text is cut into units, a letter with the marks on it, so
 *    that an accent never comes from another face than its letter.  Each unit
 *    goes to the first face of the chain that can show all of it.  A face can
 *    show a character that it has no glyph for when HarfBuzz will set it from
 *    others: composed and decomposed forms, spaces of other widths, and the
 *    look-alikes below.  Units of one face and one script in a row are one
 *    run.
 * 2. Shape each run with HarfBuzz, which sees the whole text as context.
 * 3. Collect runs of one face in a row as one segment.
 *
 * Roads not taken: shaping with the first face and re-shaping where .notdef
 * comes out (Pango of old, browsers) shapes twice and must undo clusters; a
 * coverage table by character block would be a second truth beside the cmap.
 * There is no cache here, so that the function stays pure.
 */
#include "text/fonts.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "text/face.h"

#include <stdint.h>
#include <string.h>

/* Further places told in one message about a missing character. */
#define OTHER_PLACES 8

#define ZERO_WIDTH_SPACE 0x200B

/*
 * Characters that look the same as another one: when the face lacks the first,
 * the second is set.  In order: a substitute may have one itself.
 */
static const struct { uint32_t wanted, set; } look_alikes[] = {
	{ 0x2011, 0x2010 },   /* non-breaking hyphen: hyphen */
	{ 0x2010, 0x002D },   /* hyphen: hyphen-minus */
	{ 0x00B5, 0x03BC },   /* micro sign: Greek small mu */
	{ 0x2126, 0x03A9 }    /* ohm sign: Greek capital omega */
};

/* One character on its way: what it is set as, where it stands, by which face. */
struct letter {
	uint32_t code;        /* as it is set */
	uint32_t written;     /* as it stands in the text */
	uint32_t offset;      /* in bytes */
	kx_face face;
	hb_script_t script;
};

/* All that one call works with. */
struct work {
	struct kx_arena *arena;
	const struct kx_fonts *fonts;
	const struct kx_engine *engine;
	const struct kx_harfbuzz *hb;
	const struct kx_chain *chain;
	const struct kx_place *place;
	struct kx_diagnostics *diags;
	const char *text; size_t length;
	struct letter *letters; uint32_t *codes; size_t count;
	hb_unicode_funcs_t *unicode;
	hb_language_t language;
	hb_buffer_t *buffer;
	bool tabular;
	struct kx_segment *segments; size_t segment_count, segment_room;
	struct kx_glyph *glyphs; size_t glyph_count, glyph_room;   /* of all segments, one after the other */
	bool failed;
};

static bool
is_line_end(uint32_t code)
{
	return (code >= 0x0A && code <= 0x0D) || code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* Default_Ignorable_Code_Point of Unicode 15, as far as HarfBuzz leaves it out of sight too. */
static bool
is_invisible(uint32_t code)
{
	return code == 0xAD || code == 0x34F || code == 0x61C || (code >= 0x180B && code <= 0x180F) ||
	    (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) ||
	    (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF || (code >= 0xFFF0 && code <= 0xFFF8) ||
	    (code >= 0xE0000 && code <= 0xE0FFF);
}

static bool
is_space(uint32_t code)
{
	return code == ' ' || code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
	    code == 0x3000;
}

/* Marks, joiners and variation selectors stay with the letter before them. */
static bool
is_joined(const struct work *work, uint32_t code)
{
	hb_unicode_general_category_t category = work->hb->hb_unicode_general_category(work->unicode, code);

	return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
	    category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK || code == 0x200D;
}

static bool
decode(struct work *work)
{
	size_t at = 0, step;
	uint32_t code;

	work->letters = kx_arena_array(work->arena, work->length, sizeof(*work->letters));
	work->codes = kx_arena_array(work->arena, work->length, sizeof(*work->codes));
	if (work->letters == NULL || work->codes == NULL)
		return false;
	for (; at < work->length; at += step) {
		code = kx_utf8_next(work->text + at, &step);
		work->letters[work->count].offset = (uint32_t)at;
		work->letters[work->count].written = code;
		work->letters[work->count].code = code == '\t' ? ' ' : is_line_end(code) ? ZERO_WIDTH_SPACE : code;
		work->letters[work->count].face = -1;
		work->count++;
	}
	return true;
}

static bool
has_glyph(const struct work *work, kx_face face, uint32_t code)
{
	hb_codepoint_t glyph;

	return work->hb->hb_font_get_nominal_glyph(work->engine->faces[face].hb_font, code, &glyph) && glyph != 0;
}

/* What `code` is set as in `face`: itself, a look-alike, or 0 when the face cannot show it. */
static uint32_t
shown_as(const struct work *work, kx_face face, uint32_t code)
{
	hb_codepoint_t first, second;
	size_t i;

	if (is_invisible(code) || has_glyph(work, face, code) || (is_space(code) && has_glyph(work, face, ' ')))
		return code;
	if (work->hb->hb_unicode_decompose(work->unicode, code, &first, &second) && shown_as(work, face, first) == first &&
	    (second == 0 || has_glyph(work, face, second)))
		return code;
	for (i = 0; i < sizeof(look_alikes) / sizeof(look_alikes[0]); i++)
		if (look_alikes[i].wanted == code)
			return shown_as(work, face, look_alikes[i].set);
	return 0;
}

/*
 * Can `face` show letters first..last-1 together?  A mark that the face lacks
 * is fine when the face has the letter and the mark as one character.
 */
static bool
shows_unit(const struct work *work, kx_face face, size_t first, size_t last)
{
	hb_codepoint_t whole = work->letters[first].code, composed;
	size_t i;

	for (i = first + 1; i < last; i++) {
		if (work->hb->hb_unicode_compose(work->unicode, whole, work->letters[i].code, &composed) && has_glyph(work, face, composed))
			whole = composed;
		else if (shown_as(work, face, work->letters[i].code) == 0)
			return false;
	}
	return shown_as(work, face, whole) != 0;
}

/* Give letters first..last-1 to the first face that shows them all. */
static bool
assign(struct work *work, size_t first, size_t last)
{
	uint32_t code;
	kx_face face;
	size_t i, k;

	for (k = 0; k < work->chain->count; k++) {
		face = work->chain->faces[k];
		/* A letter by itself, as nearly all are, need be asked for once. */
		if (last == first + 1) {
			code = shown_as(work, face, work->letters[first].code);
			if (code == 0)
				continue;
			work->letters[first].face = face;
			work->letters[first].code = code;
			return true;
		}
		if (!shows_unit(work, face, first, last))
			continue;
		for (i = first; i < last; i++) {
			code = shown_as(work, face, work->letters[i].code);
			work->letters[i].face = face;
			if (code != 0)
				work->letters[i].code = code;
		}
		return true;
	}
	return false;
}

/* "“→” (U+2192)"; only the number of a character that cannot stand alone in a message. */
static const char *
character_text(const struct work *work, const struct letter *letter)
{
	const char *number = kx_arena_print(work->diags->arena, "U+%04X", (unsigned)letter->written);
	char bytes[4];
	size_t length;

	switch (work->hb->hb_unicode_general_category(work->unicode, letter->written)) {
	case HB_UNICODE_GENERAL_CATEGORY_CONTROL:
	case HB_UNICODE_GENERAL_CATEGORY_FORMAT:
	case HB_UNICODE_GENERAL_CATEGORY_UNASSIGNED:
	case HB_UNICODE_GENERAL_CATEGORY_PRIVATE_USE:
	case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
		return number;
	default:
		length = kx_utf8_put(letter->written, bytes);
		return kx_arena_print(work->diags->arena, "\"%.*s\" (%s)", (int)length, bytes, number);
	}
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same_place(const struct kx_place *a, const struct kx_place *b)
{
	return same_text(a->file, b->file) && same_text(a->pointer, b->pointer) && a->line == b->line && a->column == b->column;
}

/* One message for one fault, however many runs have it: a further place is added to the first. */
static void
report_once(struct work *work, enum kx_code code, const char *hint, const char *message)
{
	const struct kx_place nowhere = { 0 }, *place = work->place != NULL ? work->place : &nowhere;
	struct kx_diagnostic *old;
	size_t i, k;

	work->failed = true;
	if (message == NULL)
		return;
	for (i = 0; i < work->diags->count; i++) {
		old = &work->diags->list[i];
		if (old->code != code || strcmp(old->message, message) != 0)
			continue;
		if (same_place(&old->place, place) || old->other_count >= OTHER_PLACES)
			return;
		for (k = 0; k < old->other_count; k++)
			if (same_place(&old->others[k], place))
				return;
		kx_report_also(work->diags, old, *place);
		return;
	}
	kx_report(work->diags, code, *place, hint, "%s", message);
}

static void
report_missing(struct work *work, const struct letter *letter)
{
	report_once(work, KX504, "write it in another way, or add a font that has it to the role in fonts.json",
	    kx_arena_print(work->diags->arena, "no font of the role \"%s\" has the character %s",
	    work->chain->role, character_text(work, letter)));
}

/* The script of each letter; marks and signs take that of the letters around them. */
static void
find_scripts(struct work *work)
{
	hb_script_t script = HB_SCRIPT_COMMON;
	size_t i;

	for (i = 0; i < work->count; i++) {
		work->letters[i].script = work->hb->hb_unicode_script(work->unicode, work->letters[i].code);
		if (work->letters[i].script != HB_SCRIPT_COMMON && work->letters[i].script != HB_SCRIPT_INHERITED &&
		    work->letters[i].script != HB_SCRIPT_UNKNOWN && script == HB_SCRIPT_COMMON)
			script = work->letters[i].script;
	}
	if (script == HB_SCRIPT_COMMON)
		script = HB_SCRIPT_LATIN;   /* figures and signs alone: as they would stand in our text */
	for (i = 0; i < work->count; i++) {
		if (work->letters[i].script == HB_SCRIPT_COMMON || work->letters[i].script == HB_SCRIPT_INHERITED ||
		    work->letters[i].script == HB_SCRIPT_UNKNOWN)
			work->letters[i].script = script;
		script = work->letters[i].script;
	}
}

static void
itemize(struct work *work)
{
	size_t first, last, i;

	for (first = 0; first < work->count; first = last) {
		for (last = first + 1; last < work->count && is_joined(work, work->letters[last].code); last++)
			;
		if (assign(work, first, last))
			continue;
		/* No face has all of it: letter and marks each from where they are. */
		for (i = first; i < last; i++)
			if (!assign(work, i, i + 1))
				report_missing(work, &work->letters[i]);
	}
	find_scripts(work);
	for (i = 0; i < work->count; i++)
		work->codes[i] = work->letters[i].code;
}

/* The segment that glyphs of `face` go to: the last one, or a new one. */
static struct kx_segment *
segment_for(struct work *work, kx_face face, size_t start)
{
	struct kx_segment *segment;

	if (work->segment_count > 0 && work->segments[work->segment_count - 1].face == face)
		return &work->segments[work->segment_count - 1];
	segment = kx_arena_push(work->arena, &work->segments, &work->segment_count, &work->segment_room, sizeof(*segment));
	if (segment == NULL)
		return NULL;
	segment->face = face;
	segment->start = work->segment_count > 1 ? start : 0;
	return segment;
}

/* Append what HarfBuzz made of letters from `first` on to its segment. */
static bool
collect(struct work *work, size_t first)
{
	unsigned count, i;
	const hb_glyph_info_t *infos = work->hb->hb_buffer_get_glyph_infos(work->buffer, &count);
	const hb_glyph_position_t *places = work->hb->hb_buffer_get_glyph_positions(work->buffer, &count);
	kx_face face = work->letters[first].face;
	size_t most = work->fonts->faces[face].facts.glyph_count;
	struct kx_segment *segment;
	struct kx_glyph *glyph;

	if (count == 0)
		return true;
	segment = segment_for(work, face, work->letters[first].offset);
	if (segment == NULL)
		return false;
	for (i = 0; i < count; i++) {
		glyph = kx_arena_push(work->arena, &work->glyphs, &work->glyph_count, &work->glyph_room, sizeof(*glyph));
		if (glyph == NULL)
			return false;
		/* A rule of the font itself may lead to .notdef, or in a faulty font to nowhere. */
		if (infos[i].codepoint == 0 || infos[i].codepoint >= most)
			report_missing(work, &work->letters[infos[i].cluster]);
		glyph->id = (uint16_t)infos[i].codepoint;
		glyph->cluster = work->letters[infos[i].cluster].offset;
		glyph->advance = places[i].x_advance;
		glyph->x_offset = places[i].x_offset;
		glyph->y_offset = places[i].y_offset;
		segment->advance += places[i].x_advance;
		segment->glyph_count++;
	}
	return true;
}

/* Shape letters first..last-1: one face, one script. */
static bool
shape_letters(struct work *work, size_t first, size_t last)
{
	static const struct { hb_tag_t tag; bool tabular; } figures[] = {
		{ HB_TAG('t', 'n', 'u', 'm'), true }, { HB_TAG('p', 'n', 'u', 'm'), false }
	};
	hb_feature_t features[2];
	size_t i;

	/* Kerning, ligatures, marks and required forms are on by default in HarfBuzz. */
	for (i = 0; i < 2; i++) {
		features[i].tag = figures[i].tag;
		features[i].value = figures[i].tabular == work->tabular;
		features[i].start = HB_FEATURE_GLOBAL_START;
		features[i].end = HB_FEATURE_GLOBAL_END;
	}
	work->hb->hb_buffer_clear_contents(work->buffer);
	work->hb->hb_buffer_set_flags(work->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	work->hb->hb_buffer_add_codepoints(work->buffer, work->codes, (int)work->count, (unsigned)first, (int)(last - first));
	work->hb->hb_buffer_set_direction(work->buffer, HB_DIRECTION_LTR);
	work->hb->hb_buffer_set_script(work->buffer, work->letters[first].script);
	work->hb->hb_buffer_set_language(work->buffer, work->language);
	work->hb->hb_shape(work->engine->faces[work->letters[first].face].hb_font, work->buffer, features, 2);
	return work->hb->hb_buffer_allocation_successful(work->buffer) && collect(work, first);
}

/* Now that no array moves any more: where each segment's glyphs stand and how far its text runs. */
static void
close_segments(struct work *work)
{
	struct kx_glyph *glyphs = work->glyphs;
	struct kx_segment *segment;
	size_t i, end;

	for (i = 0; i < work->segment_count; i++) {
		segment = &work->segments[i];
		end = i + 1 < work->segment_count ? segment[1].start : work->length;
		segment->length = end - segment->start;
		segment->glyphs = glyphs;
		glyphs += segment->glyph_count;
	}
}

static bool
shape_all(struct work *work)
{
	size_t first, last;

	for (first = 0; first < work->count; first = last) {
		for (last = first + 1; last < work->count && work->letters[last].face == work->letters[first].face &&
		    work->letters[last].script == work->letters[first].script; last++)
			;
		if (!shape_letters(work, first, last))
			return false;
	}
	close_segments(work);
	return !work->failed;
}

static bool
report_role(const struct kx_fonts *fonts, const char *role, const struct kx_place *place, struct kx_diagnostics *diags)
{
	const struct kx_place nowhere = { 0 };
	struct kx_nearness near;
	const char *hint = NULL;
	size_t i;

	kx_nearness_init(&near, role);
	for (i = 0; i < fonts->chain_count; i++)
		kx_nearness_try(&near, fonts->chains[i].role);
	if (near.best != NULL)
		hint = kx_arena_print(diags->arena, "Did you mean \"%s\"?", near.best);
	kx_report(diags, KX506, place != NULL ? *place : nowhere, hint, "the font role \"%s\" is not in the list of fonts", role);
	return false;
}

bool
kx_text_shape(struct kx_arena *arena, const struct kx_fonts *fonts, const char *role, const char *language,
    bool tabular, const char *text, size_t length, const struct kx_place *place,
    struct kx_shaped *ret_shaped, struct kx_diagnostics *diags)
{
	struct work work = {
		.arena = arena, .fonts = fonts, .chain = kx_fonts_chain(fonts, role), .place = place, .diags = diags,
		.text = text, .length = length, .tabular = tabular
	};
	const struct kx_place nowhere = { 0 };
	size_t bad;
	bool done;

	if (work.chain == NULL)
		return report_role(fonts, role, place, diags);
	if (length > INT32_MAX || !kx_utf8_valid(text, length, &bad)) {
		kx_report(diags, KX990, place != NULL ? *place : nowhere, NULL, "text came to shaping that is not valid UTF-8");
		return false;
	}
	work.engine = kx_engine_of(fonts, diags);
	if (work.engine == NULL)
		return false;
	work.hb = &work.engine->foreign.hb;
	if (kx_engine_is_rtl(work.engine, text, length)) {
		report_once(&work, KX505, "take it out, or write it in a left-to-right script", "this text runs from right to left, or turns its direction");
		return false;
	}
	if (!decode(&work))
		return false;
	work.unicode = work.hb->hb_unicode_funcs_get_default();
	/* A language of our own always: without one HarfBuzz would ask the locale. */
	work.language = work.hb->hb_language_from_string(language != NULL && *language != '\0' ? language : "und", -1);
	itemize(&work);
	if (work.failed)
		return false;
	work.buffer = work.hb->hb_buffer_create();
	done = shape_all(&work);
	work.hb->hb_buffer_destroy(work.buffer);
	if (!done)
		return false;
	ret_shaped->segments = work.segments;
	ret_shaped->segment_count = work.segment_count;
	return true;
}
