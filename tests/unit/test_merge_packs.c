/*
 * What must hold for any pack of data, held on the one that ships and on the
 * second one.  Runs from the root of the source tree.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "content/handout.h"
#include "merge/merge.h"
#include "read/gate.h"
#include "read/read.h"
#include "review/review.h"

#include <string.h>

struct pack {
	const char *folder;
	bool whole;   /* holds every case that the tests look for */
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_content *content;
	struct kx_handout *handout;
};

static int
open_pack(void **state, const char *folder, bool whole)
{
	static struct pack packs[2];
	struct pack *pack = &packs[whole];

	pack->folder = folder;
	pack->whole = whole;
	kx_arena_init(&pack->arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&pack->diags, &pack->arena);
	if (!kx_read_content(&pack->arena, folder, NULL, NULL, &pack->content, &pack->diags)) {
		print_error("%s cannot be read\n", folder);
		return -1;
	}
	*state = pack;
	return 0;
}

static int
open_shipped(void **state)
{
	return open_pack(state, "data", true);
}

static int
open_second(void **state)
{
	return open_pack(state, "tests/pack", false);
}

static int
close_pack(void **state)
{
	struct pack *pack = *state;

	kx_arena_done(&pack->arena);
	return 0;
}

static void
merge(struct pack *pack)
{
	kx_diagnostics_init(&pack->diags, &pack->arena);
	if (!kx_merge(&pack->arena, pack->content, &pack->handout, &pack->diags))
		fail_msg("%s", pack->diags.list[0].message);
}

static bool
is_visible(const struct kx_group *group)
{
	return group->placed && group->printed_count > 0 && group->clinic_line == NULL;
}

static void
test_passes_the_gate(void **state)
{
	struct pack *pack = *state;
	struct kx_gate *gate = NULL;

	merge(pack);
	assert_int_equal(pack->diags.count, 0);
	assert_true(kx_read_gate(&pack->arena, NULL, pack->content->folder, NULL, NULL, &gate, &pack->diags));
	if (!kx_review_handout(pack->handout, gate, NULL, &pack->diags))
		fail_msg("%s", pack->diags.list[0].message);
}

/* Each visible sentence has a reference, all are to sources that may be cited, and each number is used. */
static void
test_references_are_whole(void **state)
{
	struct pack *pack = *state;
	const struct kx_printed *printed;
	size_t i, j, k, used = 0;
	char seen[1000] = { 0 };
	int number;

	merge(pack);
	assert_in_range(pack->handout->reference_count, 1, sizeof(seen) - 1);
	for (i = 0; i < pack->handout->group_count; i++) {
		for (j = 0; j < pack->handout->groups[i].printed_count; j++) {
			printed = &pack->handout->groups[i].printed[j];
			assert_int_equal(printed->reference_count > 0, is_visible(&pack->handout->groups[i]));
			for (k = 0; k < printed->reference_count; k++) {
				number = printed->references[k];
				assert_in_range(number, 1, pack->handout->reference_count);
				assert_true(k == 0 || number > printed->references[k - 1]);
				assert_in_range(pack->handout->references[number - 1].source->tier, 1,
				    pack->content->pack.cite_tier_max);
				used += seen[number]++ == 0;
			}
		}
	}
	assert_int_equal(used, pack->handout->reference_count);
}

/* Every claim, ledger row and dropped row can be traced; no seed is on the sheet. */
static void
test_every_row_is_traced(void **state)
{
	struct pack *pack = *state;
	const struct kx_summary *summary;
	const struct kx_claim *claim;
	struct kx_buffer out;
	size_t i, j, dropped = 0;

	merge(pack);
	kx_buffer_init(&out, 1u << 20);
	for (i = 0; i < pack->content->claim_count; i++) {
		claim = pack->content->claims[i];
		assert_true(kx_trace(pack->handout, claim->ledger != NULL ? claim->ledger : claim->id, &out, &pack->diags));
		assert_non_null(strstr(kx_buffer_bytes(&out), claim->id));
		assert_non_null(strstr(kx_buffer_bytes(&out), claim->source->id));
		if (claim->source->tier > pack->content->pack.cite_tier_max)
			assert_true(strstr(kx_buffer_bytes(&out), "does not print") != NULL
			    || strstr(kx_buffer_bytes(&out), "is not on the sheet") != NULL);
		kx_buffer_clear(&out);
	}
	for (i = 0; i < pack->content->summary_count; i++) {
		summary = &pack->content->summaries[i];
		for (j = 0; j < summary->dropped_count; j++, dropped++) {
			assert_true(kx_trace(pack->handout, summary->dropped[j].ledger, &out, &pack->diags));
			assert_non_null(strstr(kx_buffer_bytes(&out), "was dropped"));
			kx_buffer_clear(&out);
		}
	}
	assert_true(dropped > 0 || !pack->whole);
	kx_buffer_done(&out);
}

