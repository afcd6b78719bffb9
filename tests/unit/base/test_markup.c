#include "hostile_support.h"

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/markup.h"

static void
test_hostile_text(void **state)
{
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		markup_add(&b, HEAD "\n<a>%s</a>\n", hostile[i].string);
		xmlFreeDoc(parse(&b));
		expect_bytes(&b, HEAD, "\n<a>", hostile[i].text, "</a>\n");
	}
	buf_free(&b);
}

static void
test_hostile_attribute(void **state)
{
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		markup_add(&b, HEAD "\n<a b=\"%s\"/>\n", hostile[i].string);
		xmlFreeDoc(parse(&b));
		expect_bytes(&b, HEAD, "\n<a b=\"", hostile[i].attribute,
		    "\"/>\n");
		buf_puts(&b, HEAD "\n<a");
		markup_add_attribute(&b, "b", hostile[i].string);
		markup_add_attribute(&b, "none", NULL);
		buf_puts(&b, "/>\n");
		expect_bytes(&b, HEAD, "\n<a b=\"", hostile[i].attribute,
		    "\"/>\n");
	}
	buf_free(&b);
}

static void
test_hostile_plain_text(void **state)
{
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		markup_add_plain(&b, HEAD "\n<a>%s</a>\n", hostile[i].string);
		xmlFreeDoc(parse(&b));
		expect_bytes(&b, HEAD, "\n<a>", hostile[i].plain, "</a>\n");
	}
	buf_free(&b);
}

/* What is read again is what was written, wherever it stands in the format. */
static void
test_round_trip(void **state)
{
	struct buf b = { 0 };
	const char *s;
	xmlDoc *doc;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		s = hostile[i].string;
		markup_add(&b, HEAD "\n<r a=\"%s\"><t a=\"%s\">%s</t><t>%s</t>",
		    s, s, s, s);
		markup_add_plain(&b, "<p a=\"%s\">%s</p></r>\n", s, s);
		doc = parse(&b);
		expect_all(doc, "//t", 2, hostile[i].left);
		expect_all(doc, "//p", 1, hostile[i].left);
		expect_all(doc, "//@a", 3, hostile[i].left);
		xmlFreeDoc(doc);
		buf_clear(&b);
	}
	buf_free(&b);
}

/* A text that looks like a tag does not change the place of the next one. */
static void
test_text_does_not_open_a_tag(void **state)
{
	struct buf b = { 0 };

	(void)state;
	markup_add(&b, "<a b=\"%s\">%s%s</a>", "c>", "<d e=", "\"f\"");
	assert_string_equal(b.data, "<a b=\"c&gt;\">&lt;d e=\"f\"</a>");
	buf_free(&b);
}

/* Only %s would be escaped, so no other conversion gets through. */
static void
test_other_conversions_end_the_program(void **state)
{
	struct buf b = { 0 };
	int status;
	pid_t child;

	(void)state;
	if ((child = fork()) == 0) {
		close(STDERR_FILENO);
		markup_add(&b, "<a>%d</a>", 1);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EX_SOFTWARE);
}

static void
test_full_buffer(void **state)
{
	struct buf b = { .max = 10 };

	(void)state;
	markup_add(&b, "<a>%s</a>", "0123456789");
	assert_true(b.full);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile_text),
		cmocka_unit_test(test_hostile_attribute),
		cmocka_unit_test(test_hostile_plain_text),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_text_does_not_open_a_tag),
		cmocka_unit_test(test_other_conversions_end_the_program),
		cmocka_unit_test(test_full_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
