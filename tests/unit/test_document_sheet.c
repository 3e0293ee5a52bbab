#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_document.h"

#include "base/memo.h"

static int
open_sheet(void **state)
{
	struct sheet *sheet = malloc(sizeof(*sheet));

	if (sheet == NULL)
		return -1;
	sheet_open(sheet);
	build_source(&sheet->build, "a-label", 1, 2020)->kind = KX_SOURCE_LABEL;
	build_source(&sheet->build, "b-trial", 2, 2021);
	build_topic(&sheet->build, "t1", 1);
	build_topic(&sheet->build, "t2", 1);
	*state = sheet;
	return 0;
}

static int
close_sheet(void **state)
{
	sheet_close(*state);
	free(*state);
	return 0;
}

/* A section with a paragraph that cites both sources, then one of `form` alone. */
static struct kx_block_plan *
two_sections(struct sheet *sheet, enum kx_role role, enum kx_form form)
{
	build_block(&sheet->build, build_section(&sheet->build, "first", KX_ROLE_ABOUT), KX_FORM_PARAGRAPH, 2, "t1", "t2");
	build_claim(&sheet->build, "c1", "t1", "a-label");
	build_claim(&sheet->build, "c2", "t2", "b-trial");
	return build_block(&sheet->build, build_section(&sheet->build, "s", role), form, 0);
}

static const char *
second_dump(struct sheet *sheet)
{
	return strstr(sheet_dump(sheet), "section s ");
}

/* ---- help ---- */

static void
country_lines(struct sheet *sheet)
{
	static struct kx_help_line lines[] = {
		{ { "pack/help-lines.json", "/0" }, "Crisis line", "988", "call or text", "crisis", "b-trial" },
		{ { "pack/help-lines.json", "/1" }, "Ambulance", "911", NULL, "emergency", NULL },
		{ { "pack/help-lines.json", "/2" }, "Reports", "1-800-FDA-1088", "call", "report", NULL },
	};
	struct kx_content *content = &sheet->build.content;

	content->countries[0] = (struct kx_country){ "US", lines, 3 };
	content->country_count = 1;
}

static void
urgent_lines_stand_in_the_crisis_box(void **state)
{
	struct sheet *sheet = *state;
	struct kx_help_line own[] = {
		{ { "pack/clinics/test.json", "/help_lines/0" }, "Our crisis team", "text HELP to 12345", NULL, NULL, NULL },
	};

	two_sections(sheet, KX_ROLE_HELP, KX_FORM_HELP_LINES);
	country_lines(sheet);
	sheet->build.content.clinic.help_lines = own;
	sheet->build.content.clinic.help_line_count = 1;
	sheet->build.content.clinic.phone = "+1 (555) 010-0199";
	sheet->build.content.clinic.hours = "Monday to Friday";
	sheet->build.content.clinic.after_hours = "the front desk";
	assert_true(sheet_compose(sheet));
	assert_string_equal(second_dump(sheet),
	    "section s help\n"
	    "  group id=s-0\n"
	    "    box crisis\n"
	    "      heading 2\n"
	    "        text \"Section s\"\n"
	    "      help-lines\n"
	    "        help-line\n"
	    "          strong \"text HELP to 12345\"\n"
	    "          paragraph body\n"
	    "            text \"Our crisis team\"\n"
	    "        help-line\n"
	    "          strong \"988\" link=tel:988\n"
	    "          paragraph body\n"
	    "            text \"Crisis line\"\n"
	    "          paragraph body\n"
	    "            text \"call or text\"\n"
	    "            mark 2\n"
	    "        help-line\n"
	    "          strong \"911\" link=tel:911\n"
	    "          paragraph body\n"
	    "            text \"Ambulance\"\n");
}

