#include "support.h"

#include <string.h>

#include "feed/format.h"
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

/* What the feeds say of their own type is what is asked of the server. */
static void
test_the_types_are_those_of_the_feeds(void **state)
{
	char name[32];
	size_t i;

	(void)state;
	for (i = 0; format_feeds[i].extension != NULL; i++) {
		snprintf(name, sizeof(name), "all.%s",
		    format_feeds[i].extension);
		assert_string_equal(web_answer_type(name)->wanted,
		    format_feeds[i].type);
	}
	assert_string_equal(web_answer_type("status.json")->wanted,
	    "application/json");
	assert_null(web_answer_type("favicon.ico"));
	assert_null(web_answer_type("atom"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_fault_is_found),
		cmocka_unit_test(test_types_are_compared_whole),
		cmocka_unit_test(test_the_types_are_those_of_the_feeds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
