/*
 * Every item that the program checks must be able to fail: for each of them a
 * sheet is made on which it does, from a second pack on which it does not.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memo.h"
#include "judge_pack.h"
#include "review/passages.h"

/* ---- whole cards ---- */

static void
the_pack_fails_nothing(void **state)
{
	struct judged judged;
	const struct kx_score_item *item;
	size_t i, k, machine = 0, human = 0, none = 0;

	(void)state;
	judged_open(&judged);
	judged_run(&judged);
	for (i = 0; i < KX_STANDARDS; i++) {
		for (k = 0; k < judged.card->standards[i].item_count; k++) {
			item = &judged.card->standards[i].items[k];
			if (item->state == KX_ITEM_FAIL)
				fail_msg("%s %s: %s", judged.card->standards[i].id, item->number, item->why);
			assert_non_null(item->why);
			machine += item->machine && item->state == KX_ITEM_PASS;
			human += item->state == KX_ITEM_HUMAN;
			none += item->state == KX_ITEM_NOT_APPLICABLE;
			assert_true(item->state != KX_ITEM_LAPSED && item->sign_off == NULL);
		}
	}
	assert_int_equal(machine + human + none, 12 + 24 + 20 + 16);
	assert_true(machine > 50 && human > 10 && none >= 1);
	assert_true(kx_scorecard_report(judged.card, judged.copy.content, &judged.copy.diags));
	assert_int_equal(judged.copy.diags.count, 0);
	judged_close(&judged);
}

/* Points as each standard counts them: what waits for a person is never a point. */
static void
parts_count_as_the_standard_does(void **state)
{
	static const struct { const char *id; size_t items[KX_SCORE_PARTS]; int bar; } standards[] = {
		{ "ipdas", { 6, 6, 0 }, 100 }, { "pemat", { 17, 7, 0 }, 70 }, { "cci", { 20, 0, 0 }, 90 }, { "discern", { 8, 7, 1 }, 0 },
	};
	const struct kx_standard *standard;
	const struct kx_score_part *part;
	struct judged judged;
	size_t i, k, first;

	(void)state;
	judged_open(&judged);
	judged_run(&judged);
	for (i = 0; i < sizeof(standards) / sizeof(standards[0]); i++) {
		standard = judged_standard(&judged, standards[i].id);
		for (k = 0, first = 0; k < standard->part_count; first += standard->parts[k++].count) {
			part = &standard->parts[k];
			assert_int_equal(part->first, first);
			assert_int_equal(part->count, standards[i].items[k]);
			assert_int_equal(part->bar, standards[i].bar);
			assert_int_equal(part->met + part->unmet + part->waiting + part->not_applicable, (int)part->count);
			assert_int_equal(part->points, standard->rates ? part->met * 5 : part->met);
			assert_int_equal(part->most, standard->rates ? (int)part->count * 5 : (int)part->count - part->not_applicable);
		}
		assert_int_equal(first, standard->item_count);
	}
	judged_close(&judged);
}

/* ---- every machine item fails ---- */

#define NO_SECTION(id) { "topics.json", "sections/[" id "]", NULL }
#define LONG_WORDS "lamp and lamp and lamp and lamp and lamp and lamp and lamp and lamp and lamp and lamp and "

struct spoiled {
	const char *standard, *item;
	struct edit edits[8];
	const char *why;              /* part of the reason */
};

