/*
 * The ceiling on memory is RLIMIT_DATA (Linux counts private writable mappings
 * since 4.7), not RLIMIT_AS: that one would count the code of every library as
 * well.  The ceiling on time is a timer on the processor time of the child,
 * because RLIMIT_CPU knows whole seconds only, and because a child that waits
 * for a busy machine has done nothing wrong.  It never waits for anything
 * else: it reads nothing, and its pipe is being read.
 *
 * Road not taken: threads.  They share the memory that is to be kept safe.
 */
#include "base/apart.h"

#include "base/buffer.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define SANITIZED_SLOWER 4
#define CHUNK 65536
#define PIPE_BYTES (512 * 1024)

/* Bytes of data this process holds, from the sixth number of statm (proc(5)); 0 where there is no such file. */
static size_t
held_bytes(void)
{
	char text[200];
	size_t pages = 0, i = 0;
	int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC), blanks = 0;
	ssize_t length = file < 0 ? 0 : read(file, text, sizeof(text));

	if (file >= 0)
		close(file);
	for (; length > 0 && i < (size_t)length && blanks < 6; i++) {
		if (text[i] == ' ')
			blanks++;
		else if (blanks == 5 && text[i] >= '0' && text[i] <= '9')
			pages = pages * 10 + (size_t)(text[i] - '0');
	}
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static bool
set_limits(const struct kx_apart_limits *limits)
{
	rlim_t most = held_bytes() + limits->memory;
	struct rlimit memory = { most, most }, core = { 0, 0 };
	int time = limits->milliseconds * (SANITIZED ? SANITIZED_SLOWER : 1);
	struct itimerval timer = { .it_value = { time / 1000, time % 1000 * 1000 } };
	sigset_t all;

	sigemptyset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	signal(SIGPROF, SIG_DFL);
	if (!SANITIZED && setrlimit(RLIMIT_DATA, &memory) != 0)
		return false;
	return setrlimit(RLIMIT_CORE, &core) == 0 && setitimer(ITIMER_PROF, &timer, NULL) == 0;
}

static void
shut_standard_error(void)
{
	int null;

	if (SANITIZED)
		return;
	null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (null >= 0)
		dup2(null, STDERR_FILENO);
}

/* Never returns; _exit() leaves the parent's buffers and exit handlers alone. */
static void
be_child(void (*work)(void *task, struct kx_buffer *out), void *task, const struct kx_apart_limits *limits,
    size_t ceiling, int pipe)
{
	struct kx_buffer out;
	bool done;

	if (!set_limits(limits))
		_exit(1);
	shut_standard_error();
	kx_buffer_init(&out, ceiling);
	work(task, &out);
	done = !kx_buffer_failed(&out) && kx_write_all(pipe, kx_buffer_bytes(&out), out.length);
	kx_buffer_done(&out);
	_exit(done ? 0 : 1);
}

/* Everything the child says; past the ceiling it is read and forgotten, so that the child can end. */
static void
take_all(int pipe, struct kx_buffer *out)
{
	char chunk[CHUNK];
	ssize_t got;

	for (;;) {
		got = read(pipe, chunk, sizeof(chunk));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return;
		kx_buffer_add(out, chunk, (size_t)got);
	}
}

struct kx_apart
kx_apart_start(void (*work)(void *task, struct kx_buffer *out), void *task, const struct kx_apart_limits *limits,
    size_t ceiling)
{
	struct kx_apart apart = { -1, -1, 0 };
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0) {
		apart.cause = errno;
		return apart;
	}
	/* An answer that fits into the pipe lets the child end before anybody listens. */
	fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES);
	apart.child = fork();
	if (apart.child == 0)
		be_child(work, task, limits, ceiling, ends[1]);
	apart.cause = errno;
	close(ends[1]);
	if (apart.child < 0)
		close(ends[0]);
	else
		apart.pipe = ends[0];
	return apart;
}

enum kx_apart_end
kx_apart_finish(const struct kx_apart *apart, struct kx_buffer *out)
{
	int status;

	if (apart->child < 0) {
		errno = apart->cause;
		return KX_APART_NO_PROCESS;
	}
	take_all(apart->pipe, out);
	close(apart->pipe);
	while (waitpid(apart->child, &status, 0) < 0)
		if (errno != EINTR)
			return KX_APART_CRASH;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && !kx_buffer_failed(out))
		return KX_APART_DONE;
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF ? KX_APART_TIME : KX_APART_CRASH;
}

enum kx_apart_end
kx_apart_run(void (*work)(void *task, struct kx_buffer *out), void *task, const struct kx_apart_limits *limits,
    struct kx_buffer *out)
{
	struct kx_apart apart = kx_apart_start(work, task, limits,
	    out->ceiling > out->length ? out->ceiling - out->length : 0);

	return kx_apart_finish(&apart, out);
}

int
kx_apart_width(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors < 1 ? 1 : processors > KX_APART_MOST ? KX_APART_MOST : (int)processors;
}
