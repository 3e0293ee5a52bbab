#include "batch/stop.h"

#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

static sigset_t
signals_that_ask(void)
{
	sigset_t asks;

	sigemptyset(&asks);
	sigaddset(&asks, SIGINT);
	sigaddset(&asks, SIGTERM);
	sigaddset(&asks, SIGHUP);
	return asks;
}

int
kx_stop_open(void)
{
	sigset_t asks = signals_that_ask();
	int fd = signalfd(-1, &asks, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd >= 0)
		sigprocmask(SIG_BLOCK, &asks, NULL);
	return fd;
}

void
kx_stop_close(int fd)
{
	sigset_t asks = signals_that_ask();

	if (fd < 0)
		return;
	close(fd);
	sigprocmask(SIG_UNBLOCK, &asks, NULL);
}
