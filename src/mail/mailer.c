/*
 * A process that starts the commands which take mails, because the run itself
 * gives up the right to start any.  It is asked by the place of a mail in the
 * configuration, which it knows from before, and so starts nothing else.
 */
#include "mail/mailer.h"

#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "config/config.h"
#include "mail/sendmail.h"

#define TIMEOUT	    60000		       /* milliseconds of a command */
#define MESSAGE_MAX ((size_t)64 * 1024 * 1024) /* bytes */

struct mailer {
	const struct config *config;
	int64_t (*elapsed)(void);
	pid_t pid;
	int end; /* of the pair of sockets */
};

/* What the run asks for, with the message behind it. */
struct request {
	uint64_t mail; /* its number in the configuration */
	uint64_t length;
};

/* What it is answered, with the words behind it. */
struct answer {
	int64_t result; /* of sendmail_run() */
	uint64_t length;
};

/* Write all of some bytes.  Return 0, or -1 with errno. */
static int
put(int end, const void *bytes, size_t n)
{
	const char *s = bytes;
	ssize_t written;

	for (; n > 0; s += written, n -= (size_t)written) {
		written = send(end, s, n, MSG_NOSIGNAL);
		if (written == -1 && errno == EINTR)
			written = 0;
		if (written == -1)
			return -1;
	}
	return 0;
}

/* Read so many bytes.  Return 0, or -1: errno is 0 at the other's end. */
static int
get(int end, void *bytes, size_t n)
{
	char *s = bytes;
	ssize_t got;

	for (; n > 0; s += got, n -= (size_t)got) {
		got = recv(end, s, n, 0);
		if (got == -1 && errno == EINTR)
			got = 0;
		else if (got <= 0) {
			errno = got == 0 ? 0 : errno;
			return -1;
		}
	}
	return 0;
}

/* The same into a buffer. */
static int
get_text(int end, struct buf *text, uint64_t n)
{
	char bytes[4096];
	size_t part;

	for (; n > 0; n -= part) {
		part = n < sizeof(bytes) ? (size_t)n : sizeof(bytes);
		if (get(end, bytes, part) == -1)
			return -1;
		buf_add(text, bytes, part);
	}
	return 0;
}

/* Answer one request.  Return 0, or -1 when there is no other. */
static int
serve_one(const struct mailer *m, struct buf *message, struct buf *why)
{
	struct sendmail how = { .timeout = TIMEOUT, .elapsed = m->elapsed };
	struct request request;
	struct answer answer;

	if (get(m->end, &request, sizeof(request)) == -1 ||
	    request.mail >= m->config->mail_count ||
	    request.length > MESSAGE_MAX ||
	    get_text(m->end, message, request.length) == -1)
		return -1;
	how.command = m->config->mails[request.mail].sendmail;
	answer.result = sendmail_run(&how, message, why);
	answer.length = why->length;
	if (put(m->end, &answer, sizeof(answer)) == -1)
		return -1;
	return put(m->end, why->data, why->length);
}

/* Answer requests until the run has ended. */
static void
serve(const struct mailer *m)
{
	struct buf message = { 0 }, why = { 0 };

	while (serve_one(m, &message, &why) == 0) {
		buf_clear(&message);
		buf_clear(&why);
	}
	_exit(0);
}

/*
 * Start the process, which lasts until mailer_end() or the end of this one.  The
 * configuration must last as long; `elapsed` gives the milliseconds of a clock
 * that goes on.  Return NULL after a warning.
 */
struct mailer *
mailer_start(const struct config *config, int64_t (*elapsed)(void))
{
	struct mailer *m = calloc(1, sizeof(*m));
	int ends[2];

	if (m == NULL)
		err(EX_OSERR, NULL);
	m->config = config;
	m->elapsed = elapsed;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) {
		warn("mails");
		free(m);
		return NULL;
	}
	m->pid = fork();
	m->end = ends[m->pid != 0];
	close(ends[m->pid == 0]);
	if (m->pid == 0)
		serve(m);
	if (m->pid != -1)
		return m;
	warn("mails");
	close(m->end);
	free(m);
	return NULL;
}

/* Take an answer.  Return 0, or -1 with errno, or with what the command said. */
static int
take_answer(const struct mailer *m, struct buf *why, bool *answered)
{
	struct answer answer;

	if (get(m->end, &answer, sizeof(answer)) == -1 ||
	    get_text(m->end, why, answer.length) == -1)
		return -1;
	*answered = true;
	return answer.result == 0 ? 0 : -1;
}

/*
 * Have the command of a mail, which must be one of the configuration's, take a
 * message.  Return 0 when it has, or -1 with a phrase that says why not.
 */
int
mailer_send(struct mailer *m, const struct mail *mail,
    const struct buf *message, struct buf *why)
{
	const struct request request = { .mail = (uint64_t)(mail -
					     m->config->mails),
		.length = message->length };
	bool answered = false;

	if (put(m->end, &request, sizeof(request)) == 0 &&
	    put(m->end, message->data, message->length) == 0 &&
	    take_answer(m, why, &answered) == 0)
		return 0;
	if (!answered) {
		buf_clear(why);
		buf_printf(why, "the process that starts commands: %s",
		    errno == 0 ? "it has ended" : strerror(errno));
	}
	return -1;
}

/*
 * End the process, if there is one, and free what knows of it.  It hears the end
 * of the connection even where close() fails.
 */
void
mailer_end(struct mailer *m)
{
	if (m == NULL)
		return;
	shutdown(m->end, SHUT_RDWR);
	close(m->end);
	while (waitpid(m->pid, &(int){ 0 }, 0) == -1 && errno == EINTR)
		continue;
	free(m);
}
