/*
 * fault: loaded before libc (LD_PRELOAD), makes the calls fail that reach a disk.
 *
 *	FAULT_KILL=N     kill the process that was started first at the N-th such call, before it is made
 *	FAULT_FULL=N     from the N-th on, what would take room fails: no space left on the device
 *	FAULT_COUNT=FILE at the end, write the number of calls to FILE
 *	FAULT_CRASH=TEXT abort when a file whose name holds TEXT is made
 *	FAULT_HANG=TEXT  wait for ever instead
 *	FAULT_TOUCH=TEXT:N   add a line end to the file whose name holds TEXT when it is opened for the N-th time
 *	FAULT_WATCH=1    no files can be watched
 *	FAULT_CLOCK=N    the machine's clock is N seconds ahead, or behind
 *
 * Calls are counted in shared memory, so that those of forked workers count too.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct shared { long calls, opens; pid_t first; };
static struct shared *shared;
static long kill_at, full_from, touch_at;
static const char *crash, *hang, *touch_name;
static char touch_text[200];

static long
number(const char *name)
{
	const char *text = getenv(name);

	return text != NULL ? atol(text) : 0;
}

__attribute__((constructor)) static void
begin(void)
{
	const char *touch = getenv("FAULT_TOUCH");

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	shared->first = getpid();
	kill_at = number("FAULT_KILL");
	full_from = number("FAULT_FULL");
	crash = getenv("FAULT_CRASH");
	hang = getenv("FAULT_HANG");
	if (touch != NULL && strchr(touch, ':') != NULL) {
		snprintf(touch_text, sizeof(touch_text), "%.*s", (int)strcspn(touch, ":"), touch);
		touch_name = touch_text;
		touch_at = atol(strchr(touch, ':') + 1);
	}
}

__attribute__((destructor)) static void
end(void)
{
	const char *path = getenv("FAULT_COUNT");
	FILE *file = path != NULL && getpid() == shared->first ? fopen(path, "w") : NULL;

	if (file != NULL) {
		fprintf(file, "%ld\n", shared->calls);
		fclose(file);
	}
}

/* Count a call; false when it is to fail for want of room. */
static int
allowed(int takes_room)
{
	long call;

	if (shared == NULL)
		return 1;
	call = __atomic_add_fetch(&shared->calls, 1, __ATOMIC_SEQ_CST);
	if (call == kill_at) {
		syscall(SYS_kill, shared->first, SIGKILL);
		pause();
	}
	return !takes_room || full_from == 0 || call < full_from;
}

static int
no_room(void)
{
	errno = ENOSPC;
	return -1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int
is_file(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

ssize_t
write(int fd, const void *bytes, size_t length)
{
	if (fd > 2 && is_file(fd) && !allowed(1))
		return no_room();
	return REAL(write)(fd, bytes, length);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t length, off64_t at)
{
	return allowed(1) ? REAL(pwrite64)(fd, bytes, length, at) : no_room();
}

ssize_t
pwrite(int fd, const void *bytes, size_t length, off_t at)
{
	return allowed(1) ? REAL(pwrite)(fd, bytes, length, at) : no_room();
}

int
ftruncate64(int fd, off64_t length)
{
	allowed(0);
	return REAL(ftruncate64)(fd, length);
}

int
fallocate(int fd, int mode, off_t at, off_t length)
{
	return allowed(1) ? REAL(fallocate)(fd, mode, at, length) : no_room();
}

int
fsync(int fd)
{
	allowed(0);
	return REAL(fsync)(fd);
}

int
fdatasync(int fd)
{
	allowed(0);
	return REAL(fdatasync)(fd);
}

int
syncfs(int fd)
{
	allowed(0);
	return REAL(syncfs)(fd);
}

int
renameat(int from, const char *old, int to, const char *new)
{
	return allowed(1) ? REAL(renameat)(from, old, to, new) : no_room();
}

int
unlinkat(int at, const char *name, int flags)
{
	allowed(0);
	return REAL(unlinkat)(at, name, flags);
}

static void
add_line_end(const char *path)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND, 0);

	syscall(SYS_write, fd, "\n", 1);
	syscall(SYS_close, fd);
}

static int
open_fault(const char *path, int flags)
{
	if (touch_name != NULL && shared != NULL && strstr(path, touch_name) != NULL &&
	    __atomic_add_fetch(&shared->opens, 1, __ATOMIC_SEQ_CST) == touch_at)
		add_line_end(path);
	if ((flags & O_CREAT) == 0)
		return 0;
	if (crash != NULL && strstr(path, crash) != NULL)
		abort();
	while (hang != NULL && strstr(path, hang) != NULL)
		sleep(1);
	return !allowed(1);
}

int
openat(int at, const char *path, int flags, ...)
{
	mode_t mode;
	va_list args;

	va_start(args, flags);
	mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	return open_fault(path, flags) ? no_room() : REAL(openat)(at, path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
	mode_t mode;
	va_list args;

	va_start(args, flags);
	mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	return open_fault(path, flags) ? no_room() : REAL(open)(path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
	mode_t mode;
	va_list args;

	va_start(args, flags);
	mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	return open_fault(path, flags) ? no_room() : REAL(open64)(path, flags, mode);
}

int
inotify_init1(int flags)
{
	if (getenv("FAULT_WATCH") == NULL)
		return REAL(inotify_init1)(flags);
	errno = EMFILE;
	return -1;
}

time_t
time(time_t *ret_time)
{
	time_t now = (time_t)syscall(SYS_time, NULL) + number("FAULT_CLOCK");

	if (ret_time != NULL)
		*ret_time = now;
	return now;
}

int
clock_gettime(clockid_t clock, struct timespec *ret_time)
{
	int code = (int)syscall(SYS_clock_gettime, clock, ret_time);

	if (clock == CLOCK_REALTIME)
		ret_time->tv_sec += number("FAULT_CLOCK");
	return code;
}
