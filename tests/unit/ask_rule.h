/*
 * ask_rule: one rule of the gate, asked on its own.
 *
 * A bench has content made in code, a gate, and what the rule reported.
 * ask() merges afresh, so a test may change the content between two
 * questions.  Rules on text take a document as well: see ask_words().
 */
#ifndef ASK_RULE_H
#define ASK_RULE_H

#include "build_gate.h"
#include "review/rules.h"

struct bench { struct build build; struct kx_gate gate; };

typedef void bench_rule(const struct kx_subject *subject);

static inline struct kx_subject
bench_subject(struct bench *bench)
{
	struct kx_subject subject = { .gate = &bench->gate, .arena = &bench->build.arena, .diags = &bench->build.diags };
	struct kx_shown *shown = build_room(&bench->build, BUILD_ROOM, sizeof(*shown));
	const struct kx_group *group;
	size_t i, j;

	subject.handout = bench->build.handout;
	for (i = 0; i < subject.handout->group_count; i++) {
		group = &subject.handout->groups[i];
		for (j = 0; kx_group_visible(group) && j < group->printed_count; j++)
			shown[subject.shown_count++] = (struct kx_shown){ group, &group->printed[j], group->printed[j].claim };
	}
	subject.shown = shown;
	return subject;
}

/* Ask a rule on data; every message must have `code`, and their number comes back. */
static inline size_t
ask(struct bench *bench, bench_rule *rule, enum kx_code code)
{
	struct kx_subject subject;

	assert_true(build_merge(&bench->build));
	subject = bench_subject(bench);
	rule(&subject);
	assert_int_equal(bench->build.diags.count, build_reported(&bench->build, code));
	return bench->build.diags.count;
}

/* Ask a rule on text or on the page of a document already composed (and set, or `frames` NULL). */
static inline size_t
ask_words(struct bench *bench, bench_rule *rule, enum kx_code code, const struct kx_document *document,
    const struct kx_frames *frames)
{
	struct kx_subject subject = bench_subject(bench);
	struct kx_balance balance;

	kx_diagnostics_init(&bench->build.diags, &bench->build.arena);
	subject.document = document;
	subject.frames = frames;
	kx_balance_measure(subject.handout, document, frames, NULL, &balance);
	subject.balance = &balance;
	subject.passages = kx_passages_collect(&bench->build.arena, &bench->build.content, document, NULL);
	assert_non_null(subject.passages);
	subject.finds = kx_finds_make(&bench->build.arena, subject.gate, subject.passages, NULL);
	assert_non_null(subject.finds);
	rule(&subject);
	assert_int_equal(bench->build.diags.count, build_reported(&bench->build, code));
	return bench->build.diags.count;
}

/* The first message with `code`: its words and its place. */
static inline void
expect(struct bench *bench, enum kx_code code, const char *message, const char *file, const char *pointer)
{
	const struct kx_diagnostic *first = build_message(&bench->build, code);

	assert_non_null(first);
	assert_string_equal(first->message, message);
	assert_string_equal(first->place.file, file);
	assert_string_equal(first->place.pointer, pointer);
	assert_non_null(first->hint);
}

static inline void
says(struct kx_claim *claim, const char *words)
{
	claim->says.spans[0].text = words;
	claim->says.plain = words;
}

#endif
