#include "hostile_support.h"

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "base/buf.h"
#include "base/xml.h"

static void
test_hostile_text(void **state)
{
	struct buf b = { 0 };
	struct xml x;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		xml_start(&x, &b);
		xml_open(&x, "a");
		xml_text(&x, hostile[i].string);
		xml_close(&x);
		assert_int_equal(xml_end(&x), 0);
		xmlFreeDoc(parse(&b));
		expect_bytes(&b, HEAD, "\n<a>", hostile[i].text, "</a>\n");
	}
	buf_free(&b);
}

static void
test_hostile_attribute(void **state)
{
	struct buf b = { 0 };
	struct xml x;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		xml_start(&x, &b);
		xml_open(&x, "a");
		xml_attribute(&x, "b", hostile[i].string);
		xml_attribute(&x, "none", NULL);
		xml_close(&x);
		assert_int_equal(xml_end(&x), 0);
		xmlFreeDoc(parse(&b));
		expect_bytes(&b, HEAD, "\n<a b=\"", hostile[i].attribute,
		    "\"/>\n");
	}
	buf_free(&b);
}

static void
test_plain_element(void **state)
{
	struct buf b = { 0 };
	struct xml x;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		xml_start(&x, &b);
		xml_plain_element(&x, "a", hostile[i].string);
		assert_int_equal(xml_end(&x), 0);
		xmlFreeDoc(parse(&b));
		expect_bytes(&b, HEAD, "\n<a>", hostile[i].plain, "</a>\n");
	}
	buf_free(&b);
}

/* What is read again is what was written. */
static void
test_round_trip(void **state)
{
	struct buf b = { 0 };
	struct xml x;
	xmlDoc *doc;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		xml_start(&x, &b);
		xml_open(&x, "r");
		xml_attribute(&x, "a", hostile[i].string);
		xml_element(&x, "t", hostile[i].string);
		xml_plain_element(&x, "p", hostile[i].string);
		xml_element(&x, "none", NULL);
		xml_plain_element(&x, "none", NULL);
		xml_close(&x);
		assert_int_equal(xml_end(&x), 0);
		doc = parse(&b);
		expect_all(doc, "//t", 1, hostile[i].left);
		expect_all(doc, "//p", 1, hostile[i].left);
		expect_all(doc, "//@a", 1, hostile[i].left);
		expect_all(doc, "//none", 0, NULL);
		xmlFreeDoc(doc);
		buf_clear(&b);
	}
	buf_free(&b);
}

static void
test_layout(void **state)
{
	struct buf b = { 0 };
	struct xml x;

	(void)state;
	xml_start(&x, &b);
	xml_open(&x, "a");
	xml_attribute(&x, "one", "1");
	xml_attribute(&x, "two", "2");
	xml_element(&x, "b", "text");
	xml_open(&x, "c");
	xml_element(&x, "d", "");
	xml_open(&x, "e");
	xml_close(&x);
	xml_close(&x);
	xml_close(&x);
	assert_int_equal(xml_end(&x), 0);
	expect_bytes(&b, HEAD, "\n<a one=\"1\" two=\"2\">\n\t<b>text</b>\n",
	    "\t<c>\n\t\t<d></d>\n\t\t<e/>\n\t</c>\n", "</a>\n");
	buf_free(&b);
}

/* What a careless caller may do: it must be told at the end. */

static void
leave_open(struct xml *x)
{
	xml_open(x, "a");
}

static void
close_twice(struct xml *x)
{
	xml_element(x, "a", "b");
	xml_close(x);
}

static void
close_and_open(struct xml *x)
{
	xml_close(x);
	xml_open(x, "a");
	xml_close(x);
}

static void
give_text_to_none(struct xml *x)
{
	xml_text(x, "b");
	xml_element(x, "a", "b");
}

static void
give_text_behind(struct xml *x)
{
	xml_element(x, "a", "b");
	xml_text(x, "b");
}

static void
give_attribute_to_none(struct xml *x)
{
	xml_attribute(x, "b", "c");
	xml_element(x, "a", "b");
}

static void
give_attribute_behind_text(struct xml *x)
{
	xml_open(x, "a");
	xml_text(x, "b");
	xml_attribute(x, "c", "d");
	xml_close(x);
}

static void
give_attribute_behind_child(struct xml *x)
{
	xml_open(x, "a");
	xml_element(x, "b", "c");
	xml_attribute(x, "d", "e");
	xml_close(x);
}

static void
nest_too_deeply(struct xml *x)
{
	size_t i;

	for (i = 0; i <= XML_DEPTH; i++)
		xml_open(x, "a");
	for (i = 0; i <= XML_DEPTH; i++)
		xml_close(x);
}

static void
fill_up(struct xml *x)
{
	x->out->max = x->out->length + 10;
	xml_element(x, "a", "0123456789");
}

static void
open_two_roots(struct xml *x)
{
	xml_element(x, "a", "b");
	xml_element(x, "c", "d");
}

typedef void misuse(struct xml *);

/* It sticks, though what comes behind it is right. */
static void
expect_failure(misuse *wrong)
{
	struct buf b = { 0 };
	struct xml x;

	xml_start(&x, &b);
	wrong(&x);
	xml_element(&x, "z", "z");
	assert_int_equal(xml_end(&x), -1);
	buf_free(&b);
}

static void
test_misuse(void **state)
{
	static misuse *const misuses[] = {
		leave_open,
		close_twice,
		close_and_open,
		give_text_to_none,
		give_text_behind,
		give_attribute_to_none,
		give_attribute_behind_text,
		give_attribute_behind_child,
		nest_too_deeply,
		fill_up,
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(misuses) / sizeof(misuses[0]); i++)
		expect_failure(misuses[i]);
}

/* A document is one element (XML 1.0 section 2.1). */
static void
test_misuse_of_root(void **state)
{
	struct buf b = { 0 };
	struct xml x;

	(void)state;
	expect_failure(open_two_roots);
	xml_start(&x, &b);
	assert_int_equal(xml_end(&x), -1);
	buf_free(&b);
}

static void
test_deep_enough(void **state)
{
	struct buf b = { 0 };
	struct xml x;
	size_t i;

	(void)state;
	xml_start(&x, &b);
	for (i = 0; i < XML_DEPTH; i++)
		xml_open(&x, "a");
	while (i-- > 0)
		xml_close(&x);
	assert_int_equal(xml_end(&x), 0);
	xmlFreeDoc(parse(&b));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile_text),
		cmocka_unit_test(test_hostile_attribute),
		cmocka_unit_test(test_plain_element),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_misuse),
		cmocka_unit_test(test_misuse_of_root),
		cmocka_unit_test(test_deep_enough),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
