#include "layout/run_on.h"

#include "base/arena.h"

void
kx_runs_join(struct kx_setting *set, struct kx_runs *runs, const struct kx_runs *words, const char *style, int element)
{
	struct kx_run *run;
	size_t i;

	for (i = 0; i < words->count; i++) {
		run = kx_arena_push(set->arena, &runs->list, &runs->count, &runs->room, sizeof(*run));
		if (run == NULL) {
			set->failed = true;
			return;
		}
		*run = words->list[i];
		if (style != NULL)
			run->style = style;
		if (element != 0)
			run->element = element;
	}
}

void
kx_runs_gap(struct kx_setting *set, struct kx_runs *runs, const char *style, int element)
{
	struct kx_run space = { .kind = KX_RUN_TEXT, .text = " " };

	kx_runs_join(set, runs, &(struct kx_runs){ &space, 1, 1 }, style, element);
}

void
kx_runs_follow(struct kx_setting *set, struct kx_runs *runs, const struct kx_runs *words, const char *style, int element)
{
	if (runs->count > 0 && words->count > 0)
		kx_runs_gap(set, runs, NULL, 0);
	kx_runs_join(set, runs, words, style, element);
}

void
kx_run_in_wait(struct kx_setting *set, const struct kx_runs *heading, const char *style, int element)
{
	set->run_in = (struct kx_runs){ NULL, 0, 0 };
	set->run_in_before = kx_setting_look(set, style).before;
	kx_runs_join(set, &set->run_in, heading, style, element);
	kx_runs_gap(set, &set->run_in, style, element);
}

bool
kx_run_in_take(struct kx_setting *set, const struct kx_runs *runs, struct kx_runs *ret_runs)
{
	if (set->run_in.count == 0)
		return false;
	*ret_runs = set->run_in;
	set->run_in = (struct kx_runs){ NULL, 0, 0 };
	kx_runs_join(set, ret_runs, runs, NULL, 0);
	return true;
}
