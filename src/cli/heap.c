#include "cli/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MEGABYTE (1024 * 1024)
#define HUGE_PAGE (2u * MEGABYTE)
#define HEAP_BYTES (32 * MEGABYTE)
#define HEAP_LEAD (64 * 1024)      /* of small pages, before the first huge one */
#define HEAP_BEFORE (132 * 1024)   /* what the C library takes before main(), at most */
#define HEAP_LITTLE 4096           /* of it is left */
#define HEAP_FIRST (8 * 1024)      /* more than that, so that the heap must go on */
#define HEAP_HEAD 64               /* the C library's own words before and behind a piece of memory, or more */

/* Freed memory stays with the process, the heap grows in large steps, and a second thread takes from the same. */
static void
keep_memory(void)
{
#ifdef M_TRIM_THRESHOLD
	mallopt(M_TRIM_THRESHOLD, 256 * MEGABYTE);
	mallopt(M_MMAP_THRESHOLD, 32 * MEGABYTE);
	mallopt(M_TOP_PAD, HEAP_BYTES);
	mallopt(M_ARENA_MAX, 1);
#endif
}

#if defined(M_TRIM_THRESHOLD) && defined(MADV_HUGEPAGE) && __GLIBC_PREREQ(2, 33)
/* What is left of the memory that the C library took before main(), but for a little. */
static void *
take_rest(void)
{
	size_t rest = mallinfo2().keepcost;

	return rest > HEAP_LITTLE && rest < HEAP_BEFORE ? malloc(rest - HEAP_LITTLE) : NULL;
}

/*
 * The heap goes on a little below where a huge page may begin, since the C
 * library writes into what it takes at once, and a page that was touched
 * before it was asked for stays small.  A piece of memory is made to reach from
 * there to the huge page: it is kept and never written to.
 */
static void
ask_huge_pages(struct kx_heap *heap)
{
	uintptr_t end, huge, lead;

	heap->kept[0] = take_rest();
	end = (uintptr_t)sbrk(0);
	huge = (end + HEAP_LEAD + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
	if (sbrk((intptr_t)(huge - HEAP_LEAD - end)) == (void *)-1)
		return;
	heap->kept[1] = malloc(HEAP_FIRST);
	lead = (uintptr_t)heap->kept[1];
	if (lead >= huge - HEAP_LEAD && lead < huge - HEAP_FIRST) {
		void *grown = realloc(heap->kept[1], huge - lead - HEAP_HEAD);

		if (grown != NULL)
			heap->kept[1] = grown;
	}
	madvise((void *)huge, HEAP_BYTES - HEAP_LEAD, MADV_HUGEPAGE);
}
#else
static void
ask_huge_pages(struct kx_heap *heap)
{
	(void)heap;
}
#endif

void
kx_heap_prepare(struct kx_heap *heap)
{
	memset(heap, 0, sizeof(*heap));
	keep_memory();
	ask_huge_pages(heap);
}

void
kx_heap_done(struct kx_heap *heap)
{
	size_t i;

	for (i = 0; i < sizeof(heap->kept) / sizeof(heap->kept[0]); i++)
		free(heap->kept[i]);
}
