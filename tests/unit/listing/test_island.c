#include "support.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "listing/html.h"
#include "listing/island.h"

#define TAG    "<div class=\"c\" data-target=\"DailyPapers\" data-props="
#define PROPS  "\"{&quot;a&quot;:1}\""
#define JSON   "{\"a\":1}"
#define ISLAND TAG PROPS "></div>"

/* What versions of libxml2 say differs: only the doubt is tested. */
#define EITHER ""

/* libxml2 2.9 takes what follows as another attribute. */
#define TEN	"xxxxxxxxxx"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

/* A page in small, with all that stands around an island. */
static const char page[] =
    "<!doctype html>\n<html class=\"\"><head><meta charset=\"utf-8\" />"
    "<title>T</title><script>if (1 < 2 && \"</div>\") {}</script>"
    "<style>a{}</style></head><body><!--[--><div data-target=\"Other\" "
    "data-props=\"{}\"><!----></div>" TAG "\"{&quot;t&quot;:&quot;A &amp;amp; "
    "&lt;b>'s &#39;&#x27;&#233; \xc3\xa9&quot;}\"><p>x <input disabled=\"\"/>"
    "</div></body></html>\n";

static const char page_json[] = "{\"t\":\"A &amp; <b>'s ''\xc3\xa9 \xc3\xa9\"}";

/*
 * The invariant: the scan finds what libxml2 finds in the same bytes, or
 * nothing.  Return whether it found it.
 */
static bool
agrees(const char *s, size_t n)
{
	struct buf fast = { 0 }, slow = { 0 };
	bool found = island_find(&fast, s, n);

	if (found) {
		if (!listing_html_island(&slow, s, n) ||
		    strcmp(fast.data, slow.data) != 0)
			fail_msg("scan says %s, libxml2 %s, of %.*s", fast.data,
			    slow.length > 0 ? slow.data : "nothing", (int)n, s);
	} else
		assert_int_equal(fast.length, 0);
	buf_free(&fast);
	buf_free(&slow);
	return found;
}

static void
test_value(void **state)
{
	struct buf json = { 0 };

	(void)state;
	assert_true(island_find(&json, page, strlen(page)));
	assert_string_equal(json.data, page_json);
	assert_int_equal(json.length, strlen(page_json));
	assert_true(agrees(page, strlen(page)));
	buf_free(&json);
}

/* Forms the scan answers for. */
static void
test_sure(void **state)
{
	static const char *const pages[] = {
		ISLAND,
		"\n <!DOCTYPE html>" ISLAND,
		/* look-alikes that are none */
		"<!-- " ISLAND " -->" ISLAND,
		"<script>'" ISLAND "'</script>" ISLAND,
		"<style>" ISLAND "</style>" ISLAND,
		"<a title='" ISLAND "'></a>" ISLAND,
		"&lt;div data-target=\"DailyPapers\">" ISLAND,
		"<div data-target=\"DailyPapersBannerSubscribe\" "
		"data-props=\"{}\"></div>" ISLAND,
		/* order and blanks */
		"<div data-props=" PROPS "\n\tdata-target=\"DailyPapers\" >",
		"<div data-props=" PROPS " hidden data-target=\"DailyPapers\" "
		"id=x />",
		/* what else stands on pages */
		"<svg viewBox=\"0 0 1 1\"><title>T</title>"
		"<linearGradient/></svg>" ISLAND,
		"<img alt='a > b' src=\"x?a&b\"><br>" ISLAND,
		"<noscript><p>x</p></noscript>" ISLAND "</p></body></html>",
		ISLAND "<!-- a - b --> <!----> text & more",
	};
	struct buf json = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		if (!agrees(pages[i], strlen(pages[i])))
			fail_msg("not found in %s", pages[i]);
		assert_true(island_find(&json, pages[i], strlen(pages[i])));
		assert_string_equal(json.data, JSON);
		buf_free(&json);
	}
}

