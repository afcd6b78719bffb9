/* Pages that crawlers and converters saved as Markdown. */
#include "listing_support.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"

#define HF   "https://huggingface.co"
#define PAGE "# Daily Papers\n\n## by[AK](/akhaliq)\n\nApr 8\n\n"
#define CARD(id, votes, title)                                       \
	"[" votes "](/login?next=%2Fpapers%2F" id ")\n\n### [" title \
	"](/papers/" id ")\n\n"

/* Line ends in links became "\\", and a list went into a link. */
static void
test_escaped_line_ends(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r,
	    "new\n\n[Subscribe](" HF "/login?next=%2Fpapers)\n\n"
	    "# Daily Papers\n\n## by [![](" HF "/by.png)AK](" HF "/akhaliq)\n\n"
	    "[Trending Papers](" HF "/papers/trending)\n\nApr 8\n\n"
	    "[1,101](" HF "/login?next=%2Fpapers%2F2604.00001)\n\n"
	    "### [A Lamp\\  of the Harbour](" HF "/papers/2604.00001)\n\n"
	    "[We light lamps.\\\\\nThey burn (0,1] hours.](" HF
	    "/papers/2604.00001)\n\n"
	    "[![harbour](https://a.example/x.png)Harbour Lab](" HF
	    "/harbour-lab)\n\n\xc2\xb7\n\nApr 7[6](" HF
	    "/papers/2604.00001#community)\n\n"
	    "[-](" HF "/login?next=%2Fpapers%2F2604.00002)\n\n"
	    "### [A Wick](" HF "/papers/2604.00002)\n\n"
	    "[- ![](https://a.example/b.jpeg)\\\\\n- 3 authors](" HF
	    "/papers/2604.00002)\n\n\xc2\xb7\n\nFeb 27, 2025\n\n"
	    "[Company](" HF "/huggingface)\n",
	    WEDNESDAY);
	assert_int_equal(r.listing.papers.count, 2);
	assert_string_equal(paper(&r, 0)->id, "2604.00001");
	assert_string_equal(paper(&r, 0)->title, "A Lamp of the Harbour");
	expect_text(paper(&r, 0)->abstract,
	    "We light lamps. They burn (0,1] hours.");
	expect_text(paper(&r, 0)->organization, "Harbour Lab");
	assert_int_equal(paper(&r, 0)->upvotes, 1101);
	assert_int_equal(paper(&r, 0)->comments, 6);
	assert_int_equal(paper(&r, 0)->published, at("2026-04-07T00:00:00Z"));
	expect_text(paper(&r, 1)->organization, NULL);
	expect_text(paper(&r, 1)->abstract, NULL);
	assert_int_equal(paper(&r, 1)->upvotes, 0);
	assert_int_equal(paper(&r, 1)->author_count, 3);
	assert_int_equal(paper(&r, 1)->published, at("2025-02-27T00:00:00Z"));
	expect_place(&r, 0, LISTING_PAGE, WEDNESDAY, "2026-04-08T00:00:00Z");
	listing_free(&r.listing);
}

/* Links over blank lines, wrapped URLs, escapes, items without a blank line. */
static void
test_links_that_are_no_markdown(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r,
	    "# Daily Papers\n\n[](/papers/date/2026-04-07)\n\nApr 8\n\n"
	    "[![](https://thumbs.example/1.png)](/papers/2604.00001)\n\n"
	    "Submitted by\nLei Li\n\n[\n\n12\n\n\n\n](/login?next=%2Fpapers"
	    "%2F2604.00001)\n\n### [Lamps \\[at Sea\\] and ]]> Marks of\n"
	    "Tides](/papers/2604.00001){.line-clamp-3 .x}\n\n"
	    "[A text with \\_marks\\_ and a-\nhyphen.](/pap\ners/2604.00001)\n\n"
	    "  *   *   * 42 authors\n\xc2\xb7 Apr 5[1](/papers/2604.00001"
	    "#community)\n",
	    NULL);
	assert_int_equal(r.listing.papers.count, 1);
	assert_int_equal(r.listing.day, at("2026-04-08T00:00:00Z"));
	assert_string_equal(paper(&r, 0)->title,
	    "Lamps [at Sea] and ]]> Marks of Tides");
	expect_text(paper(&r, 0)->abstract,
	    "A text with _marks_ and a-hyphen.");
	expect_text(paper(&r, 0)->submitter, "Lei Li");
	expect_text(paper(&r, 0)->links[LINK_THUMBNAIL],
	    "https://thumbs.example/1.png");
	assert_int_equal(paper(&r, 0)->author_count, 42);
	assert_int_equal(paper(&r, 0)->comments, 1);
	assert_int_equal(paper(&r, 0)->published, at("2026-04-05T00:00:00Z"));
	listing_free(&r.listing);
}