/* What is not for a crisis stands in a block of its own, never in the box. */
static void
other_lines_stand_apart(void **state)
{
	struct sheet *sheet = *state;

	two_sections(sheet, KX_ROLE_HELP, KX_FORM_OTHER_LINES);
	country_lines(sheet);
	sheet->build.content.clinic.phone = "+1 (555) 010-0199";
	sheet->build.content.clinic.hours = "Monday to Friday";
	sheet->build.content.clinic.after_hours = "the front desk";
	assert_true(sheet_compose(sheet));
	assert_string_equal(second_dump(sheet),
	    "section s help\n"
	    "  heading 2\n"
	    "    text \"Section s\"\n"
	    "  group id=s-0\n"
	    "    help-lines other\n"
	    "      help-line\n"
	    "        strong \"1-800-FDA-1088\" link=tel:18003321088\n"
	    "        paragraph body\n"
	    "          text \"Reports\"\n"
	    "        paragraph body\n"
	    "          text \"call\"\n"
	    "      help-line\n"
	    "        strong \"+1 (555) 010-0199\" link=tel:+15550100199\n"
	    "        paragraph body\n"
	    "          text \"Test Clinic\"\n"
	    "        paragraph body\n"
	    "          text \"Monday to Friday\"\n"
	    "      help-line\n"
	    "        strong \"the front desk\"\n"
	    "        paragraph body\n"
	    "          text \"<help.after-hours Test Clinic>\"\n");
}

static void
no_crisis_number_is_an_error(void **state)
{
	struct sheet *sheet = *state;

	two_sections(sheet, KX_ROLE_HELP, KX_FORM_HELP_LINES);
	country_lines(sheet);
	sheet->build.content.clinic.country = "NZ";
	assert_false(sheet_compose(sheet));
	assert_string_equal(build_message(&sheet->build, KX425)->message,
	    "there is no crisis or emergency number for country \"NZ\"");
	/* A clinic without a country is in the pack's. */
	sheet->build.content.clinic.country = NULL;
	assert_true(sheet_compose(sheet));
}

/* ---- sources ---- */

static void
sources_are_numbered_with_remarks(void **state)
{
	struct sheet *sheet = *state;

	two_sections(sheet, KX_ROLE_SOURCES, KX_FORM_SOURCES);
	assert_true(sheet_compose(sheet));
	assert_string_equal(second_dump(sheet),
	    "section s sources\n"
	    "  heading 2\n"
	    "    text \"Section s\"\n"
	    "  group id=s-0\n"
	    "    references\n"
	    "      reference number=1\n"
	    "        text \"Author of a-label. J Calm 2020.\"\n"
	    "        text \" \"\n"
	    "        text \"(read 2 Jan 2026)\"\n"
	    "      reference number=2\n"
	    "        text \"Author of b-trial. J Calm 2021.\"\n");
	sheet->build.content.sources[0].check = KX_CHECK_SECOND_HAND;
	sheet->build.content.sources[1].check = KX_CHECK_NONE;
	assert_true(sheet_compose(sheet));
	assert_string_equal(strstr(sheet_words(sheet), "Section s\n"), "Section s\n"
	    "Author of a-label. J Calm 2020. (second-hand, 2 Jan 2026)\n"
	    "Author of b-trial. J Calm 2021. (unchecked)\n"
	    "<source.second-hand-means>\n");
	sheet->build.content.sources[0].kind = KX_SOURCE_TRIAL;
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_words(sheet), "Author of a-label. J Calm 2020. (second-hand)\n"));
}

/* ---- colophon ---- */

static void
the_colophon_says_who_when_and_who_paid(void **state)
{
	struct sheet *sheet = *state;
	const char *address[] = { "1 Main St", "Town" }, *providers[] = { "Dr. A", "Dr. B" };
	struct kx_clinic *clinic = &sheet->build.content.clinic;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	clinic->funding = "The clinic earns money from this.";
	clinic->feedback = "There is a box.";
	clinic->address = address;
	clinic->address_count = 2;
	clinic->providers = providers;
	clinic->provider_count = 2;
	clinic->email = "desk@clinic.example";
	assert_true(sheet_compose(sheet));
	assert_string_equal(strstr(sheet_words(sheet), "Section s\n"), build_print(&sheet->build, "Section s\n"
	    "This is not advice.\n"
	    "<colophon.written the testers 5 Jan 2026 1 Jan 2026>\n"
	    "<colophon.pending>\n"
	    "Nobody paid. The clinic earns money from this.\n"
	    "We look each year. <colophon.next-review 28 Feb 2027>\n"
	    "<colophon.labels>\n"
	    "Tell us. There is a box.\n"
	    "<colophon.clinic Test Clinic 1 Main St, Town> <colophon.email desk@clinic.example> <colophon.providers Dr. A, Dr. B>\n"
	    "<colophon.version 1.0 %s>\n", sheet->document->document_id));
}

