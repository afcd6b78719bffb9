/*
 * Work on what strangers sent.  In a confined run a process of its own does it,
 * which has nothing but memory and one pipe: who takes over a parser there can
 * give back another result, and nothing else.
 */
#include "base/sandbox_work.h"

#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

#include "base/buf.h"
#include "base/pack.h"
#include "base/sandbox.h"
#include "base/sandbox_system.h"

#define PIPE_END 3 /* where the process has its end */

/* What is being worked on, for the signal handler, which has no parameter. */
static const char *volatile name_now;

/* Is this a process for work alone? */
static bool alone;

/*
 * Files are going to be read now, those of a library or of the system.  A process
 * that works alone cannot do that, and ends; sandbox_do() has them read first then,
 * and the work done again.
 */
void
sandbox_require_files(void)
{
	if (alone)
		_exit(EX_SOFTWARE);
}

/* Only _exit() and write() are allowed in here. */
static void
give_up(int number)
{
	static const char why[] = ": it takes too long to read\n";
	const char *name = name_now;
	bool said;

	(void)number;
	said = write(STDERR_FILENO, "paperfeed: ", 11) != -1 &&
	    write(STDERR_FILENO, name, strlen(name)) != -1 &&
	    write(STDERR_FILENO, why, sizeof(why) - 1) != -1;
	_exit(said ? EX_DATAERR : EX_IOERR);
}

/*
 * Limit the CPU time of this process from now on; 0 seconds remove the limit.  A
 * parser may not come back for a long time, so a signal ends the process.
 */
static void
limit_time(time_t seconds, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler };
	struct itimerval timer = { 0 };

	setitimer(ITIMER_VIRTUAL, &timer, NULL);
	sigemptyset(&action.sa_mask);
	sigaction(SIGVTALRM, &action, NULL);
	timer.it_value.tv_sec = seconds;
	setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

/* Work in this process. */
static void
work_here(const struct sandbox_work *w, const void *input, struct buf *result)
{
	name_now = w->name;
	limit_time(w->seconds, give_up);
	w->run(result, input);
	limit_time(0, SIG_DFL);
}

/* Close what this process does not need, as far as the system can. */
static void
close_others(void)
{
	int fd;

	for (fd = 0; fd < PIPE_END; fd++)
		close(fd);
#ifdef SYS_close_range
	syscall(SYS_close_range, PIPE_END + 1, ~0U, 0);
#elif defined(__OpenBSD__)
	closefrom(PIPE_END + 1);
#endif
}

/* Write all bytes.  Return 0 or -1. */
static int
write_all(int fd, const char *s, size_t n)
{
	ssize_t done;

	for (; n > 0; s += done, n -= (size_t)done) {
		done = write(fd, s, n);
		if (done == -1 && errno == EINTR)
			done = 0;
		if (done == -1)
			return -1;
	}
	return 0;
}

/*
 * Work in this process, which was made for that, and end it.  What is buffered
 * for the standard output is the other process's to write.
 */
__attribute__((noreturn)) static void
work_alone(const struct sandbox_work *w, const void *input, int end)
{
	struct buf result = { 0 };

	if (dup2(end, PIPE_END) == -1)
		_exit(EX_OSERR);
	close_others();
	limit_time(w->seconds, SIG_DFL);
	if (sandbox_system_isolate(PIPE_END) == -1)
		_exit(EX_OSERR);
	alone = true;
	w->run(&result, input);
	_exit(write_all(PIPE_END, result.data, result.length) == -1 ? EX_IOERR :
								      0);
}

/* Wait for the end of a process, and return its status. */
static int
wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) == -1) {
		if (errno != EINTR)
			err(EX_OSERR, "waitpid");
	}
	return status;
}

/* End the other process, and this one, which could not hear it. */
__attribute__((noreturn)) static void
give_up_on(pid_t child)
{
	int error = errno;

	kill(child, SIGKILL);
	wait_for(child);
	errno = error;
	err(EX_IOERR, "pipe");
}

/*
 * Have the work done by a process of its own.  Return how that ended.
 *
 * A pipe that fails here says nothing about the input.  Where this process still
 * has the other end, as well, the result would never come to its end.
 */
static int
work_apart(const struct sandbox_work *w, const void *input, struct buf *result)
{
	int ends[2], status;
	pid_t child;

	/* Who started the run may have ignored how its children end. */
	signal(SIGCHLD, SIG_DFL);
	if (pipe(ends) == -1)
		err(EX_OSERR, "pipe");
	if ((child = fork()) == -1)
		err(EX_OSERR, "fork");
	if (child == 0)
		work_alone(w, input, ends[1]);
	if (close(ends[1]) == -1 || buf_read_fd(result, ends[0]) == -1)
		give_up_on(child);
	if (result->full)
		kill(child, SIGKILL);
	close(ends[0]);
	status = wait_for(child);
	/* If it had no memory this one ends, as it would have with the work. */
	if (WIFEXITED(status) && WEXITSTATUS(status) == EX_OSERR) {
		errno = ENOMEM;
		err(EX_OSERR, NULL);
	}
	return status;
}

/*
 * Have the work done, and add what it packed.  Return NULL, or a phrase that says
 * why there is no result.
 *
 * A process that lacks a library ends with EX_SOFTWARE (sandbox_require_files()).
 * Most work needs none of those that take milliseconds to load, so only then they
 * are, one by one, and the work is done again.
 */
static const char *
work(const struct sandbox_work *w, const void *input, struct buf *result)
{
	void (*const *load)(void) = w->load;
	int status;

	if (!sandbox_is_entered()) {
		work_here(w, input, result);
		return NULL;
	}
	status = work_apart(w, input, result);
	while (load != NULL && *load != NULL && WIFEXITED(status) &&
	    WEXITSTATUS(status) == EX_SOFTWARE) {
		(*load++)();
		buf_clear(result);
		status = work_apart(w, input, result);
	}
	if (result->full)
		return "its reader says too much";
	if (WIFSIGNALED(status))
		return WTERMSIG(status) == SIGVTALRM ?
		    "it takes too long to read" :
		    "its reader broke down";
	return WEXITSTATUS(status) == 0 ? NULL : "its reader gave up";
}

/*
 * Have work on an input done, and its result taken into an output, which has to
 * look at it: who did the work may have been taken over.  Return NULL, or a phrase
 * that says why there is no result; the output may have a part of it then.
 */
const char *
sandbox_do(const struct sandbox_work *w, const void *input, void *output)
{
	struct buf result = { .max = w->most };
	struct unpack u;
	const char *why = work(w, input, &result);

	if (why == NULL) {
		u = (struct unpack){ .next = result.data,
			.left = result.length };
		w->take(&u, output);
		if (!unpack_is_whole(&u))
			why = "its reader gave something else";
	}
	buf_free(&result);
	return why;
}
