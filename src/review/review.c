#include "review/review.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/flat.h"
#include "base/limits.h"
#include "base/memo.h"
#include "review/rules.h"

#include <string.h>

/* What the rules' own work may need; their messages live elsewhere. */
#define WORK_CEILING (256u * 1024 * 1024)

/* ON_PACK are rules on data that judge the pack: of the clinic they are shown nothing but the words that stand for the pack's own. */
enum stage { ON_PACK, ON_DATA, ON_TEXT, ON_PAGE };

/* Every rule of the gate, by stage and code. */
static const struct {
	enum stage stage;
	void (*check)(const struct kx_subject *subject);
} rules[] = {
	{ ON_PACK, kx_rule_required_topics },
	{ ON_PACK, kx_rule_citable },
	{ ON_PACK, kx_rule_benefits },
	{ ON_PACK, kx_rule_sections },
	{ ON_DATA, kx_rule_help_lines },
	{ ON_PACK, kx_rule_source_complete },
	{ ON_PACK, kx_rule_second_reader },
	{ ON_PACK, kx_rule_years },
	{ ON_PACK, kx_rule_printed_numbers },
	{ ON_PACK, kx_rule_one_source },
	{ ON_PACK, kx_rule_corrections },
	{ ON_PACK, kx_rule_conflicts },
	{ ON_PACK, kx_rule_bases },
	{ ON_PACK, kx_rule_harm_rates },
	{ ON_PACK, kx_rule_people },
	{ ON_PACK, kx_rule_certainty },
	{ ON_PACK, kx_rule_products },
	{ ON_PACK, kx_rule_conditions },
	{ ON_PACK, kx_rule_endorsements },
	{ ON_PACK, kx_rule_harms },
	{ ON_PACK, kx_rule_counts },
	{ ON_PACK, kx_rule_visit_steps },
	{ ON_DATA, kx_rule_imprint },
	{ ON_PACK, kx_rule_dates },
	{ ON_TEXT, kx_rule_equal_room },
	{ ON_TEXT, kx_rule_anecdotes },
	{ ON_TEXT, kx_rule_relative },
	{ ON_TEXT, kx_rule_vague },
	{ ON_TEXT, kx_rule_counted_studies },
	{ ON_TEXT, kx_rule_sure_words },
	{ ON_TEXT, kx_rule_topic_pairs },
	{ ON_TEXT, kx_rule_hype },
	{ ON_TEXT, kx_rule_superlatives },
	{ ON_TEXT, kx_rule_status },
	{ ON_TEXT, kx_rule_condition_words },
	{ ON_TEXT, kx_rule_endorsing_words },
	{ ON_TEXT, kx_rule_assurances },
	{ ON_TEXT, kx_rule_mechanism },
	{ ON_TEXT, kx_rule_crisis_numbers },
	{ ON_TEXT, kx_rule_rescue },
	{ ON_TEXT, kx_rule_medicine_changes },
	{ ON_TEXT, kx_rule_fixed_lines },
	{ ON_TEXT, kx_rule_companions },
	{ ON_TEXT, kx_rule_reading_level },
	{ ON_TEXT, kx_rule_main_points },
	{ ON_PAGE, kx_rule_figures_together },
	{ ON_PAGE, kx_rule_equal_page },
	{ ON_PAGE, kx_rule_equal_type },
	{ ON_PAGE, kx_rule_crisis_box },
	{ ON_PAGE, kx_rule_type_size },
	{ ON_PAGE, kx_rule_placed },
	{ ON_PAGE, kx_rule_print },
	{ ON_PAGE, kx_rule_text_contrast },
	{ ON_PAGE, kx_rule_mark_contrast },
};

/* ---- running them ---- */

static size_t
list_shown(struct kx_arena *arena, const struct kx_handout *handout, const struct kx_shown **ret_shown)
{
	struct kx_shown *shown = NULL, *place;
	size_t count = 0, room = 0, i, j;

	for (i = 0; i < handout->group_count; i++) {
		if (!kx_group_visible(&handout->groups[i]))
			continue;
		for (j = 0; j < handout->groups[i].printed_count; j++) {
			place = kx_arena_push(arena, &shown, &count, &room, sizeof(*place));
			if (place != NULL)
				*place = (struct kx_shown){ &handout->groups[i], &handout->groups[i].printed[j],
				    handout->groups[i].printed[j].claim };
		}
	}
	*ret_shown = shown;
	return count;
}

/*
 * What rules on the pack are shown, and what they said of it before.  In a
 * batch that is the same for every clinic, so rules that had nothing to say
 * are not asked again.  They cannot see what the key does not have.
 */
