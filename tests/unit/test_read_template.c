#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/limits.h"
#include "read/read.h"

#include <jansson.h>
#include <stdio.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

/* A small whole template, in single quotes. */
static const char plain[] =
    "{'id': 'small', 'title': 'Small', 'papers': {'a4': {'width': 595.276, 'height': 841.89}},"
    "'margins': {'top': 50, 'bottom': 50, 'left': 40, 'right': 40},"
    "'grid': {'columns': 12, 'gutter': 14, 'baseline': 15.5}, 'pages': {'multiple': 2, 'most': 4},"
    "'colors': {'text': '#1A1A1A', 'accent': 'clinic', 'tint': 'accent 8%'},"
    "'styles': {'body': {'role': 'body', 'size': 12.5, 'leading': 15.5, 'color': 'text'}},"
    "'boxes': {'card': {'fill': 'tint', 'edge': 'accent', 'edge_width': 0.75, 'padding': 10}},"
    "'masthead': {'height': 52, 'logo_height': 40, 'name': 'body', 'line': 'body'},"
    "'footer': {'right': '{page_of}'},"
    "'flow': [{'place': ['summary']}, {'break': 'page'}, {'cells': [{'span': 6, 'place': ['about/cards']},"
    "{'span': 6, 'place': ['help', 'risks']}]}, {'break': 'region', 'columns': 2, 'place': ['sources']}],"
    "'omit': ['cost'], 'numbers': {'array_icon': 6, 'questions-list.columns': 2}}";

struct bench {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_template *sheet;
	char folder[64], path[96];
};

static int
open_bench(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	strcpy(bench->folder, "/tmp/kx-sheet-XXXXXX");
	*state = bench;
	return mkdtemp(bench->folder) == NULL;
}

static int
close_bench(void **state)
{
	struct bench *bench = *state;
	char command[96];
	int status;

	snprintf(command, sizeof(command), "rm -rf '%s'", bench->folder);
	status = system(command);
	kx_arena_done(&bench->arena);
	free(bench);
	return status;
}

static json_t *
parsed(const char *text)
{
	char *copy = strdup(text), *c;
	json_t *json;

	assert_non_null(copy);
	for (c = copy; *c != '\0'; c++)
		if (*c == '\'')
			*c = '"';
	json = json_loads(copy, JSON_DECODE_ANY, NULL);
	free(copy);
	assert_non_null(json);
	return json;
}

static bool
read_sheet(struct bench *bench, json_t *sheet)
{
	snprintf(bench->path, sizeof(bench->path), "%s/small.json", bench->folder);
	assert_int_equal(json_dump_file(sheet, bench->path, 0), 0);
	json_decref(sheet);
	kx_arena_done(&bench->arena);
	kx_arena_init(&bench->arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&bench->diags, &bench->arena);
	bench->sheet = NULL;
	return kx_read_template(&bench->arena, NULL, bench->folder, "small", &bench->sheet, &bench->diags);
}

/* Read the small template after its member `key` was replaced (NULL: nothing). */
static bool
read_with(struct bench *bench, const char *key, const char *value)
{
	json_t *sheet = parsed(plain);

	if (key != NULL)
		json_object_set_new(sheet, key, parsed(value));
	return read_sheet(bench, sheet);
}

static void
assert_fault(struct bench *bench, const char *key, const char *value, enum kx_code code, const char *pointer,
    const char *message)
{
	assert_false(read_with(bench, key, value));
	assert_null(bench->sheet);
	assert_string_equal(bench->diags.list[0].message, message);
	assert_int_equal(bench->diags.list[0].code, code);
	assert_string_equal(bench->diags.list[0].place.pointer, pointer);
	assert_int_equal(bench->diags.count, 1);
}