/* What the masthead and the foot say does not stand here again; what tells how far to trust the sheet does. */
static void
a_brief_colophon_leaves_out_what_stands_elsewhere(void **state)
{
	struct sheet *sheet = *state;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	sheet->build.content.sections[1].blocks[0].brief = true;
	sheet->build.content.clinic.funding = "The clinic earns money from this.";
	assert_true(sheet_compose(sheet));
	assert_string_equal(strstr(sheet_words(sheet), "Section s\n"), "Section s\n"
	    "This is not advice.\n"
	    "<colophon.written the testers 5 Jan 2026 1 Jan 2026>\n"
	    "<colophon.pending>\n"
	    "Nobody paid. The clinic earns money from this.\n"
	    "We look each year. <colophon.next-review 28 Feb 2027>\n"
	    "Tell us.\n");
}

static void
without_a_label_there_is_no_label_caution(void **state)
{
	struct sheet *sheet = *state;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	sheet->build.content.sources[0].kind = KX_SOURCE_TRIAL;
	assert_true(sheet_compose(sheet));
	assert_null(strstr(sheet_words(sheet), "<colophon.labels>"));
}

static void
reviews_name_who_and_when(void **state)
{
	struct sheet *sheet = *state;
	struct kx_content *content = &sheet->build.content;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet->document->review_line, "<review.pending>");
	assert_string_equal(sheet->document->next_review_line, "<review.next 28 Feb 2027>");
	content->clinic.review = (struct kx_review_note){ "Dr. C", "chief", { 2026, 2, 3 }, sheet->document->words_hash };
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet->document->review_line, "<review.done Dr. C 3 Feb 2026 chief>");
	assert_null(strstr(sheet_words(sheet), "<colophon.pending>"));
	content->pack.review = (struct kx_review_note){ "Dr. P", "editor", { 2026, 2, 1 }, sheet->document->words_hash };
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet->document->review_line, "<review.done Dr. P 1 Feb 2026 editor>");
	assert_non_null(strstr(sheet_words(sheet), "<colophon.reviewed Dr. P editor 1 Feb 2026>\n"
	    "<colophon.clinic-reviewed Dr. C chief 3 Feb 2026>\nNobody paid."));
}

/* A review is of the words that were read: of others it says nothing, and the sheet says "pending" again. */
static void
reviews_lapse_with_the_words(void **state)
{
	struct sheet *sheet = *state;
	struct kx_content *content = &sheet->build.content;
	const char *hash, *words;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	assert_true(sheet_compose(sheet));
	hash = sheet->document->words_hash;
	assert_int_equal(strlen(hash), 64);
	words = build_print(&sheet->build, "%s", sheet_words(sheet));
	assert_non_null(strstr(words, "<colophon.pending>\nNobody paid.") /* in its place, not at the end */);
	content->pack.review = (struct kx_review_note){ "Dr. P", "editor", { 2026, 2, 1 }, hash };
	assert_true(sheet_compose(sheet));
	assert_int_equal(sheet->document->pack_review, KX_REVIEW_DONE);
	assert_string_equal(sheet->document->words_hash, hash);   /* who reviewed is no part of what was */
	content->pack.funding = "Somebody paid.";
	assert_true(sheet_compose(sheet));
	assert_int_equal(sheet->document->pack_review, KX_REVIEW_LAPSED);
	assert_string_not_equal(sheet->document->words_hash, hash);
	assert_string_equal(sheet->document->review_line, "<review.pending>");
	assert_non_null(strstr(sheet_words(sheet), "<colophon.pending>"));
	assert_null(strstr(sheet_words(sheet), "Dr. P"));
	content->pack.funding = "Nobody paid.";
	content->pack.review.hash = NULL;
	assert_true(sheet_compose(sheet));
	assert_int_equal(sheet->document->pack_review, KX_REVIEW_LAPSED);
}

