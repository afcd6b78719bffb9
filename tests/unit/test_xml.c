#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "buf.h"
#include "config.h"
#include "date.h"
#include "feed.h"
#include "json.h"
#include "paper.h"
#include "write_atom.h"
#include "write_record.h"
#include "write_rss.h"
#include "xml.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>"

/*
 * Strings that break careless writers: as text, as an attribute, as RSS's
 * plain text, as JSON; and what is left of them when they are read again.
 */
static const struct {
	const char *string;
	const char *text, *attribute, *plain, *json, *left;
} hostile[] = {
	{ "", "", "", "", "", "" },
	{ "plain", "plain", "plain", "plain", "plain", "plain" },
	{ "a & b", "a &amp; b", "a &amp; b", "a &#x26; b", "a & b", "a & b" },
	{ "&amp;amp;", "&amp;amp;amp;", "&amp;amp;amp;", "&#x26;amp;amp;",
	    "&amp;amp;", "&amp;amp;" },
	{ "&#11;&nbsp;", "&amp;#11;&amp;nbsp;", "&amp;#11;&amp;nbsp;",
	    "&#x26;#11;&#x26;nbsp;", "&#11;&nbsp;", "&#11;&nbsp;" },
	{ "<script>x</script>", "&lt;script&gt;x&lt;/script&gt;",
	    "&lt;script&gt;x&lt;/script&gt;",
	    "&#x3C;script&gt;x&#x3C;/script&gt;", "<script>x</script>",
	    "<script>x</script>" },
	{ "]]>", "]]&gt;", "]]&gt;", "]]&gt;", "]]>", "]]>" },
	{ "<![CDATA[x]]>", "&lt;![CDATA[x]]&gt;", "&lt;![CDATA[x]]&gt;",
	    "&#x3C;![CDATA[x]]&gt;", "<![CDATA[x]]>", "<![CDATA[x]]>" },
	{ "<!-- -- -->", "&lt;!-- -- --&gt;", "&lt;!-- -- --&gt;",
	    "&#x3C;!-- -- --&gt;", "<!-- -- -->", "<!-- -- -->" },
	{ "<?xml?>", "&lt;?xml?&gt;", "&lt;?xml?&gt;", "&#x3C;?xml?&gt;",
	    "<?xml?>", "<?xml?>" },
	{ "\" onerror='x'", "\" onerror='x'", "&quot; onerror='x'",
	    "\" onerror='x'", "\\\" onerror='x'", "\" onerror='x'" },
	{ "a\\b/", "a\\b/", "a\\b/", "a\\b/", "a\\\\b/", "a\\b/" },
	{ "a\tb\nc\rd", "a\tb\nc&#13;d", "a&#9;b&#10;c&#13;d", "a\tb\nc&#13;d",
	    "a\\u0009b\\nc\\u000dd", "a\tb\nc\rd" },
	/* what XML cannot hold */
	{ "a\x01\x08\x0b\x0c\x0e\x1f\x7f"
	  "b",
	    "ab", "ab", "ab",
	    "a\\u0001\\u0008\\u000b\\u000c\\u000e\\u001f\\u007fb", "ab" },
	{ "a\xef\xbf\xbe\xef\xbf\xbf"
	  "b",
	    "ab", "ab", "ab",
	    "a\xef\xbf\xbe\xef\xbf\xbf"
	    "b",
	    "ab" },
	/* bytes that are no UTF-8 */
	{ "a\xff\x80"
	  "b",
	    "ab", "ab", "ab", "ab", "ab" },
	{ "a\xc3", "a", "a", "a", "a", "a" },
	{ "a\xc3<", "a&lt;", "a&lt;", "a&#x3C;", "a<", "a<" },
	{ "a\xe2\x82&", "a&amp;", "a&amp;", "a&#x26;", "a&", "a&" },
	{ "a\xf0\x9f\x98\"", "a\"", "a&quot;", "a\"", "a\\\"", "a\"" },
	{ "\xc0\xbc"
	  "b>",
	    "b&gt;", "b&gt;", "b&gt;", "b>", "b>" },
	{ "\xe0\x80\xbc\xf0\x80\x80\xbc", "", "", "", "", "" },
	{ "\xed\xa0\xbd\xed\xb8\x80", "", "", "", "", "" },
	{ "\xf4\x90\x80\x80\xf8\x88\x80\x80\x80", "", "", "", "", "" },
	/* what may stay */
	{ "é世😀\xef\xbf\xbd", "é世😀\xef\xbf\xbd", "é世😀\xef\xbf\xbd",
	    "é世😀\xef\xbf\xbd", "é世😀\xef\xbf\xbd", "é世😀\xef\xbf\xbd" },
};

