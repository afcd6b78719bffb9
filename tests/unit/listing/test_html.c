#include "support.h"

#include <err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "listing/draft.h"
#include "listing/html.h"
#include "listing/listing.h"

#define HEAD                                                     \
	"<!doctype html><html><head><title>Daily Papers</title>" \
	"</head><body>"
#define TREND "<html><head><title>\n Trending Papers - X</title></head><body>"
#define END   "</body></html>\n"
#define JSON                                                           \
	"{&quot;dailyPapers&quot;:[{&quot;paper&quot;:{&quot;id&quot;" \
	":&quot;2604.00001&quot;,&quot;title&quot;:&quot;A &amp; B"    \
	"&quot;}}],&quot;dateString&quot;:&quot;2026-04-08&quot;}"
#define TAG    "<div data-target=\"DailyPapers\" data-props="
#define ISLAND TAG "\"" JSON "\"></div>"
#define OTHER  "<div data-target=\"MainHeader\" data-props=\"{}\"></div>"
#define DATE   "<a href=\"/papers/date/2026-04-07\"></a><div>Apr 8</div>"
#define CARD(id, title) \
	"<article><h3><a href=\"/papers/" id "\">" title "</a></h3></article>"

static struct listing l;
static struct buf said;

/* Read a page and keep what is written to standard error. */
static int
read_bytes(const char *s, size_t n, int64_t asked)
{
	const struct listing_request request = { .name = "page",
		.asked = asked,
		.now = date_from_ymd(2026, 5, 1) };
	struct draft d = { .request = &request,
		.listing = { .day = DATE_NONE } };
	struct capture c;
	size_t i;
	int ret;

	listing_free(&l);
	buf_clear(&said);
	capture_start(&c);
	ret = listing_html_read(&d, s, n);
	l = d.listing;
	for (i = 0; i < l.warnings.count; i++)
		warnx("page: %s", l.warnings.names[i]);
	if (l.why[0] != '\0')
		warnx("page: %s", l.why);
	capture_end(&c);
	buf_puts(&said, c.said);
	return ret;
}

static int
read_page(const char *s)
{
	return read_bytes(s, strlen(s), DATE_NONE);
}

static void
expect_said(const char *what)
{
	if (said.length == 0 || strstr(said.data, what) == NULL)
		fail_msg("said: %s", said.length == 0 ? "" : said.data);
	/* One line. */
	assert_ptr_equal(strchr(said.data, '\n'), said.data + said.length - 1);
}

static void
test_island(void **state)
{
	(void)state;
	assert_int_equal(read_page(HEAD OTHER ISLAND END), 0);
	assert_int_equal(l.papers.count, 1);
	assert_string_equal(l.papers.papers[0].id, "2604.00001");
	assert_string_equal(l.papers.papers[0].source.title, "A & B");
	assert_int_equal(l.kind, LISTING_DAY);
	assert_string_equal(l.label, "2026-04-08");
	assert_true(l.complete);
	assert_int_equal(said.length, 0);

	assert_int_equal(read_page(TREND ISLAND END), 0);
	assert_int_equal(l.kind, LISTING_TRENDING);
	assert_string_equal(l.label, "2026-04-08");
}

/* However the island is written, and whatever stands around it. */
static void
test_soup(void **state)
{
	static const char *const pages[] = {
		HEAD "<DIV DATA-PROPS=\"" JSON
		     "\" DATA-TARGET=DailyPapers>" END,
		HEAD "<div data-target = 'DailyPapers' data-props = '" JSON
		     "'>" END,
		HEAD "</p><b><i></b><table><tr><a href=x <p>" ISLAND
		     "</i><li></table>" END,
		/* the JSON's end proves that it is whole */
		HEAD ISLAND,
		ISLAND "<p",
		/* cards do not matter then */
		HEAD ISLAND CARD("2604.00002", "Other") END,
		"<p>a < b</p>" ISLAND CARD("2604.00002", "Other") END,
		"<p>\xff</p>" ISLAND,
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		if (read_page(pages[i]) == -1)
			fail_msg("%s: %s", pages[i], said.data);
		assert_int_equal(l.papers.count, 1);
		assert_string_equal(l.papers.papers[0].source.title, "A & B");
		assert_int_equal(said.length, 0);
	}
}