static void
reads_every_part(void **state)
{
	struct bench *bench = *state;
	const struct kx_template *sheet;

	assert_true(read_with(bench, NULL, NULL));
	assert_int_equal(bench->diags.count, 0);
	sheet = bench->sheet;
	assert_string_equal(sheet->id, "small");
	assert_string_equal(sheet->origin.file, bench->path);
	assert_int_equal(sheet->papers[0].width, 595276);
	assert_int_equal(sheet->papers[0].height, 841890);
	assert_int_equal(sheet->margin_left, 40000);
	assert_int_equal(sheet->grid_columns, 12);
	assert_int_equal(sheet->baseline, 15500);
	assert_int_equal(sheet->page_multiple, 2);
	assert_int_equal(sheet->page_most, 4);
	assert_int_equal(kx_template_style(sheet, "body")->size, 12500);
	assert_false(kx_template_style(sheet, "body")->keep_next);
	assert_int_equal(kx_template_box(sheet, "card")->edge_width, 750);
	assert_int_equal(kx_template_box(sheet, "card")->edge_side, KX_EDGE_ALL);
	assert_int_equal(sheet->masthead_height, 52000);
	assert_null(sheet->head_left);
	assert_null(sheet->foot_left);
	assert_string_equal(sheet->foot_right, "{page_of}");
	assert_string_equal(sheet->omit[0], "cost");
	assert_int_equal(kx_template_number(sheet, "questions-list.columns", 0), 2000);
}

static void
bands_follow_the_flow(void **state)
{
	struct bench *bench = *state;
	const struct kx_flow_band *bands;

	assert_true(read_with(bench, NULL, NULL));
	assert_int_equal(bench->sheet->flow_count, 3);
	bands = bench->sheet->flow;
	assert_int_equal(bands[0].start, KX_START_HERE);
	assert_int_equal(bands[0].columns, 1);
	assert_int_equal(bands[0].cell_count, 1);
	assert_int_equal(bands[0].cells[0].span, 12);
	assert_string_equal(bands[0].cells[0].places[0], "summary");
	assert_int_equal(bands[1].start, KX_START_PAGE);
	assert_int_equal(bands[1].cell_count, 2);
	assert_int_equal(bands[1].cells[1].span, 6);
	assert_int_equal(bands[1].cells[1].place_count, 2);
	assert_string_equal(bands[1].cells[1].places[1], "risks");
	assert_string_equal(bands[1].cells[1].origin.pointer, "/flow/2/cells/1");
	assert_int_equal(bands[2].start, KX_START_REGION);
	assert_int_equal(bands[2].columns, 2);
}

static void
the_flow_must_fit_together(void **state)
{
	struct bench *bench = *state;

	assert_fault(bench, "flow", "[{'cells': [{'span': 7, 'place': ['a']}, {'span': 6, 'place': ['b']}]}]", KX140,
	    "/flow/0/cells", "the cells span 13 columns of a grid of 12");
	assert_fault(bench, "flow", "[{'cells': [{'span': 13, 'place': ['a']}]}]", KX114, "/flow/0/cells/0/span",
	    "\"span\" is 13, but must be from 1 to 12");
	assert_fault(bench, "flow", "[{'cells': [{'span': 0, 'place': ['a']}]}]", KX114, "/flow/0/cells/0/span",
	    "\"span\" is 0, but must be from 1 to 12");
	assert_fault(bench, "flow", "[{'place': ['a']}, {'break': 'page'}]", KX140, "/flow/1",
	    "the flow ends with a new page or region that nothing stands in");
	assert_fault(bench, "flow", "[{'place': ['a']}, {}]", KX140, "/flow/1", "this entry of the flow puts nothing on the page");
	assert_fault(bench, "flow", "[{'columns': 2, 'cells': [{'span': 1, 'place': ['a']}]}]", KX140, "/flow/0/columns",
	    "an entry has text columns or cells, not both");
	assert_fault(bench, "flow", "[{'place': ['a'], 'cells': [{'span': 1, 'place': ['b']}]}]", KX140, "/flow/0",
	    "an entry has a place, cells or furniture, not two of them");
	assert_fault(bench, "flow", "[{'place': ['a', 'b/c']}, {'place': ['b/c']}]", KX133, "/flow/1/place/0",
	    "\"b/c\" is in the flow already");
	assert_string_equal(bench->diags.list[0].others[0].pointer, "/flow/0/place/1");
	assert_fault(bench, "flow", "[{'place': ['a//b']}]", KX112, "/flow/0/place/0", "\"a//b\" is not a place");
	assert_fault(bench, "flow", "[{'place': []}]", KX117, "/flow/0/place", "\"place\" needs at least one entry");
	assert_fault(bench, "flow", "[]", KX117, "/flow", "\"flow\" needs at least one entry");
	assert_fault(bench, "flow", "[{'break': 'leaf', 'place': ['a']}]", KX110, "/flow/0/break", "\"break\" cannot be \"leaf\"");
	assert_fault(bench, "flow", "[{'place': ['a']}, {'furniture': 'title'}]", KX140, "/flow/1/furniture",
	    "the title is the first heading of a sheet");
	assert_fault(bench, "flow", "[{'furniture': 'title'}, {'furniture': 'title'}, {'place': ['a']}]", KX133, "/flow/1/furniture",
	    "the title is in the flow already");
	assert_fault(bench, "flow", "[{'region': 'left', 'place': ['a']}]", KX461, "/flow/0/region",
	    "there is no region \"left\"");
}