#define HOSTILE (sizeof(hostile) / sizeof(hostile[0]))

/* Parse it as a strict reader does; the caller frees it. */
static xmlDoc *
parse(const struct buf *b)
{
	xmlDoc *doc = xmlReadMemory(b->data, (int)b->length, "x.xml", NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

	if (doc == NULL)
		fail_msg("not well-formed: %s", b->data);
	return doc;
}

/* How often an element or an attribute is found, and the string of each. */
static void
expect_all(xmlDoc *doc, const char *path, size_t count, const char *wanted)
{
	xmlXPathContext *context = xmlXPathNewContext(doc);
	xmlXPathObject *found;
	xmlNodeSet *nodes;
	xmlChar *text;
	size_t i;

	found = xmlXPathEvalExpression((const xmlChar *)path, context);
	assert_non_null(found);
	nodes = found->nodesetval;
	if (xmlXPathNodeSetGetLength(nodes) != (int)count)
		fail_msg("not %zu of %s", count, path);
	for (i = 0; nodes != NULL && i < count; i++) {
		text = xmlNodeGetContent(nodes->nodeTab[i]);
		if (strcmp((char *)text, wanted) != 0)
			fail_msg("%s is '%s', not '%s'", path, (char *)text,
			    wanted);
		xmlFree(text);
	}
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
}

/* Expect exactly these bytes, and clear the buffer. */
static void
expect_bytes(struct buf *b, const char *head, const char *before,
    const char *text, const char *after)
{
	struct buf wanted = { 0 };

	buf_puts(&wanted, head);
	buf_puts(&wanted, before);
	buf_puts(&wanted, text);
	buf_puts(&wanted, after);
	assert_string_equal(b->data, wanted.data);
	assert_int_equal(b->length, wanted.length);
	buf_free(&wanted);
	buf_clear(b);
}

static void
test_text(void **state)
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
test_attribute(void **state)
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

static void
test_json_strings(void **state)
{
	struct buf b = { 0 };
	struct json j;
	cJSON *json;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		j = (struct json){ .out = &b };
		json_open(&j, '{');
		json_key(&j, hostile[i].string);
		json_string(&j, hostile[i].string);
		json_close(&j, '}');
		assert_null(strchr(b.data, '\n'));
		json = cJSON_ParseWithOpts(b.data, NULL, 1);
		assert_non_null(json);
		assert_string_equal(json->child->string,
		    json->child->valuestring);
		cJSON_Delete(json);
		buf_clear(&b);
		j = (struct json){ .out = &b };
		json_string(&j, hostile[i].string);
		expect_bytes(&b, "\"", hostile[i].json, "\"", "");
	}
	buf_free(&b);
}

static void
test_json_commas(void **state)
{
	struct buf b = { 0 };
	struct json j = { .out = &b };

	(void)state;
	json_open(&j, '{');
	json_key(&j, "a");
	json_open(&j, '[');
	json_close(&j, ']');
	json_key(&j, "b");
	json_open(&j, '[');
	json_number(&j, -1);
	json_null(&j);
	json_string(&j, NULL);
	json_open(&j, '{');
	json_close(&j, '}');
	json_open(&j, '[');
	json_string(&j, "");
	json_close(&j, ']');
	json_close(&j, ']');
	json_key(&j, "c");
	json_number(&j, INT64_MAX);
	json_key(&j, "d");
	json_number(&j, INT64_MIN);
	json_close(&j, '}');
	assert_string_equal(b.data,
	    "{\"a\":[],\"b\":[-1,null,null,{},[\"\"]],"
	    "\"c\":9223372036854775807,\"d\":-9223372036854775808}");
	buf_free(&b);
}

