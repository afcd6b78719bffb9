/* What is not believed as an answer of arXiv's API, and attacks on the parser. */
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "arxiv/answer.h"

#define ATOM "<feed xmlns='http://www.w3.org/2005/Atom'>"
#define ENTRY                                                               \
	"<entry><id>http://arxiv.org/abs/2604.05015v1</id><title>x</title>" \
	"</entry>"

/* Seconds of the CPU that an attack of some MiB may take. */
#define SECONDS_MAX 5

static void
refuse_bytes(const char *s, size_t n, const char *why)
{
	struct answer answer;
	struct capture said;

	capture_start(&said);
	assert_int_equal(answer_read(&answer, s, n), -1);
	capture_end(&said);
	assert_string_equal(said.said, "");
	assert_int_equal(answer.papers.count, 0);
	if (strstr(answer.why, why) == NULL)
		fail_msg("wanted '%s', got '%s'", why, answer.why);
	assert_null(strpbrk(answer.why, "\r\n\t"));
	answer_free(&answer);
}

static void
refuse(const char *s, const char *why)
{
	refuse_bytes(s, strlen(s), why);
}

static void
test_what_is_no_answer(void **state)
{
	(void)state;
	refuse("", "it is empty");
	refuse(" \n", "it is empty");
	refuse("Rate exceeded.",
	    "it is no XML, but begins with \"Rate exceeded.\"");
	refuse("Rate\x01\xc3\xa9xceeded.\nMore",
	    "begins with \"Rate???xceeded.\"");
	refuse("<html><body>Sorry</body></html>",
	    "it is no Atom feed, but <html>");
	refuse("<feed/>", "it is no Atom feed, but <feed>");
	refuse("<feed xmlns='http://example.org/'/>", "it is no Atom feed");
	refuse("<html><br></html>", "line 1: Opening and ending tag mismatch");
	refuse(ATOM "<br></feed>", "line 1: Opening and ending tag mismatch");
	refuse(ATOM "</feed><feed/>", "line 1: Extra content");
	refuse_bytes("<feed\0/>", 8, "it is a binary file, or not UTF-8");
	refuse(ATOM "\xff\xfe</feed>", "it is a binary file, or not UTF-8");
	refuse("\xff\xfe" ATOM "</feed>", "not UTF-8");
	refuse("<\x8c"
	       "a/>",
	    "not UTF-8");
	refuse("<!doctype html><html></html>",
	    "it declares a document type, or the like");
}

/* What was read before the answer ends too soon is not believed. */
static void
test_what_is_cut(void **state)
{
	static const char whole[] = ATOM ENTRY ENTRY "</feed>";
	struct answer answer;
	size_t n;

	(void)state;
	for (n = 1; n < sizeof(whole) - 1; n++) {
		char *part = strndup(whole, n);

		assert_non_null(part);
		assert_int_equal(answer_read(&answer, part, n), -1);
		assert_int_equal(answer.papers.count, 0);
		assert_string_not_equal(answer.why, "");
		answer_free(&answer);
		free(part);
	}
	assert_int_equal(answer_read(&answer, whole, sizeof(whole) - 1), 0);
	answer_free(&answer);
}

static void
test_an_error_of_arxiv(void **state)
{
	(void)state;
	refuse(ATOM ENTRY
	    "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_"
	    "12</id><title>Error</title><summary>incorrect id format for 12"
	    "</summary></entry></feed>",
	    "arXiv refuses the request: incorrect id format for 12");
	refuse(ATOM
	    "<entry><id>https://arxiv.org/api/errors#x</id></entry></feed>",
	    "arXiv refuses the request: without a reason");
}

