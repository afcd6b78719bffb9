/* What the files of a plan have in them, as far as it is decided here. */
#include "site_support.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/database.h"
#include "store/papers.h"
#include "publish/publish.h"

#define SITE_OF(formats)                            \
	"site {\n"                                  \
	"\turl = \"https://papers.example.org/\"\n" \
	"\tgzip = no\n"                             \
	"\tformats = \"" formats "\"\n"             \
	"}\n"                                       \
	"topic agents { match = 'agent' }\n"

/* What BibTeX has of a paper. */
#define REFERENCE(number, month)                                \
	"@misc{arXiv:2604.000" number ",\n"                     \
	"  title = {{An agent " number "}},\n"                  \
	"  year = {2026},\n"                                    \
	"  month = " month ",\n"                                \
	"  eprint = {2604.000" number "},\n"                    \
	"  archivePrefix = {arXiv},\n"                          \
	"  url = {https://arxiv.org/abs/2604.000" number "},\n" \
	"}\n"

static void
publish_site(struct site_place *s, const char *config)
{
	const struct publish_options options = { .now = s->now };
	struct publish_report report;

	configure_site(s, config);
	assert_int_equal(publish(s->d, &s->l.config, &options, &report), 0);
}

/* Store so many papers of a day of 2026, of the numbers from `from` on. */
static void
put_day(struct site_place *s, const char *day, int from, int count)
{
	char instant[48];

	snprintf(instant, sizeof(instant), "2026-%sT08:00:00Z", day);
	put_numbered(s->d, from, from + count, instant, "An agent", FIRST_DAY);
}

/*
 * Add the next paper or link within the site but to the topic, which each paper has,
 * and return what is behind it.
 */
static const char *
next_item(const char *text, struct buf *out)
{
	static const char paper[] = "<article class=\"paper\" id=\"";
	static const char link[] = "href=\"";
	const char *id = strstr(text, paper), *href = strstr(text, link);
	const char *item;
	size_t n;

	if (id == NULL && href == NULL)
		return NULL;
	if (id != NULL && (href == NULL || id < href))
		item = id + strlen(paper);
	else
		item = href + strlen(link);
	n = strcspn(item, "\"");
	if (memchr(item, '#', n) == NULL && memchr(item, ':', n) == NULL &&
	    strncmp(item + n - 11, "agents.html", 11) != 0) {
		buf_add(out, " ", out->length > 0);
		buf_add(out, item, n);
	}
	return item + n;
}

/*
 * Fails unless the main part of a page has these papers, and links to these pages
 * of the site, in this order.
 */
static void
expect_page(const struct site_place *s, const char *name, const char *wanted)
{
	struct buf bytes = { 0 }, found = { 0 };
	const char *text;

	read_published(&s->l.config, name, &bytes);
	text = strstr(bytes.data, "<main");
	assert_non_null(text);
	buf_puts(&found, "");
	while ((text = next_item(text, &found)) != NULL)
		continue;
	assert_string_equal(found.data, wanted);
	buf_free(&found);
	buf_free(&bytes);
}

/* Fails if a file has a text. */
static void
expect_without(const struct site_place *s, const char *name, const char *text)
{
	struct buf bytes = { 0 };

	read_published(&s->l.config, name, &bytes);
	assert_null(strstr(bytes.data, text));
	buf_free(&bytes);
}

/* Fails unless a file is this text. */
static void
expect_file(const struct site_place *s, const char *name, const char *wanted)
{
	struct buf bytes = { 0 };

	read_published(&s->l.config, name, &bytes);
	assert_string_equal(bytes.data, wanted);
	buf_free(&bytes);
}

/*
 * The first page has the newest days that have ten papers together, three at most,
 * and links to seven before them and to all months.
 */
