/* Commands that take a message, and all the ways in which they do not. */
#include "support.h"

#include <errno.h>
#include <sys/stat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "failing_support.h"
#include "base/buf.h"
#include "mail/sendmail.h"

#define LONG_TIME 60000

struct place {
	char folder[FOLDER_SIZE];
	char command[64];
	struct buf message, why;
};

/* Milliseconds. */
static int64_t
elapsed(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->folder);
	snprintf(p->command, sizeof(p->command), "%s/sendmail", p->folder);
	/* More than a pipe holds: it is there as a whole from the start. */
	repeat(&p->message, "A line of the message.\n", 20000);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	remove_folder(p->folder);
	buf_free(&p->message);
	buf_free(&p->why);
	free(p);
	return 0;
}

/* Run a shell script as the command, with two arguments. */
static int
run(struct place *p, const char *script, int64_t timeout)
{
	char command[128];
	struct buf text = { 0 };
	struct sendmail how = { .command = command,
		.timeout = timeout,
		.elapsed = elapsed };
	int ret;

	snprintf(command, sizeof(command), "%s  -t\t-i", p->command);
	buf_printf(&text, "#!/bin/sh\ncd '%s' || exit 1\n%s\n", p->folder,
	    script);
	write_file(p->command, text.data, text.length);
	chmod(p->command, 0700);
	buf_free(&text);
	buf_clear(&p->why);
	ret = sendmail_run(&how, &p->message, &p->why);
	unlink(p->command);
	return ret;
}

static void
expect_why(struct place *p, const char *script, const char *why)
{
	assert_int_equal(run(p, script, LONG_TIME), -1);
	assert_string_equal(p->why.data, why);
}

static void
test_taken(void **state)
{
	struct place *p = *state;
	char path[64];
	FILE *file;
	struct stat st;

	assert_int_equal(run(p,
			     "cat >taken; echo \"$# $*\" >arguments; "
			     "echo queued",
			     LONG_TIME),
	    0);
	snprintf(path, sizeof(path), "%s/taken", p->folder);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, p->message.length);
	snprintf(path, sizeof(path), "%s/arguments", p->folder);
	assert_non_null(file = fopen(path, "r"));
	assert_non_null(fgets(path, sizeof(path), file));
	assert_string_equal(path, "2 -t -i\n");
	fclose(file);
	/* A child that goes on in the background does not hold us up. */
	assert_int_equal(run(p, "cat >taken; sleep 30 &", LONG_TIME), 0);
	/* Nor one that goes on talking, after it has read nothing. */
	assert_int_equal(run(p, "(yes; true) & exit 0", LONG_TIME), 0);
	/* It has the signals that programs expect. */
	assert_int_equal(run(p,
			     "cat >taken; yes | true; "
			     "test \"$(sh -c 'kill -PIPE $$; echo no')\" = ''",
			     LONG_TIME),
	    0);
}

static void
test_not_taken(void **state)
{
	struct place *p = *state;

	expect_why(p, "exit 75", "exit status 75");
	expect_why(p, "cat >/dev/null; echo 'no such user' >&2; exit 67",
	    "exit status 67: no such user");
	expect_why(p,
	    "cat >/dev/null; printf 'a\\nb\\033[1m\\302\\233\\n' >&2; exit 1",
	    "exit status 1: a;b?[1m??");
	expect_why(p, "kill -TERM $$", "killed by signal 15");
	/* It may say more than anybody reads. */
	assert_int_equal(run(p, "cat >/dev/null; yes | head -c 200000; exit 1",
			     LONG_TIME),
	    -1);
	assert_true(p->why.length > 400 && p->why.length < 600);
}

static void
test_not_there(void **state)
{
	struct place *p = *state;
	struct sendmail how = { .command = "/nowhere/sendmail -t",
		.timeout = LONG_TIME,
		.elapsed = elapsed };

	assert_int_equal(sendmail_run(&how, &p->message, &p->why), -1);
	assert_string_equal(p->why.data, "No such file or directory");
}

/* A call that fails is the mail's fault, and one that is interrupted is not. */
static void
test_calls_that_fail(void **state)
{
	struct place *p = *state;

	fail_call("pipe", 1, EMFILE);
	expect_why(p, "cat >taken", "Too many open files");
	fail_call("waitpid", 1, EINTR);
	assert_int_equal(run(p, "cat >/dev/null", LONG_TIME), 0);
	assert_true(call_has_failed());
	fail_call("read", 1, EINTR);
	expect_why(p, "cat >/dev/null; echo no; exit 1", "exit status 1: no");
	assert_true(call_has_failed());
	/* Without memory of its own the message is in a file. */
	fail_call("memfd_create", 1, ENOSYS);
	expect_why(p, "test \"$(wc -c)\" -eq 460000 && echo all; exit 1",
	    "exit status 1: all");
	assert_true(call_has_failed());
}

static void
test_no_command(void **state)
{
	struct place *p = *state;
	struct sendmail how = { .command = " \t",
		.timeout = LONG_TIME,
		.elapsed = elapsed };

	assert_int_equal(sendmail_run(&how, &p->message, &p->why), -1);
	assert_string_equal(p->why.data, "No such file or directory");
}

/* Nothing keeps a run for ever: neither silence nor words without an end. */
static void
test_time_limit(void **state)
{
	struct place *p = *state;

	assert_int_equal(run(p, "(sleep 1; echo late >late) & wait", 300), -1);
	assert_string_equal(p->why.data, "not done within 0 s");
	/* What it started has ended as well. */
	assert_int_equal(run(p, "cat >/dev/null; sleep 1; test ! -e late",
			     LONG_TIME),
	    0);
	assert_int_equal(run(p, "cat >/dev/null; yes", 300), -1);
	assert_int_equal(run(p, "exec >&- 2>&- <&-; sleep 60", 300), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_taken, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_not_taken, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_not_there, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_calls_that_fail, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_no_command, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_time_limit, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
