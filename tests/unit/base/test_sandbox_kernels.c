/* What is asked of kernels that know less of Landlock, or nothing. */
#include "support.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/sandbox.h"

#ifdef HAVE_LANDLOCK

#include <linux/landlock.h>

#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "work_support.h"
#include "base/buf.h"
#include "base/sandbox_work.h"

/* A kernel of the test: no call of the program reaches the real one. */
static struct {
	int version;	   /* of its Landlock, or -1 */
	long refuses;	   /* a call, or the first argument of prctl() */
	int error;	   /* the error of that */
	uint64_t asked[3]; /* files, network, scope */
	size_t size;	   /* of what was asked, in bytes */
	uint64_t allowed;  /* by the newest rule */
	bool confined, filtered;
} kernel;

static long
refuse(int error)
{
	errno = error;
	return -1;
}

/*
 * The linker calls these for syscall() and prctl() of the program.
 * NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
 */
long __wrap_syscall(long, ...);
int __wrap_prctl(int, ...);

static long
answer(long number, void *first, void *second, void *third)
{
	const struct landlock_path_beneath_attr *rule = third;

	if (number == SYS_landlock_create_ruleset && first != NULL) {
		kernel.size = (size_t)(uintptr_t)second;
		memcpy(kernel.asked, first, kernel.size);
	}
	if (number == SYS_landlock_add_rule)
		kernel.allowed = rule->allowed_access;
	if (number == SYS_landlock_restrict_self)
		kernel.confined = true;
	/* The descriptor of a ruleset is closed in the end. */
	return number == SYS_landlock_create_ruleset ? dup(STDERR_FILENO) : 0;
}

long
__wrap_syscall(long number, ...)
{
	void *arguments[3];
	va_list rest;
	size_t i;

	va_start(rest, number);
	for (i = 0; i < COUNT(arguments); i++)
		arguments[i] = va_arg(rest, void *);
	va_end(rest);
	if (number == SYS_landlock_create_ruleset && arguments[0] == NULL)
		return kernel.version == -1 ? refuse(ENOSYS) : kernel.version;
	if (number == kernel.refuses)
		return refuse(kernel.error);
	return answer(number, arguments[0], arguments[1], arguments[2]);
}

int
__wrap_prctl(int option, ...)
{
	if (option == kernel.refuses)
		return (int)refuse(kernel.error);
	kernel.filtered = kernel.filtered || option == PR_SET_SECCOMP;
	return 0;
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* Enter a sandbox with one folder on a kernel that refuses a call, or 0. */
static int
enter(int version, bool network, long refuses, int error)
{
	struct sandbox s = { .network = network };

	memset(&kernel, 0, sizeof(kernel));
	kernel.version = version;
	kernel.refuses = refuses;
	kernel.error = error;
	sandbox_allow(&s, "/", SANDBOX_WRITE);
	sandbox_allow(&s, "/not/there", SANDBOX_WRITE);
	return sandbox_enter(&s);
}

/* Each kernel is asked for all that it knows, and for nothing else. */
static void
test_versions(void **state)
{
	/* linux/landlock.h: the number of rights, by the version. */
	static const struct {
		int files, network, scope;
	} known[] = { { 13, 0, 0 }, { 14, 0, 0 }, { 15, 0, 0 }, { 15, 2, 0 },
		{ 16, 2, 0 }, { 16, 2, 2 }, { 16, 2, 2 } };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(known); i++) {
		assert_int_equal(enter((int)i + 1, false, 0, 0), 0);
		assert_true(kernel.confined && kernel.filtered);
		assert_int_equal(kernel.asked[0],
		    (UINT64_C(1) << known[i].files) - 1);
		assert_int_equal(kernel.asked[1],
		    (UINT64_C(1) << known[i].network) - 1);
		assert_int_equal(kernel.asked[2],
		    (UINT64_C(1) << known[i].scope) - 1);
		assert_int_equal(kernel.size,
		    8 * (1 + (known[i].network > 0) + (known[i].scope > 0)));
		/* A rule may not have a right that is not handled. */
		assert_int_not_equal(kernel.allowed, 0);
		assert_int_equal(kernel.allowed & ~kernel.asked[0], 0);
		/* Who fetches connects, but no run serves. */
		assert_int_equal(enter((int)i + 1, true, 0, 0), 0);
		assert_int_equal(kernel.asked[1], known[i].network > 0 ? 1 : 0);
	}
}