static void
test_first_page(void **state)
{
	static const struct {
		int count; /* of each of the two newest days */
		const char *page;
	} days[] = {
		{ 1,
		    "all.atom day/2026-04-06.html 2604.00120 day/2026-04-05.html "
		    "2604.00110 day/2026-04-04.html 2604.00100 day/2026-04-03.html "
		    "day/2026-04-03.html day/2026-04-02.html day/2026-04-01.html "
		    "day/2026-03-07.html day/2026-03-06.html day/2026-03-05.html "
		    "day/2026-03-04.html month/2026-04.html month/2026-03.html "
		    "all.html all.atom agents.atom all.atom feeds.opml" },
		{ 5,
		    "all.atom day/2026-04-06.html 2604.00120 2604.00121 2604.00122 "
		    "2604.00123 2604.00124 day/2026-04-05.html 2604.00110 "
		    "2604.00111 2604.00112 2604.00113 2604.00114 "
		    "day/2026-04-04.html day/2026-04-04.html day/2026-04-03.html "
		    "day/2026-04-02.html day/2026-04-01.html day/2026-03-07.html "
		    "day/2026-03-06.html day/2026-03-05.html month/2026-04.html "
		    "month/2026-03.html all.html all.atom agents.atom all.atom "
		    "feeds.opml" },
		{ 9,
		    "all.atom day/2026-04-06.html 2604.00120 2604.00121 2604.00122 "
		    "2604.00123 2604.00124 2604.00125 2604.00126 2604.00127 "
		    "2604.00128 day/2026-04-05.html 2604.00110 2604.00111 "
		    "2604.00112 2604.00113 2604.00114 2604.00115 2604.00116 "
		    "2604.00117 2604.00118 day/2026-04-04.html day/2026-04-04.html "
		    "day/2026-04-03.html day/2026-04-02.html day/2026-04-01.html "
		    "day/2026-03-07.html day/2026-03-06.html day/2026-03-05.html "
		    "month/2026-04.html month/2026-03.html all.html all.atom "
		    "agents.atom all.atom feeds.opml" },
		{ 10,
		    "all.atom day/2026-04-06.html 2604.00120 2604.00121 2604.00122 "
		    "2604.00123 2604.00124 2604.00125 2604.00126 2604.00127 "
		    "2604.00128 2604.00129 day/2026-04-05.html day/2026-04-05.html "
		    "day/2026-04-04.html day/2026-04-03.html day/2026-04-02.html "
		    "day/2026-04-01.html day/2026-03-07.html day/2026-03-06.html "
		    "month/2026-04.html month/2026-03.html all.html all.atom "
		    "agents.atom all.atom feeds.opml" }
	};
	struct site_place *s = *state;
	char day[24];
	size_t i;
	int n;

	for (i = 0; i < COUNT(days); i++) {
		database_close(s->d);
		s->d = open_memory();
		for (n = 1; n <= 12; n++) {
			snprintf(day, sizeof(day), "%02d-%02d", 3 + n / 7,
			    n % 7 + 1);
			put_day(s, day, 10 * n, n < 11 ? 1 : days[i].count);
		}
		publish_site(s, SITE_OF("atom html"));
		expect_page(s, "index.html", days[i].page);
	}
}