/* The pack's review is of the pack's words, whatever a clinic adds; the clinic's of its own sheet. */
static void
the_packs_words_are_not_the_clinics(void **state)
{
	struct sheet *sheet = *state;
	struct kx_compose_options options = { .pack_hash = "the pack's" };
	struct kx_content *content = &sheet->build.content;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	content->pack.review = (struct kx_review_note){ "Dr. P", "editor", { 2026, 2, 1 }, "the pack's" };
	content->clinic.review = (struct kx_review_note){ "Dr. C", "chief", { 2026, 2, 3 }, "the pack's" };
	assert_true(build_merge(&sheet->build));
	assert_true(kx_document_compose_as(&sheet->build.arena, sheet->build.handout, NULL, &options, &sheet->document,
	    &sheet->build.diags));
	assert_int_equal(sheet->document->pack_review, KX_REVIEW_DONE);
	assert_int_equal(sheet->document->clinic_review, KX_REVIEW_LAPSED);
	assert_string_equal(sheet->document->pack_hash, "the pack's");
}

static void
a_draft_says_so(void **state)
{
	struct sheet *sheet = *state;
	struct kx_compose_options options = { .draft = true };
	const char *id, *words;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	assert_true(sheet_compose(sheet));
	assert_false(sheet->document->draft);
	assert_null(sheet->document->draft_mark);
	id = sheet->document->document_id;
	words = sheet->document->words_hash;
	assert_true(kx_document_compose_as(&sheet->build.arena, sheet->build.handout, NULL, &options, &sheet->document,
	    &sheet->build.diags));
	assert_true(sheet->document->draft);
	assert_string_equal(sheet->document->draft_mark, "<draft.mark>");
	assert_string_equal(sheet->document->draft_title, "<draft.title <draft.mark> Calm>");
	assert_non_null(sheet->document->draft_says);
	assert_string_equal(sheet->document->title, "Calm");
	assert_string_not_equal(sheet->document->document_id, id);   /* never mistaken for the sheet itself */
	assert_string_equal(sheet->document->words_hash, words);
}

/* ---- head and number ---- */

static void
the_head_is_the_clinic(void **state)
{
	struct sheet *sheet = *state;
	struct kx_clinic *clinic = &sheet->build.content.clinic;
	const char *dump;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	clinic->phone = "555-0100";
	clinic->web = "clinic.example";
	clinic->logo = "/some/where/logo.png";
	clinic->logo_alt = "A lamp";
	clinic->example = true;
	assert_true(sheet_compose(sheet));
	sheet_dump(sheet);
	dump = kx_buffer_bytes(&sheet->text);
	assert_non_null(strstr(dump, build_print(&sheet->build, "document %s\n"
	    "  title \"Calm\"\n"
	    "  subtitle \"What it is\"\n"
	    "  language \"en\"\n"
	    "  version \"1.0\"\n"
	    "  review-by 2027-02-28\n"
	    "  review \"<review.pending>\"\n"
	    "  next-review \"<review.next 28 Feb 2027>\"\n"
	    "  clinic \"Test Clinic\"\n"
	    "    phone \"555-0100\"\n"
	    "    web \"clinic.example\"\n"
	    "    logo \"logo.png\"\n"
	    "    logo-alt \"A lamp\"\n"
	    "    example \"<clinic.example>\"\n"
	    "    colour #204060\n"
	    "section first about\n", sheet->document->document_id)));
}

static bool
is_hex(const char *text, size_t length)
{
	return strlen(text) == length && strspn(text, "0123456789abcdef") == length;
}

static void
the_number_follows_every_word(void **state)
{
	struct sheet *sheet = *state;
	struct kx_content *content = &sheet->build.content;
	const char *before;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	assert_true(sheet_compose(sheet));
	before = sheet->document->document_id;
	assert_memory_equal(before, "calm-1.0-", 9);
	assert_true(is_hex(before + 9, 6));
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet->document->document_id, before);
	/* Where the data stands is no word; a reference number is one. */
	content->claims[0]->origin.file = "elsewhere.json";
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet->document->document_id, before);
	content->claims[1]->source = content->claims[0]->source;
	assert_true(sheet_compose(sheet));
	assert_string_not_equal(sheet->document->document_id, before);
	content->claims[1]->source = kx_content_source(content, "b-trial");
	content->pack.feedback = "Do tell us.";
	assert_true(sheet_compose(sheet));
	assert_string_not_equal(sheet->document->document_id, before);
}

