#include "hostile_support.h"

#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/escape.h"
#include "config/config.h"
#include "feed/atom.h"
#include "feed/entry.h"
#include "feed/feed.h"
#include "feed/rss.h"

/* A feed with one entry, and what both are of. */
struct sample {
	struct feed feed;
	struct entry entry;
	const struct entry *entries[1];
	const char *names[2];
	struct paper paper;
	struct site site;
	struct topic topic;
	const struct topic *topics[1];
	struct buf text, lasting;
};

/* All texts are the same one. */
static void
fill_sample(struct sample *m, const char *s)
{
	m->names[0] = m->names[1] = s;
	m->site = (struct site){ .title = s, .url = s, .hub = s };
	m->topic = (struct topic){ .slug = s, .title = s };
	m->topics[0] = &m->topic;
	m->paper = (struct paper){ .categories = { m->names, 2 } };
	m->entry = (struct entry){ .paper = &m->paper,
		.guid = s,
		.title = s,
		.link = s,
		.discussion = s,
		.related = { { s, s, "application/pdf" }, { s, s, NULL } },
		.related_count = 2,
		.published = date_from_ymd(2026, 4, 8),
		.updated = date_from_ymd(2026, 4, 9) + 1,
		.authors = { m->names, 2 },
		.keywords = { m->names, 1 },
		.topics = m->topics,
		.topic_count = 1,
		.summary = s,
		.content = s };
	buf_clear(&m->lasting);
	escape_text(&m->lasting, s);
	m->entry.lasting = m->lasting.data == NULL ? "" : m->lasting.data;
	m->entry.lasting_length = m->lasting.length;
	m->entries[0] = &m->entry;
	arena_free(&m->feed.arena);
	m->feed = (struct feed){ .site = &m->site,
		.topic = &m->topic,
		.id = s,
		.title = s,
		.description = s,
		.page = s,
		.updated = m->entry.updated,
		.entries = m->entries,
		.count = 1 };
}

static void
free_sample(struct sample *m)
{
	arena_free(&m->feed.arena);
	buf_free(&m->text);
	buf_free(&m->lasting);
}

/* Forms of live feeds. */
enum { ATOM = ENTRY_LIVE, RSS };

/* Write the entry and then the feed. */
static int
write_sample(struct buf *b, struct sample *m, size_t format)
{
	int ret;

	buf_clear(&m->text);
	if (format == RSS)
		ret = rss_write_entry(&m->text, &m->entry, &m->site);
	else if (format == ENTRY_ARCHIVE)
		ret = atom_write_archive_entry(&m->text, &m->entry, &m->site,
		    false);
	else
		ret = atom_write_entry(&m->text, &m->entry, &m->site);
	assert_int_equal(ret, 0);
	entry_set_text(&m->feed.arena, &m->entry, format, &m->text);
	m->feed.form = format;
	return format == RSS ? rss_write(b, &m->feed) : atom_write(b, &m->feed);
}

/* Paths without their name spaces. */
#define L(name) "*[local-name()='" name "']"
#define ENTRY	"/" L("feed") "/" L("entry") "/"
#define CHANNEL "/rss/channel/"