/* A paper all of whose texts are the same one. */
static void
fill_paper(struct paper_list *l, const char *s)
{
	struct paper *p = paper_list_add(l);
	struct appearance seen = { .kind = LISTING_SEARCH,
		.label = s,
		.rank = 7 };

	p->id = p->guid = p->title = p->abstract = p->summary = s;
	p->organization = p->submitter = s;
	p->links[LINK_ABS] = p->links[LINK_LISTING] = s;
	p->published = date_from_ymd(2026, 4, 6);
	p->listed = date_from_ymd(2026, 4, 8);
	p->updated = date_from_ymd(2026, 4, 9) + 1;
	p->upvotes = p->peak_upvotes = 5;
	paper_add_name(&l->arena, &p->authors, s, strlen(s));
	paper_add_name(&l->arena, &p->authors, s, strlen(s));
	paper_add_name(&l->arena, &p->keywords, s, strlen(s));
	paper_add_listing(&l->arena, p, &seen);
	p->author_count = 2;
}

/* Every record is one line of JSON with the keys of DESIGN, in their order. */
static void
test_record_hostile(void **state)
{
	static const char *const keys[] = { "id", "guid", "title", "abstract",
		"authors", "author_count", "organization", "published",
		"listed", "updated", "upvotes", "peak_upvotes", "comments",
		"submitter", "summary", "keywords", "links", "listings",
		"topics" };
	struct paper_list l = { 0 };
	struct buf b = { 0 };
	cJSON *json, *member;
	size_t i, j;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		fill_paper(&l, hostile[i].string);
		write_record(&b, &l.papers[i], &l.papers[i].authors);
		assert_ptr_equal(strchr(b.data, '\n'), b.data + b.length - 1);
		json = cJSON_Parse(b.data);
		assert_non_null(json);
		for (j = 0, member = json->child; member != NULL; j++) {
			assert_string_equal(member->string, keys[j]);
			member = member->next;
		}
		assert_int_equal(j, sizeof(keys) / sizeof(keys[0]));
		cJSON_Delete(json);
		buf_clear(&b);
	}
	buf_free(&b);
	paper_list_free(&l);
}

static void
test_record(void **state)
{
	static const char wanted[] =
	    "{\"id\":\"x\",\"guid\":\"x\","
	    "\"title\":\"x\",\"abstract\":\"x\",\"authors\":[\"x\",\"x\"],"
	    "\"author_count\":2,\"organization\":\"x\","
	    "\"published\":\"2026-04-06\",\"listed\":\"2026-04-08T00:00:00Z\","
	    "\"updated\":\"2026-04-09T00:00:01Z\",\"upvotes\":5,"
	    "\"peak_upvotes\":5,\"comments\":null,\"submitter\":\"x\","
	    "\"summary\":\"x\",\"keywords\":[\"x\"],"
	    "\"links\":{\"listing\":\"x\",\"abs\":\"x\"},\"listings\":["
	    "{\"kind\":\"search\",\"label\":\"x\",\"rank\":7}],"
	    "\"topics\":[]}\n";
	static const char bare[] =
	    "{\"id\":null,\"guid\":\"g\","
	    "\"title\":\"t\",\"abstract\":null,\"authors\":[],"
	    "\"author_count\":null,\"organization\":null,\"published\":null,"
	    "\"listed\":\"1970-01-01T00:00:00Z\","
	    "\"updated\":\"1970-01-01T00:00:00Z\",\"upvotes\":null,"
	    "\"peak_upvotes\":null,\"comments\":null,\"submitter\":null,"
	    "\"summary\":null,\"keywords\":[],\"links\":{},\"listings\":[],"
	    "\"topics\":[]}\n";
	const struct name_list none = { 0 };
	struct paper_list l = { 0 };
	struct paper *p;
	struct buf b = { 0 };

	(void)state;
	fill_paper(&l, "x");
	write_record(&b, &l.papers[0], &none);
	assert_string_equal(b.data, wanted);
	buf_clear(&b);
	p = paper_list_add(&l);
	p->guid = "g";
	p->title = "t";
	p->listed = p->updated = 0;
	write_record(&b, p, &none);
	assert_string_equal(b.data, bare);
	buf_free(&b);
	paper_list_free(&l);
}