static const struct spoiled cases[] = {
	{ "ipdas", "Q1", { NO_SECTION("about") }, "no section says what it is about" },
	{ "ipdas", "Q1", { { "pack.json", "conditions/[long-hiccups]/name", "\"zzz\"" },
	    { "gate.json", "conditions", "[]" } }, "names no condition" },
	{ "ipdas", "Q2", { NO_SECTION("candidacy") }, "candidacy" },
	{ "ipdas", "Q2", { { "topics.json", "sections/[candidacy]/title", "\"Who it is for\"" },
	    { "topics.json", "sections/[alternatives]/title", "\"Other ways\"" } }, "as a question" },
	{ "ipdas", "Q3", { NO_SECTION("alternatives") }, "0 other choices" },
	{ "ipdas", "Q3", { { "topics.json", "sections/[about]/blocks/[about-cards]/columns/1", NULL } }, "what hum lamp is" },
	{ "ipdas", "Q4", { NO_SECTION("benefits") }, "may help" },
	{ "ipdas", "Q4", { { "topics.json", "sections/[alternatives]/blocks/[options-table]/columns/1/topics/0", NULL },
	    { "topics.json", "sections/[alternatives]/blocks/[options-table]/columns/1/topics/0", NULL },
	    { "topics.json", "sections/[alternatives]/blocks/[options-table]/columns/2/topics/0", NULL },
	    { "topics.json", "sections/[alternatives]/blocks/[options-table]/columns/2/topics/0", NULL } }, "no other choice" },
	{ "ipdas", "Q5", { NO_SECTION("risks") }, "can go wrong" },
	{ "ipdas", "Q6", { NO_SECTION("visit") }, "live through" },
	{ "ipdas", "Q6", { { "topics.json", "sections/[visit]/blocks/[visit-steps]/topics/1", NULL },
	    { "topics.json", "sections/[visit]/blocks/[visit-steps]/topics/1", NULL } }, "2 steps" },
	{ "ipdas", "C1", { NO_SECTION("risks") }, "not on the sheet" },
	{ "ipdas", "C1", { { "gate.json", "limits/harm_words_least", "9" } }, "harms have too few words" },
	{ "ipdas", "C1", { { "gate.json", "limits/harm_words_least", "0.1" }, { "gate.json", "limits/harm_words_most", "0.2" } },
	    "benefits have too few words" },
	{ "ipdas", "C1", { { "topics.json", "sections/[risks]/blocks/[risk-rates]", NULL },
	    { "gate.json", "limits/harm_words_least", "0.1" } }, "only benefits have numbers" },
	{ "ipdas", "C2", { NO_SECTION("sources") }, "no sources" },
	{ "ipdas", "C3", { NO_SECTION("colophon") }, "when it was written" },
	{ "ipdas", "C4", { NO_SECTION("colophon") }, "kept current" },
	{ "ipdas", "C5", { NO_SECTION("certainty") }, "how sure" },
	{ "ipdas", "C6", { NO_SECTION("colophon") }, "who paid" },
	{ "ipdas", "C6", { { "template", "omit", "[\"online\", \"colophon\"]" } }, "who paid" },

	{ "pemat", "1", { { "pack.json", "title", "\"A leaflet\"" } }, "neither a product nor the condition" },
	{ "pemat", "4", { { "claim", "zz-label-not-child/says", "\"You have QRS.\"" } }, "\"QRS\"" },
	{ "pemat", "5", { { "gate.json", "limits/passive_most", "0" } }, "passive" },
	{ "pemat", "6", { { "claim", "zz-label-not-child/says", "\"You weigh 1.5 stone.\"" } }, "\"1.5\"" },
	{ "pemat", "6", { { "claim", "zz-label-not-child/says", "\"You weigh 5% too much.\"" } }, "\"5%\"" },
	{ "pemat", "7", { { "claim", "trial-2019-risk-lamp-yawning/figures/0/per", "1000" } }, "different numbers of people" },
	{ "pemat", "8", { { "claim", "guide-2020-tell-songs/says", "\"" LONG_WORDS LONG_WORDS LONG_WORDS LONG_WORDS LONG_WORDS
	    LONG_WORDS LONG_WORDS LONG_WORDS LONG_WORDS "\"" } }, "candidacy-tell" },
	{ "pemat", "9", { { "topics.json", "sections/[visit]/title", "\"Could it help?\"" },
	    { "topics.json", "sections/[benefits]/title", "\"Could it help?\"" } }, "same heading" },
	{ "pemat", "11", { NO_SECTION("summary") }, "sums up" },
	{ "pemat", "12", { NO_SECTION("summary"), NO_SECTION("about"), NO_SECTION("help"),
	    { "topics.json", "sections/[risks]/blocks/[risk-serious]", NULL } }, "no box" },
	{ "pemat", "17", { { "topics.json", "sections/[benefits]/blocks/[benefit-facts]/title", NULL } }, "benefit-facts" },
	{ "pemat", "19", { { "topics.json", "sections/[alternatives]/blocks/[options-table]/columns/1/title",
	    "\"What may help you and what may not help you at all\"" } }, "long heading" },
	{ "pemat", "20", { NO_SECTION("questions"), NO_SECTION("help") }, "what the reader can do" },
	{ "pemat", "21", { { "topics.json", "sections/[visit]/blocks/[visit-steps]/topics", "[\"before-eat\"]" },
	    { "topics.json", "sections/[visit]/title", "\"The visit\"" } }, "never speaks" },
	{ "pemat", "22", { { "topics.json", "sections/[visit]/blocks/[visit-steps]/topics/1", NULL },
	    { "topics.json", "sections/[visit]/blocks/[visit-steps]/topics/1", NULL } }, "2 steps" },
	{ "pemat", "22", { { "claim", "zz-label-after-rest/says", "\"" LONG_WORDS LONG_WORDS "\"" } }, "a step of" },
	{ "pemat", "23", { NO_SECTION("questions") }, "no lines" },

	{ "cci", "1", { { "topics.json", "sections/[certainty]/role", "\"summary\"" } }, "2 sections" },
	{ "cci", "1", { NO_SECTION("summary") }, "0 sections" },
	{ "cci", "2", { NO_SECTION("summary") }, "comes before" },
	{ "cci", "3", { { "template", "boxes/main-points/fill", NULL }, { "template", "boxes/main-points/edge", NULL },
	    { "template", "boxes/main-points/edge_width", NULL }, { "template", "boxes/main-points/edge_side", NULL } },
	    "neither fill nor edge" },
	{ "cci", "4", { NO_SECTION("benefits"), NO_SECTION("risks") }, "nothing is drawn" },
	{ "cci", "5", { NO_SECTION("questions"), NO_SECTION("help") }, "what the reader can do" },
	{ "cci", "6", { { "claim", "guide-2020-main-choice/says", "\"The drops are sold by the lamp maker.\"" } }, "is passive" },
	{ "cci", "7", { { "claim", "zz-label-not-child/says", "\"You have QRS.\"" } }, "\"QRS\"" },
	{ "cci", "8", { { "gate.json", "limits/list_length_most", "1" } }, "main-points" },
	{ "cci", "9", { { "topics.json", "sections/[visit]/title", "\"Could it help?\"" },
	    { "topics.json", "sections/[benefits]/title", "\"Could it help?\"" } }, "same heading" },
	{ "cci", "10", { { "topics.json", "sections/[summary]/blocks/[main-points]/topics", "[\"main-status\", \"main-choice\"]" } },
	    "2 points" },
	{ "cci", "11", { NO_SECTION("certainty") }, "what is known" },
	{ "cci", "12", { NO_SECTION("visit"), NO_SECTION("questions") }, "neither" },
	{ "cci", "14", { { "topics.json", "sections/[visit]/blocks/[visit-steps]/topics/1", NULL },
	    { "topics.json", "sections/[visit]/blocks/[visit-steps]/topics/1", NULL } }, "2 steps" },
	{ "cci", "15", { { "claim", "zz-label-not-child/says", "\"You weigh 1.5 stone.\"" } }, "\"1.5\"" },
	{ "cci", "17", { { "claim", "trial-2019-quiet-lamp/figures/0/per", "1000" } }, "1000 people" },
	{ "cci", "19", { NO_SECTION("risks") }, "about risks" },

	{ "discern", "4", { NO_SECTION("sources") }, "list of sources" },
	{ "discern", "5", { NO_SECTION("colophon") }, "the day it was written" },
	{ "discern", "7", { NO_SECTION("help") }, "a number to call" },
	{ "discern", "8", { NO_SECTION("certainty") }, "how sure" },
	{ "discern", "9", { NO_SECTION("about") }, "is missing" },
	{ "discern", "10", { NO_SECTION("benefits") }, "is missing" },
	{ "discern", "11", { NO_SECTION("risks") }, "is missing" },
	{ "discern", "12", { NO_SECTION("alternatives") }, "is missing" },
	{ "discern", "14", { NO_SECTION("alternatives") }, "other choices" },
};

