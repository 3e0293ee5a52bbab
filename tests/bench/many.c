/*
 * many: sheets one after the other from one stock, as a batch's worker makes
 * them, with no file written.
 *
 *	many SHARE COUNT CLINIC.json...
 *
 * Makes COUNT sheets, going round through the clinics, and prints one line:
 * sheets, CPU microseconds a sheet without the first, kilobytes at the peak,
 * bytes made; then one for each step, with its microseconds a sheet.  Every
 * sheet of a clinic must have the same bytes as its first; the time of looking
 * after that is not counted.
 */
#include "base/buffer.h"
#include "base/hash.h"
#include "base/memo.h"
#include "batch/inputs.h"
#include "batch/job.h"
#include "cli/heap.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define CLINICS 4096
#define MEMO_BYTES (32u * 1024 * 1024)   /* as a batch's worker has */

static double
cpu(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/* Add the times of one sheet to those of all. */
static void
add_times(struct kx_times *all, const struct kx_times *one)
{
	size_t i, k;

	for (i = 0; i < one->count; i++) {
		for (k = 0; k < all->count && strcmp(all->list[k].step, one->list[i].step) != 0; k++)
			;
		if (k == all->count)
			all->list[all->count++] = (struct kx_time){ .step = one->list[i].step };
		all->list[k].nanoseconds += one->list[i].nanoseconds;
	}
}

/* Called by name: tests/valgrind/count.sh counts what happens inside.  The sheet, for the caller to free. */
static struct kx_buffer __attribute__((noinline))
make_one(const struct kx_stock *stock, const struct kx_job_options *options, struct kx_memo *memo, struct kx_times *times)
{
	struct kx_buffer made;
	struct kx_job job;

	kx_job_init(&job);
	job.memo = memo;
	if (!kx_job_make(&job, stock, options, KX_STAGE_PDF)) {
		fprintf(stderr, "many: %s: %s\n", options->clinic, job.diags.count > 0 ? job.diags.list[0].message : "no message");
		exit(1);
	}
	made = job.out;
	kx_buffer_init(&job.out, 0);
	add_times(times, &job.times);
	kx_job_done(&job);
	kx_memo_turn(memo);
	return made;
}

/* Hold a sheet to the first of its clinic; how long that took. */
static double
look_at(const struct kx_buffer *made, const char *clinic, char hash[KX_HASH_HEX])
{
	double start = cpu();
	char now[KX_HASH_HEX];

	kx_hash_hex(kx_buffer_bytes(made), made->length, now);
	if (hash[0] != '\0' && strcmp(hash, now) != 0) {
		fprintf(stderr, "many: %s: other bytes than before\n", clinic);
		exit(1);
	}
	memcpy(hash, now, sizeof(now));
	return cpu() - start;
}

int
main(int argc, char **argv)
{
	static char hashes[CLINICS][KX_HASH_HEX];
	struct kx_job_options options = { 0 };
	const struct kx_stock_names names = { .theme = KX_STOCK_THEME };   /* the pack's own language and layout; a batch loads its themes, too */
	struct kx_diagnostics diags;
	struct kx_arena arena;
	struct kx_stock stock;
	struct kx_memo memo;
	struct kx_times times = { .count = 0 };
	struct rusage usage;
	double start = 0, looking = 0;
	struct kx_buffer made;
	struct kx_heap heap;   /* as the program has it, and with it a worker */
	size_t bytes = 0;
	int count, i;

	if (argc < 4 || argc - 3 > CLINICS || (count = atoi(argv[2])) < 2) {
		fprintf(stderr, "usage: many SHARE COUNT CLINIC.json...\n");
		return 2;
	}
	kx_heap_prepare(&heap);
	options.share = argv[1];
	kx_arena_init(&arena, 1 << 24);
	kx_diagnostics_init(&diags, &arena);
	kx_stock_init(&stock);
	if (!kx_stock_open(&stock, options.share, NULL) || !kx_stock_load(&stock, &names, KX_STAGE_PDF, &diags) ||
	    !kx_inputs_learn(&stock, kx_collection_content(kx_stock_collection(&stock, NULL)), kx_stock_template(&stock, NULL, NULL), &diags))
		return 1;
	kx_memo_init(&memo, MEMO_BYTES);
	for (i = 0; i < count; i++) {
		if (i == 1) {
			start = cpu();
			times.count = 0;
			looking = 0;
		}
		options.clinic = argv[3 + i % (argc - 3)];
		made = make_one(&stock, &options, &memo, &times);
		bytes += made.length;
		looking += look_at(&made, options.clinic, hashes[i % (argc - 3)]);
		kx_buffer_done(&made);
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("%d %.0f %ld %zu\n", count, (cpu() - start - looking) / (count - 1), usage.ru_maxrss, bytes);
	for (i = 0; i < (int)times.count; i++)
		printf("%s %.0f\n", times.list[i].step, (double)times.list[i].nanoseconds / 1e3 / (count - 1));
	kx_memo_done(&memo);
	kx_stock_done(&stock);
	kx_arena_done(&arena);
	kx_heap_done(&heap);
	return 0;
}
