#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <err.h>
#include "base/date.h"
#include "listing/draft.h"
#include "listing/listing.h"
#include "listing/text.h"

#define PAPERS_MAX 4
#define UNKNOWN	   COUNT_UNKNOWN

#define DOT    "\xc2\xb7\n"
#define BULLET "  \xe2\x80\xa2 "
#define HEADER                                        \
	"new\n\nGet papers by mail!\n\nSubscribe\n\n" \
	"Daily Papers\n\nby the community\n\n"
#define TOP HEADER "Apr 8\n\n"
#define FOOTER                                             \
	"Previous\n\n1\n\n2\n\nNext\n\nCompany\n\nTOS\n\n" \
	"Privacy\n\nSystem theme\n\nWe like cookies.\n"
#define DATED BULLET "3 authors\n" DOT "Jul 10, 2023 4\n\n"

#define SENTENCE                                            \
	"Gardens of glass are grown by patient hands, and " \
	"we measure how much light they give away. "
#define LONG SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE "They shine."

/* What is read; days are written as 20260408, 0 for none. */
struct expected {
	const char *title, *abstract, *organization;
	int64_t author_count;
	int published;
	int64_t comments;
};

#define PAPER(t, a)                        \
	{                                  \
		t, a, NULL, 3, 20230710, 4 \
	}
#define BARE(t, a)                        \
	{                                 \
		t, a, NULL, UNKNOWN, 0, 0 \
	}

