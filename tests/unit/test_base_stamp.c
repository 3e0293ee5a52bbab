/*
 * What changes a file changes its stamp, whatever is set back afterwards; and
 * no stamp is believed before what is written next would have another.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/stamp.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECOND INT64_C(1000000000)

/* A file "first" in a folder of its own. */
struct place { char folder[64], path[80], other[80]; };

static void
write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static struct place
make_place(void)
{
	struct place place = { .folder = "build/stampXXXXXX" };

	assert_non_null(mkdtemp(place.folder));
	snprintf(place.path, sizeof(place.path), "%s/file", place.folder);
	snprintf(place.other, sizeof(place.other), "%s/other", place.folder);
	write_file(place.path, "first");
	return place;
}

static void
remove_place(const struct place *place)
{
	unlink(place->path);
	unlink(place->other);
	rmdir(place->folder);
}

/* The stamp of the file as it is, once it is believed; the test is left where the file system is none that can be. */
static struct kx_stamp
read_stamp(const struct place *place)
{
	uint8_t digest[KX_HASH_BYTES];
	struct kx_stamp stamp;

	if (!kx_stamp_read(place->path, 5, &stamp, digest)) {
		remove_place(place);
		skip();
	}
	return stamp;
}

static void
is_another(const struct place *place, const struct kx_stamp *stamp)
{
	struct kx_stamp now;

	assert_true(kx_stamp_of(place->path, &now));
	assert_memory_not_equal(&now, stamp, sizeof(now));
}

static void
a_stamp_is_believed_when_it_is_old(void **state)
{
	struct kx_stamp stamp = { .changed = 1000, .changed_ns = 5 };

	(void)state;
	assert_int_equal(kx_stamp_unsettled(&stamp, 1000 * SECOND + SECOND / 5), 0);
	assert_int_equal(kx_stamp_unsettled(&stamp, 2000 * SECOND), 0);
	/* As old as the longest steps of a clock, and not older. */
	assert_int_equal(kx_stamp_unsettled(&stamp, 1000 * SECOND + 5), SECOND / 10 + 1);
	assert_int_equal(kx_stamp_unsettled(&stamp, 1000 * SECOND + 5 + SECOND / 10), 1);
	assert_int_equal(kx_stamp_unsettled(&stamp, 1000 * SECOND + 5 + SECOND / 10 + 1), 0);
	/* Of the future, where the clock was set back; of a file system that knows whole seconds. */
	assert_true(kx_stamp_unsettled(&stamp, 1000 * SECOND) < 0);
	assert_true(kx_stamp_unsettled(&stamp, 5 * SECOND) < 0);
	stamp.changed = INT64_MAX;
	assert_true(kx_stamp_unsettled(&stamp, 2000 * SECOND) < 0);
	stamp = (struct kx_stamp){ .changed = 1000, .modified = 1000, .modified_ns = 7 };
	assert_true(kx_stamp_unsettled(&stamp, 2000 * SECOND) < 0);
}

static void
a_file_that_stays_is_known(void **state)
{
	struct place place = make_place();
	uint8_t digest[KX_HASH_BYTES], expected[KX_HASH_BYTES];
	struct kx_stamp stamp = read_stamp(&place), again;

	(void)state;
	assert_true(kx_stamp_of(place.path, &again));
	assert_memory_equal(&stamp, &again, sizeof(stamp));
	assert_int_equal(stamp.size, 5);
	assert_true(kx_stamp_read(place.path, 5, &again, digest));
	kx_hash("first", 5, expected);
	assert_memory_equal(digest, expected, sizeof(digest));
	/* It was waited for: what is written now has another time. */
	write_file(place.path, "third");
	assert_true(kx_stamp_of(place.path, &again));
	assert_true(again.changed > stamp.changed || again.changed_ns > stamp.changed_ns);
	assert_true(kx_stamp_read(place.path, 5, &again, digest));
	kx_hash("third", 5, expected);
	assert_memory_equal(digest, expected, sizeof(digest));
	remove_place(&place);
}

static void
what_is_changed_is_not(void **state)
{
	struct place place = make_place();
	struct kx_stamp stamp = read_stamp(&place);
	struct timespec times[2] = { { stamp.modified, stamp.modified_ns }, { stamp.modified, stamp.modified_ns } };
	int fd = open(place.path, O_WRONLY);

	(void)state;
	/* In place, as long as before, and its time set back. */
	assert_int_equal(write(fd, "other", 5), 5);
	close(fd);
	assert_int_equal(utimensat(AT_FDCWD, place.path, times, 0), 0);
	is_another(&place, &stamp);
	/* Touched alone; its rights alone. */
	stamp = read_stamp(&place);
	assert_int_equal(utimensat(AT_FDCWD, place.path, times, 0), 0);
	is_another(&place, &stamp);
	stamp = read_stamp(&place);
	assert_int_equal(chmod(place.path, 0600), 0);
	is_another(&place, &stamp);
	/* Replaced by another of the same bytes and time. */
	stamp = read_stamp(&place);
	write_file(place.other, "other");
	assert_int_equal(utimensat(AT_FDCWD, place.other, times, 0), 0);
	assert_int_equal(rename(place.other, place.path), 0);
	is_another(&place, &stamp);
	/* Longer, which is more than is asked for; cut short. */
	stamp = read_stamp(&place);
	write_file(place.path, "longer");
	is_another(&place, &stamp);
	assert_int_equal(truncate(place.path, 2), 0);
	is_another(&place, &stamp);
	remove_place(&place);
}

static void
what_is_no_file_has_none(void **state)
{
	struct place place = make_place();
	uint8_t digest[KX_HASH_BYTES];
	struct kx_stamp stamp;

	(void)state;
	assert_false(kx_stamp_of(place.folder, &stamp));
	assert_false(kx_stamp_read(place.folder, 5, &stamp, digest));
	assert_false(kx_stamp_of(place.other, &stamp));
	assert_false(kx_stamp_read(place.other, 5, &stamp, digest));
	assert_false(kx_stamp_read(place.path, 4, &stamp, digest));
	assert_int_equal(symlink("file", place.other), 0);
	assert_true(kx_stamp_of(place.other, &stamp));
	is_another(&place, &(struct kx_stamp){ 0 });
	unlink(place.path);
	assert_false(kx_stamp_of(place.path, &stamp));
	assert_false(kx_stamp_of(place.other, &stamp));
	remove_place(&place);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stamp_is_believed_when_it_is_old),
		cmocka_unit_test(a_file_that_stays_is_known),
		cmocka_unit_test(what_is_changed_is_not),
		cmocka_unit_test(what_is_no_file_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
