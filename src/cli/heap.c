#include "cli/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define MEGABYTE (1024 * 1024)
#define HUGE_PAGE (2u * MEGABYTE)
#define HEAP_BYTES (32 * MEGABYTE)
#define HEAP_LEAD (160 * 1024)     /* of small pages, before the first huge one */
#define HEAP_FIRST (140 * 1024)    /* more than the C library has left of what it took before main(), which is 132 kB at most */

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

/*
 * The heap goes on a little below where a huge page may begin, since the C
 * library writes into what it takes at once, and a page that was touched
 * before it was asked for stays small.
 */
static void
ask_huge_pages(void)
{
#if defined(M_TRIM_THRESHOLD) && defined(MADV_HUGEPAGE)
	uintptr_t end = (uintptr_t)sbrk(0), huge = (end + HEAP_LEAD + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
	void *volatile first;   /* else the compiler leaves both calls out */

	if (sbrk((intptr_t)(huge - HEAP_LEAD - end)) == (void *)-1)
		return;
	first = malloc(HEAP_FIRST);
	free(first);
	madvise((void *)huge, HEAP_BYTES - HEAP_LEAD, MADV_HUGEPAGE);
#endif
}

void
kx_heap_prepare(void)
{
	keep_memory();
	ask_huge_pages();
}