static const struct sample {
	const char *text;
	int asked;
	int day;
	struct expected papers[PAPERS_MAX];
} samples[] = {
	/* As the source writes it. */
	{ TOP "Glass gardens\n\n" LONG "\n\n" BULLET "3 authors\n" DOT
	      "Jul 10, 2023\n\nA second one\n\nShort abstract\n\n" BULLET
	      "1 authors\n" DOT "Mar 11 2\n",
	    0, 20260408,
	    {
		{ "Glass gardens", LONG, NULL, 3, 20230710, 0 },
		{ "A second one", "Short abstract", NULL, 1, 20260311, 2 },
	    } },
	/* Organizations, once and doubled. */
	{ TOP "One\n\n" LONG "\n\nStarling\n" DOT "Jul 10, 2023 1\n\n"
	      "Two\n\n" LONG "\n\nStarling Starling\n" DOT "Jul 10, 2023 12\n\n"
	      "Three\n\n" LONG "\n\nOwl Team Owl Team\n" DOT "Jul 10, 2023\n\n"
	      "Four\n\n" LONG "\n\nOwl Lab.\n" DOT "Jul 10, 2023 1,234\n",
	    0, 20260408,
	    {
		{ "One", LONG, "Starling", UNKNOWN, 20230710, 1 },
		{ "Two", LONG, "Starling", UNKNOWN, 20230710, 12 },
		{ "Three", LONG, "Owl Team", UNKNOWN, 20230710, 0 },
		{ "Four", LONG, "Owl Lab.", UNKNOWN, 20230710, 1234 },
	    } },
	{ TOP "One\n\n" LONG "\n\nBird Inc. Bird Inc.\n" DOT "Apr 9\n\n"
	      "Two\n\n" LONG "\n\nOwl Owls\n" DOT "Apr 8\n\n"
	      "Three\n\n" LONG "\n\nOwl Team\nOwl  Team\n" DOT "Apr 1\n\n"
	      "Four\n\n" LONG "\n\nOwl Owl\n\n" BULLET "7 authors\n" DOT
	      "Dec 31\n",
	    0, 20260408,
	    {
		{ "One", LONG, "Bird Inc.", UNKNOWN, 20250409, 0 },
		{ "Two", LONG, "Owl Owls", UNKNOWN, 20260408, 0 },
		{ "Three", LONG, "Owl Team", UNKNOWN, 20260401, 0 },
		{ "Four", LONG, "Owl", 7, 20251231, 0 },
	    } },
	/* People and date missing: first, between, several, last. */
	{ TOP "One of them\n\n" LONG "\n\nTwo of them\n\n" LONG "\n\n"
	      "Three of them\n\n" LONG "\n\n" DATED "Four of them\n\n" LONG
	      "\n\n" FOOTER,
	    0, 20260408,
	    {
		BARE("One of them", LONG),
		BARE("Two of them", LONG),
		PAPER("Three of them", LONG),
		BARE("Four of them", LONG),
	    } },
	{ TOP "Single\n\n" LONG "\n\nWord\n\n" LONG "\n\n" DATED, 0, 20260408,
	    { BARE("Single", LONG), PAPER("Word", LONG) } },
	{ TOP "One of them\n\nIt is short.\n\nTwo of them\n\nShort, too.\n\n"
	      "Three of them\n\nIt is.\n\n" DATED,
	    0, 20260408,
	    {
		BARE("One of them", "It is short."),
		BARE("Two of them", "Short, too."),
		PAPER("Three of them", "It is."),
	    } },
	{ TOP "One of them\n\n" LONG "\n\nTwo of them\n\n" DATED
	      "Three of them\n\n" LONG "\n\nFour of them\n\nOwl Lab\n" DOT
	      "Jul 10, 2023\n",
	    0, 20260408,
	    {
		BARE("One of them", LONG),
		PAPER("Two of them", NULL),
		BARE("Three of them", LONG),
		{ "Four of them", NULL, "Owl Lab", UNKNOWN, 20230710, 0 },
	    } },
	/* Only one of them missing. */
	{ TOP "One\n\n" LONG "\n\n" BULLET "3 authors\n\nTwo\n\n" LONG
	      "\n\n" DOT "Jul 10, 2023\n\nThree\n\n" LONG "\n\n" BULLET
	      "2 authors\n" DOT "\nFour\n\n" LONG "\n\n" BULLET "1 author",
	    0, 20260408,
	    {
		{ "One", LONG, NULL, 3, 0, 0 },
		{ "Two", LONG, NULL, UNKNOWN, 20230710, 0 },
		{ "Three", LONG, NULL, 2, 0, 0 },
		{ "Four", LONG, NULL, 1, 0, 0 },
	    } },
	/* A date that is none is no date, and no title either. */
	{ TOP "One\n\n" LONG "\n\n" BULLET "3 authors\n" DOT "Feb 30, 2024\n\n"
	      "Two\n\n" LONG "\n\nOwl\n" DOT "3 days ago\n\nThree\n\n" LONG
	      "\n\nOwl\n" DOT "2026-13-45\n\nFour\n\n" LONG "\n\n" BULLET
	      "3 authors\n" DOT "Jul 10, 9999\n",
	    0, 20260408,
	    {
		{ "One", LONG, NULL, 3, 0, 0 },
		{ "Two", LONG, "Owl", UNKNOWN, 0, 0 },
		{ "Three", LONG, "Owl", UNKNOWN, 0, 0 },
		{ "Four", LONG, NULL, 3, 0, 0 },
	    } },
	/* Titles without an abstract, as on cards. */
	{ TOP "One\n\n" DATED "Two of them\n\nOwl Owl\n" DOT "Apr 8 2\n\n"
	      "Three\n\n" DATED "Four\n\n" LONG "\n\n" DATED,
	    0, 20260408,
	    {
		PAPER("One", NULL),
		{ "Two of them", NULL, "Owl", UNKNOWN, 20260408, 2 },
		PAPER("Three", NULL),
		PAPER("Four", LONG),
	    } },
	/* Abstracts of several paragraphs. */
	{ TOP "One of them\n\n" LONG "\n\nIt works.\n\n" DATED
	      "Two of them\n\n" LONG "\n\n" LONG "\n\nCode: "
	      "https://example.org/x\n\n" DATED "Three of them\n\n" LONG
	      "\n\n\n \n" LONG "\n\nFour of them\n\nIt works.\n\n" LONG
	      "\n\n" DATED,
	    0, 20260408,
	    {
		PAPER("One of them", LONG "\n\nIt works."),
		PAPER("Two of them",
		    LONG "\n\n" LONG "\n\nCode: https://example.org/x"),
		BARE("Three of them", LONG "\n\n\n \n" LONG),
		PAPER("Four of them", "It works.\n\n" LONG),
	    } },
	/* Blanks, line ends and wrapped lines. */
	{ "Apr 8\r\n\r\n\r\n \t\r\nGlass\r\n gardens\r\n\r\n"
	  "  They\r\n  shine.  \r\n\r\n" BULLET "3\xc2\xa0"
	  "authors \r\n\t"
	  "\xc2\xb7\t\r\n\r\n  Jul 10, 2023  4\r\n",
	    0, 20260408,
	    {
		PAPER("Glass\r\n gardens", "They\r\n  shine."),
	    } },
	{ TOP "One\n\n" LONG "\n\nOwl Team Owl Team \xc2\xb7 Mar 11 2\n\n"
	      "Two\n\n" LONG "\n\n* 3 authors \xc2\xb7 Jul 10, 2023 4\n\n"
	      "Three\n\n" LONG "\n\n" BULLET "3 authors\n\xc2\xb7 Jul 10,\n"
	      "2023 4\n\nFour\n\n" LONG "\n\nOwl Team Owl\nTeam \xc2\xb7\n"
	      "Mar\n11\n2\n",
	    0, 20260408,
	    {
		{ "One", LONG, "Owl Team", UNKNOWN, 20260311, 2 },
		PAPER("Two", LONG),
		PAPER("Three", LONG),
		{ "Four", LONG, "Owl Team", UNKNOWN, 20260311, 2 },
	    } },
	/* A dot in a text. */
	{ TOP "A \xc2\xb7 B\n\n\xc2\xb7 one\n\xc2\xb7 two\n\n" DATED
	      "Two \xc2\xb7 three\n\n" LONG "\n\n" DOT
	      "\nMore of it.\n\n" DATED,
	    0, 20260408,
	    {
		PAPER("A \xc2\xb7 B", "\xc2\xb7 one\n\xc2\xb7 two"),
		PAPER("Two \xc2\xb7 three", LONG "\n\n" DOT "\nMore of it."),
	    } },
	{ TOP "One\n\nThe sum of a\xc2\xb7 Mar 11\n\n" DATED, 0, 20260408,
	    {
		PAPER("One", "The sum of a\xc2\xb7 Mar 11"),
	    } },
	/* Bytes that are not UTF-8 stay for the cleaning. */
	{ TOP "Caf\xe9 \xff one\n\n\xc2They\xf0\x9f shine.\xc2\n\n" DATED, 0,
	    20260408,
	    {
		PAPER("Caf\xe9 \xff one", "\xc2They\xf0\x9f shine.\xc2"),
	    } },
	/* Furniture around and between. */
	{ TOP "45\n\nSubmitted by\n\nGlass gardens\n\n" LONG "\n\n" DATED
	      "46\n\nMore glass gardens\n\n" LONG "\n\n" DATED FOOTER,
	    0, 20260408,
	    {
		PAPER("Glass gardens", LONG),
		PAPER("More glass gardens", LONG),
	    } },
	{ TOP "One\n\n" LONG "\n\n" DATED "Terms\n" DOT "Privacy\n", 0,
	    20260408, { PAPER("One", LONG) } },
	/* Cut texts: the last one needs an abstract. */
	{ TOP "One\n\n" LONG "\n\n" DATED "A second one", 0, 20260408,
	    { PAPER("One", LONG) } },
	{ TOP "One\n\n" LONG "\n\n" DATED "A second one\n\nIt is cut", 0,
	    20260408, { PAPER("One", LONG) } },
	{ TOP "One\n\n" LONG "\n\n" DATED "A second one\n\n" LONG " And", 0,
	    20260408,
	    {
		PAPER("One", LONG),
		BARE("A second one", LONG " And"),
	    } },
	{ TOP "One\n\n" LONG "\n\n" DATED "A second one\n\n" LONG
	      "\n\nOwl\n" DOT "Ju",
	    0, 20260408,
	    {
		PAPER("One", LONG),
		BARE("A second one", LONG),
	    } },
	/* No date in the header: the one asked for. */
	{ HEADER "Glass gardens\n\n" LONG "\n\n" DATED "Two\n\n" LONG
		 "\n\n" DATED,
	    20260407, 20260407,
	    {
		PAPER("Glass gardens", LONG),
		PAPER("Two", LONG),
	    } },
	{ HEADER "Glass gardens\n\n" LONG "\n\nTwo of them\n\n" LONG
		 "\n\n" DATED,
	    20260407, 20260407,
	    {
		BARE("Glass gardens", LONG),
		PAPER("Two of them", LONG),
	    } },
	{ LONG "\n\n" LONG "\n\nGlass gardens\n\n" LONG "\n\n" DATED, 20260407,
	    20260407, { PAPER("Glass gardens", LONG) } },
	{ HEADER "Glass gardens\n\nOwl Owl\n" DOT "Apr 7 1\n\nTwo\n\n" DATED,
	    20260407, 20260407,
	    {
		{ "Glass gardens", NULL, "Owl", UNKNOWN, 20260407, 1 },
		PAPER("Two", NULL),
	    } },
};