/* A claim that would print if the printed one's source were worse: same verdict, citable. */
static const struct kx_claim *
rival(const struct kx_group *group)
{
	size_t i;

	for (i = 0; i < group->note_count; i++)
		if (group->notes[i].standing == KX_AGREES && group->notes[i].claim->verdict == group->printed[0].claim->verdict
		    && group->notes[i].claim->source != group->printed[0].claim->source)
			return group->notes[i].claim;
	return NULL;
}

/* One source's tier, changed, changes what prints and which number comes first. */
static void
test_a_tier_decides(void **state)
{
	struct pack *pack = *state;
	const struct kx_group *group;
	const struct kx_claim *claim;
	struct kx_source *source;
	const char *topic, *product;
	size_t i, count, tried = 0;
	int tier;

	merge(pack);
	count = pack->handout->group_count;
	for (i = 0; i < count; i++) {
		group = &pack->handout->groups[i];
		if (group->decision != KX_BY_RULE || group->printed_count != 1 || !is_visible(group) || rival(group) == NULL)
			continue;
		claim = group->printed[0].claim;
		topic = group->topic->id;
		product = group->product;
		source = &pack->content->sources[claim->source - pack->content->sources];
		tier = source->tier;
		source->tier = 9;
		kx_diagnostics_init(&pack->diags, &pack->arena);
		if (kx_merge(&pack->arena, pack->content, &pack->handout, &pack->diags)) {
			group = &pack->handout->groups[i];
			assert_string_equal(group->topic->id, topic);
			assert_string_equal(group->product, product);
			assert_ptr_not_equal(group->printed[0].claim, claim);
			assert_int_equal(group->printed[0].claim->source->tier < 9, 1);
			tried++;
		}
		source->tier = tier;
		merge(pack);
		assert_ptr_equal(pack->handout->groups[i].printed[0].claim, claim);
	}
	assert_true(tried > 0 || !pack->whole);
}

/* One ruling's "prints", emptied or turned to another claim, changes what prints. */
static void
test_a_ruling_decides(void **state)
{
	struct pack *pack = *state;
	const struct kx_claim *kept, *other;
	struct kx_ruling *ruling;
	const struct kx_group *group;
	size_t i, j, count, tried = 0;

	merge(pack);
	count = pack->handout->group_count;
	for (i = 0; i < count; i++) {
		group = &pack->handout->groups[i];
		if (group->decision != KX_BY_RULING || group->printed_count != 1 || group->ruling->print_count != 1)
			continue;
		kept = group->printed[0].claim;
		ruling = &pack->content->rulings[group->ruling - pack->content->rulings];
		for (j = 0, other = NULL; j < group->note_count && other == NULL; j++)
			if (group->notes[j].standing == KX_OUTRANKED)
				other = group->notes[j].claim;
		if (other == NULL)
			continue;
		ruling->prints[0] = other;
		merge(pack);
		assert_ptr_equal(pack->handout->groups[i].printed[0].claim, other);
		assert_int_equal(pack->handout->groups[i].printed_count, 1);
		ruling->prints[0] = kept;
		merge(pack);
		assert_ptr_equal(pack->handout->groups[i].printed[0].claim, kept);
		tried++;
	}
	assert_true(tried > 0);
}

int
main(void)
{
	const struct CMUnitTest shipped[] = {
		cmocka_unit_test(test_passes_the_gate),
		cmocka_unit_test(test_references_are_whole),
		cmocka_unit_test(test_every_row_is_traced),
		cmocka_unit_test(test_a_tier_decides),
		cmocka_unit_test(test_a_ruling_decides),
	};
	const struct CMUnitTest second[] = {
		cmocka_unit_test(test_passes_the_gate),
		cmocka_unit_test(test_references_are_whole),
		cmocka_unit_test(test_every_row_is_traced),
		cmocka_unit_test(test_a_tier_decides),
		cmocka_unit_test(test_a_ruling_decides),
	};

	return cmocka_run_group_tests(shipped, open_shipped, close_pack) + cmocka_run_group_tests(second, open_second, close_pack);
}