/* Pages of days, weeks and months follow one another where there are papers. */
static void
test_pages_of_the_past(void **state)
{
	struct site_place *s = *state;

	put_day(s, "02-10", 10, 1);
	put_day(s, "03-30", 20, 3);
	put_day(s, "03-31", 30, 2);
	put_day(s, "04-07", 40, 2);
	put_json(s->d,
	    "[" ITEM("2604.00021", "A gull",
		AT("2026-03-30T08:00:00Z") ",\"upvotes\":3") "," ITEM("2604.00030",
		"An agent",
		AT("2026-03-31T09:00:00Z") ",\"upvotes\":5") "," ITEM("2604.00032",
		"An agent", AT("2026-03-31T00:00:00Z") ",\"upvotes\":4") "]",
	    SECOND_DAY);
	publish_site(s, SITE_OF("atom bib html"));
	expect_page(s, "all.html",
	    "all.atom all.bib day/2026-04-07.html 2604.00041 2604.00040 "
	    "day/2026-03-31.html 2604.00031 2604.00030 2604.00032 "
	    "day/2026-03-30.html 2604.00022 2604.00021 2604.00020 "
	    "day/2026-02-10.html 2604.00010 month/2026-04.html "
	    "month/2026-03.html month/2026-02.html");
	expect_page(s, "agents.html",
	    "agents.atom agents.bib 2604.00041 2604.00040 2604.00031 "
	    "2604.00030 2604.00032 2604.00022 2604.00020 2604.00010 "
	    "agents-2026-04.html agents-2026-03.html agents-2026-02.html");
	expect_page(s, "agents-2026-02.html",
	    "agents-2026-03.html 2604.00010 agents-2026-03.html");
	expect_page(s, "agents-2026-03.html",
	    "agents-2026-02.html agents-2026-04.html 2604.00031 2604.00030 "
	    "2604.00032 2604.00022 2604.00020 agents-2026-02.html "
	    "agents-2026-04.html");
	expect_page(s, "agents-2026-04.html",
	    "agents-2026-03.html 2604.00041 2604.00040 agents-2026-03.html");
	expect_page(s, "day/2026-02-10.html",
	    "2026-03-30.html ../week/2026-W07.html ../month/2026-02.html "
	    "2026-02-10.bib 2604.00010 2026-03-30.html");
	expect_page(s, "day/2026-03-30.html",
	    "2026-02-10.html 2026-03-31.html ../week/2026-W14.html "
	    "../month/2026-03.html 2026-03-30.bib 2604.00020 2604.00021 "
	    "2604.00022 2026-02-10.html 2026-03-31.html");
	expect_page(s, "day/2026-03-31.html",
	    "2026-03-30.html 2026-04-07.html ../week/2026-W14.html "
	    "../month/2026-03.html 2026-03-31.bib 2604.00030 2604.00031 "
	    "2604.00032 2026-03-30.html 2026-04-07.html");
	expect_page(s, "day/2026-04-07.html",
	    "2026-03-31.html ../week/2026-W15.html ../month/2026-04.html "
	    "2026-04-07.bib 2604.00040 2604.00041 2026-03-31.html");
	expect_page(s, "week/2026-W07.html",
	    "2026-W14.html ../month/2026-02.html ../day/2026-02-10.html "
	    "2026-W14.html");
	expect_page(s, "week/2026-W14.html",
	    "2026-W07.html 2026-W15.html ../month/2026-03.html "
	    "../day/2026-03-30.html ../day/2026-03-31.html 2026-W07.html "
	    "2026-W15.html");
	expect_page(s, "month/2026-03.html",
	    "2026-02.html 2026-04.html ../week/2026-W14.html "
	    "../day/2026-03-30.html ../day/2026-03-31.html 2026-02.html "
	    "2026-04.html");
	expect_page(s, "month/2026-04.html",
	    "2026-03.html ../week/2026-W15.html ../day/2026-04-07.html "
	    "2026-03.html");
	expect_published(&s->l.config, "week/2026-W14.html",
	    (const char *[]){ ">6 papers", ">30</time> <strong>3<",
		">31</time> <strong>3<", ">1</time></td>", ">Most voted</h2>",
		"2604.00030", "2604.00032", "2604.00021", "</ol>", NULL });
	expect_published(&s->l.config, "day/2026-03-31.html",
	    (const char *[]){ ">3 papers, as", NULL });
	expect_published(&s->l.config, "agents.html",
	    (const char *[]){ ">8 papers</strong>", "7 April 2026", NULL });
	expect_published(&s->l.config, "agents-2026-03.html",
	    (const char *[]){ "5 papers", NULL });
	expect_file(s, "search/2026-02.txt",
	    "2026-02-10\n"
	    "2604.00010\t1\tAn agent 10\t\n");
	expect_file(s, "search/2026-03.txt",
	    "2026-03-31\n"
	    "2604.00031\t1\tAn agent 31\t\n"
	    "2604.00030\t1\tAn agent\t\n"
	    "2604.00032\t1\tAn agent\t\n"
	    "2026-03-30\n"
	    "2604.00022\t1\tAn agent 22\t\n"
	    "2604.00021\t\tA gull\t\n"
	    "2604.00020\t1\tAn agent 20\t\n");
	expect_file(s, "day/2026-02-10.bib", REFERENCE("10", "feb"));
	expect_file(s, "day/2026-04-07.bib",
	    REFERENCE("40", "apr") "\n" REFERENCE("41", "apr"));
}

