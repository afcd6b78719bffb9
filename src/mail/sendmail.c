/*
 * Hands a message to a sendmail command: without a shell, within a time limit,
 * and as a whole.  exim, postfix, msmtp, opensmtpd and nullmailer have such a
 * command, and its exit status says whether the message was taken.  It reads the
 * message from a file: the end of a pipe would come early if this program died,
 * and half a message would be sent.
 */
#include "mail/sendmail.h"

#ifdef HAVE_MEMFD_CREATE
#include <sys/mman.h>
#endif
#include <sys/wait.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"

#define WORDS_MAX 500 /* bytes of what it says */
#define TICK	  50  /* milliseconds between looks whether it has ended */
#define READ_SIZE 1024

extern char **environ; /* NOLINT: not every system declares it */

/* A command at work. */
struct run {
	const struct sendmail *how;
	pid_t pid;
	int out; /* its standard output and error, or -1 */
	int64_t began;
	struct buf *said;
};

static void
close_end(int *fd)
{
	if (*fd != -1)
		close(*fd);
	*fd = -1;
}

/* Part a command into its words; the last one is NULL. */
static char **
split(struct arena *a, const char *command)
{
	static const char blanks[] = " \t";
	char **words = NULL;
	size_t count = 0, n;

	for (;; command += n) {
		command += strspn(command, blanks);
		n = strcspn(command, blanks);
		words = array_grow_in(a, words, count, sizeof(*words));
		words[count++] = n == 0 ? NULL : arena_copy(a, command, n);
		if (n == 0)
			return words;
	}
}

/*
 * Start the command with the message as its input, in a process group of its own
 * so that all that it starts can be ended, and with the signals that it expects.
 * Return 0 or the error.
 */
static int
start(struct run *r, char **words, int in, int out)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t defaults;
	int error;

	if (words[0] == NULL)
		return ENOENT;
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGXFSZ);
	sigaddset(&defaults, SIGCHLD);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes,
	    POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	error = posix_spawn(&r->pid, words[0], &actions, &attributes, words,
	    environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* Make a pipe that no other process gets.  Return 0 or -1. */
static int
make_pipe(int ends[2])
{
	if (pipe(ends) == -1)
		return -1;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	return 0;
}

/*
 * Make a file without a name: in memory where the system can, so that nothing is
 * written outside of our folders and a full /tmp does not matter.
 */
static FILE *
open_nameless(void)
{
#ifdef HAVE_MEMFD_CREATE
	FILE *file;
	int fd = memfd_create("message", MFD_CLOEXEC);

	if (fd == -1)
		return tmpfile();
	if ((file = fdopen(fd, "w+")) == NULL)
		close(fd);
	return file;
#else
	return tmpfile();
#endif
}

/* Write a message to a file, and go back to its start.  Return 0 or -1. */
static int
write_message(FILE *file, const struct buf *message)
{
	size_t done = 0;

	while (done < message->length) {
		done += fwrite(message->data + done, 1, message->length - done,
		    file);
		if (ferror(file) && errno != EINTR)
			return -1;
		clearerr(file);
	}
	while (fseek(file, 0, SEEK_SET) == -1)
		if (errno != EINTR)
			return -1;
	return 0;
}

/*
 * Return a file that has the message, is open at its start, and has no name; or
 * NULL.
 */
static FILE *
make_file(const struct buf *message)
{
	FILE *file = open_nameless();
	int error;

	if (file == NULL)
		return NULL;
	fcntl(fileno(file), F_SETFD, FD_CLOEXEC);
	setbuf(file, NULL);
	if (write_message(file, message) == 0)
		return file;
	error = errno;
	fclose(file);
	errno = error;
	return NULL;
}

/*
 * Read what it says, if it says something within so many milliseconds; no more
 * than a few lines of it are kept.  Return whether there may be more.
 */
static bool
read_some(struct run *r, int wait)
{
	struct pollfd end = { .fd = r->out, .events = POLLIN };
	char bytes[READ_SIZE];
	ssize_t n;

	if (poll(&end, 1, wait) <= 0 || end.revents == 0)
		return false;
	n = read(r->out, bytes, sizeof(bytes));
	if (n == -1 && errno == EINTR)
		return true;
	if (n <= 0) {
		close_end(&r->out);
		return false;
	}
	if (r->said->length + (size_t)n > WORDS_MAX)
		n = (ssize_t)(WORDS_MAX - r->said->length);
	buf_add(r->said, bytes, (size_t)n);
	return true;
}

/*
 * Listen to the command until it has ended or its time has passed.  What it left
 * behind may go on and keep the pipe: its own end is what counts.  Return whether
 * it has ended, with its status.
 */
static bool
hear(struct run *r, int *status)
{
	/* With the pipe closed there is no sign of its end to wait for. */
	while (r->how->elapsed() - r->began < r->how->timeout) {
		read_some(r, TICK);
		if (waitpid(r->pid, status, WNOHANG) != r->pid)
			continue;
		while (r->said->length < WORDS_MAX && read_some(r, 0))
			continue;
		return true;
	}
	return false;
}

/* Make what a command said one line of ASCII, as all diagnostics are. */
static void
clean_words(struct buf *said)
{
	size_t i;

	while (said->length > 0 &&
	    strchr(" \t\r\n", said->data[said->length - 1]) != NULL)
		said->data[--said->length] = '\0';
	for (i = 0; i < said->length; i++) {
		if (said->data[i] == '\n')
			said->data[i] = ';';
		else if (said->data[i] < ' ' || said->data[i] > '~')
			said->data[i] = '?';
	}
}

/* Say how a command ended that did not take the message. */
static void
explain(const struct run *r, int status, struct buf *why)
{
	if (WIFSIGNALED(status))
		buf_printf(why, "killed by signal %d", WTERMSIG(status));
	else
		buf_printf(why, "exit status %d", WEXITSTATUS(status));
	clean_words(r->said);
	if (r->said->length > 0)
		buf_printf(why, ": %s", r->said->data);
}

/* Wait for a command that was started.  Return 0, or -1 with why not. */
static int
await(struct run *r, struct buf *why)
{
	int status = 0;

	if (!hear(r, &status)) {
		kill(-r->pid, SIGKILL);
		while (waitpid(r->pid, &status, 0) == -1 && errno == EINTR)
			continue;
		buf_printf(why, "not done within %lld s",
		    (long long)r->how->timeout / 1000);
		return -1;
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	explain(r, status, why);
	return -1;
}

/*
 * Run a command with a message as its input.  Return 0 when it has taken it, or
 * -1 with a phrase that says why not.
 */
int
sendmail_run(const struct sendmail *how, const struct buf *message,
    struct buf *why)
{
	struct arena a = { 0 };
	struct buf said = { 0 };
	struct run r = { .how = how,
		.out = -1,
		.began = how->elapsed(),
		.said = &said };
	int out[2] = { -1, -1 }, error, ret = -1;
	FILE *in = make_file(message);

	if (in == NULL || make_pipe(out) == -1) {
		buf_puts(why, strerror(errno));
		goto out;
	}
	error = start(&r, split(&a, how->command), fileno(in), out[1]);
	close_end(&out[1]);
	if (error != 0) {
		buf_puts(why, strerror(error));
		goto out;
	}
	r.out = out[0];
	out[0] = -1;
	ret = await(&r, why);
out:
	if (in != NULL)
		fclose(in);
	close_end(&out[0]);
	close_end(&out[1]);
	close_end(&r.out);
	buf_free(&said);
	arena_free(&a);
	return ret;
}
