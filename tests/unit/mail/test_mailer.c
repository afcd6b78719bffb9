/* The process that starts the commands of mails, and nothing else. */
#include "support.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "failing_support.h"
#include "base/buf.h"
#include "config/config.h"
#include "mail/mailer.h"

/* Milliseconds. */
static int64_t
elapsed(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Several mails one after the other, of commands that take them or do not. */
static void
test_mails(void **state)
{
	struct mail mails[] = {
		{ .name = "a", .sendmail = "/bin/true" },
		{ .name = "b", .sendmail = "/bin/false" },
		{ .name = "c", .sendmail = "/not/there" },
	};
	const struct config config = { .mails = mails, .mail_count = 3 };
	struct mailer *m = mailer_start(&config, elapsed);
	struct buf message = { 0 }, why = { 0 };
	int i;

	(void)state;
	assert_non_null(m);
	repeat(&message, "A line of the message.\n", 20000);
	for (i = 0; i < 3; i++) {
		assert_int_equal(mailer_send(m, &mails[0], &message, &why), 0);
		assert_int_equal(why.length, 0);
		assert_int_equal(mailer_send(m, &mails[1], &message, &why), -1);
		assert_string_equal(why.data, "exit status 1");
		buf_clear(&why);
		assert_int_equal(mailer_send(m, &mails[2], &message, &why), -1);
		assert_string_equal(why.data, "No such file or directory");
		buf_clear(&why);
	}
	/* It is gone afterwards. */
	mailer_end(m);
	assert_int_equal(waitpid(-1, &i, WNOHANG), -1);
	buf_free(&message);
	buf_free(&why);
}

/* Asked for a mail that is not configured, it ends. */
static void
test_mail_of_nobody(void **state)
{
	struct mail mails[] = { { .name = "a", .sendmail = "/bin/true" },
		{ .name = "b", .sendmail = "/bin/true" } };
	const struct config config = { .mails = mails, .mail_count = 1 };
	struct mailer *m = mailer_start(&config, elapsed);
	struct buf message = { 0 }, why = { 0 };

	(void)state;
	assert_non_null(m);
	buf_puts(&message, "x");
	assert_int_equal(mailer_send(m, &mails[1], &message, &why), -1);
	assert_non_null(strstr(why.data, "the process that starts commands"));
	mailer_end(m);
	mailer_end(NULL);
	buf_free(&message);
	buf_free(&why);
}

/* Without a process for it no mail is sent, and that is told. */
static void
test_no_process(void **state)
{
	static const char *const calls[] = { "socketpair", "fork" };
	const struct config config = { .mail_count = 0 };
	struct capture errors;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(calls); i++) {
		capture_start(&errors);
		fail_call(calls[i], 1, EAGAIN);
		assert_null(mailer_start(&config, elapsed));
		assert_true(call_has_failed());
		capture_end(&errors);
		assert_non_null(strstr(errors.said,
		    "mails: Resource temporarily unavailable\n"));
	}
}

/* An interrupted call is made again; another fault is the mail's. */
static void
test_calls_that_fail(void **state)
{
	static const char *const calls[] = { "send", "recv" };
	struct mail mail = { .name = "a", .sendmail = "/bin/true" };
	const struct config config = { .mails = &mail, .mail_count = 1 };
	struct buf message = { 0 }, why = { 0 };
	struct mailer *m;
	size_t i;

	(void)state;
	buf_puts(&message, "x");
	for (i = 0; i < COUNT(calls); i++) {
		m = mailer_start(&config, elapsed);
		assert_non_null(m);
		fail_call(calls[i], 1, EINTR);
		assert_int_equal(mailer_send(m, &mail, &message, &why), 0);
		assert_true(call_has_failed());
		fail_call(calls[i], 1, EIO);
		assert_int_equal(mailer_send(m, &mail, &message, &why), -1);
		assert_true(call_has_failed());
		assert_string_equal(why.data,
		    "the process that starts commands: Input/output error");
		fail_call("waitpid", 1, EINTR);
		mailer_end(m);
		assert_true(call_has_failed());
	}
	buf_free(&message);
	buf_free(&why);
}

/* It hears the end although the connection stays open here, as after close() fails. */
static void
test_end_that_stays_open(void **state)
{
	const struct config config = { .mail_count = 0 };
	struct mailer *m = mailer_start(&config, elapsed);
	int fd, copy = -1, status;
	struct stat st;

	(void)state;
	assert_non_null(m);
	for (fd = 3; copy == -1 && fd < 64; fd++) {
		if (fstat(fd, &st) == 0 && S_ISSOCK(st.st_mode))
			copy = dup(fd);
	}
	assert_int_not_equal(copy, -1);
	alarm(60);
	mailer_end(m);
	alarm(0);
	assert_int_equal(waitpid(-1, &status, WNOHANG), -1);
	close(copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mails),
		cmocka_unit_test(test_mail_of_nobody),
		cmocka_unit_test(test_no_process),
		cmocka_unit_test(test_calls_that_fail),
		cmocka_unit_test(test_end_that_stays_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