static void
test_documents_with_a_type(void **state)
{
	static const char why[] = "it declares a document type, or the like";

	(void)state;
	refuse("<!DOCTYPE feed>" ATOM "</feed>", why);
	refuse("<?xml version='1.0'?>\n<!-- x -->\n<!DOCTYPE feed SYSTEM "
	       "'http://127.0.0.1:1/x'>" ATOM "</feed>",
	    why);
	refuse("<!DOCTYPE feed [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" ATOM
	       "<entry><title>&x;</title></entry></feed>",
	    why);
	refuse(ATOM "<entry><title>&nbsp;</title></entry></feed>",
	    "line 1: Entity 'nbsp' not defined");
	refuse(ATOM "<entry><title>&#0;</title></entry></feed>", "line 1: ");
}

/* Entities that stand for ten others each: a gigabyte of a few bytes. */
static void
test_an_entity_bomb(void **state)
{
	struct buf b = { 0 };
	int i, j;

	(void)state;
	buf_puts(&b, "<?xml version='1.0'?><!DOCTYPE feed [<!ENTITY a0 'ha'>");
	for (i = 1; i < 10; i++) {
		buf_printf(&b, "<!ENTITY a%d '", i);
		for (j = 0; j < 10; j++)
			buf_printf(&b, "&a%d;", i - 1);
		buf_puts(&b, "'>");
	}
	buf_puts(&b, "]>" ATOM "<title>&a9;</title></feed>");
	refuse(b.data, "it declares a document type, or the like");
	buf_free(&b);
}

/* Reads, or refuses, what an attacker sends, and does not take long for it. */
static void
attack(const char *head, const char *each, size_t bytes, const char *why)
{
	struct buf b = { 0 };
	struct answer answer;
	clock_t began = clock();

	buf_puts(&b, head);
	repeat(&b, each, bytes / strlen(each));
	assert_int_equal(answer_read(&answer, b.data, b.length), -1);
	if (strstr(answer.why, why) == NULL)
		fail_msg("wanted '%s', got '%s': %.60s...", why, answer.why,
		    b.data);
	if (clock() - began > SECONDS_MAX * (clock_t)CLOCKS_PER_SEC)
		fail_msg("it took %ld ms: %.20s...",
		    (long)((clock() - began) / (CLOCKS_PER_SEC / 1000)), each);
	answer_free(&answer);
	buf_free(&b);
}

#define MIB ((size_t)1024 * 1024)

static void
test_attacks(void **state)
{
	(void)state;
	attack("", "<a>", 15 * MIB, "it is no Atom feed, but <a>");
	attack(ATOM, "<a>", 15 * MIB, "nested more than 16 deep");
	attack(ATOM "<a", " b='>'", 15 * MIB, "a tag of more than 4 KiB");
	attack(ATOM "<a b='", ">", 15 * MIB, "a tag of more than 4 KiB");
	attack(ATOM "<!--", "-", 15 * MIB, "it is cut");
	attack(ATOM "<", "<", 15 * MIB, "a tag of more than 4 KiB");
	attack(ATOM, "<entry/>", 15 * MIB, "more than 2000 entries");
	attack(ATOM,
	    "<entry>"
	    "</entry>",
	    15 * MIB, "more than 2000 entries");
	attack(ATOM, "<a/>", 15 * MIB, "line 1: ");
	attack(ATOM "<title>", "&amp;", 9 * MIB, "line 1: ");
	attack(ATOM "<entry><title>", "x", 15 * MIB,
	    "libxml2 does not take it");
	attack(ATOM "<entry>", "<author><name>x</name></author>", 15 * MIB,
	    "line 1: ");
	attack(ATOM "<entry>", "<category term='cs.CL'/>", 15 * MIB,
	    "line 1: ");
	attack(ATOM, "<?a?>", 15 * MIB, "line 1: ");
	attack(ATOM, " ", 17 * MIB, "it is larger than 16 MiB");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_no_answer),
		cmocka_unit_test(test_what_is_cut),
		cmocka_unit_test(test_an_error_of_arxiv),
		cmocka_unit_test(test_documents_with_a_type),
		cmocka_unit_test(test_an_entity_bomb),
		cmocka_unit_test(test_attacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
