/*
 * What fits at one setting fits at every closer one, or nearly always: lines
 * of smaller type can break worse.  So the setting is found by halving, and
 * the one that is taken has been tried itself.
 */
#include "layout/copyfit.h"

#include "base/buffer.h"
#include "layout/makeup.h"
#include "layout/measured.h"

#define STEP       10              /* per mille of the change: the finest that an eye could tell */
#define LAST_PARTS 3               /* spaces that may be drawn in lose up to one part in so many more, at the last */
#define TOLD_WORDS   300           /* bytes of what was dropped that a message quotes */

struct fitting {
	struct kx_setting *set;
	kx_matter_set *set_matter;
	struct kx_galley *galley;
	struct kx_arena_mark mark;     /* each try takes the memory of the one before */
	int tried;                     /* step that stands in the galley */
	int pages;                     /* which it reaches */
	bool fits;
};

/* How far a value may go, per mille, down or up. */
static int
reach(const struct kx_bounds *bounds, bool down)
{
	if (bounds->least == 0)
		return 0;
	return (int)(down ? 1000 - bounds->least : bounds->most - 1000);
}

/* Steps of the first stretch of the line, on which spaces and leading change together, and of the second, for type. */
static int
room_steps(const struct kx_copyfit *fit, bool down)
{
	int space = reach(&fit->space, down), leading = reach(&fit->leading, down);

	return ((space > leading ? space : leading) + STEP - 1) / STEP;
}

static int
type_steps(const struct kx_copyfit *fit, bool down)
{
	return (reach(&fit->type, down) + STEP - 1) / STEP;
}

bool
kx_copyfit_tries(const struct kx_template *sheet)
{
	const struct kx_copyfit *fit = &sheet->fit;

	return room_steps(fit, true) + type_steps(fit, true) + room_steps(fit, false) + type_steps(fit, false) > 0 ||
	    fit->droppable_count > 0;
}

/* How far spaces alone go on at the last, per mille; not where the template has them as they stand. */
static int
last_reach(const struct kx_copyfit *fit)
{
	return reach(&fit->space, true) > 0 ? (int)fit->space.least / LAST_PARTS : 0;
}

/* The two stretches of the line, and with the third, on which spaces alone come closer. */
static int
closest(const struct kx_copyfit *fit)
{
	return -room_steps(fit, true) - type_steps(fit, true);
}

static int
last(const struct kx_copyfit *fit)
{
	return closest(fit) - (last_reach(fit) + STEP - 1) / STEP;
}

/* The part `step` of `steps` of what a value may change. */
static int
value_at(const struct kx_bounds *bounds, int step, int steps, bool down)
{
	int change = steps > 0 ? reach(bounds, down) * step / steps : 0;

	return down ? 1000 - change : 1000 + change;
}

/* Below zero is closer, above it is looser. */
static void
choose(struct kx_setting *set, int step)
{
	const struct kx_copyfit *fit = &set->sheet->fit;
	bool down = step < 0;
	int first = room_steps(fit, down), second = type_steps(fit, down), way = down ? -step : step, room = way < first ? way : first;
	int rest = way - room, type = rest < second ? rest : second;

	set->step = step;
	set->space = value_at(&fit->space, room, first, down);
	if (down && rest > type)
		set->space -= last_reach(fit) * (rest - type) / (closest(fit) - last(fit));
	set->leading = value_at(&fit->leading, room, first, down);
	set->type = value_at(&fit->type, type, second, down);
}

/* For a try what is known of its matter will do; what is taken has been set whole. */
static bool
set_step(struct fitting *fitting, int step, bool whole)
{
	if (fitting->set->measured != NULL) {
		fitting->set->measured->trying = !whole;
		fitting->set->measured->taken = false;
	}
	kx_arena_back(fitting->set->arena, fitting->mark);
	choose(fitting->set, step);
	if (!fitting->set_matter(fitting->set, fitting->galley))
		return false;
	fitting->tried = step;
	fitting->fits = kx_makeup_fits(fitting->set, fitting->galley, &fitting->pages);
	return !fitting->set->failed;
}

static bool
try_step(struct fitting *fitting, int step)
{
	return set_step(fitting, step, false);
}

static bool
take_step(struct fitting *fitting, int step)
{
	const struct kx_measured *measured = fitting->set->measured;

	return (fitting->tried == step && (measured == NULL || !measured->taken)) || set_step(fitting, step, true);
}

/* The loosest step between `low`, which fits or is the last there is, and `high`, which does not, within `most` pages (0: all). */
static bool
halve(struct fitting *fitting, int low, int high, int most)
{
	int step;

	while (high - low > 1) {
		step = low + (high - low) / 2;
		if (!try_step(fitting, step))
			return false;
		if (fitting->fits && (most == 0 || fitting->pages <= most))
			low = step;
		else
			high = step;
	}
	return take_step(fitting, low);
}

