/* A merge that is kept for the next clinic: the same handout, with the clinic's own lines. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/memo.h"
#include "build_content.h"

#include <string.h>

#define DUMP_CEILING (1u << 20)

static void
open_sheet(struct build *build)
{
	build_open(build);
	build_source(build, "a", 2, 2020);
	build_source(build, "b", 2, 2019);
	build_source(build, "c", 1, 2018);
	build_topic(build, "p", 1);
	build_topic(build, "q", 1);
	build_block(build, build_section(build, "one", KX_ROLE_VISIT), KX_FORM_PARAGRAPH, 2, "p", "q");
	build_claim(build, "a-p", "p", "a");
	build_claim(build, "c-p", "p", "c");
	build_claim(build, "b-q", "q", "b");
}

static void
dump(const struct kx_handout *handout, struct kx_buffer *out)
{
	kx_buffer_init(out, DUMP_CEILING);
	kx_handout_dump(handout, out);
	assert_false(kx_buffer_failed(out));
}

/* Merge for the build's clinic as it stands, by way of the memo, and hold it against a merge that knows of none. */
static const struct kx_handout *
same_as_merge(struct build *build, struct kx_memo *memo, struct kx_diagnostics *diags)
{
	struct kx_buffer plain, kept;
	struct kx_handout *handout = NULL;
	size_t i;

	assert_true(build_merge(build));
	kx_diagnostics_init(diags, &build->arena);
	assert_true(kx_merge_kept(&build->arena, &build->content, memo, &handout, diags));
	assert_int_equal(diags->count, build->diags.count);
	assert_ptr_equal(handout->content, &build->content);
	assert_int_equal(handout->group_count, build->handout->group_count);
	for (i = 0; i < handout->group_count; i++)
		assert_ptr_equal(handout->groups[i].clinic_line, build->handout->groups[i].clinic_line);
	dump(build->handout, &plain);
	dump(handout, &kept);
	assert_string_equal(kx_buffer_bytes(&plain), kx_buffer_bytes(&kept));
	kx_buffer_done(&plain);
	kx_buffer_done(&kept);
	return handout;
}

static void
test_clinics_in_turn(void **state)
{
	struct kx_clinic_line at_nine = { .topic = "p", .says = { .plain = "Come at nine." } };
	struct kx_clinic_line at_ten[2] = {
		{ .topic = "q", .says = { .plain = "Come by bus." } }, { .topic = "p", .says = { .plain = "Come at ten." } }
	};
	const struct kx_handout *first, *second;
	struct kx_diagnostics diags;
	struct kx_memo memo;
	struct build build;

	(void)state;
	open_sheet(&build);
	kx_memo_init(&memo, 8u << 20);
	first = same_as_merge(&build, &memo, &diags);
	second = same_as_merge(&build, &memo, &diags);
	assert_ptr_equal(first->references, second->references);   /* it is kept */
	assert_int_not_equal(first->number, 0);
	assert_int_equal(first->number, second->number);
	build.content.clinic.visit = &at_nine;
	build.content.clinic.visit_count = 1;
	first = same_as_merge(&build, &memo, &diags);
	assert_int_equal(first->reference_count, 1);
	assert_int_not_equal(first->number, second->number);
	/* Another clinic, other words on the same topic. */
	build.content.clinic.visit = &at_ten[1];
	second = same_as_merge(&build, &memo, &diags);
	assert_ptr_equal(first->references, second->references);
	build.content.clinic.visit = at_ten;
	build.content.clinic.visit_count = 2;
	assert_int_equal(same_as_merge(&build, &memo, &diags)->reference_count, 0);
	kx_memo_done(&memo);
	build_close(&build);
}

/* What the merge reports it reports for each sheet. */
static void
test_reports_again(void **state)
{
	struct kx_block_plan *block;
	struct kx_diagnostics diags;
	struct kx_memo memo;
	struct build build;
	int i;

	(void)state;
	open_sheet(&build);
	kx_memo_init(&memo, 8u << 20);
	block = build_block(&build, build_section(&build, "two", KX_ROLE_RISKS), KX_FORM_CARDS, 0);
	build_topic(&build, "r", 1);
	build_column(&build, block, "pill", 1, "r");
	build_claim(&build, "a-r", "r", "a");
	for (i = 0; i < 3; i++) {
		assert_int_equal(same_as_merge(&build, &memo, &diags)->number, 0);
		assert_int_equal(diags.count, 1);
		assert_int_equal(diags.list[0].code, KX207);
	}
	kx_memo_done(&memo);
	build_close(&build);
}

/* A memo without room, or none: merged as ever. */
static void
test_without_room(void **state)
{
	struct kx_diagnostics diags;
	struct kx_memo memo;
	struct build build;

	(void)state;
	open_sheet(&build);
	kx_memo_init(&memo, 1024);
	same_as_merge(&build, &memo, &diags);
	same_as_merge(&build, &memo, &diags);
	same_as_merge(&build, NULL, &diags);
	kx_memo_done(&memo);
	build_close(&build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clinics_in_turn),
		cmocka_unit_test(test_reports_again),
		cmocka_unit_test(test_without_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
