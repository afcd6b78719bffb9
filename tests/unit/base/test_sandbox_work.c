/* What work on a stranger's bytes may do in a confined run, tried from inside. */
#include "support.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "work_support.h"
#include "base/buf.h"
#include "base/sandbox.h"
#include "base/sandbox_work.h"

/* Each tries one thing, and returns 0 if it could. */

static int
try_to_read_a_file(void)
{
	int fd = open("/etc/passwd", O_RDONLY);

	return fd == -1 ? -1 : close(fd);
}

static int
try_to_make_a_file(void)
{
	int fd = open("/tmp/paperfeed-work", O_WRONLY | O_CREAT, 0600);

	return fd == -1 ? -1 : close(fd);
}

static int
try_to_read_what_is_open(void)
{
	char bytes[8];
	int fd;

	for (fd = 0; fd < 64; fd++) {
		if (read(fd, bytes, sizeof(bytes)) != -1)
			return 0;
	}
	return -1;
}

static int
try_to_write_elsewhere(void)
{
	int fd;

	for (fd = 0; fd < 64; fd++) {
		if (fd != 3 && write(fd, "x", 1) != -1)
			return 0;
	}
	return -1;
}

static int
try_to_connect(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return fd == -1 ? -1 : close(fd);
}

static int
try_to_fork(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return child == -1 ? -1 : 0;
}

static int
try_to_signal(void)
{
	return kill(getppid(), 0);
}

/* Code in the place of data, as one who has taken over a parser wants it. */
static int
try_to_make_code(void)
{
	static char page[8192];
	uintptr_t start = ((uintptr_t)page + 4095) & ~(uintptr_t)4095;

	return mprotect((void *)start, 4096, PROT_READ | PROT_EXEC);
}

static int
try_to_map_code(void)
{
	/* cppcheck would have a file there. */
	const int none = (int)strtol("-1", NULL, 10);
	void *p = mmap(NULL, 4096, PROT_READ | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS, none, 0);

	return p == MAP_FAILED ? -1 : munmap(p, 4096);
}

/* This it can do. */
static int
try_to_use_memory(void)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < 100000; i++)
		buf_puts(&b, "a hundred thousand times these forty bytes");
	buf_free(&b);
	return 0;
}

static const struct {
	const char *name;
	int (*try)(void);
	bool wanted;
} trials[] = {
	{ "read a file", try_to_read_a_file, false },
	{ "make a file", try_to_make_a_file, false },
	{ "read what is open", try_to_read_what_is_open, false },
	{ "write elsewhere", try_to_write_elsewhere, false },
	{ "connect", try_to_connect, false },
	{ "fork", try_to_fork, false },
	{ "signal", try_to_signal, false },
	{ "make code", try_to_make_code, false },
	{ "map code", try_to_map_code, false },
	{ "use memory", try_to_use_memory, true },
};

/* Say for each what came of it. */
static void
try_all(struct buf *result, const void *input)
{
	size_t i;

	(void)input;
	for (i = 0; i < COUNT(trials); i++) {
		if ((trials[i].try() == 0) != trials[i].wanted)
			buf_printf(result, "%s %s; ", trials[i].name,
			    trials[i].wanted ? "failed" : "worked");
	}
	buf_puts(result, "done");
}

static void
crash(struct buf *result, const void *input)
{
	(void)result, (void)input;
	__builtin_trap();
}

static void
use_too_much(struct buf *result, const void *input)
{
	(void)result, (void)input;
	errno = ENOMEM;
	err(EX_OSERR, NULL);
}

static void
give_up(struct buf *result, const void *input)
{
	(void)result, (void)input;
	printf("from the other process");
	exit(9);
}

static int loaded; /* libraries */

static void
load_one(void)
{
	loaded++;
}

static void (*const libraries[])(void) = { load_one, load_one, load_one, NULL };

/* Works with two libraries, as late_library_load() would end it without. */
static void
need_two(struct buf *result, const void *input)
{
	(void)input;
	buf_printf(result, "with %d", loaded);
	if (loaded < 2)
		sandbox_require_files();
}

