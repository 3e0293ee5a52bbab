/*
 * Random sheets: a generator makes documents and templates (regions or none,
 * bands, cells, columns, boxes in boxes, lists in lists, tables with heads of
 * one row or two, pictures with captions, side notes, questions, room to fit
 * and sections to drop) and lays each out.  A sheet is either refused with a
 * message, or it keeps every promise of frame.h, stays in its regions, prints
 * nothing over anything else, and has every word of the document, but those
 * of what it says it dropped, exactly once, in the order of reading.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/layout.h"

#include "base/buffer.h"
#include "set_sheet.h"

#include <stdio.h>
#include <stdlib.h>

#define SHEETS 2000

static struct kx_style styles[64];
static struct kx_named_color colors[] = { { "text", "#1A1A1A", NULL }, { "accent", "clinic", NULL }, { "rule", "#B8BEC2", NULL },
	{ "write-in", "#8C8C8C", NULL }, { "group-fill", "#EEEEEE", NULL }, { "muted", "#444444", NULL }, { "yes", "#224466", NULL }, { "no", "#662222", NULL },
	{ "warning", "#882222", NULL }, { "bar", "#224466", NULL }, { "bar-against", "#888888", NULL }, { "array-empty", "#999999", NULL } };
static struct kx_box_style boxes[] = { { "plain", "group-fill", NULL, 0, 0, 8000, 6000, 8000, KX_EDGE_NONE },
	{ "card", NULL, "rule", 750, 3000, 7000, 3000, 5000, KX_EDGE_ALL },
	{ "warning", "group-fill", "rule", 4000, 0, 9000, 5000, 5000, KX_EDGE_LEFT } };

static struct kx_named_number numbers[] = { { "joined.join-rows", 1000 }, { "joined.join-columns", 1000 },
	{ "figures.align-figures", 1000 }, { "stacked.stack", 1000 }, { "b0.side-note", 70000 }, { "b1.side-note", 110000 },
	{ "b2.side-note", 0 }, { "b3.columns", 2000 }, { "b4.side-note", 80000 } };
static const char *droppable[] = { "s2", "s4", "s1" };

struct maker {
	uint64_t state;
	struct kx_arena arena;
	struct kx_document document;
	struct kx_template sheet;
	struct kx_paper paper;
	size_t words;                  /* made so far; word i is "w<i>" with a tail of random length */
	unsigned other;                /* not 0: tails are others, and all else is the same */
	size_t first[7];               /* word of each section, and of the end */
};

static unsigned
roll(struct maker *maker, unsigned sides)
{
	maker->state = maker->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(maker->state >> 33) % sides;
}

static void *
make(struct maker *maker, size_t size)
{
	void *thing = kx_arena_alloc(&maker->arena, size);

	assert_non_null(thing);
	return thing;
}

/* `count` words, each known by its number; in one or two runs. */
static struct kx_runs
make_runs(struct maker *maker, unsigned count)
{
	struct kx_runs runs = { make(maker, 2 * sizeof(struct kx_run)), 1, 2 };
	struct kx_buffer text;
	unsigned i;

	kx_buffer_init(&text, 1 << 20);
	for (i = 0; i < count; i++)
		kx_buffer_print(&text, "%sw%zu%.*s%s", i > 0 ? " " : "", maker->words++, (int)((roll(maker, 7) + maker->other * i) % 7), "abcdefgh",
		    roll(maker, 12) == 0 ? " antidepressant medication," : "");
	runs.list[0].text = kx_arena_copy(&maker->arena, kx_buffer_bytes(&text), text.length);
	if (roll(maker, 4) == 0) {
		runs.list[1].text = kx_arena_print(&maker->arena, " w%zu", maker->words++);
		runs.list[1].emphasis = KX_STRONG;
		runs.count = 2;
	}
	kx_buffer_done(&text);
	return runs;
}

