#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/memo.h"
#include "read/files.h"
#include "read/inline.h"
#include "read/shape.h"

#include <cmark.h>
#include <string.h>

struct line {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_datafile file;
	struct kx_read_files files;
	struct kx_parsed object, says;
	struct kx_rich rich;
	bool read;
};

/* Through the memo, unless it is NULL. */
static void
read_kept(struct line *line, struct kx_memo *memo, const char *says)
{
	struct kx_node root;

	memset(line, 0, sizeof(*line));
	kx_arena_init(&line->arena, 1 << 22);
	kx_diagnostics_init(&line->diags, &line->arena);
	line->file = (struct kx_datafile){ .arena = &line->arena, .diags = &line->diags, .path = "x.json",
	    .files = &line->files };
	kx_read_files_init(&line->files, &line->arena);
	line->files.memo = memo;
	kx_parsed_set_inside(&line->object, KX_PARSED_OBJECT, &line->says, 1);
	kx_parsed_set_key(&line->says, "says");
	kx_parsed_set_string(&line->says, says, strlen(says));
	line->file.parsed.root = &line->object;
	root = kx_node_root(&line->file);
	line->read = kx_member_rich(&root, "says", &line->rich);
}

static void
read_line(struct line *line, const char *says)
{
	read_kept(line, NULL, says);
}

static void
close_line(struct line *line)
{
	kx_datafile_close(&line->file);
	kx_arena_done(&line->arena);
}

/* Spans as "<p:plain><e:emphasis><s:strong>". */
static void
assert_spans(const char *says, const char *wanted)
{
	struct kx_buffer seen;
	struct line line;
	size_t i;

	read_line(&line, says);
	assert_int_equal(line.diags.count, 0);
	assert_true(line.read);
	kx_buffer_init(&seen, 1 << 20);
	for (i = 0; i < line.rich.count; i++)
		kx_buffer_print(&seen, "<%c:%s>", "pes"[line.rich.spans[i].emphasis], line.rich.spans[i].text);
	assert_string_equal(kx_buffer_bytes(&seen), wanted);
	kx_buffer_done(&seen);
	close_line(&line);
}

static void
assert_refused(const char *says, enum kx_code code, const char *message)
{
	struct line line;

	read_line(&line, says);
	assert_false(line.read);
	assert_int_equal(line.diags.count, 1);
	assert_int_equal(line.diags.list[0].code, code);
	assert_string_equal(line.diags.list[0].message, message);
	assert_string_equal(line.diags.list[0].place.pointer, "/says");
	close_line(&line);
}

static void
reads_emphasis(void **state)
{
	(void)state;
	assert_spans("Plain words.", "<p:Plain words.>");
	assert_spans("It is *not* sure.", "<p:It is ><e:not><p: sure.>");
	assert_spans("**Call 555-0100.** Do it.", "<s:Call 555-0100.><p: Do it.>");
	assert_spans("*a* **b**", "<e:a><p: ><s:b>");
	assert_spans("2 * 3 * 4", "<p:2 * 3 * 4>");
	assert_spans("\\*no\\* [brackets]", "<p:*no* [brackets]>");
	assert_spans("one\ntwo", "<p:one two>");
	assert_spans("5 &lt; 6 &amp; \xe2\x80\x9cso\xe2\x80\x9d", "<p:5 < 6 & \xe2\x80\x9cso\xe2\x80\x9d>");
}

static void
joins_the_plain_text(void **state)
{
	struct line line;

	(void)state;
	read_line(&line, "It is **very**\nrare.");
	assert_true(line.read);
	assert_string_equal(line.rich.plain, "It is very rare.");
	close_line(&line);
}

/* What was kept is the same again, and outlives the memo; what was refused is refused again. */
static void
may_be_kept(void **state)
{
	static const char *const lines[] = { "about *one* in **three**", "**all**", "5 &lt; 6", "*a* **b**", "a *b", "one\n\ntwo" };
	struct line first, again;
	struct kx_memo memo;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		kx_memo_init(&memo, 1 << 20);
		read_line(&first, lines[i]);
		read_kept(&again, &memo, lines[i]);
		close_line(&again);
		read_kept(&again, &memo, lines[i]);
		assert_int_equal(memo.young.found, first.read);
		kx_memo_done(&memo);
		assert_int_equal(again.read, first.read);
		assert_int_equal(again.diags.count, first.diags.count);
		assert_int_equal(again.rich.count, first.rich.count);
		for (k = 0; k < first.rich.count; k++) {
			assert_string_equal(again.rich.spans[k].text, first.rich.spans[k].text);
			assert_int_equal(again.rich.spans[k].emphasis, first.rich.spans[k].emphasis);
		}
		if (first.read)
			assert_string_equal(again.rich.plain, first.rich.plain);
		close_line(&first);
		close_line(&again);
	}
}

/* Is the text one paragraph that says it as it stands, to the library? */
static bool
stands_as_it_is(const char *says)
{
	cmark_node *document = cmark_parse_document(says, strlen(says), CMARK_OPT_DEFAULT);
	cmark_node *paragraph = cmark_node_first_child(document), *node;
	struct kx_buffer seen;
	bool same;

	kx_buffer_init(&seen, 1 << 16);
	same = paragraph != NULL && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH && cmark_node_next(paragraph) == NULL;
	for (node = same ? cmark_node_first_child(paragraph) : NULL; node != NULL; node = cmark_node_next(node)) {
		same = same && cmark_node_get_type(node) == CMARK_NODE_TEXT;
		kx_buffer_text(&seen, same ? cmark_node_get_literal(node) : "");
	}
	same = same && strcmp(kx_buffer_bytes(&seen), says) == 0;
	kx_buffer_done(&seen);
	cmark_node_free(document);
	return same;
}