/* The trending page says so; its texts are no links, its votes come last. */
static void
test_trending(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r,
	    "# Trending Papers\n\n### [A Lamp](/papers/2604.00001)\n\n"
	    "Lamps are lit [by hand] at\ndusk.\n\n"
	    "[Harbour Lab](/harbour-lab) \xc2\xb7 Apr 6, 2026\n\n"
	    "[166](/login?next=%2Fpapers%2F2604.00001)[GitHub 1](https://"
	    "github.com/harbour/lamp)[arXiv Page](https://arxiv.org/abs/"
	    "2604.00001)\n\n[TOS](/terms-of-service)\n\nA last word.\n",
	    WEDNESDAY);
	assert_int_equal(r.listing.kind, LISTING_TRENDING);
	expect_text(paper(&r, 0)->summary, "Lamps are lit [by hand] at dusk.");
	expect_text(paper(&r, 0)->organization, "Harbour Lab");
	expect_text(paper(&r, 0)->links[LINK_CODE],
	    "https://github.com/harbour/lamp");
	assert_int_equal(paper(&r, 0)->upvotes, 166);
	listing_free(&r.listing);
}

/* A crawler that puts the page's URL above it, and underlines its heading. */
static void
test_url_of_the_page(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r,
	    "Title: Daily Papers - Hugging Face\n\nURL Source: " HF
	    "/papers/date/2026-04-08\n\nMarkdown Content:\nDaily Papers\n"
	    "============\n\n" CARD("2604.00001", "5", "A Lamp"),
	    NULL);
	assert_int_equal(r.listing.papers.count, 1);
	expect_place(&r, 0, LISTING_DAY, WEDNESDAY, "2026-04-08T00:00:00Z");
	listing_free(&r.listing);
}

/* The page's own date counts, not the day on which it was saved. */
static void
test_day_of_the_page(void **state)
{
	struct reading r;

	(void)state;
	read_good(&r, PAGE CARD("2604.00001", "5", "A Lamp"), "2026-04-11");
	expect_place(&r, 0, LISTING_PAGE, WEDNESDAY, "2026-04-08T00:00:00Z");
	listing_free(&r.listing);
}

static void
test_refused(void **state)
{
	static const char whole[] = "as Markdown";

	(void)state;
	refuse("# Other Papers\n\n" CARD("2604.00001", "5", "A Lamp"),
	    WEDNESDAY, "as Markdown: it has no heading \"Daily Papers\" or");
	refuse(PAGE "### [A Lamp](/papers/2604.00001)\n\n", WEDNESDAY,
	    "as Markdown: 2604.00001 has no votes");
	refuse(
	    PAGE CARD("2604.00001", "5",
		"A Lamp") "[7](/login?next=%2Fpapers%2F2604.00002)\n\n### A Wick\n",
	    WEDNESDAY, "as Markdown: 2604.00002 has no heading");
	refuse(PAGE "## [Models](/models)\n", WEDNESDAY,
	    "as Markdown: no heading links to a paper");
	refuse(PAGE CARD("2604.00001", "many", "A Lamp"), WEDNESDAY,
	    "no votes");
	refuse(PAGE CARD("2604.00001", "5", "- 5 -"), WEDNESDAY,
	    "as Markdown: a title has no words (item 1)");
	refuse("# Daily Papers\n\n" CARD("2604.00001", "5", "A Lamp"), NULL,
	    "-d DATE");
	refuse(PAGE CARD("2604.00001", "5", "[Lamp](/papers/x)"), WEDNESDAY,
	    whole);
}

/* Many brackets and marks take no time, and nothing is made of them. */
static void
test_hostile(void **state)
{
	static const char *const parts[] = { "[", "](", "![", "[x](", "](a){",
		"- ", "\\", "# [", "[](", "](/papers/2604.1)", "](  \n", "]{",
		"]{}", "[x]{.y}" };
	struct buf text = { 0 };
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		buf_clear(&text);
		buf_puts(&text, PAGE "## [");
		for (n = 0; n < 200000; n++)
			buf_puts(&text, parts[i]);
		refuse(text.data, WEDNESDAY, "no ");
	}
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escaped_line_ends),
		cmocka_unit_test(test_links_that_are_no_markdown),
		cmocka_unit_test(test_trending),
		cmocka_unit_test(test_url_of_the_page),
		cmocka_unit_test(test_day_of_the_page),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