static void
names_must_resolve(void **state)
{
	struct bench *bench = *state;

	assert_fault(bench, "masthead", "{'height': 1, 'logo_height': 1, 'name': 'bdy', 'line': 'body'}", KX138,
	    "/masthead/name", "there is no style \"bdy\"");
	assert_string_equal(bench->diags.list[0].hint, "did you mean \"body\"?");
	assert_fault(bench, "styles", "{'body': {'role': 'r', 'size': 1, 'leading': 1, 'color': 'txet'}}", KX139,
	    "/styles/body/color", "there is no color \"txet\"");
	assert_fault(bench, "boxes", "{'b': {'fill': 'text 101%'}}", KX119, "/boxes/b/fill", "\"text 101%\" is not a color");
	assert_fault(bench, "boxes", "{'b': {'edge': '#12', 'edge_width': 1}}", KX119, "/boxes/b/edge", "\"#12\" is not a color");
	assert_fault(bench, "boxes", "{'b': {'edge_side': 'left', 'edge_width': 1}}", KX140, "/boxes/b",
	    "this box has an edge that cannot be seen");
	assert_true(read_with(bench, "boxes", "{'b': {'fill': 'clinic 5%', 'edge': '#112233', 'edge_width': 1}}"));
}

static void
numbers_have_names_that_are_read(void **state)
{
	static const char *const unknown[][2] = { { "strech", "stretch" }, { "rates.align-figurs", "rates.align-figures" },
		{ "rate.pad", "rates.pad" }, { "sources.column", "sources.columns" }, { "rates.column-13", "rates.column-1" },
		{ "fact-box.join-coulmns", "fact-box.join-columns" }, { "columns", NULL }, { ".columns", NULL }, { "zebra.width-of-all", NULL } };
	static const char *const known[] = { "stretch", "options.column-12", "source-list.columns", "box.split", "number.indent",
		"cards.across", "curve.height", "notes.gap", "pages.even", "masthead.after", "qr-code.size", "benefit-time.side-note" };
	json_t *schema = json_load_file("data/schema/template.schema.json", 0, NULL);
	struct bench *bench = *state;
	const char *near;
	regex_t pattern;
	size_t i;

	assert_non_null(schema);
	assert_int_equal(regcomp(&pattern, json_string_value(json_object_get(json_object_get(json_object_get(json_object_get(schema,
	    "properties"), "numbers"), "propertyNames"), "pattern")), REG_EXTENDED | REG_NOSUB), 0);
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		assert_true(kx_number_name_known(known[i]));
		assert_int_equal(regexec(&pattern, known[i], 0, NULL, 0), 0);
	}
	kx_arena_init(&bench->arena, 1u << 20);
	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
		assert_false(kx_number_name_known(unknown[i][0]));
		assert_int_equal(regexec(&pattern, unknown[i][0], 0, NULL, 0), REG_NOMATCH);
		near = kx_number_name_near(&bench->arena, unknown[i][0]);
		if (unknown[i][1] != NULL)
			assert_string_equal(near, unknown[i][1]);
	}
	assert_null(kx_number_name_near(&bench->arena, "zebra.width-of-all"));
	kx_arena_done(&bench->arena);
	regfree(&pattern);
	json_decref(schema);
	assert_fault(bench, "numbers", "{'rates.align-figurs': 1}", KX109, "/numbers/rates.align-figurs",
	    "no number of a layout is called \"rates.align-figurs\"");
}

