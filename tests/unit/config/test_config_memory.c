/* Reading a configuration when memory runs out. */
#include "config_support.h"
#include "memory_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

/*
 * Load a file in another process, in which one allocation fails.  Return its
 * exit status; 0 says that there were not so many.
 */
static int
load_without(const char *path, long number, char said[static 512])
{
	struct config config;
	int ends[2], status = -1;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	if ((pid = fork()) == 0) {
		dup2(ends[1], STDERR_FILENO);
		fail_allocation(number);
		status = config_load(&config, path);
		/* What _exit() allocates, for coverage, does not fail. */
		status = allocation_has_failed() || status == -1 ? 1 : 0;
		_exit(status);
	}
	assert_int_not_equal(pid, -1);
	close(ends[1]);
	n = read(ends[0], said, 511);
	said[n > 0 ? n : 0] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFEXITED(status))
		fail_msg("allocation %ld: signal %d", number, WTERMSIG(status));
	return WEXITSTATUS(status);
}

/* Each time there is one line and status 71, and never a crash. */
static void
test_each_allocation_fails_in_turn(void **state)
{
	static const char start[] = SITE
	    "source daily {\n\turl = 'https://source.example.org/{date}'\n}\n";
	const struct place *p = *state;
	char text[16384], said[512];
	size_t n = sizeof(start) - 1;
	long number;
	int i, status;

	memcpy(text, start, n);
	/* So many that arrays and the arena grow. */
	for (i = 0; i < 40; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n,
		    "topic t%d {\n\ttitle = 'T %d'\n"
		    "\tmatch = '(a%d OR \"b c\") NOT NEAR(d e)'\n}\n",
		    i, i, i);
	write_file(p->file, text, n);
	for (number = 1; number < 10000; number++) {
		status = load_without(p->file, number, said);
		if (status == 0)
			break;
		if (status != EX_OSERR || strchr(said, '\n') == NULL ||
		    strchr(said, '\n')[1] != '\0' ||
		    strstr(said, "Cannot allocate memory") == NULL)
			fail_msg("allocation %ld: status %d: %s", number,
			    status, said);
	}
	assert_in_range(number, 20, 9999);
	assert_string_equal(said, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_each_allocation_fails_in_turn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