static void
each_machine_item_fails(void **state)
{
	const struct kx_score_item *item;
	const struct kx_diagnostic *diag;
	struct judged judged;
	bool passed;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		judged_open(&judged);
		for (k = 0; k < 8 && cases[i].edits[k].file != NULL; k++)
			judged_edit(&judged, &cases[i].edits[k]);
		judged_run(&judged);
		item = judged_item(&judged, cases[i].standard, cases[i].item);
		if (item->state != KX_ITEM_FAIL || strstr(item->why, cases[i].why) == NULL)
			fail_msg("case %zu, %s %s: %s, \"%s\"; expected \"%s\"", i, cases[i].standard, cases[i].item,
			    kx_item_state_name(item->state), item->why, cases[i].why);
		assert_true(item->machine);
		assert_non_null(item->place.file);
		/* It is reported, and what blocks blocks. */
		judged.copy.diags.errors = judged.copy.diags.count = 0;
		passed = kx_scorecard_report(judged.card, judged.copy.content, &judged.copy.diags);
		assert_int_equal(passed, judged.copy.diags.errors == 0);
		for (k = 0, diag = NULL; k < judged.copy.diags.count && diag == NULL; k++)
			if (strstr(judged.copy.diags.list[k].message, item->why) != NULL)
				diag = &judged.copy.diags.list[k];
		assert_non_null(diag);
		assert_int_equal(diag->code, strcmp(cases[i].standard, "ipdas") == 0 ? KX350 : KX351);
		judged_close(&judged);
	}
}

