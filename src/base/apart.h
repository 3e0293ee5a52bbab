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
 * sanitizer maps terabytes, the time is four times as long, and the child keeps its standard error, so that
 * what the sanitizer finds is seen; elsewhere standard error is shut.
 */
enum kx_apart_end kx_apart_run(void (*work)(void *task, struct kx_buffer *out), void *task,
    const struct kx_apart_limits *limits, struct kx_buffer *out);

/* The same in two steps, so that several children can work side by side. */
struct kx_apart {
	int child;           /* its process id; -1 when it could not be started */
	int pipe;            /* its answer is read from here */
	int cause;           /* errno of a start that failed */
};

/* Begin; `ceiling` bytes is the most it may say.  Every start is followed by its finish. */
struct kx_apart kx_apart_start(void (*work)(void *task, struct kx_buffer *out), void *task,
    const struct kx_apart_limits *limits, size_t ceiling);

/* Wait for the end, as kx_apart_run() does. */
enum kx_apart_end kx_apart_finish(const struct kx_apart *apart, struct kx_buffer *out);

/* How many children keep the machine busy: its processors, 1 to KX_APART_MOST. */
#define KX_APART_MOST 16
int kx_apart_width(void);

#endif