static void
colors_must_lead_somewhere(void **state)
{
	struct bench *bench = *state;

	assert_fault(bench, "colors", "{'text': '#1A1A1A', 'accent': 'clinic', 'tint': 'acent 8%'}", KX139, "/colors/tint",
	    "there is no color \"acent\"");
	assert_fault(bench, "colors", "{'text': '#1A1A1A', 'accent': 'clinic', 'tint': 'tint 8%'}", KX139, "/colors/tint",
	    "the color \"tint\" leads back to itself");
	assert_fault(bench, "colors", "{'text': '#1A1A1A', 'accent': '#12345x', 'tint': 'accent 8%'}", KX119, "/colors/accent",
	    "\"#12345x\" is not a color");
	assert_false(read_with(bench, "colors", "{'text': '#1A1A1A', 'accent': 'tint', 'tint': 'accent 8%'}"));
	assert_int_equal(bench->diags.count, 2);   /* both colours of the circle, nothing else */
	assert_fault(bench, "colors", "{'text': '#1A1A1A', 'accent': 'clinic', 'tint': 'accent', 'clinic': '#123456'}", KX112,
	    "/colors/clinic", "\"clinic\" is the clinic's own color and cannot be named again");
}

static void
sizes_are_positive(void **state)
{
	struct bench *bench = *state;

	assert_fault(bench, "styles", "{'body': {'role': 'r', 'size': 0, 'leading': 1, 'color': 'text'}}", KX114,
	    "/styles/body/size", "\"size\" must be from 0.001 to 14400");
	assert_fault(bench, "papers", "{'a4': {'width': -1, 'height': 800}}", KX114, "/papers/a4/width",
	    "\"width\" must be from 0.001 to 14400");
	assert_fault(bench, "papers", "{'a4': {'width': 79, 'height': 800}}", KX140, "/margins",
	    "the margins leave nothing of the paper \"a4\"");
	assert_fault(bench, "papers", "{'A4': {'width': 500, 'height': 800}}", KX112, "/papers/A4", "\"A4\" cannot be a name here");
	assert_fault(bench, "pages", "{'multiple': 4, 'most': 2}", KX140, "/pages",
	    "at most 2 pages, but always a multiple of 4: no sheet is both");
	assert_fault(bench, "pages", "{'least': 3, 'most': 3, 'multiple': 2}", KX140, "/pages",
	    "at least 3 pages and at most 3, in whole sheets: no sheet is both");
	assert_fault(bench, "pages", "{'exact': 3, 'most': 4}", KX140, "/pages", "pages have an exact number, or bounds, not both");
	assert_fault(bench, "pages", "{'multiple': 2}", KX140, "/pages", "nothing says how many pages there may be");
	assert_true(read_with(bench, "pages", "{'exact': 3}"));
	assert_int_equal(bench->sheet->page_least, 3);
	assert_int_equal(bench->sheet->page_most, 3);
	assert_fault(bench, "id", "'other'", KX134, "/id", "the template \"other\" is in the file small.json");
}

#define PAPER(sides) "{'a4': {'width': 600, 'height': 400, 'sides': [" sides "]}}"
#define LEFT "'left': {'x': 10, 'y': 10, 'width': 280, 'height': 380}"
#define RIGHT "'right': {'x': 310, 'y': 10, 'width': 280, 'height': 380}"

static void
sides_are_read(void **state)
{
	struct bench *bench = *state;
	const struct kx_template *sheet;
	size_t side;

	assert_true(read_with(bench, "papers", PAPER("{'regions': {" RIGHT "}, 'foot': {'x': 10, 'y': 370, 'width': 280, 'height': 20},"
	    "'marks': [{'from': [300, 0], 'to': [300, 400], 'dashed': true, 'color': 'text'}]}, {'regions': {" LEFT "}}")));
	sheet = bench->sheet;
	assert_int_equal(sheet->fill_count, 2);
	assert_string_equal(sheet->fill[0], "right");
	assert_int_equal(kx_paper_region(&sheet->papers[0], "left", &side)->box.height, 380000);
	assert_int_equal(side, 1);
	assert_null(kx_paper_region(&sheet->papers[0], "middle", NULL));
	assert_int_equal(sheet->papers[0].sides[0].foot->box.y, 370000);
	assert_null(sheet->papers[0].sides[0].head);
	assert_int_equal(sheet->papers[0].sides[0].marks[0].to.y, 400000);
	assert_true(sheet->papers[0].sides[0].marks[0].dashed);
}

