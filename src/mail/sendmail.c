/*
 * Hands a message to a sendmail command: without a shell, within a time limit,
 * and with an ear for what it says.  exim, postfix, msmtp, opensmtpd and
 * nullmailer have such a command, and its exit status says whether the message
 * was taken.
 */
#include "mail/sendmail.h"

#include <sys/wait.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
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
	const struct buf *message;
	size_t written;
	pid_t pid;
	int in;	 /* its standard input, or -1 */
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
 * Start the command between two pipes, in a process group of its own so that all
 * that it starts can be ended, and with the signals that it expects.  Return 0
 * or the error.
 */
static int
start(struct run *r, char **words, const int in[2], const int out[2])
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
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out[1], STDERR_FILENO);
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

/* Write as much of the message as goes; close the pipe at its end. */
static void
write_some(struct run *r)
{
	ssize_t n = write(r->in, r->message->data + r->written,
	    r->message->length - r->written);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n > 0)
		r->written += (size_t)n;
	/* A command that reads no more says why by its status. */
	if (n == -1 || r->written == r->message->length)
		close_end(&r->in);
}

/* Read what it says; no more than a few lines of it are kept. */
static void
read_some(struct run *r)
{
	char bytes[READ_SIZE];
	ssize_t n = read(r->out, bytes, sizeof(bytes));

	if (n > 0) {
		if (r->said->length + (size_t)n > WORDS_MAX)
			n = (ssize_t)(WORDS_MAX - r->said->length);
		buf_add(r->said, bytes, (size_t)n);
	} else if (n == 0 || errno != EINTR) {
		close_end(&r->out);
	}
}

/*
 * Talk with the command until it has ended or its time has passed.  Return
 * whether it has ended, with its status.
 */
static bool
converse(struct run *r, int *status)
{
	struct pollfd ends[2];

	for (;;) {
		ends[0] = (struct pollfd){ .fd = r->in, .events = POLLOUT };
		ends[1] = (struct pollfd){ .fd = r->out, .events = POLLIN };
		/* Its children may keep the pipe: its own end is what counts. */
		poll(ends, 2, r->out == -1 && r->in == -1 ? 1 : TICK);
		if (ends[0].revents != 0)
			write_some(r);
		/* It may have ended with words that are not read yet. */
		if (ends[1].revents != 0)
			read_some(r);
		else if (waitpid(r->pid, status, WNOHANG) == r->pid)
			return true;
		if (r->how->elapsed() - r->began >= r->how->timeout)
			return false;
	}
}

/* Make what a command said one line of printable text. */
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
		else if ((unsigned char)said->data[i] < ' ' ||
		    said->data[i] == 0x7f)
			said->data[i] = ' ';
	}
}

/* Say how a command ended that did not take the message. */
static void
explain(const struct run *r, int status, struct buf *why)
{
	if (WIFSIGNALED(status))
		buf_printf(why, "killed by signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status) == 0)
		buf_puts(why, "ended before it had read the message");
	else
		buf_printf(why, "exit status %d", WEXITSTATUS(status));
	clean_words(r->said);
	if (r->said->length > 0)
		buf_printf(why, ": %s", r->said->data);
}

/* Feed a command that was started.  Return 0, or -1 with why not. */
static int
feed(struct run *r, struct buf *why)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, old;
	bool ended;
	int status = 0;

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, &old);
	fcntl(r->in, F_SETFL, O_NONBLOCK);
	ended = converse(r, &status);
	sigaction(SIGPIPE, &old, NULL);
	if (!ended) {
		kill(-r->pid, SIGKILL);
		waitpid(r->pid, &status, 0);
		buf_printf(why, "not done within %lld s",
		    (long long)r->how->timeout / 1000);
		return -1;
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 &&
	    r->written == r->message->length)
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
	char **words = split(&a, how->command);
	struct run r = { .how = how,
		.message = message,
		.in = -1,
		.out = -1,
		.began = how->elapsed(),
		.said = &said };
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, error, ret = -1;

	if (make_pipe(in) == -1 || make_pipe(out) == -1) {
		buf_puts(why, strerror(errno));
		goto out;
	}
	error = start(&r, words, in, out);
	close_end(&in[0]);
	close_end(&out[1]);
	if (error != 0) {
		buf_puts(why, strerror(error));
		goto out;
	}
	r.in = in[1];
	r.out = out[0];
	in[1] = out[0] = -1;
	ret = feed(&r, why);
out:
	close_end(&in[0]);
	close_end(&in[1]);
	close_end(&out[0]);
	close_end(&out[1]);
	close_end(&r.in);
	close_end(&r.out);
	buf_free(&said);
	arena_free(&a);
	return ret;
}
