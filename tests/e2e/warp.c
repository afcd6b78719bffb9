/*
 * Loaded before the C library (LD_PRELOAD), this lets a program's pauses pass
 * at once: nanosleep() returns immediately, and the clocks are ahead by what
 * was slept.  Where WARP_SPEED is a number, the clock that only goes forward runs
 * so many times as fast, so that time-outs come soon.  Where WARP_LOG names a file, each pause adds a line to it: the
 * real time in nanoseconds since 1970, and the pause in milliseconds.
 *
 * NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): the C
 * library's own names are reserved ones.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL /* nanoseconds */

static long long slept;

static long long
to_number(const struct timespec *t)
{
	return t->tv_sec * SECOND + t->tv_nsec;
}

static struct timespec
to_time(long long n)
{
	return (struct timespec){ .tv_sec = n / SECOND, .tv_nsec = n % SECOND };
}

static void
tell(long long pause)
{
	const char *name = getenv("WARP_LOG");
	struct timespec now;
	char line[64];
	int fd, n;

	if (name == NULL ||
	    (fd = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
		 0644)) == -1)
		return;
	syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
	n = snprintf(line, sizeof(line), "%lld %lld\n", to_number(&now),
	    pause / 1000000);
	if (write(fd, line, (size_t)n) != n)
		abort();
	close(fd);
}

int
nanosleep(const struct timespec *pause, struct timespec *left)
{
	if (left != NULL)
		*left = (struct timespec){ 0 };
	tell(to_number(pause));
	slept += to_number(pause);
	return 0;
}

/* A time of the clock that only goes forward, as fast as WARP_SPEED says. */
static long long
hasten(long long now)
{
	static long long began, speed;
	const char *wanted = getenv("WARP_SPEED");

	if (speed == 0) {
		speed = wanted == NULL ? 1 : strtoll(wanted, NULL, 10);
		began = now;
	}
	return began + (now - began) * speed;
}

int
clock_gettime(clockid_t clock, struct timespec *t)
{
	if (syscall(SYS_clock_gettime, clock, t) == -1)
		return -1;
	if (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_RAW)
		*t = to_time(hasten(to_number(t)) + slept);
	else if (clock == CLOCK_REALTIME)
		*t = to_time(to_number(t) + slept);
	return 0;
}

time_t
time(time_t *seconds)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	if (seconds != NULL)
		*seconds = t.tv_sec;
	return t.tv_sec;
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