static void
regions_must_be_possible(void **state)
{
	struct bench *bench = *state;

	assert_fault(bench, "papers", PAPER("{'regions': {" LEFT ", 'wide': {'x': 300, 'y': 10, 'width': 301, 'height': 10}}}"), KX461,
	    "/papers/a4/sides/0/regions/wide", "the region \"wide\" reaches past the edge of the paper");
	assert_fault(bench, "papers", PAPER("{'regions': {" LEFT ", 'over': {'x': 289, 'y': 380, 'width': 300, 'height': 10}}}"), KX461,
	    "/papers/a4/sides/0/regions/over", "the regions \"left\" and \"over\" overlap");
	assert_fault(bench, "papers", PAPER("{'regions': {'flat': {'x': 0, 'y': 0, 'width': 300, 'height': 0}}}"), KX114,
	    "/papers/a4/sides/0/regions/flat/height", "\"height\" must be from 0.001 to 14400");
	assert_fault(bench, "papers", PAPER("{'regions': {'off': {'x': -1, 'y': 0, 'width': 300, 'height': 10}}}"), KX114,
	    "/papers/a4/sides/0/regions/off/x", "\"x\" must be from 0 to 14400");
	assert_fault(bench, "papers", PAPER("{'regions': {'slim': {'x': 0, 'y': 0, 'width': 154, 'height': 10}}}"), KX461,
	    "/papers/a4/sides/0/regions/slim", "the 12 columns of the grid find no room in region \"slim\"");
	assert_fault(bench, "papers", PAPER("{'regions': {" LEFT "}}, {'regions': {" LEFT "}}"), KX461,
	    "/papers/a4/sides/1/regions/left", "two sides have a region \"left\"");
	assert_fault(bench, "papers", PAPER("{'regions': {" LEFT "}, 'foot': {'x': 0, 'y': 380, 'width': 300, 'height': 20}}"), KX461,
	    "/papers/a4/sides/0/foot", "the regions \"left\" and \"foot\" overlap");
	assert_fault(bench, "papers", PAPER("{'regions': {" LEFT "}, 'marks': [{'from': [1, 1], 'to': [1, 401], 'color': 'text'}]}"), KX461,
	    "/papers/a4/sides/0/marks/0/to", "this point is not on the paper");
	assert_fault(bench, "papers", PAPER("{'regions': {" LEFT "}}, {'regions': {" RIGHT "}}, {'regions': {'b': {'x': 0, 'y': 0, "
	    "'width': 300, 'height': 9}}}, {'regions': {'c': {'x': 0, 'y': 0, 'width': 300, 'height': 9}}}, {'regions': {'d': {'x': 0, "
	    "'y': 0, 'width': 300, 'height': 9}}}"), KX461, "/papers/a4", "the paper \"a4\" has 5 sides, and a sheet at most 4 pages");
}

static void
papers_have_the_same_regions(void **state)
{
	struct bench *bench = *state;

	assert_fault(bench, "papers", "{'a4': {'width': 600, 'height': 400, 'sides': [{'regions': {" LEFT "}}]},"
	    "'a5': {'width': 600, 'height': 400}}", KX461, "/papers/a5", "the paper \"a5\" has no region \"left\"");
	assert_fault(bench, "papers", "{'a4': {'width': 600, 'height': 400}, 'a5': {'width': 600, 'height': 400,"
	    "'sides': [{'regions': {" LEFT "}}]}}", KX461, "/papers/a5", "the paper \"a5\" has 1 regions and the first paper 0");
}

/* With two regions, this order and this flow. */
static bool
read_two(struct bench *bench, const char *fill, const char *flow)
{
	json_t *sheet = parsed(plain);

	json_object_set_new(sheet, "papers", parsed(PAPER("{'regions': {" LEFT ", " RIGHT "}}")));
	json_object_set_new(sheet, "fill", parsed(fill));
	json_object_set_new(sheet, "flow", parsed(flow));
	return read_sheet(bench, sheet);
}