static void
append(struct kx_block *parent, struct kx_block *child)
{
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

static struct kx_block *
make_block(struct maker *maker, enum kx_block_kind kind, const char *style)
{
	struct kx_block *block = make(maker, sizeof(*block));

	block->kind = kind;
	block->style = style;
	block->origin = (struct kx_origin){ "random.json", "/words" };
	return block;
}

static struct kx_block *
make_paragraph(struct maker *maker, const char *style, unsigned most)
{
	struct kx_block *block = make_block(maker, KX_BLOCK_PARAGRAPH, style);

	block->runs = make_runs(maker, 1 + roll(maker, most));
	return block;
}

static struct kx_block *any_block(struct maker *maker, int depth);

static struct kx_block *
make_list(struct maker *maker, int depth)
{
	static const char *const looks[] = { "bullet", "number", "check", "yes", "no", "warning" };
	struct kx_block *list = make_block(maker, KX_BLOCK_LIST, looks[roll(maker, 6)]), *item;
	unsigned i, count = 1 + roll(maker, roll(maker, 12) == 0 ? 60 : 6);

	for (i = 0; i < count; i++) {
		item = make_block(maker, KX_BLOCK_ITEM, NULL);
		item->runs = make_runs(maker, 1 + roll(maker, 14));
		if (depth < 2 && roll(maker, 8) == 0)
			append(item, make_list(maker, depth + 1));
		append(list, item);
	}
	return list;
}

static const char *
make_words(struct maker *maker, unsigned count)
{
	const char *words = kx_arena_print(&maker->arena, "w%zu", maker->words++);

	while (--count > 0)
		words = kx_arena_print(&maker->arena, "%s w%zu", words, maker->words++);
	return words;
}

/* Two icon arrays and their caption. */
static struct kx_block *
make_picture(struct maker *maker)
{
	struct kx_block *picture = make_block(maker, roll(maker, 3) ? KX_BLOCK_ARRAY_PAIR : KX_BLOCK_BAR_PAIR, NULL), *caption;
	unsigned i;

	picture->figure = make(maker, sizeof(*picture->figure));
	picture->figure->alt = "some, and more";
	for (i = 0; i < 2; i++) {
		struct kx_array *array = &picture->figure->arrays[i];

		array->heading = make_words(maker, 1 + roll(maker, 2));
		array->words = make_words(maker, 1 + roll(maker, 5));
		array->total = roll(maker, 4) == 0 ? 1000 : 100;
		array->filled = (int)roll(maker, 100);
		array->treatment = i == 1;
	}
	caption = make_block(maker, KX_BLOCK_CAPTION, NULL);
	for (i = 1 + roll(maker, 2); i > 0; i--)
		append(caption, make_paragraph(maker, "note", 40));
	append(picture, caption);
	return picture;
}

/* A row that names those after it. */
static struct kx_block *
make_group_row(struct maker *maker, unsigned columns)
{
	struct kx_block *row = make_block(maker, KX_BLOCK_ROW, "group"), *cell = make_block(maker, KX_BLOCK_CELL, NULL);

	cell->head = true;
	cell->span = (int)columns;
	cell->runs = make_runs(maker, 1 + roll(maker, 12));
	append(row, cell);
	return row;
}

/* Words that are not counted: cells that say the same may be joined. */
static struct kx_runs
make_alike(struct maker *maker)
{
	struct kx_runs runs = { make(maker, sizeof(struct kx_run)), 1, 1 };

	runs.list[0].text = roll(maker, 3) == 0 ? "quite alike" : "the same as in the others, and so on for some lines";
	return runs;
}

static struct kx_block *
make_row(struct maker *maker, unsigned columns, bool head)
{
	struct kx_block *row = make_block(maker, KX_BLOCK_ROW, NULL), *cell;
	unsigned c;

	row->head = head;
	for (c = 0; c < columns; c++) {
		cell = make_block(maker, KX_BLOCK_CELL, NULL);
		cell->head = head || c == 0;
		cell->align = c > 1 && roll(maker, 2) ? KX_ALIGN_RIGHT : KX_ALIGN_LEFT;
		if (!head && roll(maker, 30) == 0)
			append(cell, make_list(maker, 2));
		else if (!cell->head && roll(maker, 4) == 0)
			cell->runs = make_alike(maker);
		else
			cell->runs = make_runs(maker, 1 + roll(maker, head ? 2 : 6));
		append(row, cell);
	}
	return row;
}

static struct kx_block *
make_table(struct maker *maker)
{
	static const char *const looks[] = { "two-sided", "plain", "joined", "figures", "stacked" };
	struct kx_block *table = make_block(maker, KX_BLOCK_TABLE, looks[roll(maker, 5)]);
	unsigned columns = 2 + roll(maker, 3), rows = 2 + roll(maker, roll(maker, 8) == 0 ? 40 : 5), r;

	if (strcmp(table->style, "plain") == 0 && roll(maker, 3) == 0) {
		/* Over the heads of the columns, one head over all but the first. */
		append(table, make_row(maker, 2, true));
		table->first->last->span = (int)columns - 1;
	}
	for (r = 0; r < rows; r++) {
		if (r > 0 && table->style[0] != 't' && roll(maker, 9) == 0)
			append(table, make_group_row(maker, columns));
		append(table, make_row(maker, columns, r == 0));
	}
	return table;
}

static struct kx_block *
make_holder(struct maker *maker, enum kx_block_kind kind, const char *style, int depth)
{
	struct kx_block *holder = make_block(maker, kind, style);
	unsigned i, count = 1 + roll(maker, 3);

	for (i = 0; i < count; i++)
		append(holder, any_block(maker, depth + 1));
	return holder;
}

static struct kx_block *
any_block(struct maker *maker, int depth)
{
	struct kx_block *block;

	switch (roll(maker, depth < 2 ? 12 : 6)) {
	case 0:
	case 1: return make_paragraph(maker, "body", roll(maker, 10) == 0 ? 300 : 40);
	case 2: return make_paragraph(maker, "note", 20);
	case 3:
	case 4: return make_list(maker, depth);
	case 5:
		block = make_block(maker, KX_BLOCK_QUESTION, NULL);
		block->runs = make_runs(maker, 1 + roll(maker, 9));
		block->lines = (int)roll(maker, 3);
		return block;
	case 6: return make_table(maker);
	case 7: return make_holder(maker, KX_BLOCK_BOX, roll(maker, 2) ? "plain" : "warning", depth);
	case 8:
		block = make_block(maker, KX_BLOCK_COLUMNS, NULL);
		append(block, make_holder(maker, KX_BLOCK_BOX, "card", 2));
		append(block, make_holder(maker, KX_BLOCK_BOX, "card", 2));
		return block;
	case 9: return make_picture(maker);
	case 10:
		block = make_block(maker, KX_BLOCK_WRITE_IN, NULL);
		block->lines = 2;
		return block;
	default: return make_holder(maker, KX_BLOCK_GROUP, NULL, depth);
	}
}

static const char *const names[] = { "s0", "s1", "s2", "s3", "s4", "s5" };
static const char *const groups[] = { "b0", "b1", "b2", "b3", "b4", "b5" };

static void
make_document(struct maker *maker)
{
	struct kx_document *document = &maker->document;
	unsigned s, b;

	*document = sheet_document;
	document->title = kx_arena_print(&maker->arena, "w%zu", maker->words++);
	document->sheet = &maker->sheet;
	document->section_count = 1 + roll(maker, 5);
	document->sections = make(maker, document->section_count * sizeof(*document->sections));
	for (s = 0; s < document->section_count; s++) {
		struct kx_block *group = make_block(maker, KX_BLOCK_GROUP, NULL);

		maker->first[s] = maker->words;
		group->id = groups[s];
		document->sections[s].id = names[s];
		document->sections[s].heading = make_block(maker, KX_BLOCK_HEADING, NULL);
		document->sections[s].heading->level = 2;
		document->sections[s].heading->runs = make_runs(maker, 1 + roll(maker, 4));
		for (b = roll(maker, 4); b > 0; b--)
			append(group, any_block(maker, 0));
		if (roll(maker, 2) == 0)
			append(group, make_paragraph(maker, "note", 30));
		document->sections[s].blocks = group;
	}
	maker->first[s] = maker->words;
}

/* Now and then few pages, with bounds to fit them and something to leave out. */
static void
make_fit(struct maker *maker)
{
	struct kx_template *sheet = &maker->sheet;

	if (roll(maker, 5) > 0)
		return;
	sheet->page_most = 1 + (int)roll(maker, 4);
	sheet->page_multiple = 1 + (int)roll(maker, 2);
	sheet->fit.space = (struct kx_bounds){ 700, 1000 + (int)roll(maker, 2) * 200 };
	sheet->fit.leading = (struct kx_bounds){ 900, 1000 };
	if (roll(maker, 3) == 0)
		sheet->fit.type = (struct kx_bounds){ 900, 1000 };
	sheet->text_least = sheet->note_least = 8000;
	sheet->fit.droppable = droppable;
	while (sheet->fit.droppable_count < 3 && droppable[sheet->fit.droppable_count][1] < '0' + (char)maker->document.section_count)
		sheet->fit.droppable_count++;
}

/* One side of two or three regions, of one width or not, the last filled first. */
static void
make_regions(struct maker *maker)
{
	static const char *const region_names[] = { "left", "middle", "right" };
	struct kx_side *side = make(maker, sizeof(*side));
	unsigned i, count = 2 + roll(maker, 2);
	kx_length width = (maker->paper.width - 20000) / (kx_length)count;

	side->regions = make(maker, count * sizeof(*side->regions));
	maker->sheet.fill = make(maker, count * sizeof(*maker->sheet.fill));
	for (i = 0; i < count; i++) {
		side->regions[i].id = region_names[i];
		side->regions[i].box = (struct kx_box){ 20000 + (kx_length)i * width, 30000, width - 20000 - (kx_length)roll(maker, 2) * 9000,
		    maker->paper.height - 60000 };
		maker->sheet.fill[count - 1 - i] = region_names[i];
	}
	side->region_count = maker->sheet.fill_count = count;
	maker->paper.sides = side;
	maker->paper.side_count = 1;
}

static void
make_template(struct maker *maker)
{
	struct kx_template *sheet = &maker->sheet;
	struct kx_flow_band *bands;
	unsigned i, count = (unsigned)maker->document.section_count;

	*sheet = sheet_template;
	sheet->styles = make(maker, sizeof(styles));
	memcpy(sheet->styles, styles, sizeof(styles));
	sheet->style_count = 25;
	for (i = 0; i < sheet->style_count; i++)
		sheet->styles[i].justified = roll(maker, 4) == 0;
	for (i = 0; i < sheet->style_count; i++)
		sheet->styles[i].hyphens = roll(maker, 4) == 0;
	sheet->colors = colors;
	sheet->color_count = sizeof(colors) / sizeof(colors[0]);
	sheet->boxes = boxes;
	sheet->box_count = 3;
	sheet->numbers = numbers;
	sheet->number_count = sizeof(numbers) / sizeof(numbers[0]);
	sheet->page_most = 64;
	sheet->gutter = 10000;
	sheet->grid_columns = 1 + (int)roll(maker, 2) * 3;
	maker->paper = (struct kx_paper){ "letter", 300000 + (kx_length)roll(maker, 400) * 1000, 250000 + (kx_length)roll(maker, 600) * 1000,
	    NULL, 0 };
	if (roll(maker, 4) == 0)
		make_regions(maker);
	sheet->papers = &maker->paper;
	bands = make(maker, count * sizeof(*bands));
	for (i = 0; i < count; i++) {
		struct kx_flow_cell *cell = make(maker, sizeof(*cell));

		cell->span = sheet->grid_columns;
		cell->places = make(maker, sizeof(*cell->places));
		cell->places[0] = names[i];
		cell->place_count = 1;
		bands[i].cells = cell;
		bands[i].cell_count = 1;
		bands[i].columns = roll(maker, 5) == 0 ? 2 : 1;
		bands[i].start = roll(maker, 6) == 0 ? KX_START_PAGE : roll(maker, 6) == 0 ? KX_START_REGION : KX_START_HERE;
		if (sheet->grid_columns == 4 && bands[i].columns == 1 && roll(maker, 3) == 0)
			cell->span = 3;
	}
	sheet->flow = bands;
	sheet->flow_count = count;
	make_fit(maker);
}

/* The first word from `next` on that no dropped section has. */
static size_t
after_dropped(const struct maker *maker, const struct kx_frames *frames, size_t next)
{
	size_t i, s;

	for (s = 0; s < maker->document.section_count; s++)
		for (i = 0; i < frames->setting.dropped_count; i++)
			if (strcmp(frames->setting.dropped[i], names[s]) == 0 && next >= maker->first[s] && next < maker->first[s + 1])
				next = maker->first[s + 1];
	return next;
}

/* The words of the document, "w0" on, once each, in reading order, and nothing else. */
static void
check_words(const struct maker *maker, const struct kx_frames *frames)
{
	struct kx_buffer text;
	const char *c;
	char *end;
	size_t next = after_dropped(maker, frames, 0);

	kx_buffer_init(&text, 1 << 24);
	kx_frames_text(frames, &text);
	for (c = kx_buffer_bytes(&text); c < kx_buffer_bytes(&text) + text.length; c++) {
		if (*c != 'w' || c[1] < '0' || c[1] > '9')
			continue;
		if (strtoul(c + 1, &end, 10) != next)
			fail_msg("word %zu is missing or not in its place", next);
		next = after_dropped(maker, frames, next + 1);
	}
	kx_buffer_done(&text);
	assert_int_equal(next, maker->words);
}

/* The middle of a run of letters, where they surely have ink. */
static struct kx_box
ink(const struct kx_frame_item *item)
{
	return (struct kx_box){ item->box.x + 200, item->box.y - item->as.glyphs.size / 2, item->box.width - 400, item->as.glyphs.size / 2 };
}

static void
check_overlaps(const struct kx_frame_page *page)
{
	size_t i, k;

	for (i = 0; i < page->item_count; i++) {
		struct kx_box a;

		if (page->items[i].kind != KX_ITEM_GLYPHS || page->items[i].box.width < 500)
			continue;
		a = ink(&page->items[i]);
		for (k = i + 1; k < page->item_count; k++) {
			struct kx_box b;

			if (page->items[k].kind != KX_ITEM_GLYPHS || page->items[k].box.width < 500)
				continue;
			b = ink(&page->items[k]);
			if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
				fail_msg("\"%.*s\" is printed over \"%.*s\"", (int)page->items[i].as.glyphs.length, page->items[i].as.glyphs.text,
				    (int)page->items[k].as.glyphs.length, page->items[k].as.glyphs.text);
		}
	}
}

/* The first (or last) page that holds something of an element or of what is in it; -1 when none does. */
static int
page_of(const struct kx_frames *frames, int element, bool last)
{
	int page, found = -1, at;
	size_t i;

	for (page = 0; page < (int)frames->page_count && (last || found < 0); page++) {
		for (i = 0; i < frames->pages[page].item_count; i++) {
			for (at = frames->pages[page].items[i].element; at > element; )
				at = frames->elements[at].parent;
			if (at == element)
				found = page;
		}
	}
	return found;
}

/* The first head of a table stands on the page of its first row (in a stacked table the others come when they are needed). */
static void
check_heads(const struct kx_frames *frames)
{
	size_t i;
	int body;

	for (i = 2; i + 1 < frames->element_count; i++) {
		if (frames->elements[i].type != KX_EL_TH || frames->elements[i - 2].type != KX_EL_THEAD)
			continue;
		for (body = (int)i + 1; body < (int)frames->element_count && frames->elements[body].type != KX_EL_TBODY; )
			body++;
		if (body < (int)frames->element_count && frames->elements[body].parent == frames->elements[i - 2].parent)
			assert_int_equal(page_of(frames, body, false), page_of(frames, (int)i, true));
	}
}

/* True when the sheet was laid out, false when it was refused with a message that has a place. */
static bool
lay_out(const struct maker *maker, const struct kx_fonts *fonts, struct kx_memo *memo, struct kx_buffer *ret_dump)
{
	struct kx_layout_options options = { .paper = "letter", .memo = memo, .again = memo != NULL };
	struct kx_diagnostics diags;
	struct kx_frames *frames;
	struct kx_arena arena;
	size_t page;
	bool done;

	kx_arena_init(&arena, 256u << 20);
	kx_diagnostics_init(&diags, &arena);
	done = kx_layout(&arena, &maker->document, fonts, &options, &frames, &diags);
	if (!done) {
		assert_true(diags.errors > 0);
		assert_true(diags.list[0].code >= KX451 && diags.list[0].code <= KX461);
		assert_non_null(diags.list[0].place.file);
	} else {
		if (!kx_frames_check(frames, &diags))
			fail_msg("%s", diags.list[0].message);
		if (!maker->document.draft)
			check_words(maker, frames);
		kx_frames_dump(frames, ret_dump);
		for (page = 0; page < frames->page_count && !maker->document.draft; page++)
			check_overlaps(&frames->pages[page]);
		check_heads(frames);
	}
	kx_arena_done(&arena);
	return done;
}

/* The sheet with what is in the memo is the one without. */
static bool
is_laid_out_as_anew(const struct maker *maker, const struct kx_fonts *fonts, struct kx_memo *memo)
{
	struct kx_buffer kept, anew;
	bool done;

	kx_buffer_init(&kept, 64u << 20);
	kx_buffer_init(&anew, 64u << 20);
	done = lay_out(maker, fonts, memo, &kept);
	assert_int_equal(lay_out(maker, fonts, NULL, &anew), done);
	assert_string_equal(kx_buffer_bytes(&kept), kx_buffer_bytes(&anew));
	kx_buffer_done(&kept);
	kx_buffer_done(&anew);
	return done;
}

/*
 * With what the sheets before have left in the memo; now and then compared with
 * none: as other sheets left it, when all of the sheet's own pieces are kept, and
 * when there is an element more before them, which a draft has.
 */
static bool
lay_out_as_ever(struct maker *maker, const struct kx_fonts *fonts, struct kx_memo *memo, bool compare)
{
	struct kx_buffer dump;
	bool done;

	if (compare) {
		is_laid_out_as_anew(maker, fonts, memo);
		done = is_laid_out_as_anew(maker, fonts, memo);
		maker->document.draft = true;
		maker->document.draft_mark = maker->document.draft_title = maker->document.draft_says = "DRAFT";
		assert_int_equal(is_laid_out_as_anew(maker, fonts, memo), done);
	} else {
		kx_buffer_init(&dump, 64u << 20);
		done = lay_out(maker, fonts, memo, &dump);
		kx_buffer_done(&dump);
	}
	kx_memo_turn(memo);
	return done;
}

static void
random_sheets_keep_the_promises(void **state)
{
	struct sheet bench;
	struct kx_memo memo;
	size_t i, done = 0;

	(void)state;
	kx_memo_init(&memo, 4u << 20);
	assert_int_equal(sheet_open(&bench), 0);
	for (i = 0; i < SHEETS; i++) {
		struct maker maker = { .state = i * 7919 + 1 };

		kx_arena_init(&maker.arena, 16u << 20);
		make_document(&maker);
		make_template(&maker);
		print_message("# sheet %zu\n", i);
		done += lay_out_as_ever(&maker, bench.fonts, &memo, i % 16 == 0);
		kx_arena_done(&maker.arena);
	}
	/* Most sheets come out: a generator whose sheets are all refused would test nothing. */
	assert_true(done > SHEETS * 11 / 20);
	print_message("# %zu of %d laid out\n", done, SHEETS);
	kx_memo_done(&memo);
	sheet_close(&bench);
}

static void
count_alike(void *task, const struct kx_memo_key *key, const void *value)
{
	size_t *count = task;

	(void)value;
	*count += key->kind == KX_MEMO_ALIKE;
}

/* Sheets that differ in words alone and are fitted to their pages: as they are set when nothing is known of each other. */
static void
random_sheets_that_are_alike(void **state)
{
	struct sheet bench;
	struct kx_memo memo;
	size_t i, done = 0, searched = 0;

	(void)state;
	kx_memo_init(&memo, 256u << 20);
	assert_int_equal(sheet_open(&bench), 0);
	for (i = 0; i < SHEETS / 2; i++) {
		struct maker maker = { .state = i / 4 * 104729 + 3, .other = (unsigned)(i % 4) };

		kx_arena_init(&maker.arena, 16u << 20);
		make_document(&maker);
		make_template(&maker);
		if (maker.sheet.fit.space.least > 0 && maker.sheet.fit.type.least == 0 && maker.paper.side_count == 0) {
			print_message("# sheet %zu\n", i);
			done += is_laid_out_as_anew(&maker, bench.fonts, &memo);
		}
		kx_arena_done(&maker.arena);
	}
	kx_memo_each(&memo, count_alike, &searched);
	print_message("# %zu laid out, %zu settings searched for\n", done, searched);
	assert_true(done > 0 && searched < done * 9 / 10);
	kx_memo_done(&memo);
	sheet_close(&bench);
}

static void
add_style(const char *id, kx_length size, kx_length leading, kx_length after, bool keep)
{
	static size_t count;

	styles[count++] = (struct kx_style){ id, "body", size, leading, 0, after, "text", false, keep, false, false };
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_sheets_keep_the_promises),
		cmocka_unit_test(random_sheets_that_are_alike),
	};
	size_t i;

	for (i = 0; i < 14; i++)
		add_style(sheet_styles[i].id, sheet_styles[i].size, sheet_styles[i].leading, sheet_styles[i].after, sheet_styles[i].keep_next);
	add_style("heading-3", 12500, 15000, 1000, true);
	add_style("note", 10000, 12000, 4000, false);
	add_style("lead", 12000, 15000, 2000, true);
	add_style("small", 10000, 12000, 0, false);
	add_style("list-number", 12000, 15000, 0, false);
	add_style("question", 12000, 15000, 2000, false);
	add_style("cell-group", 12000, 15000, 0, false);
	add_style("reference", 9000, 11000, 500, false);
	add_style("array-heading", 12000, 15000, 0, false);
	add_style("array-number", 20000, 24000, 0, false);
	add_style("array-words", 12000, 14000, 0, false);
	return cmocka_run_group_tests_name("layout random", tests, NULL, NULL);
}
