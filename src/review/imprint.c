#include "review/rules.h"

#include "base/arena.h"

#include <string.h>

/* ---- KX348 ---- */

static void
expect_text(const struct kx_subject *subject, struct kx_origin origin, const char *member, const char *text, const char *what)
{
	if (kx_is_empty(text))
		kx_report(subject->diags, KX348, kx_place_below(subject, origin, ""),
		    kx_arena_print(subject->arena, "add \"%s\"", member), "the sheet does not say %s", what);
}

static void
expect_date(const struct kx_subject *subject, const char *member, struct kx_date date, const char *what)
{
	if (date.year == 0)
		kx_report(subject->diags, KX348, kx_place_below(subject, subject->handout->content->pack.origin, ""),
		    kx_arena_print(subject->arena, "add \"%s\"", member), "the sheet does not say %s", what);
}

/* A review that somebody signed needs the office that lets them sign, and a day. */
static void
check_signature(const struct kx_subject *subject, const struct kx_review_note *review, struct kx_origin origin)
{
	if (review->by == NULL)
		return;
	if (kx_is_empty(review->role) || review->on.year == 0)
		kx_report(subject->diags, KX348, kx_place_below(subject, origin, ""), "add the reviewer's role and the date, or leave "
		    "the review pending", "the review by \"%s\" has no %s", review->by, kx_is_empty(review->role) ? "role" : "date");
}

void
kx_rule_imprint(const struct kx_subject *subject)
{
	const struct kx_content *content = subject->handout->content;
	const struct kx_pack *pack = &content->pack;
	struct kx_origin origin = pack->origin;

	expect_text(subject, origin, "written_by", pack->written_by, "who wrote it");
	expect_date(subject, "written_on", pack->written_on, "when it was written");
	expect_date(subject, "evidence_to", pack->evidence_to, "up to when the evidence was read");
	expect_date(subject, "review_by", pack->review_by, "when it is due for review");
	expect_text(subject, origin, "version", pack->version, "its version");
	expect_text(subject, origin, "country", content->clinic.country != NULL ? content->clinic.country : pack->country,
	    "for which country it is");
	expect_text(subject, origin, "funding", pack->funding, "who paid for it");
	expect_text(subject, origin, "update_policy", pack->update_policy, "how it is kept up to date");
	expect_text(subject, origin, "feedback", !kx_is_empty(content->clinic.feedback) ? content->clinic.feedback : pack->feedback,
	    "how to say what is wrong with it");
	expect_text(subject, content->clinic.origin, "funding", content->clinic.funding, "whether the clinic earns money from it");
	check_signature(subject, &pack->review, origin);
	check_signature(subject, &content->clinic.review, content->clinic.origin);
}

/* ---- KX349 ---- */

static int
compare_dates(struct kx_date a, struct kx_date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return a.day < b.day ? -1 : a.day > b.day;
}

static const char *
date_text(const struct kx_subject *subject, struct kx_date date)
{
	return kx_arena_print(subject->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* `first` may not come after `second`; what is absent is KX348's business. */
static void
expect_order(const struct kx_subject *subject, struct kx_origin origin, const char *member, struct kx_date first,
    const char *first_is, struct kx_date second, const char *second_is)
{
	if (first.year == 0 || second.year == 0 || compare_dates(first, second) <= 0)
		return;
	kx_report(subject->diags, KX349, kx_place_below(subject, origin, member), "correct the date that is wrong",
	    "%s, %s, comes after %s, %s", first_is, date_text(subject, first), second_is, date_text(subject, second));
}

/* `date` and `months` later; a day that month does not have runs into the next, which is as good here. */
static struct kx_date
months_after(struct kx_date date, int32_t months)
{
	int32_t month = date.month - 1 + months;

	return (struct kx_date){ (int16_t)(date.year + month / 12), (int8_t)(month % 12 + 1), date.day };
}

static void
check_span(const struct kx_subject *subject)
{
	const struct kx_pack *pack = &subject->handout->content->pack;
	int32_t months = subject->gate->limits.review_months;
	struct kx_date latest;

	if (months <= 0 || pack->evidence_to.year == 0 || pack->review_by.year == 0)
		return;
	latest = months_after(pack->evidence_to, months);
	if (compare_dates(pack->review_by, latest) > 0)
		kx_report(subject->diags, KX349, kx_place_below(subject, pack->origin, "/review_by"),
		    kx_arena_print(subject->arena, "set it to %s or earlier", date_text(subject, latest)),
		    "the next review, %s, is more than %d months after the evidence was read, %s",
		    date_text(subject, pack->review_by), (int)months, date_text(subject, pack->evidence_to));
}

void
kx_rule_dates(const struct kx_subject *subject)
{
	const struct kx_content *content = subject->handout->content;
	const struct kx_pack *pack = &content->pack;
	const struct kx_summary *summary;
	const struct kx_ruling *ruling;
	size_t i;

	expect_order(subject, pack->origin, "/evidence_to", pack->evidence_to, "the day up to which evidence was read",
	    pack->written_on, "the day of writing");
	expect_order(subject, pack->origin, "/written_on", pack->written_on, "the day of writing", pack->review_by,
	    "the next review");
	expect_order(subject, pack->origin, "/clinical_review/on", pack->written_on, "the day of writing", pack->review.on,
	    "the day of the clinical review");
	expect_order(subject, pack->origin, "/clinical_review/on", pack->review.on, "the day of the clinical review",
	    pack->review_by, "the next review");
	check_span(subject);
	for (i = 0; i < content->summary_count; i++) {
		summary = &content->summaries[i];
		expect_order(subject, summary->origin, "/review_by", summary->curated_on, "the day of curating", summary->review_by,
		    "its review");
	}
	for (i = 0; i < content->ruling_count; i++) {
		ruling = &content->rulings[i];
		expect_order(subject, ruling->origin, "/review_by", ruling->on, "the day of the ruling", ruling->review_by, "its review");
	}
}