/* What is taken without asking the library is what it would have said, whatever signs the text is made of. */
static void
plain_text_is_plain_to_the_library(void **state)
{
	static const char *const pieces[] = { "a", "Word", " ", "  ", "1", "27", ".", ")", "(", "-", "+", "=", "#", "*", "_", "&amp;", "&",
		"<", ">", "[", "]", "!", "`", "\\", "\n", "\"", "'", ":", "~", "|", "http://example.org", "a@example.org", "\xe2\x80\x9c", "\xc2\xa0" };
	uint32_t seed = 20261128;
	size_t i, k, plain = 0;
	struct line line;
	char says[400];

	(void)state;
	for (i = 0; i < 4000; i++) {
		says[0] = '\0';
		for (k = 0; k < 1 + i % 7; k++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(says, pieces[(seed >> 16) % (i % 2 == 0 ? 12 : sizeof(pieces) / sizeof(*pieces))]);
		}
		read_line(&line, says);
		if (line.read && line.rich.count == 1 && line.rich.spans[0].emphasis == KX_PLAIN && strcmp(line.rich.plain, says) == 0) {
			plain++;
			if (!stands_as_it_is(says))
				fail_msg("\"%s\" is taken as it stands", says);
			assert_string_equal(line.rich.spans[0].text, says);
		}
		close_line(&line);
	}
	assert_true(plain > 400);
}

static void
names_what_has_no_place(void **state)
{
	(void)state;
	assert_refused("See [this](https://example.org).", KX120, "\"says\" holds a link");
	assert_refused("<https://example.org>", KX120, "\"says\" holds a link");
	assert_refused("![x](y.png)", KX120, "\"says\" holds an image");
	assert_refused("Take `2` pills", KX120, "\"says\" holds code");
	assert_refused("    indented", KX120, "\"says\" holds a code block");
	assert_refused("a <b>b</b>", KX120, "\"says\" holds HTML");
	assert_refused("<div>x</div>", KX120, "\"says\" holds HTML");
	assert_refused("# Head", KX120, "\"says\" holds a heading");
	assert_refused("- one", KX120, "\"says\" holds a list");
	assert_refused("1. one", KX120, "\"says\" holds a list");
	assert_refused("> said", KX120, "\"says\" holds a block quote");
	assert_refused("***", KX120, "\"says\" holds a rule across the page");
	assert_refused("one  \ntwo", KX120, "\"says\" holds a forced line break");
	assert_refused("one\n\ntwo", KX120, "\"says\" holds a second paragraph");
	assert_refused("**a *b* c**", KX120, "\"says\" holds emphasis inside emphasis");
	assert_refused("***a***", KX120, "\"says\" holds emphasis inside emphasis");
	assert_refused("a&#7;b", KX120, "\"says\" holds an entity for a character that cannot be printed");
	assert_refused("[a]: b", KX120, "\"says\" holds markup only and no words");
}

static void
texts_have_rules_of_their_own(void **state)
{
	char *endless = test_malloc(9001);

	(void)state;
	memset(endless, 'a', 9000);
	endless[9000] = '\0';
	assert_refused("", KX117, "\"says\" is empty");
	assert_refused(" \n ", KX117, "\"says\" is empty");
	assert_refused("a\tb", KX118, "character 2 of \"says\" is U+0009, which cannot be printed");
	assert_refused("\xc3\xa4\xef\xbb\xbf", KX118, "character 2 of \"says\" is U+FEFF, which cannot be printed");
	assert_refused(endless, KX115, "\"says\" has 9000 bytes; at most 8192 are read");
	test_free(endless);
}

/* Texts are looked through eight bytes at once: wherever one that cannot be printed stands, and whatever is beside it. */
static void
refuses_controls_anywhere(void **state)
{
	static const unsigned char wrong[] = { 0x01, 0x09, 0x1f, 0x7f }, beside[] = { ' ', '!', 'a', '~' };
	char text[20], said[80];
	size_t at, i, k;

	(void)state;
	for (at = 0; at < 19; at++)
		for (i = 0; i < sizeof(wrong); i++)
			for (k = 0; k < sizeof(beside); k++) {
				memset(text, 'a', 19);
				text[19] = '\0';
				text[at == 0 ? 1 : at - 1] = (char)beside[k];
				text[at] = (char)wrong[i];
				snprintf(said, sizeof(said), "character %zu of \"says\" is U+%04X, which cannot be printed", at + 1, wrong[i]);
				assert_refused(text, KX118, said);
			}
}

/* The longest text there may be, made of what CommonMark parsers dislike. */
static void
bears_hostile_markup(void **state)
{
	static const char *const seeds[] = { "*", "**a ", "[", "![", "[a](", "`", "<", "_a*", "&", "\\", "*a_ " };
	char text[8193];
	struct line line;
	size_t i, at, length;

	(void)state;
	for (i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
		length = strlen(seeds[i]);
		for (at = 0; at + length < sizeof(text); at += length)
			memcpy(text + at, seeds[i], length);
		text[at] = '\0';
		read_line(&line, text);
		assert_true(line.read == (line.diags.count == 0));
		close_line(&line);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_emphasis),
		cmocka_unit_test(refuses_controls_anywhere),
		cmocka_unit_test(joins_the_plain_text),
		cmocka_unit_test(may_be_kept),
		cmocka_unit_test(plain_text_is_plain_to_the_library),
		cmocka_unit_test(names_what_has_no_place),
		cmocka_unit_test(texts_have_rules_of_their_own),
		cmocka_unit_test(bears_hostile_markup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
