#include "support.h"

#include <string.h>

#include "cli/web_answer.h"

/* A right answer for a feed. */
static struct web_answer
right(void)
{
	return (struct web_answer){ .type = web_answer_type("all.atom"),
		.sent = "application/atom+xml",
		.same = true,
		.has_validator = true,
		.not_modified = true,
		.compressed = true,
		.has_twin = true };
}

static void
expect(const struct web_answer *a, enum web_fault wanted)
{
	assert_int_equal(web_answer_judge(a), wanted);
	assert_int_equal(strlen(web_answer_advice(wanted)) == 0,
	    wanted == WEB_GOOD);
}

static void
test_each_fault_is_found(void **state)
{
	struct web_answer a = right();

	(void)state;
	expect(&a, WEB_GOOD);
	a.compressed = false;
	expect(&a, WEB_NO_TWIN);
	a.has_twin = false;
	expect(&a, WEB_GOOD);
	a.sent = "text/xml";
	expect(&a, WEB_ODD_TYPE);
	a.not_modified = false;
	expect(&a, WEB_SENT_AGAIN);
	a.has_validator = false;
	expect(&a, WEB_NO_VALIDATOR);
	a.sent = "text/plain";
	expect(&a, WEB_WRONG_TYPE);
	a.same = false;
	expect(&a, WEB_OTHER_BYTES);
}

/* A type that is only part of one that readers take is wrong. */
static void
test_types_are_compared_whole(void **state)
{
	static const char *const wrong[] = { "", "text/x", "xml", "ext/xml",
		"application/atom", "application/xml,",
		"application/octet-stream" };
	struct web_answer a = right();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(wrong); i++) {
		a.sent = wrong[i];
		if (web_answer_judge(&a) != WEB_WRONG_TYPE)
			fail_msg("%s", wrong[i]);
	}
	a.type = web_answer_type("index.html");
	a.sent = "application/xhtml+xml";
	expect(&a, WEB_WRONG_TYPE);
}

/* Whole names, and endings of topics' files. */
static void
test_each_file_has_its_type(void **state)
{
	static const struct {
		const char *file, *wanted;
	} files[] = {
		{ "all.atom", "application/atom+xml" },
		{ "all.rss", "application/rss+xml" },
		{ "all.json", "application/feed+json" },
		{ "all.bib", "application/x-bibtex" },
		{ "index.html", "text/html" },
		{ "feeds.opml", "text/x-opml" },
		{ "status.json", "application/json" },
		{ "status-quo.json", "application/feed+json" },
		{ "my-status.json", "application/feed+json" },
		{ "style.css", "text/css" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(files); i++)
		assert_string_equal(web_answer_type(files[i].file).wanted,
		    files[i].wanted);
	assert_null(web_answer_type("favicon.ico").wanted);
	assert_null(web_answer_type("atom").wanted);
	assert_null(web_answer_type("all.atoms").wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_fault_is_found),
		cmocka_unit_test(test_types_are_compared_whole),
		cmocka_unit_test(test_each_file_has_its_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
