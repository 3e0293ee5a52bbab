/*
 * trace_parts: the branches that traces share.  Private to src/merge.
 *
 * Each function grows one branch on `parent`; see twig.h for what happens
 * when the arena is spent.
 */
#ifndef KX_MERGE_TRACE_PARTS_H
#define KX_MERGE_TRACE_PARTS_H

#include "content/handout.h"
#include "merge/twig.h"

struct kx_tracing {
	struct kx_arena *arena;
	const struct kx_handout *handout;
};

/* "seed-b-19 (B19)": a claim's id with its ledger id. */
const char *kx_trace_name(const struct kx_tracing *tracing, const struct kx_claim *claim);

/* " [3][4]", or "" when the printed claim has no references. */
const char *kx_trace_marks(const struct kx_tracing *tracing, const struct kx_printed *printed);

/* "2026-11-22", or "no date". */
const char *kx_trace_date(const struct kx_tracing *tracing, struct kx_date date);

/* The group that holds a claim and its note there, through `ret_note`. */
const struct kx_group *kx_trace_group(const struct kx_tracing *tracing, const struct kx_claim *claim,
    const struct kx_standing_note **ret_note);

/* A claim of the content by id, or NULL; does not need the list to be sorted. */
const struct kx_claim *kx_trace_claim(const struct kx_tracing *tracing, const char *id);

/* Claim, figures, summary: where a sentence comes from. */
void kx_trace_claim_parts(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_claim *claim);

/* Tier, kind, check and where to find it. */
void kx_trace_source_facts(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_source *source);

/* A claim's source; `how` goes before the claim's locator. */
void kx_trace_source(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_claim *claim, const char *how);

/* The sources a printed sentence cites, each with the claim that brings it. */
void kx_trace_sources(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group,
    const struct kx_printed *printed);

/* One sentence with everything under it. */
void kx_trace_sentence(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group,
    const struct kx_printed *printed);

/* The rule or ruling that decided, and rulings kept for the record. */
void kx_trace_decision(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group);

/* The claims of the group that do not print, except `but`, with why and what corrects them. */
void kx_trace_losers(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group,
    const struct kx_claim *but);

/* Where the group stands on the sheet, or that it does not. */
void kx_trace_places(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group);

/* The clinic's own words, of a group that has them. */
void kx_trace_clinic(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group);

/* ---- whole traces, one root each; NULL when the arena is spent ---- */

/* trace_claim.c */
struct kx_twig *kx_trace_of_claim(const struct kx_tracing *tracing, const struct kx_claim *claim);

/* trace_source.c */
struct kx_twig *kx_trace_of_source(const struct kx_tracing *tracing, const struct kx_source *source);

#endif