static void
test_many_unclosed(void **state)
{
	struct buf b = { 0 };
	int i;

	(void)state;
	for (i = 0; i < 5000; i++)
		buf_puts(&b, "<font>");
	buf_puts(&b, ISLAND);
	assert_int_equal(read_bytes(b.data, b.length, DATE_NONE), 0);
	assert_int_equal(l.papers.count, 1);
	buf_clear(&b);
	for (i = 0; i < 100000; i++)
		buf_puts(&b, "<div>");
	buf_puts(&b, ISLAND END);
	assert_int_equal(read_bytes(b.data, b.length, DATE_NONE), -1);
	expect_said("nested more than 10000 deep");
	buf_free(&b);
}

/* Cut at every byte: all or nothing, and a reason. */
static void
test_cut_anywhere_all_or_nothing(void **state)
{
	static const char page[] = HEAD ISLAND CARD("2604.00001", "A") END;
	size_t n, whole;

	(void)state;
	/* the JSON is there to its last byte */
	whole = (size_t)(strstr(page, "\"></div>") - page);
	for (n = 1; n < strlen(page); n++) {
		if (n >= whole) {
			assert_int_equal(read_bytes(page, n, DATE_NONE), 0);
			assert_int_equal(l.papers.count, 1);
			assert_int_equal(said.length, 0);
			continue;
		}
		assert_int_equal(read_bytes(page, n, DATE_NONE), -1);
		assert_int_equal(l.papers.count, 0);
		/* behind a bracket it could as well be the JSON */
		expect_said(page[n - 1] == '}' || page[n - 1] == ']' ?
			"JSON is" :
			"page is cut: no </html>");
	}
}

/* Cards may be missing from a cut page, so all of it must be there. */
static void
test_cut_cards(void **state)
{
	static const char page[] = HEAD CARD("2604.00001", "A")
	    CARD("2604.00002", "B") "</body></HTML >\n<!-- saved -->\n";
	size_t n, end;

	(void)state;
	assert_int_equal(read_page(page), 0);
	assert_int_equal(l.papers.count, 2);
	end = (size_t)(strstr(page, ">\n<!--") - page) + 1;
	for (n = 1; n < end; n++) {
		assert_int_equal(read_bytes(page, n, DATE_NONE), -1);
		expect_said("page is cut: no </html>");
	}
	assert_int_equal(read_bytes(page, end, DATE_NONE), 0);
	assert_int_equal(read_page(HEAD CARD("1", "A") END "<p>"), -1);
	assert_int_equal(read_page(HEAD CARD("1", "A") END " -->"), -1);
}