/* A feed all of whose texts are the same one. */
static void
fill_feed(struct feed *f, struct entry *e, const char **names, const char *s)
{
	names[0] = names[1] = s;
	*e = (struct entry){ .guid = s,
		.title = s,
		.link = s,
		.related = { { s, s, "application/pdf" }, { s, s, NULL } },
		.related_count = 2,
		.published = date_from_ymd(2026, 4, 8),
		.updated = date_from_ymd(2026, 4, 9) + 1,
		.authors = { names, 2 },
		.summary = s,
		.content = s };
	*f = (struct feed){ .id = s,
		.title = s,
		.description = s,
		.publisher = s,
		.home = s,
		.updated = e->updated,
		.entries = e,
		.count = 1 };
}

/* Paths without their name spaces. */
#define L(name) "*[local-name()='" name "']"
#define ENTRY	"/" L("feed") "/" L("entry") "/"
#define CHANNEL "/rss/channel/"

static void
test_atom_hostile(void **state)
{
	struct buf b = { 0 };
	struct feed f;
	struct entry e;
	const char *names[2], *left;
	xmlDoc *doc;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		fill_feed(&f, &e, names, hostile[i].string);
		assert_int_equal(write_atom(&b, &f), 0);
		doc = parse(&b);
		left = hostile[i].left;
		expect_all(doc, "/" L("feed") "/" L("id"), 1, left);
		expect_all(doc, "/" L("feed") "/" L("title"), 1, left);
		expect_all(doc, "/" L("feed") "/" L("subtitle"), 1, left);
		expect_all(doc, "//" L("name"), 3, left);
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
		xmlFreeDoc(doc);
		buf_clear(&b);
	}
	buf_free(&b);
}

static void
test_rss_hostile(void **state)
{
	struct buf b = { 0 };
	struct feed f;
	struct entry e;
	const char *names[2], *left;
	char creators[128];
	xmlDoc *doc;
	size_t i;

	(void)state;
	for (i = 0; i < HOSTILE; i++) {
		fill_feed(&f, &e, names, hostile[i].string);
		assert_int_equal(write_rss(&b, &f), 0);
		doc = parse(&b);
		left = hostile[i].left;
		snprintf(creators, sizeof(creators), "%s, %s", left, left);
		expect_all(doc, CHANNEL "title", 1, left);
		expect_all(doc, CHANNEL "link", 1, left);
		expect_all(doc, CHANNEL "description", 1, left);
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
		xmlFreeDoc(doc);
		buf_clear(&b);
	}
	buf_free(&b);
}

/* RSS's titles in numbers, its HTML in names; Atom all in names. */
static void
test_references(void **state)
{
	struct buf b = { 0 };
	struct feed f;
	struct entry e;
	const char *names[2];

	(void)state;
	fill_feed(&f, &e, names, "<b>&");
	assert_int_equal(write_rss(&b, &f), 0);
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
	assert_int_equal(write_atom(&b, &f), 0);
	assert_null(strstr(b.data, "&#x"));
	assert_non_null(strstr(b.data, "<title>&lt;b&gt;&amp;</title>"));
	buf_free(&b);
}

/* A full buffer is told, and so nothing is published. */
static void
test_full(void **state)
{
	struct buf b = { 0 };
	struct feed f;
	struct entry e;
	const char *names[2];
	size_t atom, rss, i;

	(void)state;
	fill_feed(&f, &e, names, "x");
	assert_int_equal(write_atom(&b, &f), 0);
	atom = b.length;
	buf_clear(&b);
	assert_int_equal(write_rss(&b, &f), 0);
	rss = b.length;
	for (i = 1; i < atom || i < rss; i++) {
		b.max = i;
		buf_clear(&b);
		assert_int_equal(write_atom(&b, &f), i < atom ? -1 : 0);
		buf_clear(&b);
		assert_int_equal(write_rss(&b, &f), i < rss ? -1 : 0);
	}
	buf_free(&b);
}