/* ---- failures ---- */

static void
all_faults_come_in_one_run(void **state)
{
	struct sheet *sheet = *state;
	struct kx_section *section;

	two_sections(sheet, KX_ROLE_HELP, KX_FORM_HELP_LINES);
	section = &sheet->build.content.sections[0];
	build_block(&sheet->build, section, KX_FORM_FACT_BOX, 1, "t1");
	sheet_word(sheet, "fact.with", NULL);
	assert_false(sheet_compose(sheet));
	assert_int_equal(build_reported(&sheet->build, KX410), 1);
	assert_int_equal(build_reported(&sheet->build, KX420), 1);
	assert_int_equal(build_reported(&sheet->build, KX425), 1);
	assert_null(sheet->document);
}

/* A sheet with something of every form. */
static void
full_sheet(struct sheet *sheet)
{
	static const enum kx_form forms[] = { KX_FORM_LIST, KX_FORM_WARNING, KX_FORM_FACT_BOX, KX_FORM_ICON_ARRAY,
		KX_FORM_QUESTIONS, KX_FORM_STEPS };
	struct build *build = &sheet->build;
	struct kx_section *section;
	struct kx_block_plan *plan;
	size_t i;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	country_lines(sheet);
	build_figure(build, build->content.claims[0], 20000, 10000);
	sheet_word(sheet, "expand.c1", "full form");
	section = build_section(build, "all", KX_ROLE_SUMMARY);
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		build_block(build, section, forms[i], 1, "t1");
	build_block(build, section, KX_FORM_HELP_LINES, 0);
	build_block(build, section, KX_FORM_SOURCES, 0);
	section = build_section(build, "tables", KX_ROLE_ABOUT);
	plan = build_block(build, section, KX_FORM_RATES, 0);
	build_column(build, plan, "lamp", 1, "t1");
	plan = build_block(build, section, KX_FORM_CARDS, 0);
	build_column(build, plan, NULL, 1, "t1");
	plan = build_block(build, section, KX_FORM_TWO_SIDED, 0);
	build_column(build, plan, NULL, 1, "t1");
	plan = build_block(build, section, KX_FORM_OPTIONS, 0);
	build_column(build, plan, NULL, 0);
	build_column(build, plan, NULL, 1, "t1");
}

/* Raise the ceiling step by step: each refusal is clean, and one day it is enough. */
static void
a_spent_arena_is_a_clean_refusal(void **state)
{
	struct sheet *sheet = *state;
	struct kx_document *document;
	struct kx_diagnostics diags;
	struct kx_arena arena, messages;
	size_t ceiling, refusals = 0;
	bool done = false;

	full_sheet(sheet);
	assert_true(build_merge(&sheet->build));
	for (ceiling = 0; !done && ceiling < 1024 * 1024; ceiling += 176) {
		kx_arena_init(&arena, ceiling);
		kx_arena_init(&messages, 1024 * 1024);
		kx_diagnostics_init(&diags, &messages);
		document = NULL;
		done = kx_document_compose(&arena, sheet->build.handout, NULL, &document, &diags);
		assert_true(done == (document != NULL));
		if (!done) {
			refusals++;
			assert_int_equal(diags.count, 1);
			assert_int_equal(diags.list[0].code, KX440);
		} else {
			assert_int_equal(diags.errors, 0);
		}
		kx_arena_done(&messages);
		kx_arena_done(&arena);
	}
	assert_true(done);
	assert_true(refusals > 50);
}

static void
every_block_has_a_place(const struct kx_block *block)
{
	for (; block != NULL; block = block->next) {
		assert_non_null(block->origin.file);
		assert_non_null(block->origin.pointer);
		every_block_has_a_place(block->first);
	}
}

static void
each_form_composes_and_has_places(void **state)
{
	struct sheet *sheet = *state;
	size_t i, k;

	full_sheet(sheet);
	/* The builder gives columns no place of their own. */
	for (i = 0; i < sheet->build.content.section_count; i++)
		for (k = 0; k < sheet->build.content.sections[i].block_count; k++) {
			struct kx_block_plan *plan = &sheet->build.content.sections[i].blocks[k];
			size_t c;

			for (c = 0; c < plan->column_count; c++)
				plan->columns[c].origin = plan->origin;
		}
	assert_true(sheet_compose(sheet));
	for (i = 0; i < sheet->document->section_count; i++)
		every_block_has_a_place(sheet->document->sections[i].blocks);
}