/* A kernel without a part does without; one that should have it must not. */
static void
test_missing_parts(void **state)
{
	static const long calls[] = { SYS_landlock_create_ruleset,
		SYS_landlock_add_rule, SYS_landlock_restrict_self,
		PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP };
	size_t i;

	(void)state;
	assert_int_equal(enter(-1, false, 0, 0), 0);
	assert_true(kernel.filtered && !kernel.confined);
	assert_string_equal(sandbox_describe(), "system calls");
	assert_int_equal(enter(3, false, PR_SET_SECCOMP, EINVAL), 0);
	assert_true(kernel.confined && !kernel.filtered);
	assert_string_equal(sandbox_describe(), "files and system calls");
	assert_int_equal(enter(4, false, PR_SET_NO_NEW_PRIVS, EINVAL), 0);
	assert_true(!kernel.confined && !kernel.filtered);
	assert_string_equal(sandbox_describe(), "files, TCP and system calls");
	for (i = 0; i < COUNT(calls); i++) {
		errno = 0;
		assert_int_equal(enter(6, false, calls[i], EPERM), -1);
		assert_int_equal(errno, EPERM);
		assert_false(kernel.confined);
	}
	/* A pipe lies in no file system. */
	assert_int_equal(enter(6, false, SYS_landlock_add_rule, EBADFD), 0);
	assert_true(kernel.confined);
}

/* Works that another process does, which this kernel lets do anything. */

static int loaded; /* libraries */

static void
load_one(void)
{
	loaded++;
}

static void (*const libraries[])(void) = { load_one, load_one, NULL };

static void
answer_word(struct buf *result, const void *input)
{
	buf_puts(result, input);
}

static void
need_library(struct buf *result, const void *input)
{
	(void)input;
	if (loaded == 0)
		sandbox_require_files();
	buf_puts(result, "with it");
}

static void
break_down(struct buf *result, const void *input)
{
	(void)result, (void)input;
	raise(SIGKILL);
}

/* A process that works apart gives back what it says, or there is a reason. */
static void
test_work_apart(void **state)
{
	static const struct {
		void (*run)(struct buf *, const void *);
		const char *said, *why;
	} works[] = { { answer_word, "a word", NULL },
		{ need_library, "with it", NULL },
		{ break_down, NULL, "its reader broke down" },
		{ loop, NULL, "it takes too long to read" },
		{ say_much, NULL, "its reader says too much" } };
	struct sandbox_work w = { .load = libraries,
		.take = take_text,
		.most = 8192,
		.name = "x",
		.seconds = 1 };
	struct buf result = { 0 };
	const char *why;
	size_t i;

	(void)state;
	assert_int_equal(enter(7, false, 0, 0), 0);
	loaded = 0;
	for (i = 0; i < COUNT(works); i++) {
		buf_clear(&result);
		w.run = works[i].run;
		fflush(NULL);
		why = sandbox_do(&w, "a word", &result);
		expect_text(why, works[i].why);
		if (why == NULL)
			assert_string_equal(result.data, works[i].said);
	}
	assert_int_equal(loaded, 1);
	buf_free(&result);
}

/* What a process is not kept from, it does not do: the run ends. */
static void
test_work_that_cannot_be_isolated(void **state)
{
	const struct sandbox_work w = { .run = answer_word,
		.take = take_text,
		.most = 8192,
		.name = "x",
		.seconds = 1 };
	struct buf result = { 0 };
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(enter(7, false, 0, 0), 0);
	fflush(NULL);
	if ((child = fork()) == 0) {
		kernel.refuses = PR_SET_SECCOMP;
		kernel.error = EPERM;
		sandbox_do(&w, "a word", &result);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EX_OSERR);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_missing_parts),
		cmocka_unit_test(test_work_apart),
		cmocka_unit_test(test_work_that_cannot_be_isolated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int
main(void)
{
	puts("1..1\nok 1 - kernels # SKIP this build has no sandbox");
	return 0;
}

#endif