/*
 * Read a text from memory of just its size, so that a sanitizer sees a step
 * behind its end.
 */
static int
read_text(struct listing *l, const char *text, size_t n, int asked)
{
	char *copy = malloc(n + 1);
	char *bytes = copy + 1;
	struct listing_request request = { .name = "test" };
	struct draft d = { .request = &request,
		.listing = { .complete = true } };
	int result;

	assert_non_null(copy);
	memcpy(bytes, text, n);
	request.asked = day_of(asked);
	request.now = date_from_ymd(2026, 5, 1) + 3600;
	result = listing_text_read(&d, bytes, n);
	*l = d.listing;
	if (l->why[0] != '\0')
		warnx("test: %s", l->why);
	free(copy);
	return result;
}

static void
check_paper(const struct paper *p, const struct expected *e)
{
	expect_text(p->source.title, e->title);
	expect_text(p->source.abstract, e->abstract);
	expect_text(p->organization, e->organization);
	assert_int_equal(p->author_count, e->author_count);
	assert_int_equal(p->published, day_of(e->published));
	assert_int_equal(p->comments, e->comments);
	assert_null(p->id);
	assert_int_equal(p->authors.count, 0);
	assert_int_equal(p->upvotes, COUNT_UNKNOWN);
}

static void
check_sample(const struct sample *s)
{
	struct listing l;
	char label[DATE_DAY_SIZE];
	size_t i;

	if (read_text(&l, s->text, strlen(s->text), s->asked) == -1)
		fail_msg("refused: %s", l.why);
	assert_int_equal(l.kind, LISTING_TEXT);
	assert_false(l.complete);
	assert_int_equal(l.day, day_of(s->day));
	date_format_day(l.day, label);
	assert_string_equal(l.label, label);
	assert_int_equal(l.skipped, 0);
	for (i = 0; i < PAPERS_MAX && s->papers[i].title != NULL; i++) {
		if (i == l.papers.count)
			fail_msg("not found: %s", s->papers[i].title);
		check_paper(&l.papers.papers[i], &s->papers[i]);
	}
	if (i < l.papers.count)
		fail_msg("invented: %s", l.papers.papers[i].source.title);
	listing_free(&l);
}