static void
assert_order_fault(struct bench *bench, const char *fill, const char *flow, const char *pointer, const char *message)
{
	assert_false(read_two(bench, fill, flow));
	assert_string_equal(bench->diags.list[0].message, message);
	assert_int_equal(bench->diags.list[0].code, KX461);
	assert_string_equal(bench->diags.list[0].place.pointer, pointer);
}

static void
the_order_of_regions_is_whole(void **state)
{
	struct bench *bench = *state;

	assert_fault(bench, "fill", "['left']", KX461, "/fill", "there are no regions to fill");
	assert_true(read_two(bench, "['right', 'left']", "[{'place': ['a']}, {'region': 'left', 'place': ['b']}]"));
	assert_string_equal(bench->sheet->fill[0], "right");
	assert_int_equal(bench->sheet->flow[1].start, KX_START_NAMED);
	assert_string_equal(bench->sheet->flow[1].region, "left");
	assert_order_fault(bench, "['right', 'lefd']", "[{'place': ['a']}]", "/fill/1", "there is no region \"lefd\"");
	assert_order_fault(bench, "['right', 'right', 'left']", "[{'place': ['a']}]", "/fill/1",
	    "the region \"right\" is in the order already");
	assert_order_fault(bench, "['right']", "[{'place': ['a']}]", "/fill", "the region \"left\" is not in the order");
	assert_order_fault(bench, "['right', 'left']", "[{'region': 'left', 'place': ['a']}, {'region': 'right', 'place': ['b']}]",
	    "/flow/1/region", "the flow has come to region \"right\" or past it before this entry");
}

static void
chooses_by_name_or_path(void **state)
{
	struct bench *bench = *state;
	char path[128];

	assert_true(read_with(bench, NULL, NULL));
	snprintf(path, sizeof(path), "%s/small.json", bench->folder);
	assert_true(kx_read_template(&bench->arena, NULL, "nowhere", path, &bench->sheet, &bench->diags));
	assert_false(kx_read_template(&bench->arena, NULL, bench->folder, "smal", &bench->sheet, &bench->diags));
	assert_int_equal(bench->diags.list[0].code, KX127);
	assert_string_equal(bench->diags.list[0].hint, "did you mean \"small\"?");
	assert_false(kx_read_template(&bench->arena, NULL, "nowhere", "small", &bench->sheet, &bench->diags));
	assert_int_equal(bench->diags.list[1].code, KX701);
}

/* Every size of the arena up to enough: a clean failure, then success. */
static void
fails_cleanly_without_memory(void **state)
{
	struct bench *bench = *state;
	struct kx_diagnostics diags;
	struct kx_template *sheet = NULL;
	struct kx_arena arena, words;
	size_t ceiling;
	bool read = false;

	assert_true(read_with(bench, NULL, NULL));
	for (ceiling = 0; !read; ceiling += 64) {
		kx_arena_init(&words, 1 << 20);
		kx_arena_init(&arena, ceiling);
		kx_diagnostics_init(&diags, &words);
		read = kx_read_template(&arena, NULL, bench->folder, "small", &sheet, &diags);
		assert_true(read == (diags.errors == 0));
		assert_true(read || sheet == NULL);
		kx_arena_done(&arena);
		kx_arena_done(&words);
		assert_true(ceiling < 1 << 20);
	}
}

#define AT_A_BENCH(test) cmocka_unit_test_setup_teardown(test, open_bench, close_bench)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		AT_A_BENCH(reads_every_part),
		AT_A_BENCH(bands_follow_the_flow),
		AT_A_BENCH(the_flow_must_fit_together),
		AT_A_BENCH(names_must_resolve),
		AT_A_BENCH(colors_must_lead_somewhere),
		AT_A_BENCH(numbers_have_names_that_are_read),
		AT_A_BENCH(sizes_are_positive),
		AT_A_BENCH(sides_are_read),
		AT_A_BENCH(regions_must_be_possible),
		AT_A_BENCH(papers_have_the_same_regions),
		AT_A_BENCH(the_order_of_regions_is_whole),
		AT_A_BENCH(chooses_by_name_or_path),
		AT_A_BENCH(fails_cleanly_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
