#include "kxreport.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Run from the root of the source tree, like all tests. */
static struct kxreport_options
second_pack(void)
{
	struct kxreport_options options;

	kxreport_options_init(&options);
	options.share = ".";
	options.data = "tests/pack";
	return options;
}

static void
renders_to_memory(void **state)
{
	struct kxreport_options options = second_pack();
	struct kxreport_sheet *sheet = NULL;
	const char *bytes;
	size_t length = 0;

	(void)state;
	assert_int_equal(kxreport_render(&options, &sheet), KXREPORT_OK);
	bytes = kxreport_bytes(sheet, &length);
	assert_non_null(bytes);
	assert_true(length > 1000);
	assert_memory_equal(bytes, "%PDF-1.", 7);
	assert_true(kxreport_pages(sheet) > 0);
	assert_string_equal(kxreport_paper(sheet), "letter");
	assert_true(strlen(kxreport_document_id(sheet)) > 8);
	assert_string_equal(kxreport_messages(sheet, KXREPORT_HUMAN), "");
	kxreport_free(sheet);
}

static void
honours_its_options(void **state)
{
	struct kxreport_options options = second_pack();
	struct kxreport_sheet *sheet = NULL;
	size_t length = 0;

	(void)state;
	options.paper = "a4";
	options.stage = KXREPORT_FRAMES;
	assert_int_equal(kxreport_render(&options, &sheet), KXREPORT_OK);
	assert_string_equal(kxreport_paper(sheet), "a4");
	assert_non_null(strstr(kxreport_bytes(sheet, &length), "page"));
	kxreport_free(sheet);
}

static void
writes_a_file_or_says_why_not(void **state)
{
	struct kxreport_options options = second_pack();
	struct kxreport_sheet *sheet = NULL;
	char path[] = "/tmp/kxreport-library-XXXXXX", wrong[64];
	FILE *file;
	char start[8] = "";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(kxreport_render(&options, &sheet), KXREPORT_OK);
	assert_int_equal(kxreport_write(sheet, path), KXREPORT_OK);
	file = fopen(path, "rb");
	assert_non_null(file);
	assert_int_equal(fread(start, 1, 7, file), 7);
	fclose(file);
	assert_string_equal(start, "%PDF-1.");
	snprintf(wrong, sizeof(wrong), "%s/below", path);
	assert_int_equal(kxreport_write(sheet, wrong), KXREPORT_IO);
	assert_non_null(strstr(kxreport_messages(sheet, KXREPORT_HUMAN), "KX702"));
	kxreport_free(sheet);
	unlink(path);
}

static void
tells_what_is_wrong(void **state)
{
	struct kxreport_options options = second_pack();
	struct kxreport_sheet *sheet = NULL;
	size_t length = 0;

	(void)state;
	options.data = "tests/no-such-folder";
	assert_int_equal(kxreport_render(&options, &sheet), KXREPORT_IO);
	assert_null(kxreport_bytes(sheet, &length));
	assert_int_equal(kxreport_write(sheet, "/tmp/never"), KXREPORT_IO);
	assert_non_null(strstr(kxreport_messages(sheet, KXREPORT_HUMAN), "KX701"));
	assert_non_null(strstr(kxreport_messages(sheet, KXREPORT_HUMAN_COLOR), "\033["));
	assert_int_equal(kxreport_messages(sheet, KXREPORT_JSON)[0], '[');
	assert_int_equal(kxreport_pages(sheet), 0);
	assert_string_equal(kxreport_document_id(sheet), "");
	kxreport_free(sheet);

	kxreport_options_init(&options);
	assert_int_equal(kxreport_render(&options, &sheet), KXREPORT_USAGE);
	kxreport_free(sheet);
	kxreport_free(NULL);
}

static void
sets_the_date(void **state)
{
	struct kxreport_options options = second_pack();
	struct kxreport_sheet *one = NULL, *two = NULL;
	size_t one_length = 0, two_length = 0;
	const void *bytes;

	(void)state;
	assert_int_equal(kxreport_render(&options, &one), KXREPORT_OK);
	options.has_date = 1;
	options.date = 1000000000;
	assert_int_equal(kxreport_render(&options, &two), KXREPORT_OK);
	bytes = kxreport_bytes(one, &one_length);
	assert_false(one_length == 0);
	assert_non_null(kxreport_bytes(two, &two_length));
	assert_true(one_length != two_length || memcmp(bytes, kxreport_bytes(two, &two_length), one_length) != 0);
	kxreport_free(one);
	kxreport_free(two);
}

#define THREADS 8

static void *
render_alone(void *place)
{
	struct kxreport_options options = second_pack();

	kxreport_render(&options, place);
	return NULL;
}

static void
threads_make_the_same_bytes(void **state)
{
	struct kxreport_sheet *sheets[THREADS] = { NULL };
	pthread_t threads[THREADS];
	const void *first, *other;
	size_t first_length = 0, length = 0;
	int i;

	(void)state;
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, render_alone, &sheets[i]), 0);
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	first = kxreport_bytes(sheets[0], &first_length);
	assert_non_null(first);
	for (i = 1; i < THREADS; i++) {
		other = kxreport_bytes(sheets[i], &length);
		assert_int_equal(length, first_length);
		assert_memory_equal(other, first, length);
	}
	for (i = 0; i < THREADS; i++)
		kxreport_free(sheets[i]);
}

static void
knows_its_version(void **state)
{
	(void)state;
	assert_string_equal(kxreport_version(), KXREPORT_VERSION);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(renders_to_memory),
		cmocka_unit_test(honours_its_options),
		cmocka_unit_test(writes_a_file_or_says_why_not),
		cmocka_unit_test(tells_what_is_wrong),
		cmocka_unit_test(sets_the_date),
		cmocka_unit_test(threads_make_the_same_bytes),
		cmocka_unit_test(knows_its_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
