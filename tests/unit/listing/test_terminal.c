/* Pages as browsers for terminals print them. */
#include "listing_support.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"

/* A day's page by w3m: the comments are glued to the organizations. */
#define W3M_DAY                                                           \
	"Letters\n\nDaily Papers\n\n \nApr 8\n[2604]\nSubmitted by Ann\n" \
	" [ ]\n1,166\n\nLamps of the Harbour: How They\nBurn\n\n"         \
	"Harbour Lab4[2604]\nSubmitted by Bo Li\n [ ]\n-\n\nA Wick\n\n"   \
	"  \xe2\x80\xa2 \n  \xe2\x80\xa2 \n  \xe2\x80\xa2 3 authors\n\n"  \
	"2[2604]\n [ ]\n7\n\nTides of Oil\n\nOil & Sons\n\n"

static void
test_day(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r, W3M_DAY "  \xe2\x80\xa2 TOS\n  \xe2\x80\xa2 Privacy\n",
	    WEDNESDAY);
	assert_int_equal(r.listing.papers.count, 3);
	expect_place(&r, 0, LISTING_TEXT, WEDNESDAY, "2026-04-08T00:00:00Z");
	assert_string_equal(paper(&r, 0)->title,
	    "Lamps of the Harbour: How They Burn");
	assert_int_equal(paper(&r, 0)->upvotes, 1166);
	expect_text(paper(&r, 0)->submitter, "Ann");
	/* Harbour Lab with 4 comments, or Harbour Lab4? */
	expect_text(paper(&r, 0)->organization, NULL);
	assert_int_equal(paper(&r, 0)->comments, COUNT_UNKNOWN);
	assert_int_equal(paper(&r, 1)->upvotes, 0);
	assert_int_equal(paper(&r, 1)->author_count, 3);
	assert_int_equal(paper(&r, 1)->comments, 2);
	expect_text(paper(&r, 1)->submitter, "Bo Li");
	expect_text(paper(&r, 2)->organization, "Oil & Sons");
	expect_text(paper(&r, 2)->submitter, NULL);
	expect_text(paper(&r, 2)->abstract, NULL);
	listing_free(&r.listing);
}

/* The page's own date counts, not the day on which it was saved. */
static void
test_day_of_the_page(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r, W3M_DAY, "2026-04-11");
	expect_place(&r, 0, LISTING_TEXT, WEDNESDAY, "2026-04-08T00:00:00Z");
	listing_free(&r.listing);
}

/* lynx numbers the links: names and numbers are told apart, and ids are there. */
static void
test_numbered_links(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r,
	    "   [1]Letters\n\nDaily Papers\n\n   Apr 8\n   [2]\n"
	    "   Submitted by Ann\n   [3]\n   [ ]\n   41\n\n"
	    "[4]Lamps of the [Dark] Harbour\n\n   [5]Harbour Lab 2[6]4[7][IMG]\n"
	    "   [11][\xc2\xa0]\n   [8]5\n\n[9]A Wick\n\n     * 1 author\n\n"
	    "   [10]12\n\nReferences\n\n"
	    "   4. file:///papers/2604.00001\n"
	    "   9. https://huggingface.co/papers/2604.00002?x\n",
	    WEDNESDAY);
	assert_int_equal(r.listing.papers.count, 2);
	assert_string_equal(paper(&r, 0)->id, "2604.00001");
	assert_string_equal(paper(&r, 0)->title, "Lamps of the [Dark] Harbour");
	expect_text(paper(&r, 0)->organization, "Harbour Lab 2");
	assert_int_equal(paper(&r, 0)->comments, 4);
	assert_string_equal(paper(&r, 1)->id, "2604.00002");
	assert_int_equal(paper(&r, 1)->author_count, 1);
	assert_int_equal(paper(&r, 1)->comments, 12);
	listing_free(&r.listing);
}

#define SEARCH(date)                                                          \
	"Daily Papers\n\n [ ]\n50\n\nLamps by Their Shadows\n\n"              \
	"Lamps are lit at dusk by hand in many ports, with and/\nor without " \
	"oil.\n\n" date "\n [ ]\n5\n\nA Wick\n\nWicks burn.\n\n"              \
	"  * 3 authors\n\n\xc2\xb7 Feb 27, 2025\n\nfooter\n"

static void
check_search(const char *text, const char *published, const char *name,
    int64_t comments)
{
	struct reading r;

	read_good(&r, text, WEDNESDAY);
	assert_int_equal(r.listing.papers.count, 2);
	expect_text(paper(&r, 0)->abstract,
	    "Lamps are lit at dusk by hand in many ports, with and/or without "
	    "oil.");
	assert_int_equal(paper(&r, 0)->published,
	    published == NULL ? DATE_NONE : at(published));
	expect_text(paper(&r, 0)->organization, name);
	assert_int_equal(paper(&r, 0)->comments, comments);
	expect_text(paper(&r, 1)->abstract, "Wicks burn.");
	assert_int_equal(paper(&r, 1)->author_count, 3);
	expect_instant(paper(&r, 1)->published, "2025-02-27T00:00:00Z");
	listing_free(&r.listing);
}

