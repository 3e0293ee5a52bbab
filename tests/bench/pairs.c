/*
 * pairs: whole processes, timed in turn.
 *
 *	pairs RUNS LABEL 'COMMAND' [LABEL 'COMMAND']...
 *
 * Runs the commands one after the other, RUNS times round after one round that
 * does not count, so that a machine that grows slower grows slower for all.
 * Every second round goes backwards: what ran before leaves the processor's
 * caches to the next, and one would always follow the largest of all.
 * For each: median wall and CPU milliseconds, peak megabytes, and the median of
 * the ratios of its wall time to the first command's of the same round.
 * Commands go to the shell; what they print is thrown away.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_RUNS 200
#define MOST_COMMANDS 16

struct run { double wall, cpu, peak; };

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static struct run
run_once(const char *label, const char *command)
{
	double start = now();
	struct rusage usage;
	struct run run;
	int status, null;
	pid_t child = fork();

	if (child == 0) {
		null = open("/dev/null", O_RDWR);
		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fprintf(stderr, "pairs: %s failed: %s\n", label, command);
		exit(1);
	}
	run.wall = now() - start;
	run.cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	    (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
	run.peak = (double)usage.ru_maxrss / 1024;
	return run;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
median(double *list, int count)
{
	qsort(list, (size_t)count, sizeof(*list), compare);
	return count % 2 != 0 ? list[count / 2] : (list[count / 2 - 1] + list[count / 2]) / 2;
}

int
main(int argc, char **argv)
{
	static struct run runs[MOST_COMMANDS][MOST_RUNS];
	double wall[MOST_RUNS], cpu[MOST_RUNS], ratio[MOST_RUNS], peak;
	int count = argc > 1 ? atoi(argv[1]) : 0, commands = (argc - 2) / 2, round, i, k;

	if (count < 1 || count > MOST_RUNS || commands < 1 || commands > MOST_COMMANDS || argc % 2 != 0) {
		fprintf(stderr, "usage: pairs RUNS LABEL 'COMMAND' [LABEL 'COMMAND']...\n");
		return 2;
	}
	for (round = -1; round < count; round++)
		for (k = 0; k < commands; k++) {
			i = round % 2 == 0 ? k : commands - 1 - k;
			runs[i][round < 0 ? 0 : round] = run_once(argv[2 + 2 * i], argv[3 + 2 * i]);
		}
	printf("| what | wall ms | CPU ms | peak MB | wall, to the first |\n|---|---|---|---|---|\n");
	for (i = 0; i < commands; i++) {
		for (round = 0, peak = 0; round < count; round++) {
			wall[round] = runs[i][round].wall;
			cpu[round] = runs[i][round].cpu;
			ratio[round] = runs[i][round].wall / runs[0][round].wall;
			peak = runs[i][round].peak > peak ? runs[i][round].peak : peak;
		}
		printf("| %s | %.1f | %.1f | %.1f | %.2f |\n", argv[2 + 2 * i], median(wall, count), median(cpu, count), peak,
		    median(ratio, count));
	}
	return 0;
}