static void
test_samples(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(samples); i++)
		check_sample(&samples[i]);
}

/* With more blank lines and other line ends the same is found. */
static void
test_other_line_ends(void **state)
{
	const char *text = samples[0].text, *s;
	char *other = malloc(strlen(text) * 8);
	struct listing l;
	size_t n = 0, i;

	(void)state;
	assert_non_null(other);
	for (s = text; *s != '\0'; s++) {
		if (*s == '\n')
			n += (size_t)sprintf(other + n, " \r\n\t\r\n \r\n  ");
		else
			other[n++] = *s;
	}
	assert_int_equal(read_text(&l, other, n, 0), 0);
	assert_int_equal(l.papers.count, 2);
	for (i = 0; i < l.papers.count; i++)
		check_paper(&l.papers.papers[i], &samples[0].papers[i]);
	listing_free(&l);
	free(other);
}

/* The page's date and the day asked for; the present is 1 May 2026. */
static void
test_page_day(void **state)
{
	static const struct {
		const char *shown;
		int asked, day;
	} cases[] = {
		{ "Apr 8", 0, 20260408 },
		{ "May 1", 0, 20260501 },
		{ "May 2", 0, 20250502 },
		{ "Feb 29", 0, 20240229 },
		{ "Apr 8, 2024", 0, 20240408 },
		{ "April 8", 0, 20260408 },
		{ "Apr 8", 20240408, 20240408 },
		{ "Apr 8", 20240412, 20240408 },
		{ "Dec 31", 20260101, 20251231 },
		{ "Apr 9", 20260408, 20260409 }, /* clocks differ */
		{ "Jan 1", 20251231, 20260101 },
		{ "Apr 10", 20260408, 20250410 },
		{ "Apr 8, 2023", 20260408, 20230408 },
		{ "Feb 30", 20260408, 20260408 }, /* none is shown */
		{ "Today", 20260408, 20260408 },
		{ "", 20260408, 20260408 },
	};
	struct listing l;
	char text[1024];
	size_t i;
	int n;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		n = snprintf(text, sizeof(text),
		    HEADER "%s\n\nOne\n\n" LONG "\n\n" DATED, cases[i].shown);
		assert_int_equal(read_text(&l, text, (size_t)n, cases[i].asked),
		    0);
		assert_int_equal(l.day, day_of(cases[i].day));
		listing_free(&l);
	}
}