static void
test_atom_hostile(void **state)
{
	struct buf b = { 0 };
	struct sample m = { 0 };
	const char *left;
	xmlDoc *doc;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		fill_sample(&m, hostile[i].string);
		assert_int_equal(write_sample(&b, &m, ATOM), 0);
		doc = parse(&b);
		left = hostile[i].left;
		expect_all(doc, "/" L("feed") "/" L("id"), 1, left);
		expect_all(doc, "/" L("feed") "/" L("title"), 1, left);
		expect_all(doc, "/" L("feed") "/" L("subtitle"), 1, left);
		expect_all(doc, "//" L("name"), 3, left);
		expect_all(doc,
		    "/" L("feed") "/" L("link") "[@rel='hub']/@href", 1, left);
		expect_all(doc, ENTRY L("id"), 1, left);
		expect_all(doc, ENTRY L("title"), 1, left);
		expect_all(doc, ENTRY L("summary"), 1, left);
		expect_all(doc, ENTRY L("content"), 1, left);
		expect_all(doc, ENTRY L("content") "/@type", 1, "html");
		expect_all(doc, ENTRY L("link") "/@href", 3, left);
		expect_all(doc, ENTRY L("link") "/@title", 2, left);
		expect_all(doc, ENTRY L("published"), 1,
		    "2026-04-08T00:00:00Z");
		expect_all(doc, "//" L("updated"), 2, "2026-04-09T00:00:01Z");
		expect_all(doc, ENTRY L("category") "/@term", 4, left);
		expect_all(doc, ENTRY L("category") "[not(@label)]/@scheme", 2,
		    "http://arxiv.org/schemas/atom");
		expect_all(doc, ENTRY L("category") "/@label", 1, left);
		xmlFreeDoc(doc);
		buf_clear(&b);
		free_sample(&m);
	}
	buf_free(&b);
}

static void
test_rss_hostile(void **state)
{
	struct buf b = { 0 };
	struct sample m = { 0 };
	const char *left;
	char creators[128];
	xmlDoc *doc;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		fill_sample(&m, hostile[i].string);
		assert_int_equal(write_sample(&b, &m, RSS), 0);
		doc = parse(&b);
		left = hostile[i].left;
		snprintf(creators, sizeof(creators), "%s, %s", left, left);
		expect_all(doc, CHANNEL "title", 1, left);
		expect_all(doc, CHANNEL "link", 1, left);
		expect_all(doc, CHANNEL "description", 1, left);
		expect_all(doc, CHANNEL L("link") "[@rel='hub']/@href", 1,
		    left);
		expect_all(doc, CHANNEL "item/title", 1, left);
		expect_all(doc, CHANNEL "item/link", 1, left);
		expect_all(doc, CHANNEL "item/description", 1, left);
		expect_all(doc, CHANNEL "item/guid", 1, left);
		expect_all(doc, CHANNEL "item/guid/@isPermaLink", 1, "false");
		expect_all(doc, CHANNEL "item/" L("creator"), 1, creators);
		expect_all(doc, CHANNEL "item/pubDate", 1,
		    "Wed, 08 Apr 2026 00:00:00 GMT");
		expect_all(doc, CHANNEL "lastBuildDate", 1,
		    "Thu, 09 Apr 2026 00:00:01 GMT");
		expect_all(doc, CHANNEL "item/category", 4, left);
		expect_all(doc,
		    CHANNEL
		    "item/category[@domain='http://arxiv.org/schemas/atom']",
		    2, left);
		expect_all(doc, CHANNEL "item/comments", 1, left);
		xmlFreeDoc(doc);
		buf_clear(&b);
		free_sample(&m);
	}
	buf_free(&b);
}

/* RSS's titles in numbers, its HTML in names; Atom all in names. */
static void
test_references(void **state)
{
	struct buf b = { 0 };
	struct sample m = { 0 };

	(void)state;
	fill_sample(&m, "<b>&");
	assert_int_equal(write_sample(&b, &m, RSS), 0);
	assert_non_null(strstr(b.data,
	    "<title>&#x3C;b&gt;&#x26;</title>\n"
	    "\t\t\t<link>&lt;b&gt;&amp;</link>\n"
	    "\t\t\t<description>&lt;b&gt;&amp;</description>\n"
	    "\t\t\t<dc:creator>&#x3C;b&gt;&#x26;, &#x3C;b&gt;&#x26;"
	    "</dc:creator>\n"));
	assert_non_null(strstr(b.data,
	    "\n\t\t<title>&#x3C;b&gt;&#x26;</title>"
	    "\n\t\t<link>&lt;b&gt;&amp;</link>"
	    "\n\t\t<description>&#x3C;b&gt;&#x26;</description>\n"));
	buf_clear(&b);
	assert_int_equal(write_sample(&b, &m, ATOM), 0);
	assert_null(strstr(b.data, "&#x"));
	assert_non_null(strstr(b.data, "<title>&lt;b&gt;&amp;</title>"));
	buf_free(&b);
	free_sample(&m);
}