/* Nothing fits that loses no words: lose the first place, then the next; then let out what fits. */
static bool
drop(struct fitting *fitting, int low, int high)
{
	while (!fitting->fits && fitting->set->dropped < fitting->set->sheet->fit.droppable_count) {
		fitting->set->dropped++;
		if (!try_step(fitting, low))
			return false;
	}
	return halve(fitting, low, high, 0);
}

bool
kx_copyfit(struct kx_setting *set, kx_matter_set *set_matter, struct kx_galley *ret_galley)
{
	const struct kx_copyfit *fit = &set->sheet->fit;
	struct fitting fitting = { .set = set, .set_matter = set_matter, .galley = ret_galley, .mark = kx_arena_mark(set->arena) };
	int low = closest(fit), least = last(fit), high = room_steps(fit, false) + type_steps(fit, false);

	set->dropped = 0;
	if (!try_step(&fitting, 0))
		return false;
	if (fitting.fits)
		return high == 0 ? take_step(&fitting, 0) : halve(&fitting, 0, high + 1, fitting.pages);
	if (fit->droppable_count == 0 && !halve(&fitting, low, 0, 0))
		return false;
	if (fit->droppable_count > 0 && low < 0 && !try_step(&fitting, low))
		return false;
	if (fitting.fits)
		return fit->droppable_count == 0 || halve(&fitting, low, 0, 0);
	if (least < low && !try_step(&fitting, least))
		return false;
	return fitting.fits ? halve(&fitting, least, low, 0) : drop(&fitting, least, fit->droppable_count > 0 ? high + 1 : low);
}

bool
kx_copyfit_at(struct kx_setting *set, int step, size_t dropped, kx_matter_set *set_matter, struct kx_galley *ret_galley)
{
	set->dropped = dropped;
	choose(set, step);
	return set_matter(set, ret_galley);
}

bool
kx_copyfit_has(const struct kx_template *sheet, int step, size_t dropped)
{
	const struct kx_copyfit *fit = &sheet->fit;

	return step >= last(fit) && step <= room_steps(fit, false) + type_steps(fit, false) &&
	    dropped <= fit->droppable_count;
}

/* ---- what was dropped ---- */

/* The words on one line, and how many they are. */
static size_t
fold(char *words, size_t length)
{
	size_t count = 0, i;

	for (i = 0; i < length; i++) {
		if (words[i] == '\n')
			words[i] = ' ';
		if (words[i] != ' ' && (i == 0 || words[i - 1] == ' '))
			count++;
	}
	return count;
}

static void
report_place(struct kx_setting *set, size_t index, struct kx_buffer *words)
{
	const char *dropped = set->sheet->fit.droppable[index];
	struct kx_place place = { .file = set->sheet->origin.file,
		.pointer = kx_arena_print(set->arena, "/fit/droppable/%zu", index) };
	char *text = kx_arena_copy(set->arena, kx_buffer_bytes(words), words->length);
	size_t count = text != NULL ? fold(text, words->length) : 0, length = words->length;
	bool cut;

	if (text == NULL)
		return;
	while (length > 0 && text[length - 1] == ' ')
		length--;
	cut = length > TOLD_WORDS;
	if (cut)
		for (length = TOLD_WORDS; length > 0 && text[length] != ' '; length--)
			;
	kx_report(set->diags, KX463, place, "allow more pages, or shorten the words, if it should print",
	    "to fit its pages the sheet leaves out \"%s\", %zu words%s%.*s%s", dropped, count, count > 0 ? ": " : "", (int)length, text,
	    cut && length >= TOLD_WORDS / 2 ? " …" : "");
}

void
kx_copyfit_report(struct kx_setting *set)
{
	const struct kx_document *document = set->document;
	const struct kx_document_section *section;
	const struct kx_block *block;
	struct kx_buffer words;
	size_t d, i;

	for (d = 0; d < set->dropped; d++) {
		kx_buffer_init(&words, 1u << 20);
		for (i = 0; i < document->section_count; i++) {
			section = &document->sections[i];
			if (section->heading != NULL && kx_place_holds(set->sheet->fit.droppable[d], section->id, NULL))
				kx_block_text(section->heading, &words);
			for (block = section->blocks; block != NULL; block = block->next)
				if (kx_place_holds(set->sheet->fit.droppable[d], section->id, block->id))
					kx_block_text(block, &words);
		}
		report_place(set, d, &words);
		kx_buffer_done(&words);
	}
}