struct pack_view {
	struct kx_content content;     /* the clinic has no more than its lines for the visit */
	struct kx_handout handout;
	struct kx_content bare;        /* for the key */
	struct kx_memo_key key;
	bool passed;                   /* before */
	bool silent;                   /* now */
};

#define PASSED 1

static bool
write_passed(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	(void)key;
	(void)value;
	kx_flat_put(out, PASSED);
	return true;
}

static const void *
read_passed(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);

	(void)key;
	(void)arena;
	kx_flat_take(&flat, PASSED, PASSED);
	return kx_flat_end(&flat) ? bytes : NULL;
}

static const struct kx_memo_form passed_form = { KX_MEMO_ON_GATE, write_passed, read_passed };

/* All of the content: by the hash of its files, and stored, where that is known; else by where it lies, which is the stock. */
static void
put_content(struct pack_view *view, const struct kx_content *content)
{
	static const uint8_t unknown[KX_HASH_BYTES];
	const char *outline = content->outline != NULL ? content->outline->id : "";   /* no id is empty */

	kx_content_bare(content, &view->bare);
	if (memcmp(content->digest, unknown, sizeof(unknown)) == 0) {
		kx_memo_part(&view->key, &view->bare, sizeof(view->bare));
		return;
	}
	kx_memo_part(&view->key, view->bare.digest, sizeof(view->bare.digest));
	kx_memo_part(&view->key, outline, strlen(outline));
	kx_memo_form(&view->key, &passed_form, NULL);
}

/* The key: the content, and the clinic's lines by their words. */
static void
view_pack(struct pack_view *view, const struct kx_handout *handout, struct kx_memo *memo, struct kx_arena *arena)
{
	const struct kx_clinic *clinic = &handout->content->clinic;
	struct kx_buffer lines;
	size_t i;

	view->content = *handout->content;
	view->content.clinic = (struct kx_clinic){ .id = "", .name = "", .visit = clinic->visit, .visit_count = clinic->visit_count };
	view->handout = *handout;
	view->handout.content = &view->content;
	view->silent = true;
	view->passed = false;
	view->key = kx_memo_key(KX_MEMO_PACK_PASSED, clinic->visit_count);
	kx_buffer_init(&lines, KX_MAX_FILE_BYTES);
	for (i = 0; i < clinic->visit_count; i++) {
		kx_buffer_add(&lines, clinic->visit[i].topic, strlen(clinic->visit[i].topic) + 1);
		kx_buffer_add(&lines, clinic->visit[i].says.plain, strlen(clinic->visit[i].says.plain) + 1);
	}
	put_content(view, handout->content);
	kx_memo_part(&view->key, kx_arena_copy(arena, kx_buffer_bytes(&lines), lines.length), lines.length);
	view->passed = !kx_buffer_failed(&lines) && !kx_arena_spent(arena) && kx_memo_find(memo, &view->key) != NULL;
	kx_buffer_done(&lines);
}

/* Ask a rule on the pack, if it has to be asked. */
static void
check_pack(struct pack_view *view, struct kx_subject subject, void (*check)(const struct kx_subject *subject))
{
	size_t before = subject.diags->count;

	if (view->passed)
		return;
	subject.handout = &view->handout;
	check(&subject);
	view->silent = view->silent && subject.diags->count == before;
}

static void
keep_pack(const struct pack_view *view, struct kx_memo *memo)
{
	static const char passed[] = "passed";

	if (!view->passed && view->silent)
		kx_memo_keep(memo, &view->key, passed);
}

static bool
run_rules(struct kx_subject subject, enum stage stage, struct kx_memo *memo)
{
	struct pack_view view;
	struct kx_arena arena;
	size_t errors = subject.diags->errors, i;
	bool whole;

	kx_arena_init(&arena, WORK_CEILING);
	subject.arena = &arena;
	subject.memo = memo;
	if (stage == ON_DATA)
		view_pack(&view, subject.handout, memo, &arena);
	subject.shown_count = list_shown(&arena, subject.handout, &subject.shown);
	if (stage == ON_TEXT && subject.passages == NULL)
		subject.passages = kx_passages_collect(&arena, subject.handout->content, subject.document, memo);
	if (stage == ON_TEXT && subject.passages != NULL)
		subject.finds = kx_finds_make(&arena, subject.gate, subject.passages, memo);
	whole = stage != ON_TEXT || subject.finds != NULL;
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]) && whole && !kx_arena_spent(&arena); i++) {
		if (rules[i].stage == stage)
			rules[i].check(&subject);
		else if (rules[i].stage == ON_PACK && stage == ON_DATA)
			check_pack(&view, subject, rules[i].check);
	}
	/* A gate that could not look everywhere must not pass. */
	if (!whole || kx_arena_spent(&arena))
		kx_report(subject.diags, KX111, (struct kx_place){ .file = NULL }, NULL,
		    "the gate needs more than its %u MiB of memory", WORK_CEILING >> 20);
	else if (stage == ON_DATA)
		keep_pack(&view, memo);
	kx_arena_done(&arena);
	return subject.diags->errors == errors;
}

