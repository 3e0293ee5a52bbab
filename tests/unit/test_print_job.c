/*
 * A job and everything that can become of it, against a printer that does what
 * it is told (fault_printer.h).
 */
#include "base/arena.h"
#include "base/diagnostic.h"
#include "print/print.h"

#include "unit/fault_printer.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#define DOCUMENT "%PDF-1.7 two pages\nand an end"

struct fixture {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	const struct kx_cups *cups;
	struct fault_printer fault;
	struct kx_printer *printer;
	struct kx_print_wish wish;
	struct kx_print_job job;
	int changes;
};

static int
set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	*state = fixture;
	kx_arena_init(&fixture->arena, 1 << 22);
	kx_diagnostics_init(&fixture->diags, &fixture->arena);
	fixture->cups = kx_print_load(&fixture->arena, &fixture->diags);
	fixture->wish = (struct kx_print_wish){ .file = "a.pdf", .title = "Handout, version 1.0", .copies = 2,
		.sides = "two-sided-long-edge", .media = "na_letter_8.5x11in", .fits = true };
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	kx_printer_close(fixture->printer);
	if (fixture->fault.log != NULL)
		fault_printer_off(&fixture->fault);
	kx_arena_done(&fixture->arena);
	free(fixture);
	return 0;
}

/* In a build without CUPS there is nothing to test but that it says so. */
#define NEEDS_CUPS(fixture) \
	do { \
		if ((fixture)->cups == NULL) { \
			assert_int_equal((fixture)->diags.list[0].code, KX860); \
			skip(); \
		} \
	} while (0)

static void
switch_on(struct fixture *fixture, const struct fault_plan *plan)
{
	assert_true(fault_printer_on(&fixture->fault, plan));
	fixture->printer = kx_printer_open(fixture->cups, &fixture->arena, fixture->fault.uri, &fixture->diags);
	assert_non_null(fixture->printer);
}

static void
expect(const struct fixture *fixture, size_t count, enum kx_code code, const char *words)
{
	assert_int_equal(fixture->diags.count, count);
	assert_int_equal(fixture->diags.list[count - 1].code, code);
	assert_string_equal(fixture->diags.list[count - 1].place.file, "a.pdf");
	if (strstr(fixture->diags.list[count - 1].message, words) == NULL)
		fail_msg("'%s' is not in: %s", words, fixture->diags.list[count - 1].message);
}

static void
count_change(void *with, const struct kx_print_job *job)
{
	struct fixture *fixture = with;

	(void)job;
	fixture->changes++;
}

static bool
send_job(struct fixture *fixture)
{
	return kx_print_send(fixture->printer, &fixture->wish, DOCUMENT, strlen(DOCUMENT), 3, &fixture->job, &fixture->diags);
}

static bool
follow(struct fixture *fixture, int patience)
{
	struct kx_print_watch watch = { count_change, fixture };

	return kx_print_follow(&fixture->job, 1, patience, &watch, &fixture->diags);
}

/* ---- what goes right ---- */

static bool
created_with(const struct fixture *fixture, const char *words)
{
	return memmem(fixture->fault.log->create, fixture->fault.log->create_length, words, strlen(words)) != NULL;
}

static void
test_prints(void **state)
{
	struct fixture *fixture = *state;
	const struct fault_log *log;

	NEEDS_CUPS(fixture);
	switch_on(fixture, &(struct fault_plan){ .arriving = 4 });
	log = fixture->fault.log;
	assert_string_equal(kx_printer_name(fixture->printer), fixture->fault.uri);
	assert_string_equal(kx_printer_model(fixture->printer), "Fault");
	assert_string_equal(kx_printer_state(fixture->printer), "idle");
	assert_true(kx_printer_check(fixture->printer, &fixture->wish, &fixture->diags));
	assert_true(send_job(fixture));
	assert_int_equal(fixture->job.id, 7);
	assert_true(follow(fixture, 5));
	assert_int_equal(fixture->job.state, KX_PRINT_COMPLETED);
	assert_true(fixture->changes >= 2);
	assert_int_equal(fixture->diags.count, 0);
	assert_true(created_with(fixture, "Handout, version 1.0"));
	assert_true(created_with(fixture, "two-sided-long-edge"));
	assert_true(created_with(fixture, "na_letter_8.5x11in"));
	assert_false(created_with(fixture, "print-scaling"));
	assert_int_equal(log->creates, 1);
	assert_int_equal(log->sends, 1);
	assert_int_equal(log->cancels, 0);
	/* The document is what comes last, behind the attributes, and whole. */
	assert_true(log->length > strlen(DOCUMENT));
	assert_memory_equal(log->body + log->length - strlen(DOCUMENT), DOCUMENT, strlen(DOCUMENT));
}