/* The HTML of an entry holds no markup but our own. */
static void
test_content(void **state)
{
	static const struct site site = { .title = "Site",
		.url = "https://papers.example.org/" };
	static const struct {
		const char *text, *html;
	} texts[] = {
		{ "x < y & z > \"q\"", "x &lt; y &amp; z &gt; &quot;q&quot;" },
		{ "<script>x</script>", "&lt;script&gt;x&lt;/script&gt;" },
		{ "<img onerror=x>", "&lt;img onerror=x&gt;" },
		{ "&amp;lt;", "&amp;amp;lt;" },
		{ "a\n\nb", "a</p><p>b" },
	};
	struct topic topic = { .slug = "t", .title = "T" };
	struct paper_list l = { 0 };
	struct feed f;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		fill_paper(&l, texts[i].text);
		feed_make(&f, &site, &topic, &l, 0);
		assert_non_null(strstr(f.entries[0].content, texts[i].html));
		assert_null(strstr(f.entries[0].content, "<script"));
		assert_null(strstr(f.entries[0].content, "<img"));
		assert_string_equal(f.entries[0].title, texts[i].text);
		feed_free(&f);
		paper_list_free(&l);
	}
}

/* A feed takes as many papers as readers take bytes, and one at least. */
static void
test_large_entries(void **state)
{
	static const struct site site = { .title = "Site",
		.url = "https://papers.example.org/" };
	struct topic topic = { .slug = "t", .title = "T", .match = "x" };
	struct paper_list l = { 0 };
	struct buf text = { 0 }, xml = { 0 };
	struct feed f;
	size_t i;

	(void)state;
	for (i = 0; i < 512 * 1024; i++)
		buf_putc(&text, '<');
	for (i = 0; i < 20; i++) {
		fill_paper(&l, "x");
		l.papers[i].abstract = text.data;
	}
	feed_make(&f, &site, &topic, &l, 0);
	assert_in_range(f.count, 1, 3);
	assert_int_equal(write_atom(&xml, &f), 0);
	assert_true(xml.length < 32 * 1024 * 1024);
	feed_free(&f);
	buf_free(&xml);
	buf_free(&text);
	paper_list_free(&l);
}

/* Very many authors are named up to the 25th, and counted. */
static void
test_many_authors(void **state)
{
	static const struct site site = { .title = "Site",
		.url = "https://papers.example.org/" };
	struct topic topic = { .slug = "t", .title = "T", .match = "x" };
	struct paper_list l = { 0 };
	struct feed f;
	struct entry *e;
	size_t i;

	(void)state;
	fill_paper(&l, "x");
	for (i = 2; i < 3303; i++)
		paper_add_name(&l.arena, &l.papers[0].authors, "x", 1);
	feed_make(&f, &site, &topic, &l, 0);
	e = &f.entries[0];
	assert_int_equal(e->authors.count, 26);
	assert_string_equal(e->authors.names[24], "x");
	assert_string_equal(e->authors.names[25], "and 3278 others");
	assert_string_equal(f.id, "https://papers.example.org/t");
	assert_string_equal(f.title, "T – Site");
	feed_free(&f);
	paper_list_free(&l);
	/* A feed without papers has its topic's date. */
	feed_make(&f, &site, &topic, &l, 86400);
	assert_int_equal(f.count, 0);
	assert_int_equal(f.updated, 86400);
	feed_free(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_attribute),
		cmocka_unit_test(test_plain_element),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_misuse),
		cmocka_unit_test(test_misuse_of_root),
		cmocka_unit_test(test_deep_enough),
		cmocka_unit_test(test_json_strings),
		cmocka_unit_test(test_json_commas),
		cmocka_unit_test(test_record),
		cmocka_unit_test(test_record_hostile),
		cmocka_unit_test(test_atom_hostile),
		cmocka_unit_test(test_rss_hostile),
		cmocka_unit_test(test_references),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_content),
		cmocka_unit_test(test_large_entries),
		cmocka_unit_test(test_many_authors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