/* Forms it leaves to libxml2, and what that says: the JSON or nothing. */
static void
test_doubts(void **state)
{
	static const struct {
		const char *page;
		const char *json;
	} tests[] = {
		{ "", NULL },
		{ "<p>no island</p>", NULL },
		{ ISLAND ISLAND, NULL },
		{ "<div data-target=\"DailyPapers\"></div>", NULL },
		{ TAG "\"\"></div>", NULL },
		{ "<div data-props=" PROPS "></div>", NULL },
		/* one that is plain and one that is not */
		{ "<div data-target=\"Daily&#80;apers\" data-props=" PROPS
		  ">" ISLAND,
		    NULL },
		{ "<div data-target=DailyPapers data-props=\"\">" ISLAND,
		    NULL },
		{ "<div " HUNDRED
		  "data-target=\"DailyPapers\" data-props=" PROPS ">" ISLAND,
		    EITHER },
		{ "<script/>" ISLAND "</script>" ISLAND, EITHER },
		{ "<!-->" ISLAND "-->" ISLAND, EITHER },
		/* other ways to write the same */
		{ "<div data-target=\"DailyPapers\"data-props=" PROPS ">",
		    JSON },
		{ "<div DATA-target=\"DailyPapers\" data-props=" PROPS ">",
		    JSON },
		{ "<DIV DATA-TARGET=\"DailyPapers\" DATA-PROPS=" PROPS ">",
		    JSON },
		{ TAG "'{\"a\":1}'></div>", JSON },
		{ TAG "{&quot;a&quot;:1}></div>", JSON },
		{ "<div data-target='DailyPapers' data-props=" PROPS ">",
		    JSON },
		{ "<div data-target=DailyPapers data-props=" PROPS ">", JSON },
		{ "<div data-target = \"DailyPapers\" data-props = " PROPS ">",
		    JSON },
		{ "<div data-target=\"Daily&#80;apers\" data-props=" PROPS ">",
		    JSON },
		{ "<main data-target=\"DailyPapers\" data-props=" PROPS ">",
		    JSON },
		/* the first of two attributes counts */
		{ TAG PROPS " data-props=\"{}\"></div>", JSON },
		{ "<div data-target=\"X\" data-target=\"DailyPapers\" "
		  "data-props=" PROPS ">",
		    NULL },
		/* references */
		{ TAG "\"{&quot;a&quot:1}\">", EITHER },
		{ TAG "\"&bogus;&apos;&eacute;& &\">", "&bogus;'\xc3\xa9& &" },
		{ TAG "\"1&#0;2&#x110000;3&#xd800;4&#1;5\">",
		    "1\xef\xbf\xbd"
		    "2\xef\xbf\xbd"
		    "3\xef\xbf\xbd"
		    "4\xef\xbf\xbd"
		    "5" },
		{ TAG "\"&#x41&#66;&#67 \">", "ABC " },
		{ TAG "\"a\nb\tc\">", "a\nb\tc" },
		/* bytes that are no UTF-8 */
		{ "\xff" TAG "\"caf\xc3\xa9 \xc3\xff\xed\xa0\x80!\">",
		    "caf\xc3\xa9 !" },
		{ "<scr\xffipt>" ISLAND "</script>", NULL },
		/* comments and scripts parsers differ about */
		{ "<!-->" ISLAND, EITHER },
		{ "<!-- -- -->" ISLAND, JSON },
		{ "<script><!-- </script>" ISLAND, EITHER },
		{ "<script/>" ISLAND, EITHER },
		{ "<title><b></title>" ISLAND, EITHER },
		{ "<? x ?>" ISLAND, JSON },
		{ "a < b" ISLAND, JSON },
	};
	struct buf json = { 0 };
	size_t i, n;
	bool found;

	(void)state;
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		n = strlen(tests[i].page);
		if (island_find(&json, tests[i].page, n))
			fail_msg("no doubt about %s", tests[i].page);
		found = listing_html_island(&json, tests[i].page, n);
		if (tests[i].json == NULL || *tests[i].json != '\0')
			assert_int_equal(found, tests[i].json != NULL);
		if (found && tests[i].json != NULL && *tests[i].json != '\0' &&
		    strcmp(json.data, tests[i].json) != 0)
			fail_msg("libxml2 says %s of %s", json.data,
			    tests[i].page);
		buf_free(&json);
	}
}

/* A NUL would end the value for libxml2. */
static void
test_nul(void **state)
{
	static const char nul[] = TAG "\"{\0}\"></div>";
	struct buf json = { 0 };

	(void)state;
	assert_false(island_find(&json, nul, sizeof(nul) - 1));
}