/* Is there a case, here or below, for each item that is not a person's alone? */
static void
no_machine_item_is_left_out(void **state)
{
	static const char *const elsewhere[][2] = { { "pemat", "15" }, { "pemat", "25" }, { "cci", "16" }, { "cci", "20" } };
	struct judged judged;
	size_t i, k, j;
	bool found;

	(void)state;
	judged_open(&judged);
	judged_run(&judged);
	for (i = 0; i < KX_STANDARDS; i++) {
		for (k = 0; k < judged.card->standards[i].item_count; k++) {
			if (!judged.card->standards[i].items[k].machine || judged.card->standards[i].items[k].state != KX_ITEM_PASS)
				continue;
			for (j = 0, found = false; j < sizeof(cases) / sizeof(cases[0]) && !found; j++)
				found = strcmp(cases[j].standard, judged.card->standards[i].id) == 0 &&
				    strcmp(cases[j].item, judged.card->standards[i].items[k].number) == 0;
			for (j = 0; j < sizeof(elsewhere) / sizeof(elsewhere[0]) && !found; j++)
				found = strcmp(elsewhere[j][0], judged.card->standards[i].id) == 0 &&
				    strcmp(elsewhere[j][1], judged.card->standards[i].items[k].number) == 0;
			if (!found)
				fail_msg("no case for %s %s", judged.card->standards[i].id, judged.card->standards[i].items[k].number);
		}
	}
	judged_close(&judged);
}

/* ---- what no data can spoil, because every form of this program has it ---- */

static void
strip_bars(struct kx_block *block)
{
	for (; block != NULL; block = block->next) {
		block->bar = block->bar_against = 0;
		block->figure = NULL;
		block->curve = NULL;
		if (block->kind == KX_BLOCK_ARRAY_PAIR)
			block->kind = KX_BLOCK_GROUP;
		strip_bars(block->first);
	}
}

static void
numbers_nobody_drew(void **state)
{
	struct judged judged;
	size_t i;

	(void)state;
	judged_open(&judged);
	judged_run(&judged);
	assert_int_equal(judged_item(&judged, "pemat", "15")->state, KX_ITEM_PASS);
	assert_int_equal(judged_item(&judged, "cci", "20")->state, KX_ITEM_PASS);
	for (i = 0; i < judged.document->section_count; i++)
		strip_bars(judged.document->sections[i].blocks);
	judged_score(&judged);
	assert_int_equal(judged_item(&judged, "pemat", "15")->state, KX_ITEM_FAIL);
	assert_int_equal(judged_item(&judged, "cci", "4")->state, KX_ITEM_FAIL);
	assert_int_equal(judged_item(&judged, "cci", "20")->state, KX_ITEM_FAIL);
	/* And with no pictures there is nothing for a person to judge of them. */
	assert_int_equal(judged_item(&judged, "pemat", "16")->state, KX_ITEM_NOT_APPLICABLE);
	judged_close(&judged);
}