static void
test_busy_at_first(void **state)
{
	struct fixture *fixture = *state;

	NEEDS_CUPS(fixture);
	switch_on(fixture, &(struct fault_plan){ .busy = 1 });
	assert_true(send_job(fixture));
	assert_int_equal(fixture->fault.log->creates, 2);
	assert_true(follow(fixture, 5));
}

/* ---- what is seen before ---- */

static void
test_cannot(void **state)
{
	struct fixture *fixture = *state;

	NEEDS_CUPS(fixture);
	switch_on(fixture, &(struct fault_plan){ .sides = "one-sided", .formats = "image/urf application/postscript" });
	fixture->wish.copies = 100;
	fixture->wish.media = "iso_a3_297x420mm";
	fixture->wish.color = "color";
	assert_false(kx_printer_check(fixture->printer, &fixture->wish, &fixture->diags));
	expect(fixture, 5, KX862, "no media 'iso_a3_297x420mm'; it has: na_letter_8.5x11in, iso_a4_210x297mm");
	assert_non_null(strstr(fixture->diags.list[0].message, "no sides 'two-sided-long-edge'; it has: one-sided"));
	assert_non_null(strstr(fixture->diags.list[1].message, "no copies '100'; it has: 1-99"));
	assert_non_null(strstr(fixture->diags.list[2].message, "no print-color-mode 'color'; it has: nothing of the kind"));
	assert_non_null(strstr(fixture->diags.list[3].message, "no document-format 'application/pdf'"));
	assert_int_equal(fixture->fault.log->creates, 0);
}

static void
test_takes_no_jobs(void **state)
{
	struct fixture *fixture = *state;

	NEEDS_CUPS(fixture);
	switch_on(fixture, &(struct fault_plan){ .takes_no_jobs = true });
	assert_false(kx_printer_check(fixture->printer, &fixture->wish, &fixture->diags));
	expect(fixture, 1, KX863, "takes no jobs");
}

static void
test_paper_not_loaded(void **state)
{
	struct fixture *fixture = *state;

	NEEDS_CUPS(fixture);
	switch_on(fixture, &(struct fault_plan){ .printer_state = 5, .printer_reason = "media-empty-error cover-open media-empty" });
	fixture->wish.media = "iso_a4_210x297mm";
	assert_string_equal(kx_printer_state(fixture->printer), "stopped: out of paper, a cover is open");
	assert_true(kx_printer_check(fixture->printer, &fixture->wish, &fixture->diags));
	expect(fixture, 1, KX866, "no iso_a4_210x297mm loaded (but na_letter_8.5x11in)");
}

/* ---- what goes wrong on the way ---- */

static void
test_refused(void **state)
{
	struct fixture *fixture = *state;

	NEEDS_CUPS(fixture);
	switch_on(fixture, &(struct fault_plan){ .create_status = 0x0403 });
	assert_false(send_job(fixture));
	expect(fixture, 1, KX863, "does not take the job: ");
	assert_int_equal(fixture->fault.log->sends, 0);
}

static void
test_always_busy(void **state)
{
	struct fixture *fixture = *state;

	NEEDS_CUPS(fixture);
	switch_on(fixture, &(struct fault_plan){ .busy = 1000 });
	assert_false(kx_print_send(fixture->printer, &fixture->wish, DOCUMENT, strlen(DOCUMENT), 1, &fixture->job, &fixture->diags));
	expect(fixture, 1, KX863, "does not take the job: ");
	assert_int_equal(fixture->fault.log->creates, 2);
}

static void
test_substitutes(void **state)
{
	struct fixture *fixture = *state;

	NEEDS_CUPS(fixture);
	switch_on(fixture, &(struct fault_plan){ .create_status = 0x0001 });
	assert_true(send_job(fixture));
	expect(fixture, 1, KX868, "passes over some of what was asked");
	assert_int_equal(fixture->diags.errors, 0);
}

/* The half of it must not print. */
static void
test_hangs_up(void **state)
{
	struct fixture *fixture = *state;

	NEEDS_CUPS(fixture);
	switch_on(fixture, &(struct fault_plan){ .cuts = true });
	assert_false(send_job(fixture));
	expect(fixture, 1, KX863, "broke off before it had the whole sheet");
	assert_int_equal(fixture->fault.log->cancels, 1);
}