static void
need_more(struct buf *result, const void *input)
{
	(void)result, (void)input;
	sandbox_require_files();
}

static void
echo(struct buf *result, const void *input)
{
	buf_puts(result, input);
}

/*
 * Do work in a confined process that is a child of this one, and return what it
 * prints: the result, or why there is none.  `status` gets its exit status.
 */
static const char *
do_confined(const struct sandbox_work *w, int *status)
{
	static char said[16384];
	struct sandbox s = { .network = false };
	struct buf result = { 0 };
	const char *why;
	int ends[2];
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	if ((child = fork()) == 0) {
		dup2(ends[1], STDOUT_FILENO);
		signal(SIGILL, SIG_DFL); /* cmocka's */
		/* As somebody may start a run. */
		signal(SIGCHLD, SIG_IGN);
		if (sandbox_enter(&s) == -1)
			_exit(2);
		printf("run ");
		why = sandbox_do(w, "a word", &result);
		printf("%s", why != NULL ? why : result.data);
		fflush(stdout);
		_exit(0);
	}
	close(ends[1]);
	assert_int_equal(waitpid(child, status, 0), child);
	n = read(ends[0], said, sizeof(said) - 1);
	close(ends[0]);
	assert_true(n >= 0);
	said[n] = '\0';
	return said;
}

/* What the work says is all that comes of it, once. */
static void
test_results(void **state)
{
	static const struct {
		void (*run)(struct buf *, const void *);
		const char *said;
	} works[] = { { echo, "run a word" }, { try_all, "run done" },
		{ crash, "run its reader broke down" },
		{ loop, "run it takes too long to read" },
		{ need_two, "run with 2" },
		{ need_more, "run its reader gave up" },
		{ give_up, "run its reader gave up" },
		{ say_much, "run its reader says too much" } };
	struct sandbox_work w = { .load = libraries,
		.take = take_text,
		.most = 8192,
		.name = "a name",
		.seconds = 1 };
	int status;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(works); i++) {
		w.run = works[i].run;
		assert_string_equal(do_confined(&w, &status), works[i].said);
		assert_int_equal(status, 0);
	}
}

/* Without memory the whole run ends, as it does elsewhere. */
static void
test_no_memory(void **state)
{
	const struct sandbox_work w = { .run = use_too_much,
		.take = take_text,
		.most = 8192,
		.seconds = 1 };
	int status;

	(void)state;
	do_confined(&w, &status);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EX_OSERR);
}

/* A run that is not confined works itself, and has the same limit of time. */
static void
test_unconfined(void **state)
{
	struct sandbox_work w = { .run = echo,
		.take = take_text,
		.most = 8192,
		.name = "a name",
		.seconds = 1 };
	struct buf result = { 0 };
	int status, ends[2];
	char said[128];
	ssize_t n;
	pid_t child;

	(void)state;
	assert_null(sandbox_do(&w, "a word", &result));
	assert_string_equal(result.data, "a word");
	buf_free(&result);
	w.run = loop;
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	if ((child = fork()) == 0) {
		dup2(ends[1], STDERR_FILENO);
		sandbox_do(&w, "a word", &result);
		_exit(2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), EX_DATAERR);
	n = read(ends[0], said, sizeof(said) - 1);
	assert_true(n > 0);
	said[n] = '\0';
	assert_string_equal(said,
	    "paperfeed: a name: it takes too long to read\n");
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	const struct CMUnitTest anywhere[] = {
		cmocka_unit_test(test_unconfined),
	};
	const struct CMUnitTest confined[] = {
		cmocka_unit_test(test_results),
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_unconfined),
	};
	const char *what = sandbox_describe();

	/* This kernel, or this build, may not be able to confine. */
	if (what == NULL || strstr(what, "system calls") == NULL)
		return cmocka_run_group_tests(anywhere, NULL, NULL);
	return cmocka_run_group_tests(confined, NULL, NULL);
}
