/*
 * A store whose checksums are right and whose values are not: nothing may
 * crash, whatever comes out.  It is made of a good one: each value is written
 * as it should be, then some of its bytes are changed, cut off or added.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memo.h"
#include "base/store.h"
#include "batch/job.h"
#include "batch/stored.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMO_BYTES (256u * 1024 * 1024)
#define SEEDS 6                        /* KX_SEEDS asks for more */

/* A number from the last (Knuth's MMIX). */
static uint32_t
next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

struct forgery { struct kx_memo *good, *forged; uint64_t state; };

/* What a forged key is about. */
struct value { const struct kx_memo_key *key; const void *value; uint64_t *state; };

static void
spoil(struct kx_buffer *out, size_t start, uint64_t *state)
{
	size_t length = out->length - start, times = next(state) % 4, at;
	static const unsigned char odd[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };

	for (; times > 0 && length > 0; times--) {
		/* Counts and lengths stand at the beginning. */
		at = next(state) % (next(state) % 2 == 0 && length > 64 ? 64 : length);
		out->bytes[start + at] = (char)(next(state) % 2 == 0 ? odd[next(state) % sizeof(odd)] : next(state));
	}
	if (next(state) % 8 == 0)
		out->length -= next(state) % (length + 1);
	if (next(state) % 8 == 0)
		kx_buffer_add(out, "more than there was", 16);
}

static bool
write_forged(const struct kx_memo_key *key, const void *nothing, struct kx_buffer *out)
{
	const struct value *value = key->about;
	size_t start = out->length;

	(void)nothing;
	if (!value->key->form->write(value->key, value->value, out))
		return false;
	spoil(out, start, value->state);
	return true;
}

/* The same key, whose value is written spoilt. */
static void
forge(void *task, const struct kx_memo_key *key, const void *good)
{
	struct forgery *forgery = task;
	struct kx_arena *arena = kx_memo_arena(forgery->forged);
	struct kx_memo_form *form = kx_arena_alloc(arena, sizeof(*form));
	struct value *value = kx_arena_alloc(arena, sizeof(*value));
	struct kx_memo_key forged = *key;

	if (key->form == NULL)
		return;
	*form = (struct kx_memo_form){ key->form->ground, write_forged, NULL };
	*value = (struct value){ key, good, &forgery->state };
	kx_memo_form(&forged, form, value);
	kx_memo_keep(forgery->forged, &forged, good);
}

static void
make(struct kx_job *job, const char *store, enum kx_stage stage)
{
	struct kx_job_options options = { .share = ".", .store = store };

	kx_job_init(job);
	kx_job_run(job, &options, stage);
}

static void
a_hostile_store_crashes_nothing(void **state)
{
	const char *asked = getenv("KX_SEEDS");
	unsigned seeds = asked != NULL ? (unsigned)atoi(asked) : SEEDS, seed;
	char path[] = "/tmp/kx-stored-XXXXXX";
	struct kx_job good, job;
	struct forgery forgery;
	struct kx_memo forged;
	struct kx_buffer file;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	make(&good, NULL, KX_STAGE_PDF);
	assert_int_equal(good.diags.errors, 0);
	kx_stored_know_files(&good, kx_job_memo(&good));
	for (seed = 1; seed <= seeds; seed++) {
		kx_memo_init(&forged, MEMO_BYTES);
		forgery = (struct forgery){ kx_job_memo(&good), &forged, seed };
		kx_memo_each(kx_job_memo(&good), forge, &forgery);
		kx_buffer_init(&file, MEMO_BYTES);
		assert_true(kx_stored_write(&good.own, &forged, &file));
		assert_true(kx_file_replace(path, kx_buffer_bytes(&file), file.length, &good.diags));
		kx_buffer_done(&file);
		kx_memo_done(&forged);
		make(&job, path, KX_STAGE_PDF);
		assert_non_null(job.own.store.bytes);
		kx_job_done(&job);
	}
	kx_job_done(&good);
	unlink(path);
}

/* Everything that is kept in a form comes back from it: the store that a run with a store would write is the same again. */
static void
what_is_read_is_written_again(void **state)
{
	char path[] = "/tmp/kx-stored-XXXXXX";
	struct kx_buffer first, second;
	struct kx_job good, job;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	make(&good, NULL, KX_STAGE_PDF);
	kx_stored_know_files(&good, kx_job_memo(&good));
	kx_buffer_init(&first, MEMO_BYTES);
	kx_buffer_init(&second, MEMO_BYTES);
	assert_true(kx_stored_write(&good.own, kx_job_memo(&good), &first));
	assert_true(kx_file_replace(path, kx_buffer_bytes(&first), first.length, &good.diags));
	make(&job, path, KX_STAGE_PDF);
	assert_int_equal(job.out.length, good.out.length);
	assert_memory_equal(kx_buffer_bytes(&job.out), kx_buffer_bytes(&good.out), good.out.length);
	/* Shapes and breaks are not asked for where whole lines are known. */
	assert_true(kx_stored_write(&job.own, kx_job_memo(&job), &second));
	assert_true(second.length > first.length / 2 && second.length <= first.length);
	kx_buffer_done(&first);
	kx_buffer_done(&second);
	kx_job_done(&job);
	kx_job_done(&good);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hostile_store_crashes_nothing),
		cmocka_unit_test(what_is_read_is_written_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
