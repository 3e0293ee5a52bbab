/*
 * run_on: words that stand behind others in one paragraph, for sheets with no
 * line to spare.
 *
 * With "<section>.run-in": 1 a section's heading begins the line of its first
 * words.  It is a heading all the same, for bookmarks and for those who listen.
 */
#ifndef KX_LAYOUT_RUN_ON_H
#define KX_LAYOUT_RUN_ON_H

#include "layout/setting.h"

/*
 * The runs of `words` at the end of `runs`, which grows in the arena.  They
 * keep the look of `style`; NULL: that of the paragraph they will be set in.
 * They belong to `element` of the structure; 0: to that paragraph's.
 */
void kx_runs_join(struct kx_setting *set, struct kx_runs *runs, const struct kx_runs *words, const char *style, int element);

/* A space there, in that look and element. */
void kx_runs_gap(struct kx_setting *set, struct kx_runs *runs, const char *style, int element);

/* Words behind a space, when there is anything before. */
void kx_runs_follow(struct kx_setting *set, struct kx_runs *runs, const struct kx_runs *words, const char *style, int element);

/* The heading waits, in its own style and element, for the next paragraph that is set. */
void kx_run_in_wait(struct kx_setting *set, const struct kx_runs *heading, const char *style, int element);

/* `runs` behind the heading that waits for them, which then waits no more; false when none does. */
bool kx_run_in_take(struct kx_setting *set, const struct kx_runs *runs, struct kx_runs *ret_runs);

#endif
