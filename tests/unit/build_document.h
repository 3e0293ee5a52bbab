/*
 * build_document: a wording made in code and a composed document, on top of
 * build_content.
 *
 * Every string of the wording list is there: a few as they might be printed,
 * the others as "<key {a} {b}>", so that a test sees which string stands where
 * and with which values.
 */
#ifndef BUILD_DOCUMENT_H
#define BUILD_DOCUMENT_H

#include "build_content.h"

#include "document/document.h"
#include "document/wording.h"

#include <stdio.h>

struct sheet {
	struct build build;
	struct kx_document *document;
	struct kx_buffer text;         /* the last dump or words asked for */
};

static const struct kx_wording_entry sheet_strings[] = {
	{ "date", "{day} {month} {year}" }, { "month.1", "Jan" }, { "month.2", "Feb" }, { "month.12", "Dec" },
	{ "number.group", "," }, { "number.in", "{n} in {per}" }, { "number.fewer-than", "fewer than 1 in {per}" },
	{ "number.more-than", "more than {n} in {per}" }, { "number.not-measured", "not measured" },
	{ "list.join", ", " }, { "difference.more", "{n} more" }, { "difference.fewer", "{n} fewer" },
	{ "difference.same", "the same" }, { "difference.about", "about {difference}" },
	{ "difference.in", "{difference} in {per}" }, { "warning.title", "{title}." }, { "help.clinic", "{clinic}" },
	{ "figure.against", "Against {comparator}." }, { "figure.time", "At {at}." },
	{ "figure.population", "In {population}." }, { "figure.means", "{Outcome}: {means}." },
	{ "sure.low", "Unsure" }, { "sure.low.says", "We are unsure." }, { "sure.high", "Sure" },
	{ "sure.high.says", "We are sure." }, { "source.read", "(read {date})" },
	{ "source.second-hand", "(second-hand)" }, { "source.second-hand-read", "(second-hand, {date})" },
	{ "source.unchecked", "(unchecked)" },
	{ "array.words", "{number} {outcome}" }, { "array.heading", "After {product}" },
};

static inline const char *
sheet_string(struct build *build, const struct kx_wording_rule *rule)
{
	const char *at = rule->placeholders, *text = rule->key;
	size_t i, length;

	for (i = 0; i < sizeof(sheet_strings) / sizeof(sheet_strings[0]); i++)
		if (strcmp(sheet_strings[i].key, rule->key) == 0)
			return sheet_strings[i].text;
	for (; *(at += strspn(at, " ")) != '\0'; at += length) {
		length = strcspn(at, " ");
		text = build_print(build, "%s {%.*s}", text, (int)(length - (at[length - 1] == '?')), at);
	}
	return build_print(build, "<%s>", text);
}

static inline int
sheet_compare(const void *a, const void *b)
{
	return strcmp(((const struct kx_wording_entry *)a)->key, ((const struct kx_wording_entry *)b)->key);
}

/* Put `key` into the wording, or take it out when `text` is NULL. */
static inline void
sheet_word(struct sheet *sheet, const char *key, const char *text)
{
	struct kx_wording *wording = &sheet->build.content.wording;
	size_t i;

	for (i = 0; i < wording->entry_count && strcmp(wording->entries[i].key, key) != 0; i++)
		continue;
	if (text == NULL) {
		assert(i < wording->entry_count);
		wording->entries[i] = wording->entries[--wording->entry_count];
	} else {
		if (i == wording->entry_count)
			wording->entry_count++;
		wording->entries[i] = (struct kx_wording_entry){ key, text };
	}
	qsort(wording->entries, wording->entry_count, sizeof(*wording->entries), sheet_compare);
}

static inline void
sheet_wording(struct sheet *sheet)
{
	struct kx_wording *wording = &sheet->build.content.wording;
	const struct kx_wording_rule *rules = kx_wording_rules();
	size_t i;

	wording->origin = (struct kx_origin){ "pack/wording/en.json", "" };
	wording->language = "en";
	wording->entries = build_room(&sheet->build, KX_WORD_COUNT + 32, sizeof(*wording->entries));
	for (i = 0; i < KX_WORD_COUNT; i++)
		sheet_word(sheet, rules[i].key, sheet_string(&sheet->build, &rules[i]));
}

static inline void
sheet_open(struct sheet *sheet)
{
	struct kx_content *content = &sheet->build.content;

	memset(sheet, 0, sizeof(*sheet));
	build_open(&sheet->build);
	kx_buffer_init(&sheet->text, 1024 * 1024);
	content->pack.origin = (struct kx_origin){ "pack/pack.json", "" };
	content->pack.title = "Calm";
	content->pack.subtitle = "What it is";
	content->pack.language = "en";
	content->pack.written_by = "the testers";
	content->pack.written_on = (struct kx_date){ 2026, 1, 5 };
	content->pack.evidence_to = (struct kx_date){ 2026, 1, 1 };
	content->pack.review_by = (struct kx_date){ 2027, 2, 28 };
	content->pack.funding = "Nobody paid.";
	content->pack.feedback = "Tell us.";
	content->pack.update_policy = "We look each year.";
	content->pack.not_advice = "This is not advice.";
	content->clinic.origin = (struct kx_origin){ "pack/clinics/test.json", "" };
	content->clinic.country = "US";
	content->clinic.colour = 0x204060;
	sheet_wording(sheet);
}

static inline void
sheet_close(struct sheet *sheet)
{
	kx_buffer_done(&sheet->text);
	build_close(&sheet->build);
}

/* Merge and compose afresh. */
static inline bool
sheet_compose(struct sheet *sheet)
{
	struct build *build = &sheet->build;
	bool merged = build_merge(build);

	assert(merged);
	sheet->document = NULL;
	return kx_document_compose(&build->arena, build->handout, NULL, &sheet->document, &build->diags);
}

/* The dump of the sections, without the document's head. */
static inline const char *
sheet_dump(struct sheet *sheet)
{
	const char *sections;

	kx_buffer_clear(&sheet->text);
	kx_document_dump(sheet->document, &sheet->text);
	sections = strstr(kx_buffer_bytes(&sheet->text), "\nsection ");
	return sections != NULL ? sections + 1 : "";
}

/* All words of the sections. */
static inline const char *
sheet_words(struct sheet *sheet)
{
	size_t i;

	kx_buffer_clear(&sheet->text);
	for (i = 0; i < sheet->document->section_count; i++)
		kx_section_text(&sheet->document->sections[i], &sheet->text);
	return kx_buffer_bytes(&sheet->text);
}

#endif