/* Cut anywhere: before the value's end nothing is found. */
static void
test_cut_before_its_end_nothing_is_found(void **state)
{
	size_t n, whole = (size_t)(strstr(page, "<p>x") - page);

	(void)state;
	for (n = 0; n < strlen(page); n++) {
		if (agrees(page, n))
			assert_true(n >= whole);
	}
	assert_true(agrees(page, whole));
}

/* All that could change a page's meaning, put in at every byte. */
static void
test_insertions(void **state)
{
	static const char *const pieces[] = {
		"\"",
		"'",
		">",
		"<",
		"/",
		"&",
		";",
		"=",
		" ",
		"\f",
		"\v",
		"-",
		"--",
		"!",
		"#",
		"&#",
		"&#x",
		"&quot;",
		"&#0;",
		"&lt",
		"&#34;",
		"\\",
		"\x01",
		"\x7f",
		"\xff",
		"\xc3",
		"\xc2\x80",
		"\xef\xbf\xbe",
		"\xef\xbb\xbf",
		"x",
		"A",
		"_",
		":",
		".",
		"<!--",
		"-->",
		"<!-->",
		"--!>",
		"<!",
		"<?",
		"?>",
		"</",
		"<script>",
		"</script>",
		"<script ",
		"<style>",
		"</style>",
		"<title>",
		"</title>",
		"<textarea>",
		"<xmp>",
		"<plaintext>",
		"<svg>",
		"<math>",
		"<![CDATA[",
		"]]>",
		"<template>",
		"<noscript>",
		"<frameset>",
		"<body>",
		"<html>",
		"<head>",
		"<table>",
		"<p>",
		"<a>",
		"</body>",
		"</html>",
		"</head>",
		"<select>",
		"<option>",
		"<base>",
		"<!doctype html>",
		"data-target=\"DailyPapers\"",
		" data-target=\"X\" ",
		" data-props=\"\" ",
		ISLAND,
	};
	struct buf b = { 0 };
	size_t i, at, found = 0;

	(void)state;
	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		for (at = 0; at <= strlen(page); at++) {
			buf_clear(&b);
			buf_add(&b, page, at);
			buf_puts(&b, pieces[i]);
			buf_puts(&b, page + at);
			found += agrees(b.data, b.length);
		}
	}
	/* Or nothing was compared. */
	assert_in_range(found, 2000, SIZE_MAX);
	buf_free(&b);
}

/* A small generator of our own, so that every run is the same. */
static uint32_t
draw(uint32_t *seed, size_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (uint32_t)((*seed >> 8) % below);
}

static void
test_flips(void **state)
{
	static const char likely[] = "<>\"'&;=/-! \nsScCdDtT#x0";
	char copy[sizeof(page)];
	uint32_t seed = 20260408;
	size_t found = 0, at;
	int i, n;

	(void)state;
	for (i = 0; i < 20000; i++) {
		memcpy(copy, page, sizeof(page));
		for (n = (int)draw(&seed, 3); n >= 0; n--) {
			at = draw(&seed, sizeof(page) - 1);
			if (n % 2 == 0)
				copy[at] =
				    likely[draw(&seed, sizeof(likely) - 1)];
			else
				copy[at] = (char)(1 + draw(&seed, 255));
		}
		found += agrees(copy, sizeof(page) - 1);
	}
	assert_in_range(found, 1000, SIZE_MAX);
}

/* Nesting that libxml2 is not let in for is a doubt here as well. */
static void
test_depth(void **state)
{
	struct buf b = { 0 }, json = { 0 };
	int i;

	(void)state;
	for (i = 0; i < 20000; i++)
		buf_puts(&b, "<b>");
	buf_puts(&b, ISLAND);
	assert_false(island_find(&json, b.data, b.length));
	assert_false(listing_html_island(&json, b.data, b.length));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_value),
		cmocka_unit_test(test_sure),
		cmocka_unit_test(test_doubts),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_cut_before_its_end_nothing_is_found),
		cmocka_unit_test(test_insertions),
		cmocka_unit_test(test_flips),
		cmocka_unit_test(test_depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
