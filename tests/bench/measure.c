/*
 * measure REPORT COMMAND [ARGUMENT ...]
 *
 * Run a command and write to REPORT, as one line, its user and its system
 * time in microseconds, its peak memory as ru_maxrss has it and its exit
 * status.  A process's ru_maxrss begins with that of the process it was
 * forked from, so a script's interpreter would hide what a small program
 * needs; this one is smaller than what it measures.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long long
microseconds(const struct timeval *t)
{
	return (long long)t->tv_sec * 1000000 + t->tv_usec;
}

int
main(int argc, char **argv)
{
	struct rusage used;
	FILE *report;
	pid_t pid;
	int status;

	if (argc < 3)
		errx(2, "usage: measure REPORT COMMAND [ARGUMENT ...]");
	if ((pid = fork()) == -1)
		err(2, "fork");
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		warn("%s", argv[2]);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) == -1 ||
	    getrusage(RUSAGE_CHILDREN, &used) == -1)
		err(2, "%s", argv[2]);
	status =
	    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	if ((report = fopen(argv[1], "w")) == NULL ||
	    fprintf(report, "%lld %lld %ld %d\n", microseconds(&used.ru_utime),
		microseconds(&used.ru_stime), used.ru_maxrss, status) < 0 ||
	    fclose(report) == EOF)
		err(2, "%s", argv[1]);
	return 0;
}