/* ---- kept blocks ---- */

static void
compose_kept(struct sheet *sheet, struct kx_memo *memo)
{
	const struct kx_compose_options options = { .memo = memo };

	assert_true(build_merge(&sheet->build));
	assert_true(kx_document_compose_as(&sheet->build.arena, sheet->build.handout, NULL, &options, &sheet->document,
	    &sheet->build.diags));
}

/* The same document as without a memo, to the word and the hash. */
static void
kept_is_composed(struct sheet *sheet, struct kx_memo *memo)
{
	struct kx_document *plain, *kept;
	const char *dump;

	assert_true(sheet_compose(sheet));
	plain = sheet->document;
	dump = build_print(&sheet->build, "%s", sheet_dump(sheet));
	compose_kept(sheet, memo);
	kept = sheet->document;
	assert_string_equal(sheet_dump(sheet), dump);
	assert_string_equal(kept->words_hash, plain->words_hash);
	assert_string_equal(kept->document_id, plain->document_id);
}

static void
what_no_clinic_changes_is_composed_once(void **state)
{
	struct kx_span span = { "Come in by the back door.", KX_PLAIN };
	struct kx_clinic_line line = { { "pack/clinics/test.json", "/visit/0" }, "t2", { &span, 1, "Come in by the back door.", NULL } };
	struct sheet *sheet = *state;
	struct kx_clinic *clinic = &sheet->build.content.clinic;
	const struct kx_kept_block *kept;
	struct kx_memo memo;

	full_sheet(sheet);
	kx_memo_init(&memo, 8u * 1024 * 1024);
	compose_kept(sheet, &memo);
	kept = sheet->document->sections[0].blocks->kept;
	assert_non_null(kept);
	assert_true(kept->number > 0);
	kept_is_composed(sheet, &memo);
	clinic->name = "Another clinic";
	clinic->phone = "+1 (555) 010-0123";
	kept_is_composed(sheet, &memo);
	assert_ptr_equal(sheet->document->sections[0].blocks->kept, kept);
	/* A line of the clinic's own stands in no block that is kept. */
	clinic->visit = &line;
	clinic->visit_count = 1;
	kept_is_composed(sheet, &memo);
	assert_null(sheet->document->sections[0].blocks->kept);
	span.text = line.says.plain = "Use the front door.";
	kept_is_composed(sheet, &memo);
	assert_non_null(strstr(sheet_dump(sheet), "front door"));
	kx_memo_done(&memo);
}

static void
what_tells_of_the_clinic_is_composed_anew(void **state)
{
	struct sheet *sheet = *state;
	struct kx_memo memo;

	two_sections(sheet, KX_ROLE_COLOPHON, KX_FORM_COLOPHON);
	kx_memo_init(&memo, 8u * 1024 * 1024);
	sheet->build.content.clinic.funding = "We charge.";
	kept_is_composed(sheet, &memo);
	assert_non_null(sheet->document->sections[0].blocks->kept);
	assert_null(sheet->document->sections[1].blocks->kept);
	sheet->build.content.clinic.funding = "We do not charge.";
	kept_is_composed(sheet, &memo);
	assert_non_null(strstr(sheet_dump(sheet), "We do not charge."));
	kx_memo_done(&memo);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(urgent_lines_stand_in_the_crisis_box, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(other_lines_stand_apart, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(no_crisis_number_is_an_error, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(sources_are_numbered_with_remarks, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(the_colophon_says_who_when_and_who_paid, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_brief_colophon_leaves_out_what_stands_elsewhere, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(without_a_label_there_is_no_label_caution, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(reviews_name_who_and_when, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(reviews_lapse_with_the_words, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(the_packs_words_are_not_the_clinics, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_draft_says_so, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(the_head_is_the_clinic, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(the_number_follows_every_word, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(all_faults_come_in_one_run, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_spent_arena_is_a_clean_refusal, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(each_form_composes_and_has_places, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(what_no_clinic_changes_is_composed_once, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(what_tells_of_the_clinic_is_composed_anew, open_sheet, close_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