/* A full buffer is told, and so nothing is published. */
static void
test_full_buffer_fails_the_feed(void **state)
{
	struct buf b = { 0 };
	static const size_t formats[] = { ATOM, RSS, ENTRY_ARCHIVE };
	struct sample m = { 0 };
	size_t length, i, n;

	(void)state;
	for (n = 0; n < sizeof(formats) / sizeof(formats[0]); n++) {
		fill_sample(&m, "x");
		m.feed.month = formats[n] == ENTRY_ARCHIVE ? "2026-03" : NULL;
		b.max = 0;
		buf_clear(&b);
		assert_int_equal(write_sample(&b, &m, formats[n]), 0);
		length = b.length;
		for (i = 1; i <= length; i++) {
			b.max = i;
			buf_clear(&b);
			assert_int_equal(write_sample(&b, &m, formats[n]),
			    i < length ? -1 : 0);
		}
		free_sample(&m);
	}
	/* An entry, too. */
	fill_sample(&m, "x");
	for (i = 1; i < 200; i++) {
		b.max = i;
		buf_clear(&b);
		assert_int_equal(atom_write_entry(&b, &m.entry, &m.site), -1);
		buf_clear(&b);
		assert_int_equal(rss_write_entry(&b, &m.entry, &m.site), -1);
	}
	free_sample(&m);
	buf_free(&b);
}

/* An archive's entry has no topics and no votes, a live one has. */
static void
test_archive_entry(void **state)
{
	struct buf b = { 0 };
	struct sample m = { 0 };

	(void)state;
	fill_sample(&m, "x");
	m.entry.counts = "<p>12 upvotes</p>";
	assert_int_equal(write_sample(&b, &m, ATOM), 0);
	assert_non_null(strstr(b.data, "12 upvotes"));
	assert_non_null(strstr(b.data, "scheme=\"xtopics\""));
	assert_null(strstr(b.data, "archive"));
	buf_clear(&b);
	m.feed.month = "2026-03";
	m.feed.previous = "2026-01";
	m.feed.next = "2026-04";
	assert_int_equal(write_sample(&b, &m, ENTRY_ARCHIVE), 0);
	assert_null(strstr(b.data, "12 upvotes"));
	assert_null(strstr(b.data, "scheme=\"xtopics\""));
	assert_non_null(strstr(b.data,
	    "<category term=\"x\" scheme=\"http://arxiv.org/schemas/atom\"/>"));
	assert_non_null(strstr(b.data, "<category term=\"x\"/>"));
	assert_non_null(strstr(b.data, "<fh:archive/>"));
	assert_non_null(strstr(b.data,
	    "<link rel=\"self\" type=\"application/atom+xml\""
	    " href=\"xarchive/x-2026-03.atom\"/>\n\t"
	    "<link rel=\"current\" type=\"application/atom+xml\""
	    " href=\"x.atom\"/>"));
	assert_non_null(strstr(b.data,
	    "rel=\"prev-archive\""
	    " type=\"application/atom+xml\""
	    " href=\"xarchive/x-2026-01.atom\""));
	assert_non_null(strstr(b.data,
	    "rel=\"next-archive\""
	    " type=\"application/atom+xml\""
	    " href=\"xarchive/x-2026-04.atom\""));
	buf_free(&b);
	free_sample(&m);
}

/* How often a text stands in a feed. */
static size_t
count(const struct buf *b, const char *what)
{
	const char *s = b->data;
	size_t n = 0;

	for (; (s = strstr(s, what)) != NULL; s++)
		n++;
	return n;
}

/*
 * A live feed names the hub and, once, its own address (W3C WebSub, section 4);
 * without a hub there is no trace of one, and in an archive never.
 */