/* Read a text that is none, and return what is written to standard error. */
static void
refuse(const char *text, size_t n, int asked, char *out, size_t size)
{
	struct listing l;
	struct capture c;
	int result;

	capture_start(&c);
	result = read_text(&l, text, n, asked);
	capture_end(&c);
	listing_free(&l);
	assert_true(strlen(c.said) < size);
	snprintf(out, size, "%s", c.said);
	assert_int_equal(result, -1);
}

static void
test_no_listing_is_refused_with_a_reason(void **state)
{
	static const struct {
		const char *text, *why;
		int asked;
	} cases[] = {
		{ "", "no listing", 20260408 },
		{ "\n \n", "no listing", 20260408 },
		{ "SECRET readme\n\nIt is by 3 authors.\n", "no listing",
		    20260408 },
		{ TOP "SECRET one\n\n" LONG "\n\nSECRET two\n\n" LONG "\n",
		    "no listing", 20260408 },
		{ "SECRET,b,c\n1,2,3\n4,5,6\n", "no listing", 20260408 },
		{ "502 Bad Gateway: SECRET\n", "no listing", 20260408 },
		{ "Apr 8 12:00:01 SECRET sshd[1]: Apr 8\nApr 8 12:00:02 x\n",
		    "no listing", 20260408 },
		{ "SECRET poem\n\n" DOT "\nof one\n\n" DOT "\nor more\n",
		    "no listing", 20260408 },
		{ "SECRET a \xc2\xb7 b\n\n\xc2\xb7 c\n", "no listing",
		    20260408 },
		{ TOP BULLET "3 authors\n" DOT "SECRET\n", "no title",
		    20260408 },
		{ HEADER "SECRET\n\n" LONG "\n\n" DATED, "-d DATE", 0 },
		/* Other texts that name people or a date. */
		{ "SECRET minutes\n\nWe talked about one.\n\n3 authors\n\n"
		  "Next time we meet.\n",
		    "no listing: a text has neither the heading", 20260408 },
		{ "SECRET post\n\n" DOT "Jul 10, 2023\n\n" LONG "\n",
		    "no listing: a text has neither the heading", 20260408 },
		/* Layouts that show votes, pictures or links. */
		{ TOP "45\nSubmitted by SECRET\n\nGlass gardens\n\n" BULLET
		      "3 authors\n\n2\nSubmitted by SECRET\n46\n\nMore glass"
		      "\n\nOwl Lab\n\n",
		    "no listing that can be read as text", 0 },
		{ TOP "[2604]\n45\n\nGlass gardens\n\n" BULLET "3 authors\n\n"
		      "2 [2604]\n46\n\nMore glass\n\n" BULLET "4 authors\n",
		    "a title has no words (item 1)", 0 },
		{ TOP " [ ]\n45\n\nGlass gardens\n\n" LONG "\n\n" BULLET
		      "\n" BULLET "\n" BULLET
		      "3 authors\n\n\xc2\xb7 Mar 84\n [ ]\n"
		      "46\n\nMore glass\n\n" LONG "\n\n" BULLET "4 authors\n",
		    "no listing that can be read as text", 0 },
		{ TOP "[7]Glass gardens\n\n" LONG "\n\n" DATED,
		    "a title begins with a link's number (item 1)", 0 },
		{ TOP "### [Glass gardens](https://huggingface.co/papers/"
		      "2604.1)\n\n" LONG "\n\n" DATED,
		    "a title has a line of the page around it (item 1)", 0 },
		{ TOP "### [Glass gardens][32]\n\n[\n" LONG "\n][33]\n\n" DATED,
		    "an abstract has a line of the page around it", 0 },
		{ TOP "Glass gardens\n\nOwl Lab3 [2604]\n" DOT "Jul 10, 2023\n",
		    "an organization has a mark of the page around it", 0 },
		/* One of three papers shows nothing but its title. */
		{ TOP "Glass gardens\n\n" LONG "\n\n" DATED "A lost one\n\n"
		      "Owl Lab\n\nMore glass\n\n" LONG "\n\n" DATED,
		    "1 items among others", 0 },
	};
	char out[4096];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		refuse(cases[i].text, strlen(cases[i].text), cases[i].asked,
		    out, sizeof(out));
		assert_non_null(strstr(out, "test: no "));
		if (strstr(out, cases[i].why) == NULL)
			fail_msg("case %zu: %s", i, out);
		assert_null(strstr(out, "SECRET"));
		assert_ptr_equal(strchr(out, '\n'), out + strlen(out) - 1);
	}
}

