/*
 * apart: work on an input that nobody vouches for, in a process of its own.
 *
 * Other people's libraries take what a file tells them at its word: a few
 * kilobytes can unpack to gigabytes, or make a parser go in circles.  Such
 * work runs in a child with a ceiling on memory and on processor time; what
 * it has to say comes back through a pipe.  Whatever becomes of the child,
 * the caller goes on.
 *
 * The work sees the caller's memory as it was when the child began, and
 * changes none of it.  It must not print, and it ends by returning.
 */
#ifndef KX_BASE_APART_H
#define KX_BASE_APART_H

#include <stddef.h>

struct kx_buffer;

struct kx_apart_limits {
	size_t memory;       /* bytes of data, beyond those it begins with */
	int milliseconds;    /* of processor time */
};

enum kx_apart_end {
	KX_APART_DONE,       /* the work has returned */
	KX_APART_TIME,       /* its time was up */
	KX_APART_CRASH,      /* it ended otherwise: memory, a fault of the library, too much to say */
	KX_APART_NO_PROCESS  /* no child could be started; errno says why */
};

/*
 * Run `work` with `task` in a child.  What it appends to its buffer is
 * appended to `out`, whose ceiling holds for both.  `out` is to be used after
 * KX_APART_DONE only; otherwise it may hold part of it.
 *
 * In a build with AddressSanitizer there is no ceiling on memory, for the
 * sanitizer maps terabytes, and the child keeps its standard error, so that
 * what the sanitizer finds is seen; elsewhere standard error is shut.
 */
enum kx_apart_end kx_apart_run(void (*work)(void *task, struct kx_buffer *out), void *task,
    const struct kx_apart_limits *limits, struct kx_buffer *out);

#endif
