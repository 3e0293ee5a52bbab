#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "batch/job.h"

/* The Sect element that holds the element; -1 when none does. */
static int
sect_of(const struct kx_frames *frames, size_t element)
{
	int above = frames->elements[element].parent;

	while (above >= 0 && frames->elements[above].type != KX_EL_SECT)
		above = frames->elements[above].parent;
	return above;
}

/* All that one Sect holds says that it is of the same section: the gate measures benefits and harms by that. */
static size_t
assert_one_section_each(const struct kx_frames *frames)
{
	const char **sections = test_calloc(frames->element_count, sizeof(*sections));
	size_t i, headings = 0;
	int sect;

	for (i = 0; i < frames->element_count; i++) {
		sect = sect_of(frames, i);
		if (sect < 0)
			continue;
		assert_non_null(frames->elements[i].section);
		headings += frames->elements[i].type == KX_EL_H2;
		if (sections[sect] == NULL)
			sections[sect] = frames->elements[i].section;
		assert_string_equal(frames->elements[i].section, sections[sect]);
	}
	test_free(sections);
	return headings;
}

/* Also a heading that runs across a band of columns, which is set before the first of its section's blocks. */
static void
test_a_heading_is_of_its_own_section(void **state)
{
	static const char *const layouts[] = { "handout", "factbox", "checklist", "options", "trifold", "poster" };
	struct kx_job_options options = { .share = "." };
	struct kx_job job;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(layouts) / sizeof(*layouts); i++) {
		options.layout = layouts[i];
		kx_job_init(&job);
		assert_true(kx_job_run(&job, &options, KX_STAGE_FRAMES));
		assert_true(assert_one_section_each(job.frames) > 0);
		kx_job_done(&job);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_heading_is_of_its_own_section),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