/* A text whose start is cut off: the first people have no title. */
static void
test_no_title(void **state)
{
	static const char text[] =
	    LONG "\n\n" DATED "Two\n\n" LONG "\n\n" DATED;
	struct listing l;

	(void)state;
	assert_int_equal(read_text(&l, text, strlen(text), 20260408), 0);
	assert_int_equal(l.items, 2);
	assert_int_equal(l.skipped, 1);
	assert_int_equal(l.papers.count, 1);
	expect_text(l.papers.papers[0].source.title, "Two");
	listing_free(&l);
}

/*
 * Cut after any byte, the papers before the last one are as ever; cut before
 * the first date, it is no listing.
 */
static void
test_cut_anywhere_earlier_papers_stay(void **state)
{
	const struct sample *s = &samples[1];
	struct listing l;
	char out[4096];
	size_t i, n, whole = strlen(s->text);
	size_t date = (size_t)(strstr(s->text, "Jul") - s->text);

	(void)state;
	for (n = 0; n < date; n++)
		refuse(s->text, n, 0, out, sizeof(out));
	for (n = date + strlen("Jul 10, 2023"); n <= whole; n++) {
		assert_int_equal(read_text(&l, s->text, n, 0), 0);
		assert_in_range(l.papers.count, 1, 4);
		for (i = 0; i + 1 < l.papers.count; i++)
			check_paper(&l.papers.papers[i], &s->papers[i]);
		expect_text(l.papers.papers[i].source.title,
		    s->papers[i].title);
		listing_free(&l);
	}
}

/* A long line, many lines and many blanks are no more than their bytes. */
static void
test_large_input_takes_no_more_than_its_bytes(void **state)
{
	static const char *const units[] = {
		"x",
		" ",
		"\n",
		"\xc2\xb7",
		DOT,
		DOT "\n",
		"a\n\n",
		"\xc2\xa0",
		"\xc2\xb7 Mar\n",
		"Word and word. ",
		"\r",
	};
	const size_t size = 512 * 1024;
	static const char start[] = TOP "One\n\n" LONG "\n\n" DATED;
	char *text = malloc(size);
	struct listing l;
	size_t i, j;

	(void)state;
	assert_non_null(text);
	memcpy(text, start, sizeof(start));
	for (i = 0; i < COUNT(units); i++) {
		for (j = strlen(start); j < size; j++)
			text[j] = units[i][j % strlen(units[i])];
		assert_int_equal(read_text(&l, text, size, 0), 0);
		assert_in_range(l.papers.count, 1, 2);
		check_paper(&l.papers.papers[0],
		    &(struct expected)PAPER("One", LONG));
		listing_free(&l);
	}
	for (j = strlen(start); j < size; j++)
		text[j] = "1 authors\n"[j % strlen("1 authors\n")];
	assert_int_equal(read_text(&l, text, size, 0), -1);
	assert_non_null(strstr(l.why, "items among others"));
	listing_free(&l);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_other_line_ends),
		cmocka_unit_test(test_page_day),
		cmocka_unit_test(test_no_listing_is_refused_with_a_reason),
		cmocka_unit_test(test_no_title),
		cmocka_unit_test(test_cut_anywhere_earlier_papers_stay),
		cmocka_unit_test(test_large_input_takes_no_more_than_its_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
