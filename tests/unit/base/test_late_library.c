/* Libraries that are not there, and one whose memory runs out. */
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <libxml/xmlmemory.h>

#include "memory_support.h"
#include "base/late_library.h"
#include "base/libxml2.h"

/* What a library should have: one function that the C library has, and another. */
struct table {
	void *first, *second;
};

static const struct late_function functions[] = {
	{ "strlen", offsetof(struct table, first) },
	{ "there_is_no_such_function", offsetof(struct table, second) },
};

static void
load_missing(void)
{
	struct table table = { 0 };

	late_library_load("libnotthere.so.1", functions, 1, &table);
}

static void
load_without_function(void)
{
	struct table table = { 0 };

	late_library_load(NULL, functions, 2, &table);
}

static void
allocate(void)
{
	fail_allocation(1);
	xmlFree(xmlMalloc(16));
}

static void
reallocate(void)
{
	static void *volatile p; /* where a leak checker finds it */

	p = xmlMalloc(16);
	fail_allocation(1);
	xmlFree(xmlRealloc(p, 32));
}

/* It must end the process with a status and a line. */
static void
expect_end(void (*ends)(void), int wanted, const char *words)
{
	struct capture errors;
	int status;
	pid_t child;

	fflush(NULL);
	capture_start(&errors);
	if ((child = fork()) == 0) {
		ends();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	capture_end(&errors);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), wanted);
	assert_non_null(strstr(errors.said, words));
}

static void
test_what_is_missing_is_named(void **state)
{
	struct table table = { 0 };

	(void)state;
	expect_end(load_missing, EX_SOFTWARE,
	    "a library is missing: libnotthere.so.1: ");
	expect_end(load_without_function, EX_SOFTWARE,
	    "there_is_no_such_function");
	late_library_load(NULL, functions, 1, &table);
	assert_non_null(table.first);
	assert_null(table.second);
}

/* Its HTML parser would loop for ever. */
static void
test_libxml2_ends_without_memory(void **state)
{
	char *text;

	(void)state;
	assert_non_null(libxml2());
	text = xmlMemStrdup("text");
	assert_string_equal(text, "text");
	xmlFree(text);
	expect_end(allocate, EX_OSERR, "Cannot allocate memory");
	expect_end(reallocate, EX_OSERR, "Cannot allocate memory");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_missing_is_named),
		cmocka_unit_test(test_libxml2_ends_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