static void
strip_notes(struct kx_block *block)
{
	for (; block != NULL; block = block->next) {
		if (block->kind == KX_BLOCK_PARAGRAPH)
			block->style = "body";
		strip_notes(block->first);
	}
}

static void
numbers_nobody_explains(void **state)
{
	struct judged judged;
	size_t i;

	(void)state;
	judged_open(&judged);
	judged_run(&judged);
	for (i = 0; i < judged.document->section_count; i++)
		if (judged.document->sections[i].role == KX_ROLE_BENEFITS)
			strip_notes(judged.document->sections[i].blocks);
	judged_score(&judged);
	assert_int_equal(judged_item(&judged, "pemat", "25")->state, KX_ITEM_FAIL);
	assert_int_equal(judged_item(&judged, "cci", "16")->state, KX_ITEM_FAIL);
	judged_close(&judged);
}

/* Letters are spelled out where they first stand in a sentence; a heading above may be short. */
static void
letters_spelled_out_once_are_met(void **state)
{
	static const struct { struct edit edits[2]; bool fails; } tries[] = {
		{ { { "claim", "zz-label-not-child/says", "\"You have a quick red shoe (QRS).\"" } }, false },
		{ { { "claim", "zz-label-not-child/says", "\"You have QRS (a quick red shoe).\"" } }, false },
		{ { { "claim", "zz-label-not-child/says", "\"You have a quick red shoe (QRS).\"" },
		    { "topics.json", "sections/[about]/title", "\"QRS and you\"" } }, false },
		{ { { "topics.json", "sections/[about]/title", "\"QRS and you\"" } }, true },
		{ { { "claim", "zz-label-not-child/says", "\"You live in ZZ.\"" } }, false },   /* the pack's country */
		{ { { "claim", "zz-label-main-status/says", "\"QRS it is. The lamp is not approved.\"" },
		    { "claim", "zz-label-not-child/says", "\"You have a quick red shoe (QRS).\"" } }, true },
	};
	struct judged judged;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		judged_open(&judged);
		for (k = 0; k < 2 && tries[i].edits[k].file != NULL; k++)
			judged_edit(&judged, &tries[i].edits[k]);
		judged_run(&judged);
		if ((judged_item(&judged, "cci", "7")->state == KX_ITEM_FAIL) != tries[i].fails)
			fail_msg("case %zu: %s", i, judged_item(&judged, "cci", "7")->why);
		judged_close(&judged);
	}
}

/* ---- sign-offs ---- */

static void
sign(struct judged *judged, const char *fields, const char *hash)
{
	const char *text = kx_arena_print(&judged->copy.names, "{ \"sign_offs\": [ { %s, \"by\": \"Ann Lee\", \"role\": \"reader\", "
	    "\"on\": \"2026-01-03\", \"hash\": \"%s\" } ] }", fields, hash);

	pack_copy_put(&judged->copy, "signoffs.json", text, strlen(text));
	judged_run(judged);
	judged->copy.diags.count = judged->copy.diags.errors = judged->copy.diags.warnings = 0;
}