/* A date and a number of comments are one word; often it has one reading. */
static void
test_search(void **state)
{
	(void)state;
	check_search(SEARCH("Harbour Lab \xc2\xb7 Apr 6"),
	    "2026-04-06T00:00:00Z", "Harbour Lab", COUNT_UNKNOWN);
	check_search(SEARCH("Harbour Lab \xc2\xb7 Apr 64"),
	    "2026-04-06T00:00:00Z", "Harbour Lab", 4);
	check_search(SEARCH("Harbour Lab \xc2\xb7 Mar 10"),
	    "2026-03-10T00:00:00Z", "Harbour Lab", COUNT_UNKNOWN);
	check_search(SEARCH("Harbour Lab \xc2\xb7 Mar\n3012"),
	    "2026-03-30T00:00:00Z", "Harbour Lab", 12);
	check_search(SEARCH("[a picture] Harbour \xc2\xb7 Mar 6"),
	    "2026-03-06T00:00:00Z", NULL, COUNT_UNKNOWN);
	/* the 1st with 2, or the 12th */
	check_search(SEARCH("Harbour Lab \xc2\xb7 Mar 12"), NULL, "Harbour Lab",
	    COUNT_UNKNOWN);
}

static void
test_refused(void **state)
{
	(void)state;
	refuse("Papers\n\n [ ]\n5\n\nA Wick\n\nOil & Sons\n", WEDNESDAY,
	    "no heading \"Daily Papers\" above the cards (line 1)");
	refuse("Daily Papers\n\n [ ]\n5\n\n", WEDNESDAY,
	    "no title below the votes of a card (line 3)");
	refuse(
	    "Daily Papers\n\n [ ]\n5\n\nA Wick\n\nOil & Sons\nMore\n [ ]\n6\n"
	    "\nA Lamp\n\nHarbour\n",
	    WEDNESDAY, "a card has more lines than it may (line 9)");
	refuse(
	    "Daily Papers\n\n [ ]\n5\n\nA Wick\n\n [ ]\n6\n\nA Lamp\n\nOil\n",
	    WEDNESDAY,
	    "a card has neither an organization nor people (line 6)");
	refuse(
	    "Daily Papers\n\n [ ]\n5\n\nA Wick\n\n* 3 authors\nnone\n [ ]\n6\n"
	    "\nA Lamp\n\nHarbour\n",
	    WEDNESDAY, "a line follows the people of a card (line 9)");
	refuse(
	    "Daily Papers\n\n [ ]\n5\n\n[1]A Wick\n\nOil\n [ ]\n6\n\nA Lamp\n"
	    "\nHarbour\n",
	    WEDNESDAY, "some titles begin with a number, others do not");
	refuse(SEARCH("Harbour Lab"), WEDNESDAY,
	    "a card has more lines than it may (line 9)");
	/* A search whose last card lacks its box: its date shows it. */
	refuse(
	    SEARCH(
		"Harbour Lab \xc2\xb7 Apr 6") "7\n\nA Lamp\n\nIt burns.\n\nHarbour \xc2\xb7 Apr 5\n",
	    WEDNESDAY, "a card below the last one has no box");
	refuse("Daily Papers\n\n [ ]\n5\n\n- 7 -\n\nOil & Sons\n", WEDNESDAY,
	    "a title has no words (line 6)");
	refuse("Daily Papers\n\n [ ]\n5\n\nA Wick\n\nOil & Sons\n", NULL,
	    "it does not show its day; name it with -d DATE");
	/* Cards that would be lost: a browser joined lines, a box is missing. */
	refuse(W3M_DAY "Harbour [ ]\n\n12\n\nA Lamp\n", WEDNESDAY,
	    "a box for a vote stands in another line (line 34)");
	refuse(W3M_DAY "12\n\nA Lamp\n\n* 3 authors\n", WEDNESDAY,
	    "a card below the last one has no box (line 38)");
	/* A name that was wrapped is no end of the abstract. */
	refuse(SEARCH("and in no other harbour of all those that we have seen, "
		      "University of\nHarbour Lab \xc2\xb7 Apr 6"),
	    WEDNESDAY, "a card has more lines than it may (line 9)");
}

/* A box alone does not make a text of another layout this one. */
static void
test_box_in_prose(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r,
	    "Daily Papers\n\nApr 8\n\nA Lamp of the Harbour\n\nWe tick [ ] "
	    "boxes, and count how long lamps burn at sea and in the harbour.\n\n"
	    "4 authors\n\n\xc2\xb7\n\nApr 7\n",
	    WEDNESDAY);
	assert_int_equal(r.listing.papers.count, 1);
	listing_free(&r.listing);
}

/* Long lines and many marks take no time. */
static void
test_hostile(void **state)
{
	static const char *const parts[] = { "1", "[", "[1]", "[1][", "* ",
		"\xc2\xb7 1", " [ ]\n1\n\n", "9. x\n", "[ ]\n", "a/\n" };
	struct buf text = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		buf_clear(&text);
		buf_puts(&text,
		    "Daily Papers\n [ ]\n5\n\nA Wick\n\nOil \xc2\xb7 ");
		repeat(&text, parts[i], 200000);
		refuse(text.data, WEDNESDAY, "no ");
	}
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_day),
		cmocka_unit_test(test_day_of_the_page),
		cmocka_unit_test(test_numbered_links),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_box_in_prose),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