static void
test_hub(void **state)
{
	static const char atom_self[] =
	    "<link rel=\"self\" type=\"application/atom+xml\""
	    " href=\"x.atom\"/>",
			  rss_self[] = "<atom:link rel=\"self\" type="
				       "\"application/rss+xml\""
				       " href=\"x.rss\"/>";
	struct buf b = { 0 };
	struct sample m = { 0 };

	(void)state;
	fill_sample(&m, "x");
	m.site.hub = "https://hub.example.org/?a=1&b=2";
	assert_int_equal(write_sample(&b, &m, ATOM), 0);
	assert_int_equal(count(&b, atom_self), 1);
	assert_int_equal(count(&b, "rel=\"self\""), 1);
	assert_int_equal(count(&b,
			     "\n\t<link rel=\"hub\" href="
			     "\"https://hub.example.org/?a=1&amp;b=2\"/>"),
	    1);
	buf_clear(&b);
	assert_int_equal(write_sample(&b, &m, RSS), 0);
	assert_int_equal(count(&b, rss_self), 1);
	assert_int_equal(count(&b, "rel=\"self\""), 1);
	assert_int_equal(count(&b,
			     "\n\t\t<atom:link rel=\"hub\" href="
			     "\"https://hub.example.org/?a=1&amp;b=2\"/>"),
	    1);
	buf_clear(&b);
	m.feed.month = "2026-03";
	assert_int_equal(write_sample(&b, &m, ENTRY_ARCHIVE), 0);
	assert_int_equal(count(&b, "hub"), 0);
	m.feed.month = NULL;
	m.site.hub = NULL;
	buf_clear(&b);
	assert_int_equal(write_sample(&b, &m, ATOM), 0);
	assert_int_equal(write_sample(&b, &m, RSS), 0);
	assert_int_equal(count(&b, "hub"), 0);
	buf_free(&b);
	free_sample(&m);
}

/* A feed is as new as its newest entry, or as its topic. */
static void
test_feed(void **state)
{
	static const struct site site = { .pages = "all",
		.title = "Site",
		.url = "https://papers.example.org/" };
	struct topic topic = { .slug = "t",
		.title = "T",
		.match = "x",
		.formats = " atom html" };
	struct entry old = { .updated = 5 }, new = { .updated = 7 };
	struct entry late = { .updated = 6, .stored = 8 };
	struct entry *entries[] = { &old, &new, &old, &late };
	struct feed f;

	(void)state;
	feed_start(&f, &site, &topic, 0);
	feed_add_entries(&f, entries, 3);
	assert_int_equal(f.count, 3);
	assert_ptr_equal(f.entries[1], &new);
	assert_int_equal(f.updated, 7);
	assert_string_equal(f.title, "T – Site");
	feed_free(&f);
	feed_start(&f, &site, &topic, 9);
	feed_set_month(&f, "2026-03");
	feed_add_entries(&f, entries, 3);
	assert_int_equal(f.updated, 9);
	assert_string_equal(f.id, "https://papers.example.org/t");
	assert_string_equal(f.page, "https://papers.example.org/t.html");
	assert_string_equal(f.title, "T – Site, 2026-03");
	feed_free(&f);
	/* A late one is dated before others, but it is news. */
	feed_start(&f, &site, &topic, 0);
	feed_add_entries(&f, entries, 4);
	assert_int_equal(f.updated, 8);
	feed_free(&f);
	/* An archive's document is as new as its entries. */
	feed_start(&f, &site, &topic, 0);
	feed_set_month(&f, "2026-03");
	feed_add_entries(&f, entries, 4);
	assert_int_equal(f.updated, 7);
	feed_free(&f);
	feed_start(&f, &site, &topic, 86400);
	feed_add_entries(&f, entries, 0);
	assert_int_equal(f.count, 0);
	assert_int_equal(f.updated, 86400);
	feed_free(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_atom_hostile),
		cmocka_unit_test(test_rss_hostile),
		cmocka_unit_test(test_references),
		cmocka_unit_test(test_full_buffer_fails_the_feed),
		cmocka_unit_test(test_archive_entry),
		cmocka_unit_test(test_hub),
		cmocka_unit_test(test_feed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