static void
a_person_answers_for_these_words_only(void **state)
{
	const struct kx_score_item *item;
	struct judged judged;
	char hash[65];

	(void)state;
	judged_open(&judged);
	judged_run(&judged);
	strcpy(hash, judged.document->pack_hash);
	assert_int_equal(judged_item(&judged, "pemat", "16")->state, KX_ITEM_HUMAN);

	sign(&judged, "\"standard\": \"pemat\", \"item\": \"16\", \"answer\": \"yes\"", hash);
	item = judged_item(&judged, "pemat", "16");
	assert_int_equal(item->state, KX_ITEM_PASS);
	assert_false(item->machine);
	assert_non_null(strstr(item->why, "Ann Lee, reader, 2026-01-03"));
	assert_true(kx_scorecard_report(judged.card, judged.copy.content, &judged.copy.diags));
	assert_int_equal(judged.copy.diags.count, 0);

	/* One word changes: the answer has lapsed, and says so. */
	judged_edit(&judged, &(struct edit){ "claim", "zz-label-not-child/says", "\"You are under 19.\"" });
	judged_run(&judged);
	assert_int_equal(judged_item(&judged, "pemat", "16")->state, KX_ITEM_LAPSED);
	judged.copy.diags.count = 0;
	assert_true(kx_scorecard_report(judged.card, judged.copy.content, &judged.copy.diags));
	assert_int_equal(judged.copy.diags.count, 1);
	assert_int_equal(judged.copy.diags.list[0].code, KX353);
	judged_edit(&judged, &(struct edit){ "claim", "zz-label-not-child/says", "\"You are under 18.\"" });

	sign(&judged, "\"standard\": \"pemat\", \"item\": \"16\", \"answer\": \"no\"", hash);
	assert_int_equal(judged_item(&judged, "pemat", "16")->state, KX_ITEM_FAIL);
	assert_true(kx_scorecard_report(judged.card, judged.copy.content, &judged.copy.diags));
	assert_int_equal(judged.copy.diags.list[0].code, KX351);
	sign(&judged, "\"standard\": \"pemat\", \"item\": \"16\", \"answer\": \"not-applicable\"", hash);
	assert_int_equal(judged_item(&judged, "pemat", "16")->state, KX_ITEM_NOT_APPLICABLE);
	sign(&judged, "\"standard\": \"discern\", \"item\": \"6\", \"rating\": 4", hash);
	assert_int_equal(judged_item(&judged, "discern", "6")->state, KX_ITEM_PASS);
	assert_int_equal(judged_item(&judged, "discern", "6")->rating, 4);
	sign(&judged, "\"standard\": \"discern\", \"item\": \"6\", \"rating\": 2", hash);
	assert_int_equal(judged_item(&judged, "discern", "6")->state, KX_ITEM_FAIL);
	judged_close(&judged);
}

static void
what_nobody_can_sign(void **state)
{
	static const struct { const char *fields, *says; } wrong[] = {
		{ "\"standard\": \"pemat\", \"item\": \"11\", \"answer\": \"yes\"", "is checked by the program" },
		{ "\"standard\": \"ipdas\", \"item\": \"C6\", \"answer\": \"yes\"", "is checked by the program" },
		{ "\"standard\": \"pemat\", \"item\": \"13\", \"answer\": \"yes\"", "has no item" },
		{ "\"standard\": \"pemmat\", \"item\": \"16\", \"answer\": \"yes\"", "no standard" },
		{ "\"standard\": \"pemat\", \"item\": \"16\", \"rating\": 3", "takes an answer" },
		{ "\"standard\": \"discern\", \"item\": \"16\", \"answer\": \"yes\"", "takes a rating" },
	};
	struct judged judged;
	char hash[65];
	size_t i;

	(void)state;
	judged_open(&judged);
	judged_run(&judged);
	strcpy(hash, judged.document->pack_hash);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		sign(&judged, wrong[i].fields, hash);
		assert_false(kx_scorecard_report(judged.card, judged.copy.content, &judged.copy.diags));
		assert_int_equal(judged.copy.diags.list[0].code, KX352);
		assert_non_null(strstr(judged.copy.diags.list[0].message, wrong[i].says));
	}
	/* What the program cannot tell on this sheet is a person's after all. */
	judged_edit(&judged, &(struct edit){ "gate.json", "mechanism", NULL });
	sign(&judged, "\"standard\": \"discern\", \"item\": \"9\", \"rating\": 3", hash);
	assert_true(kx_scorecard_report(judged.card, judged.copy.content, &judged.copy.diags));
	assert_int_equal(judged_item(&judged, "discern", "9")->rating, 3);
	judged_close(&judged);
}

/* ---- from sheet to sheet ---- */

static void
same_passages(const struct kx_passages *one, const struct kx_passages *other)
{
	size_t i;

	assert_int_equal(one->count, other->count);
	assert_int_equal(one->length, other->length);
	assert_memory_equal(one->text, other->text, one->length);
	for (i = 0; i < one->count; i++) {
		assert_int_equal(one->list[i].kind, other->list[i].kind);
		assert_int_equal(one->list[i].start, other->list[i].start);
		assert_int_equal(one->list[i].end, other->list[i].end);
		assert_ptr_equal(one->list[i].section, other->list[i].section);
		assert_string_equal(one->list[i].block != NULL ? one->list[i].block : "", other->list[i].block != NULL ?
		    other->list[i].block : "");
		assert_int_equal(one->list[i].stretch_count, other->list[i].stretch_count);
		assert_int_equal(one->list[i].letter_count, other->list[i].letter_count);
		assert_string_equal(kx_stretch_at(one, one->list[i].end - 1)->origin.pointer,
		    kx_stretch_at(other, one->list[i].end - 1)->origin.pointer);
	}
}

