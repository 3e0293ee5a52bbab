/*
 * heap: how the program holds its memory.
 *
 * A job takes memory in large pieces, fills it once and gives all of it back.
 * Two things make that dear: the C library returns freed pages to the system
 * and takes them again, each time empty; and the system stops the program at
 * the first touch of every page of four kilobytes, some three thousand times
 * a handout, which took a third of its time.  So freed memory stays, and the
 * heap's first 32 MB are asked for in pages of two megabytes.  The small ones
 * before them, some sixty, are kept out of use.
 */
#ifndef KX_CLI_HEAP_H
#define KX_CLI_HEAP_H

struct kx_heap { void *kept[2]; };   /* what nobody is to write to */

/*
 * Before anything large is allocated, once a process.  What is never touched
 * takes no memory.  Where the C library or the system knows nothing of this,
 * nothing changes.
 */
void kx_heap_prepare(struct kx_heap *heap);
void kx_heap_done(struct kx_heap *heap);

#endif
