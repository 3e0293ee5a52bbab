/*
 * build_words: small documents made by hand, for tests of rules on text and
 * on the page.
 *
 *	words_open(&words);                        with a bench (ask_rule.h)
 *	words_section(&words, "risks", KX_ROLE_RISKS);
 *	words_block(&words, "risk-list");
 *	words_say(&words, "It can make you sore.", "review-sore");   a paragraph from a claim, or NULL
 *	words_add(&words, " Others say so too.", NULL);              more of the same paragraph
 */
#ifndef BUILD_WORDS_H
#define BUILD_WORDS_H

#include "ask_rule.h"

struct words {
	struct bench bench;
	struct kx_document document;
	struct kx_document_section *section;
	struct kx_block *group, *paragraph;
};

static inline void
words_open(struct words *words)
{
	memset(words, 0, sizeof(*words));
	build_open(&words->bench.build);
	build_gate(&words->bench.gate);
	build_imprint(&words->bench.build);
	build_source(&words->bench.build, "review", 1, 2021);
	words->document.language = "en";
	words->document.sections = build_room(&words->bench.build, 16, sizeof(*words->document.sections));
}

static inline void
words_close(struct words *words)
{
	build_close(&words->bench.build);
}

static inline struct kx_block *
words_child(struct words *words, struct kx_block *parent, enum kx_block_kind kind, const char *style)
{
	struct kx_block *block = build_room(&words->bench.build, 1, sizeof(*block));

	block->kind = kind;
	block->style = style;
	block->origin = (struct kx_origin){ "pack/topics.json", "/words" };
	if (parent->last != NULL)
		parent->last->next = block;
	else
		parent->first = block;
	parent->last = block;
	return block;
}

static inline void
words_section(struct words *words, const char *id, enum kx_role role)
{
	build_section(&words->bench.build, id, role);
	words->section = &words->document.sections[words->document.section_count++];
	*words->section = (struct kx_document_section){ .id = id, .role = role };
	words->group = NULL;
}

static inline void
words_block(struct words *words, const char *id)
{
	struct kx_block *group = build_room(&words->bench.build, 1, sizeof(*group));

	group->kind = KX_BLOCK_GROUP;
	group->id = id;
	if (words->group != NULL)
		words->group->next = group;
	else
		words->section->blocks = group;
	words->group = group;
}

static inline void
words_add(struct words *words, const char *text, const char *claim)
{
	struct kx_runs *runs = &words->paragraph->runs;
	struct kx_run *list = build_room(&words->bench.build, runs->count + 1, sizeof(*list));

	if (runs->count > 0)
		memcpy(list, runs->list, runs->count * sizeof(*list));
	list[runs->count] = (struct kx_run){ .kind = KX_RUN_TEXT, .text = text, .claim = claim };
	runs->list = list;
	runs->room = ++runs->count;
}

static inline void
words_say(struct words *words, const char *text, const char *claim)
{
	words->paragraph = words_child(words, words->group, KX_BLOCK_PARAGRAPH, "body");
	words_add(words, text, claim);
}

/* One section with one block that says this and nothing else. */
static inline void
words_only(struct words *words, const char *text, const char *claim)
{
	words->document.section_count = 0;
	words->bench.build.content.section_count = 0;
	words_section(words, "sure", KX_ROLE_CERTAINTY);
	words_block(words, "sure-0");
	words_say(words, text, claim);
}

/* Ask a rule on the text; the document stays as it is. */
static inline size_t
ask_text(struct words *words, bench_rule *rule, enum kx_code code)
{
	assert_true(build_merge(&words->bench.build));
	return ask_words(&words->bench, rule, code, &words->document, NULL);
}

#endif