/* The page of a topic by example names the examples. */
static void
test_page_of_a_topic_by_example(void **state)
{
	struct site_place *s = *state;

	put_day(s, "04-07", 10, 2);
	publish_site(s,
	    SITE_OF(
		"atom html") "topic near { like = \"2604.00011\" unlike = \"2604.00010\" about = 3 }\n");
	expect_published(&s->l.config, "near.html",
	    (const char *[]){ "<summary>Like these papers</summary>",
		">An agent 11</a></li>\n</ul>\n</details>", NULL });
	expect_without(s, "agents.html", "Like these papers");
}

/* A document of an archive is as its feed, and leads to those beside it. */
static void
test_documents(void **state)
{
	struct site_place *s = *state;

	put_day(s, "02-10", 10, 1);
	put_day(s, "03-30", 23, 1);
	put_day(s, "03-30", 22, 1);
	put_day(s, "03-31", 21, 1);
	put_day(s, "04-07", 40, 2);
	publish_site(s, SITE_OF("atom html"));
	expect_published(&s->l.config, "archive/agents-2026-03.atom",
	    (const char *[]){ "<updated>2026-03-31T08:00:00Z</updated>",
		"\"prev-archive\"", "/archive/agents-2026-02.atom\"",
		"\"next-archive\"", "/archive/agents-2026-04.atom\"",
		"<id>https://arxiv.org/abs/2604.00021</id>",
		"<id>https://arxiv.org/abs/2604.00022</id>",
		"<published>2026-03-30T08:00:01Z</published>",
		"<id>https://arxiv.org/abs/2604.00023</id>",
		"<published>2026-03-30T08:00:00Z</published>",
		"</entry>\n</feed>", NULL });
	expect_without(s, "archive/agents-2026-02.atom", "\"prev-archive\"");
	expect_without(s, "archive/agents-2026-04.atom", "\"next-archive\"");
	expect_published(&s->l.config, "agents.atom",
	    (const char *[]){ "\"prev-archive\"",
		"/archive/agents-2026-04.atom\"",
		"<id>https://arxiv.org/abs/2604.00041</id>",
		"<id>https://arxiv.org/abs/2604.00010</id>",
		"</entry>\n</feed>", NULL });
}

/* An old paper that a source shows makes the feed of what it shows newer. */
static void
test_feed_of_a_source(void **state)
{
	struct site_place *s = *state;

	put_day(s, "02-10", 10, 2);
	show_json(s->d, "daily",
	    "[" ITEM("2604.00010", "An agent 10",
		AT("2026-02-10T08:00:00Z")) "]",
	    SECOND_DAY);
	publish_site(s,
	    SITE_OF(
		"atom html") "source daily {\n"
			     "\turl = \"https://papers.example.net/trending\"\n"
			     "}\n"
			     "topic shown { source = \"daily\" }\n");
	expect_published(&s->l.config, "shown.atom",
	    (const char *[]){ "<updated>2026-04-09T13:00:00Z",
		"<published>2026-02-10T08:00:00Z", NULL });
	expect_published(&s->l.config, "agents.atom",
	    (const char *[]){ "<updated>2026-04-08T13:00:00Z", NULL });
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_first_page),
		WITH_SITE(test_pages_of_the_past),
		WITH_SITE(test_page_of_a_topic_by_example),
		WITH_SITE(test_documents),
		WITH_SITE(test_feed_of_a_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
