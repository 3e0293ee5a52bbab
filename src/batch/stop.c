#include "batch/stop.h"

#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>

int
kx_stop_open(void)
{
	sigset_t asks;
	int fd;

	sigemptyset(&asks);
	sigaddset(&asks, SIGINT);
	sigaddset(&asks, SIGTERM);
	sigaddset(&asks, SIGHUP);
	fd = signalfd(-1, &asks, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd >= 0)
		sigprocmask(SIG_BLOCK, &asks, NULL);
	return fd;
}
