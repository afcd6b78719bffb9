/* The list of all feeds. */
#include "support.h"

#include <string.h>

#include <libxml/parser.h>

#include "base/buf.h"
#include "topic/topic.h"
#include "config/config.h"
#include "feed/feed.h"
#include "feed/opml.h"

static const struct site site = { .pages = "all",
	.title = "Papers & <more>",
	.url = "https://papers.example.org/" };

static const struct topic topics[] = {
	{ .slug = "all", .title = "All papers", .formats = " atom rss html" },
	{ .slug = "rag", .title = "\"R\" & <A>\tG", .formats = " atom html" },
};

static const struct site_index two = { .site = &site,
	.topics = topics,
	.topic_count = 2,
	.listed = 1775606400 };

/* It has no `docs` in its head, and its group just a text (FEEDS.md 7). */
static void
test_list_of_feeds_byte_for_byte(void **state)
{
	static const char wanted[] =
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<opml version=\"2.0\">\n"
	    "\t<head>\n"
	    "\t\t<title>Papers &amp; &lt;more&gt;</title>\n"
	    "\t\t<dateCreated>Wed, 08 Apr 2026 00:00:00 GMT</dateCreated>\n"
	    "\t\t<dateModified>Wed, 08 Apr 2026 00:00:00 GMT</dateModified>\n"
	    "\t\t<ownerName>Papers &amp; &lt;more&gt;</ownerName>\n"
	    "\t</head>\n"
	    "\t<body>\n"
	    "\t\t<outline text=\"Papers &amp; &lt;more&gt;\">\n"
	    "\t\t\t<outline type=\"rss\" text=\"All papers\""
	    " title=\"All papers\""
	    " xmlUrl=\"https://papers.example.org/all.atom\""
	    " htmlUrl=\"https://papers.example.org/all.html\"/>\n"
	    "\t\t\t<outline type=\"rss\""
	    " text=\"&quot;R&quot; &amp; &lt;A&gt;&#9;G\""
	    " title=\"&quot;R&quot; &amp; &lt;A&gt;&#9;G\""
	    " xmlUrl=\"https://papers.example.org/rag.atom\""
	    " htmlUrl=\"https://papers.example.org/rag.html\"/>\n"
	    "\t\t</outline>\n"
	    "\t</body>\n"
	    "</opml>\n";
	struct buf b = { 0 };
	xmlDoc *doc;

	(void)state;
	assert_int_equal(opml_write(&b, &two), 0);
	assert_string_equal(b.data, wanted);
	doc = xmlReadMemory(b.data, (int)b.length, "x.opml", NULL,
	    XML_PARSE_NONET);
	assert_non_null(doc);
	xmlFreeDoc(doc);
	buf_free(&b);
}

/* A topic without Atom is named by another feed, one without a page by none. */
static void
test_list_names_what_there_is(void **state)
{
	static const struct topic some[] = {
		{ .slug = "all", .title = "All", .formats = " rss json html" },
		{ .slug = "rag", .title = "RAG", .formats = " json bib" },
	};
	const struct site_index index = { .site = &site,
		.topics = some,
		.topic_count = 2,
		.listed = 1775606400 };
	struct buf b = { 0 };

	(void)state;
	assert_int_equal(opml_write(&b, &index), 0);
	assert_non_null(strstr(b.data,
	    "xmlUrl=\"https://papers.example.org/all.rss\" "
	    "htmlUrl=\"https://papers.example.org/all.html\"/>"));
	assert_non_null(strstr(b.data,
	    "xmlUrl=\"https://papers.example.org/rag.json\" "
	    "htmlUrl=\"https://papers.example.org/\"/>"));
	assert_null(strstr(b.data, ".atom"));
	buf_free(&b);
}

/* A full buffer is told, and so nothing is published. */
static void
test_full_buffer_fails_the_list(void **state)
{
	struct buf b = { 0 };
	size_t length, i;

	(void)state;
	assert_int_equal(opml_write(&b, &two), 0);
	length = b.length;
	for (i = 1; i <= length; i++) {
		b.max = i;
		buf_clear(&b);
		assert_int_equal(opml_write(&b, &two), i < length ? -1 : 0);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list_of_feeds_byte_for_byte),
		cmocka_unit_test(test_list_names_what_there_is),
		cmocka_unit_test(test_full_buffer_fails_the_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
