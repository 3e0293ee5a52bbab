/*
 * merge: many summaries -> one handout.
 *
 * Claims group by topic and product.  In a group: a ruling with a `prints`
 * list decides; a claim whose verdict is overstated, misattributed, wrong or
 * unverifiable never prints and never supports; otherwise order is verdict,
 * lower tier number, better check, newer year, id, and the first
 * `topic.prints` claims print.  Agreeing claims add their source to the
 * references (sources above pack.cite_tier_max agree uncited, and fill no
 * second place).  The printed claim's own source is always cited: that it may
 * be is the gate's business (KX302).  References are numbered by first
 * appearance in sheet order and shared; groups whose words a clinic replaces
 * by its own (clinic.visit) cite nothing.
 *
 * Two claims that may print conflict when exactly one contradicts, when
 * figures for the same outcome, time and comparator differ beyond their
 * intervals (conflict.c says how), or when a ruling puts them on different
 * sides.  Across tiers the better tier stands and the loss is recorded;
 * inside a tier a ruling must name both, or KX201 names both places.  A
 * ruling that prints a claim against one of an equal or better tier must
 * name both as well.  decide.c has the steps in full.
 *
 * Rulings must be sound: what they print may print (KX202) and is of their
 * topic (KX204), no two decide one group (KX203), no claim is on two sides
 * (KX205) or printed twice (KX206).
 *
 * The order of files and claims changes nothing: everything is sorted first.
 */
#ifndef KX_MERGE_MERGE_H
#define KX_MERGE_MERGE_H

#include "content/handout.h"

struct kx_arena;
struct kx_buffer;
struct kx_memo;

/*
 * False when any error was reported; every fault of the data is reported in
 * one run.  `*ret_handout` is set only on success; it lives in the arena and
 * points into `content`.
 */
bool kx_merge(struct kx_arena *arena, const struct kx_content *content,
    struct kx_handout **ret_handout, struct kx_diagnostics *diags);

/*
 * The same, for one of many clinics: merged once for all that have lines for
 * the same topics of their visit.  Then most of the handout lives in the memo
 * (kept.c), which may be NULL.
 */
bool kx_merge_kept(struct kx_arena *arena, const struct kx_content *content, struct kx_memo *memo,
    struct kx_handout **ret_handout, struct kx_diagnostics *diags);

/*
 * `kxreport trace WHAT`: WHAT is a claim id, a ledger id (in any case; rows
 * that were dropped too), a topic id, a source id or a printed reference
 * number ("12" or "[12]").  Appends a tree to `out`: sentence -> claim ->
 * summary -> source, the ruling, and every loser with its reason and
 * correction.  What several things are called is traced for each of them.
 * Unknown: KX803 with the nearest id, and nothing is appended.
 */
bool kx_trace(const struct kx_handout *handout, const char *what, struct kx_buffer *out,
    struct kx_diagnostics *diags);

#endif