bool
kx_review_handout(const struct kx_handout *handout, const struct kx_gate *gate, struct kx_memo *memo,
    struct kx_diagnostics *diags)
{
	return run_rules((struct kx_subject){ .handout = handout, .gate = gate, .diags = diags }, ON_DATA, memo);
}

bool
kx_review_text(const struct kx_handout *handout, const struct kx_gate *gate, const struct kx_document *document,
    const struct kx_review_words *words, struct kx_memo *memo, struct kx_diagnostics *diags)
{
	return run_rules((struct kx_subject){ .handout = handout, .gate = gate, .document = document,
	    .readability = words != NULL ? words->readability : NULL, .passages = words != NULL ? words->passages : NULL,
	    .diags = diags }, ON_TEXT, memo);
}

bool
kx_review_page(const struct kx_handout *handout, const struct kx_gate *gate, const struct kx_document *document,
    const struct kx_frames *frames, const struct kx_balance *balance, struct kx_memo *memo, struct kx_diagnostics *diags)
{
	return run_rules((struct kx_subject){ .handout = handout, .gate = gate, .document = document, .frames = frames,
	    .balance = balance, .diags = diags }, ON_PAGE, memo);
}

/* ---- what several rules ask ---- */

bool
kx_group_visible(const struct kx_group *group)
{
	return group->placed && group->printed_count > 0 && group->clinic_line == NULL;
}

bool
kx_group_in_role(const struct kx_group *group, enum kx_role role)
{
	return (group->roles >> role & 1) != 0;
}

size_t
kx_cited_sources(const struct kx_handout *handout, const struct kx_printed *printed, size_t most,
    const struct kx_source **ret_sources)
{
	size_t count = 0, i;
	int number;

	if (most > 0)
		ret_sources[count++] = printed->claim->source;
	for (i = 0; i < printed->reference_count && count < most; i++) {
		number = printed->references[i];
		if (number < 1 || (size_t)number > handout->reference_count ||
		    handout->references[number - 1].source == printed->claim->source)
			continue;
		ret_sources[count++] = handout->references[number - 1].source;
	}
	return count;
}

struct kx_place
kx_place_below(const struct kx_subject *subject, struct kx_origin origin, const char *member)
{
	struct kx_place place = { .file = origin.file, .pointer = origin.pointer };

	if (*member != '\0' && origin.pointer != NULL)
		place.pointer = kx_arena_print(subject->arena, "%s%s", origin.pointer, member);
	return place;
}

struct kx_place
kx_role_place(const struct kx_subject *subject, enum kx_role role)
{
	const struct kx_content *content = subject->handout->content;
	size_t i;

	for (i = 0; i < content->section_count; i++)
		if (content->sections[i].role == role)
			return kx_place_below(subject, content->sections[i].origin, "");
	return kx_place_below(subject, content->pack.origin, "");
}

const char *
kx_decimal(const struct kx_subject *subject, int32_t thousandths)
{
	struct kx_buffer text;
	const char *copy;

	kx_buffer_init(&text, 32);
	kx_buffer_milli(&text, thousandths);
	copy = kx_arena_string(subject->arena, kx_buffer_bytes(&text));
	kx_buffer_done(&text);
	return copy;
}

#define QUOTED_MOST 60

const char *
kx_quoted(const struct kx_subject *subject, const char *text, size_t length)
{
	const char *quoted;
	size_t cut = length;

	if (length > QUOTED_MOST) {
		for (cut = QUOTED_MOST; cut > 0 && text[cut] != ' '; cut--)
			continue;
		/* One endless word: cut it between two characters. */
		for (cut = cut > 0 ? cut : QUOTED_MOST; cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80; cut--)
			continue;
	}
	quoted = kx_arena_print(subject->arena, "%.*s%s", (int)cut, text, cut < length ? "…" : "");
	return quoted != NULL ? quoted : "";
}

bool
kx_says_any(const struct kx_subject *subject, const struct kx_word_list *list, const char *text, size_t length)
{
	return kx_stems_said(subject->arena, subject->memo, subject->gate, list, text, length);
}