/* ---- what becomes of the job ---- */

static void
expect_end(struct fixture *fixture, const struct fault_plan *plan, int patience, enum kx_code code, const char *words)
{
	NEEDS_CUPS(fixture);
	switch_on(fixture, plan);
	assert_true(send_job(fixture));
	assert_false(follow(fixture, patience));
	assert_true(fixture->job.ended);
	expect(fixture, 1, code, words);
}

static void
test_held(void **state)
{
	expect_end(*state, &(struct fault_plan){ .job_state = 4, .job_reason = "job-hold-until-specified" }, 30, KX865,
	    "is held: held until a time or until somebody releases it");
}

static void
test_out_of_paper(void **state)
{
	expect_end(*state, &(struct fault_plan){ .job_state = 6, .job_reason = "printer-stopped", .printer_state = 5,
	    .printer_reason = "media-empty-error" }, 1, KX865, "has stood still for 1 s, stopped: the printer is stopped, out of paper");
}

static void
test_cancelled(void **state)
{
	expect_end(*state, &(struct fault_plan){ .job_state = 7, .job_reason = "job-canceled-at-device" }, 30, KX864,
	    "was cancelled: at the printer");
}

static void
test_given_up(void **state)
{
	expect_end(*state, &(struct fault_plan){ .job_state = 8, .job_reason = "aborted-by-system document-format-error" }, 30, KX864,
	    "was given up by the printer: the printer cannot read the document");
}

static void
test_forgotten(void **state)
{
	expect_end(*state, &(struct fault_plan){ .job_status = 0x0406 }, 30, KX865, "is no longer known to it");
}

static void
test_switched_off(void **state)
{
	expect_end(*state, &(struct fault_plan){ .dies = true }, 1, KX865, "does not answer");
}

/* ---- names ---- */

static void
test_papers(void **state)
{
	struct fixture *fixture = *state;
	struct kx_arena *arena = &fixture->arena;

	NEEDS_CUPS(fixture);
	assert_string_equal(kx_print_paper(fixture->cups, arena, KX_PT(612), KX_PT(792)), "na_letter_8.5x11in");
	assert_string_equal(kx_print_paper(fixture->cups, arena, KX_PT(792), KX_PT(612)), "na_letter_8.5x11in");
	assert_string_equal(kx_print_paper(fixture->cups, arena, 595276, 841890), "iso_a4_210x297mm");
	assert_string_equal(kx_print_paper(fixture->cups, arena, KX_PT(792), KX_PT(1224)), "na_ledger_11x17in");
	assert_string_equal(kx_print_paper(fixture->cups, arena, KX_MM(297), KX_MM(420)), "iso_a3_297x420mm");
	assert_non_null(strstr(kx_print_paper(fixture->cups, arena, KX_MM(100), KX_MM(290)), "custom_"));
	assert_null(kx_print_paper(fixture->cups, arena, 0, KX_PT(792)));
	assert_string_equal(kx_print_paper_named(fixture->cups, arena, "a4"), "iso_a4_210x297mm");
	assert_string_equal(kx_print_paper_named(fixture->cups, arena, "tabloid"), "na_ledger_11x17in");
	assert_string_equal(kx_print_paper_named(fixture->cups, arena, "iso_a5_148x210mm"), "iso_a5_148x210mm");
	assert_null(kx_print_paper_named(fixture->cups, arena, "a44"));
}

static void
test_reasons(void **state)
{
	struct fixture *fixture = *state;

	assert_string_equal(kx_print_reason(&fixture->arena, "media-empty"), "out of paper");
	assert_string_equal(kx_print_reason(&fixture->arena, "media-empty-error"), "out of paper");
	assert_string_equal(kx_print_reason(&fixture->arena, "media-jam-warning"), "a paper jam");
	assert_string_equal(kx_print_reason(&fixture->arena, "none"), "");
	assert_string_equal(kx_print_reason(&fixture->arena, "media-emptyish"), "media-emptyish");
	assert_string_equal(kx_print_reason(&fixture->arena, "com.example-flood"), "com.example-flood");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_prints, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_busy_at_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cannot, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_takes_no_jobs, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_paper_not_loaded, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_always_busy, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_substitutes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_hangs_up, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_held, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_out_of_paper, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cancelled, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_given_up, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_forgotten, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_switched_off, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_papers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_reasons, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