/* Why a page is refused. */
static void
test_refused_pages_say_why(void **state)
{
	static const struct {
		const char *page;
		const char *why;
	} tests[] = {
		{ "<html><body><h1>502 Bad Gateway</h1></body></html>",
		    "page has no island DailyPapers and no cards; islands are "
		    "none" },
		{ HEAD OTHER "<div data-target=\"X\x1b[1m\"><div data-target="
			     "\"DeviceProvider\">" END,
		    "islands are MainHeader, DeviceProvider\n" },
		{ HEAD ISLAND ISLAND END,
		    "page has 2 islands DailyPapers and no cards" },
		{ HEAD TAG "\"\"></div>" END,
		    "page has nothing in its island DailyPapers" },
		{ HEAD "<div data-target=\"DailyPapers\"></div>" END,
		    "page has nothing in its island DailyPapers" },
		{ HEAD "<article><h3>A</h3></article><article><h3>"
		       "<a href=\"/blog/b\">B</a></h3></article>" END,
		    "page shows 2 cards but none has a heading with a link to "
		    "/papers/" },
		{ "<p>", "page is cut: no </html>" },
		{ HEAD TAG "\"{} x\"></div>" END, "JSON ends at" },
		{ HEAD TAG "\"{&quot;a&quot;:1}\"></div>" END,
		    "no array dailyPapers; its keys are a" },
		{ HEAD TAG "'{\"a\":1}'></div>" END,
		    "no array dailyPapers; its keys are a" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		assert_int_equal(read_page(tests[i].page), -1);
		assert_int_equal(l.papers.count, 0);
		expect_said(tests[i].why);
	}
}

/* Cards take over from an island that is no use. */
static void
test_fallback(void **state)
{
	static const struct {
		const char *page;
		const char *said; /* of the island */
	} tests[] = {
		{ HEAD OTHER CARD("2604.00002", "Other") END, NULL },
		{ HEAD ISLAND ISLAND CARD("2604.00002", "Other") END, NULL },
		{ HEAD TAG "\"\">" CARD("2604.00002", "Other") END, NULL },
		{ HEAD TAG "\"{}\">" CARD("2604.00002", "Other") END,
		    "no array dailyPapers" },
		{ HEAD TAG "'{}'>" CARD("2604.00002", "Other") END,
		    "no array dailyPapers" },
		{ HEAD TAG "\"{]\">" CARD("2604.00002", "Other") END,
		    "JSON is wrong" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		assert_int_equal(read_page(tests[i].page), 0);
		assert_int_equal(l.papers.count, 1);
		assert_int_equal(l.items, 1);
		assert_string_equal(l.papers.papers[0].id, "2604.00002");
		assert_false(l.complete);
		if (tests[i].said == NULL)
			assert_int_equal(said.length, 0);
		else
			expect_said(tests[i].said);
	}
}

/* A day's card, with an organization, and one with an author. */
static void
test_day_cards(void **state)
{
	const struct paper *p;

	(void)state;
	assert_int_equal(
	    read_page(HEAD DATE
		"<article>"
		"<a href=\"/papers/2604.00001\"><img src=\"https://x.example/t.png"
		"\"></a><div>Submitted by <span>Ann <!-- -->Lee</span></div>"
		"<a href=\"/login?next=%2F\"><div><input type=\"checkbox\">"
		"<div>1,024</div></div></a><h3 class=\"c\">"
		"<a href=\"/papers/2604.00001\">One &amp; <i>only</i> &lt;b></a>"
		"</h3><a href=\"/lab-1\"><img src=\"https://x.example/face.png\">"
		"<span> The Lab </span></a>"
		"<a href=\"/papers/2604.00001#community\">7</a></article>"
		"<article><div>Submitted by Bob</div><input type=checkbox><p>-</p>"
		"<h3><a href=\"https://huggingface.co/papers/2604.00002v3?x#y\">"
		"Two</a></h3><ul><li>1 author</li></ul>"
		"<a href=\"/papers/2604.00002#community\"></a></article>" END),
	    0);
	assert_int_equal(l.kind, LISTING_PAGE);
	assert_string_equal(l.label, "2026-04-08");
	assert_int_equal(l.day, date_from_ymd(2026, 4, 8));
	assert_int_equal(l.papers.count, 2);

	p = &l.papers.papers[0];
	assert_string_equal(p->id, "2604.00001");
	assert_string_equal(p->source.title, "One & only <b>");
	assert_null(p->source.abstract);
	assert_null(p->source.summary);
	assert_string_equal(p->submitter, "Ann Lee");
	assert_string_equal(p->organization, "The Lab");
	assert_int_equal(p->author_count, COUNT_UNKNOWN);
	assert_int_equal(p->upvotes, 1024);
	assert_int_equal(p->comments, 7);
	assert_int_equal(p->published, DATE_NONE);
	assert_string_equal(p->links[LINK_THUMBNAIL],
	    "https://x.example/t.png");
	assert_null(p->links[LINK_CODE]);

	p = &l.papers.papers[1];
	assert_string_equal(p->id, "2604.00002");
	assert_string_equal(p->source.title, "Two");
	assert_string_equal(p->submitter, "Bob");
	assert_null(p->organization);
	assert_int_equal(p->author_count, 1);
	assert_int_equal(p->upvotes, 0);
	assert_int_equal(p->comments, 0);
	assert_null(p->links[LINK_THUMBNAIL]);
}

static void
test_search_cards(void **state)
{
	const struct paper *p;

	(void)state;
	assert_int_equal(
	    read_page(HEAD DATE
		"<article>"
		"<h3><a href=\"/papers/2603.00001\">A</a></h3>"
		"<p class=\"c\"><a href=\"/papers/2603.00001\">The abstract of "
		"<b>A</b>.</a></p><div><a href=\"/lab\"><span>Lab</span></a>"
		" <span>·</span> <span>Apr 9</span></div></article>"
		"<article><h3><a href=\"/papers/2307.00002\">B</a></h3>"
		"<p>Text</p><span>12 authors</span><span>Jul 10, 2023</span>"
		"</article>" END),
	    0);
	assert_int_equal(l.kind, LISTING_PAGE);
	assert_string_equal(l.label, "2026-04-08");
	p = &l.papers.papers[0];
	assert_string_equal(p->source.abstract, "The abstract of A.");
	assert_null(p->source.summary);
	assert_string_equal(p->organization, "Lab");
	/* after the page's day, so the year before */
	assert_int_equal(p->published, date_from_ymd(2025, 4, 9));
	assert_int_equal(p->upvotes, COUNT_UNKNOWN);
	assert_int_equal(p->comments, 0);
	p = &l.papers.papers[1];
	assert_int_equal(p->author_count, 12);
	assert_int_equal(p->published, date_from_ymd(2023, 7, 10));
}

/* One article shows its paper twice, for wide and for narrow screens. */
static void
test_trending_cards(void **state)
{
#define FACE(text, when)                                                    \
	"<h3><a href=\"/papers/2604.00001\">A</a></h3>"                     \
	"<div><p>" text "</p></div><span>3 authors</span><span>" when       \
	"</span><a href=\"/login?x\"><div><input type=\"checkbox\"/><div>5" \
	"</div></div></a><a href=\"https://github.com/a/b\"><span>GitHub"   \
	"</span> <span>145</span></a>"
	const struct paper *p;
	char page[2048];

	(void)state;
	assert_int_equal(
	    read_page(TREND DATE "<article><div>" FACE("Short.",
		"Published on Apr 6, 2026") "</div><div>" FACE("Short.",
		"Apr 6, 2026") "</div></article>" END),
	    0);
	assert_int_equal(l.kind, LISTING_TRENDING);
	assert_string_equal(l.label, "2026-04-08");
	assert_int_equal(l.papers.count, 1);
	assert_int_equal(l.items, 1);
	p = &l.papers.papers[0];
	assert_string_equal(p->source.title, "A");
	assert_string_equal(p->source.summary, "Short.");
	assert_null(p->source.abstract);
	assert_int_equal(p->author_count, 3);
	assert_int_equal(p->published, date_from_ymd(2026, 4, 6));
	assert_int_equal(p->upvotes, 5);
	assert_int_equal(p->comments, COUNT_UNKNOWN);
	assert_string_equal(p->links[LINK_CODE], "https://github.com/a/b");

	/* No summary is that long. */
	snprintf(page, sizeof(page),
	    "%s<article><h3><a href=\"/papers/1\">A"
	    "</a></h3><p>%0500d</p></article>%s",
	    TREND, 1, END);
	assert_int_equal(read_page(page), 0);
	p = &l.papers.papers[0];
	assert_int_equal(strlen(p->source.abstract), 500);
	assert_null(p->source.summary);
}

/* Cards that are badly closed, and articles that are none. */
static void
test_odd_cards(void **state)
{
	(void)state;
	assert_int_equal(
	    read_page(HEAD
		"<article><h3><a href=\"/papers/1\">A"
		"</a><article><h2><a href='/papers/2'>B</h2>"
		"<h2><a href='/papers/3'>C</a></h2><section><p>Text of C"
		"<article><h3><a href=\"/papers/week/2026-W15\">No</a></h3>"
		"</article><article><h3>Nor <a href=\"https://e.example/papers/4\""
		">this</a></h3></article><article><a href=\"/papers/5\"><h3>E</h3>"
		"</a></article><h3><a href=\"/papers/6\">outside</a></h3>"
		"<article><h3><a href=\"/papers/7\"> </a></h3></article>" END),
	    0);
	assert_int_equal(l.papers.count, 4);
	assert_string_equal(l.papers.papers[0].source.title, "A");
	assert_string_equal(l.papers.papers[1].source.title, "B");
	assert_string_equal(l.papers.papers[2].source.title, "C");
	assert_string_equal(l.papers.papers[2].source.abstract, "Text of C");
	assert_string_equal(l.papers.papers[3].id, "5");
	assert_int_equal(l.items, 5);
	assert_int_equal(l.skipped, 1);
	expect_said("item 5 left out: its card has no title");
}

/* A bad byte costs itself, not the characters behind it. */
static void
test_bad_byte_costs_only_itself(void **state)
{
	(void)state;
	assert_int_equal(read_page(
			     "<html><head><meta charset=latin1></head>"
			     "\xff" CARD("1",
				 "Caf\xc3\xa9 \xc3\x28 &#0;\xe6\x9d\xb1") END),
	    0);
	assert_string_equal(l.papers.papers[0].source.title,
	    "Caf\xc3\xa9 ( \xef\xbf\xbd\xe6\x9d\xb1");
}

/* The day and the kind of a page of cards. */
static void
test_day(void **state)
{
#define SHOWN(before, date)                             \
	HEAD "<a href=\"/papers/date/" before "\"></a>" \
	     "<div>" date "</div>" CARD("1", "A") END
	static const struct {
		const char *page;
		int asked[3];
		int day[3]; /* 0 for none */
		enum listing_kind kind;
		const char *label;
	} tests[] = {
		{ SHOWN("2026-04-07", "Apr 8"), { 0 }, { 2026, 4, 8 },
		    LISTING_PAGE, "2026-04-08" },
		/* over a weekend, over New Year, on a leap day */
		{ SHOWN("2026-04-03", "Apr 6"), { 0 }, { 2026, 4, 6 },
		    LISTING_PAGE, "2026-04-06" },
		{ SHOWN("2025-12-31", "Jan 2"), { 2026, 1, 4 }, { 2026, 1, 2 },
		    LISTING_PAGE, "2026-01-02" },
		{ SHOWN("2023-12-29", "Jan 1, 2024"), { 0 }, { 2024, 1, 1 },
		    LISTING_PAGE, "2024-01-01" },
		{ SHOWN("2024-02-28", "Feb 29"), { 0 }, { 2024, 2, 29 },
		    LISTING_PAGE, "2024-02-29" },
		/* what the page says wins */
		{ SHOWN("2025-04-07", "Apr 8"), { 2026, 4, 8 }, { 2025, 4, 8 },
		    LISTING_PAGE, "2025-04-08" },
		/* that is no neighbour */
		{ SHOWN("2026-01-07", "Apr 8"), { 0 }, { 2026, 4, 8 },
		    LISTING_PAGE, "2026-04-08" },
		{ SHOWN("2026-13-45", "Apr 8"), { 2026, 4, 9 }, { 2026, 4, 9 },
		    LISTING_PAGE, "2026-04-09" },
		{ SHOWN("2026-04-07", "soon"), { 0 }, { 0 }, LISTING_PAGE,
		    NULL },
		{ HEAD CARD("1", "A") END, { 2026, 4, 8 }, { 2026, 4, 8 },
		    LISTING_PAGE, "2026-04-08" },
		{ HEAD CARD("1", "A") END, { 0 }, { 0 }, LISTING_PAGE, NULL },
		/* its own address */
		{ "<html><link rel=canonical href=\"https://huggingface.co/"
		  "papers/date/2026-04-08\">" CARD("1", "A") END,
		    { 2026, 4, 11 }, { 2026, 4, 8 }, LISTING_DAY,
		    "2026-04-08" },
		/* what was searched for */
		{ HEAD DATE "<input name=\"q\" value=\"state space\">" CARD("1",
		      "A") END,
		    { 0 }, { 2026, 4, 8 }, LISTING_SEARCH, "state space" },
	};
	int64_t asked, day;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		asked = tests[i].asked[0] == 0 ?
		    DATE_NONE :
		    date_from_ymd(tests[i].asked[0], tests[i].asked[1],
			tests[i].asked[2]);
		day = tests[i].day[0] == 0 ?
		    DATE_NONE :
		    date_from_ymd(tests[i].day[0], tests[i].day[1],
			tests[i].day[2]);
		assert_int_equal(read_bytes(tests[i].page,
				     strlen(tests[i].page), asked),
		    0);
		if (l.day != day || l.kind != tests[i].kind)
			fail_msg("kind %s, label %s of %s",
			    paper_kind_names[l.kind],
			    l.label == NULL ? "none" : l.label, tests[i].page);
		if (tests[i].label == NULL)
			assert_null(l.label);
		else
			assert_string_equal(l.label, tests[i].label);
	}
}

static int
free_all(void **state)
{
	(void)state;
	listing_free(&l);
	buf_free(&said);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_island),
		cmocka_unit_test(test_soup),
		cmocka_unit_test(test_many_unclosed),
		cmocka_unit_test(test_cut_anywhere_all_or_nothing),
		cmocka_unit_test(test_cut_cards),
		cmocka_unit_test(test_refused_pages_say_why),
		cmocka_unit_test(test_fallback),
		cmocka_unit_test(test_day_cards),
		cmocka_unit_test(test_search_cards),
		cmocka_unit_test(test_trending_cards),
		cmocka_unit_test(test_odd_cards),
		cmocka_unit_test(test_bad_byte_costs_only_itself),
		cmocka_unit_test(test_day),
	};

	return cmocka_run_group_tests(tests, NULL, free_all);
}