static void
same_sentences(const struct kx_readability *one, const struct kx_readability *other)
{
	size_t i;

	assert_int_equal(one->sentence_count, other->sentence_count);
	assert_int_equal(one->score.words, other->score.words);
	assert_int_equal(one->score.grade, other->score.grade);
	for (i = 0; i < one->sentence_count; i++) {
		assert_string_equal(one->sentences[i].text, other->sentences[i].text);
		assert_int_equal(one->sentences[i].cost, other->sentences[i].cost);
		assert_string_equal(one->sentences[i].origin.pointer, other->sentences[i].origin.pointer);
	}
}

/* Sheets of two clinics, of which the second finds what the first kept: the same words, at the same places, as without. */
static void
kept_words_are_the_same_words(void **state)
{
	struct kx_compose_options options = { .draft = false };
	const struct kx_readability_report *read, *read_kept;
	const struct kx_passages *found = NULL;
	struct kx_arena *arena;
	struct judged judged;
	struct kx_memo memo;
	int i;

	(void)state;
	judged_open(&judged);
	judged_run(&judged);
	arena = &judged.copy.arena;
	kx_memo_init(&memo, 16u * 1024 * 1024);
	options.memo = &memo;
	for (i = 0; i < 2; i++) {
		judged.copy.content->clinic.name = i == 0 ? "First" : "The Second Clinic";
		assert_true(kx_document_compose_as(arena, judged.handout, judged.sheet, &options, &judged.document, &judged.copy.diags));
		found = kx_passages_collect(arena, judged.copy.content, judged.document, &memo);
		assert_true(found->run_count > 5);
		same_passages(found, kx_passages_collect(arena, judged.copy.content, judged.document, NULL));
		read_kept = kx_readability_document(arena, judged.document, judged.copy.content, judged.gate, &memo);
		read = kx_readability_document(arena, judged.document, judged.copy.content, judged.gate, NULL);
		same_sentences(&read_kept->whole, &read->whole);
	}
	assert_non_null(strstr(found->text, "The Second Clinic"));
	kx_memo_done(&memo);
	judged_close(&judged);
}

/* ---- memory ---- */

static void
a_spent_arena_gives_no_card(void **state)
{
	struct kx_score_subject subject;
	struct judged judged;
	struct kx_arena arena;
	const struct kx_scorecard *card = NULL;
	size_t ceiling, refusals = 0;

	(void)state;
	judged_open(&judged);
	judged_run(&judged);
	subject = (struct kx_score_subject){ .handout = judged.handout, .gate = judged.gate, .document = judged.document };
	subject.readability = kx_readability_document(&judged.copy.arena, judged.document, judged.copy.content, judged.gate, NULL);
	for (ceiling = 0; card == NULL && ceiling < 64u * 1024 * 1024; ceiling = ceiling * 5 / 4 + 1000) {
		kx_arena_init(&arena, ceiling);
		card = kx_scorecard_make(&arena, &subject);
		refusals += card == NULL;
		kx_arena_done(&arena);
	}
	assert_non_null(card);
	assert_true(refusals > 10);
	judged_close(&judged);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_pack_fails_nothing),
		cmocka_unit_test(parts_count_as_the_standard_does),
		cmocka_unit_test(each_machine_item_fails),
		cmocka_unit_test(no_machine_item_is_left_out),
		cmocka_unit_test(numbers_nobody_drew),
		cmocka_unit_test(numbers_nobody_explains),
		cmocka_unit_test(letters_spelled_out_once_are_met),
		cmocka_unit_test(a_person_answers_for_these_words_only),
		cmocka_unit_test(what_nobody_can_sign),
		cmocka_unit_test(kept_words_are_the_same_words),
		cmocka_unit_test(a_spent_arena_gives_no_card),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
