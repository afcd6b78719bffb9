#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/xml.h"
#include "paper/paper.h"
#include "paper/record_json.h"
#include "config/config.h"
#include "feed/atom.h"
#include "feed/entry.h"
#include "feed/feed.h"
#include "feed/rss.h"

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
	    "ab", "ab", "ab", "ab", "ab" },
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
	/* what may stay, without a replacement character and C1 controls */
	{ "é世😀\xef\xbf\xbd\xc2\x80\xc2\x9f", "é世😀", "é世😀", "é世😀", "é世😀",
	    "é世😀" },
	{ "\xc2\xa0\xef\xbf\xbc", "\xc2\xa0\xef\xbf\xbc",
	    "\xc2\xa0\xef\xbf\xbc", "\xc2\xa0\xef\xbf\xbc",
	    "\xc2\xa0\xef\xbf\xbc", "\xc2\xa0\xef\xbf\xbc" },
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
		"stars", "submitter", "summary", "keywords", "links",
		"listings", "topics" };
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
	    "\"peak_upvotes\":5,\"comments\":null,\"stars\":null,"
	    "\"submitter\":\"x\","
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
	    "\"peak_upvotes\":null,\"comments\":null,\"stars\":null,"
	    "\"submitter\":null,"
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

/* A feed with one entry, and what both are of. */
struct sample {
	struct feed feed;
	struct entry entry;
	const struct entry *entries[1];
	const char *names[2];
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
	m->site = (struct site){ .title = s, .url = s };
	m->topic = (struct topic){ .slug = s, .title = s };
	m->topics[0] = &m->topic;
	m->entry = (struct entry){ .guid = s,
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
	markup_text(&m->lasting, s);
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

/* Write the entry and then the feed. */
static int
write_sample(struct buf *b, struct sample *m, enum entry_format format)
{
	int ret;

	buf_clear(&m->text);
	if (format == ENTRY_RSS)
		ret = write_rss_entry(&m->text, &m->entry, &m->site);
	else if (format == ENTRY_ARCHIVE)
		ret = write_archive_entry(&m->text, &m->entry, &m->site);
	else
		ret = write_atom_entry(&m->text, &m->entry, &m->site);
	assert_int_equal(ret, 0);
	entry_set_text(&m->feed.arena, &m->entry, format, &m->text);
	return format == ENTRY_RSS ? write_rss(b, &m->feed) :
				     write_atom(b, &m->feed);
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
		assert_int_equal(write_sample(&b, &m, ENTRY_ATOM), 0);
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
		expect_all(doc, ENTRY L("category") "/@term", 2, left);
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
		assert_int_equal(write_sample(&b, &m, ENTRY_RSS), 0);
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
		expect_all(doc, CHANNEL "item/category", 2, left);
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
	assert_int_equal(write_sample(&b, &m, ENTRY_RSS), 0);
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
	assert_int_equal(write_sample(&b, &m, ENTRY_ATOM), 0);
	assert_null(strstr(b.data, "&#x"));
	assert_non_null(strstr(b.data, "<title>&lt;b&gt;&amp;</title>"));
	buf_free(&b);
	free_sample(&m);
}

/* A full buffer is told, and so nothing is published. */
static void
test_full(void **state)
{
	struct buf b = { 0 };
	static const enum entry_format formats[] = { ENTRY_ATOM, ENTRY_RSS,
		ENTRY_ARCHIVE };
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
		assert_int_equal(write_atom_entry(&b, &m.entry, &m.site), -1);
		buf_clear(&b);
		assert_int_equal(write_rss_entry(&b, &m.entry, &m.site), -1);
	}
	free_sample(&m);
	buf_free(&b);
}

/* A part is well-formed where it is put, and a mistake in it is told. */
static void
test_parts(void **state)
{
	struct buf part = { 0 }, whole = { 0 };
	struct xml x;

	(void)state;
	xml_start_part(&x, &part, 1);
	xml_open(&x, "b");
	xml_element(&x, "c", "<");
	xml_close(&x);
	assert_int_equal(xml_end_part(&x), 0);
	xml_start(&x, &whole);
	xml_open(&x, "a");
	buf_puts(xml_begin_part(&x), part.data);
	buf_puts(xml_begin_part(&x), part.data);
	xml_close(&x);
	assert_int_equal(xml_end(&x), 0);
	assert_string_equal(whole.data,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a>"
	    "\n\t<b>\n\t\t<c>&lt;</c>\n\t</b>"
	    "\n\t<b>\n\t\t<c>&lt;</c>\n\t</b>\n</a>\n");
	xml_start_part(&x, &part, 1);
	xml_open(&x, "b");
	assert_int_equal(xml_end_part(&x), -1);
	xml_start_part(&x, &part, 1);
	xml_open(&x, "b");
	xml_close(&x);
	xml_close(&x);
	assert_int_equal(xml_end_part(&x), -1);
	buf_free(&part);
	buf_free(&whole);
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
	assert_int_equal(write_sample(&b, &m, ENTRY_ATOM), 0);
	assert_non_null(strstr(b.data, "12 upvotes"));
	assert_non_null(strstr(b.data, "scheme="));
	assert_null(strstr(b.data, "archive"));
	buf_clear(&b);
	m.feed.month = "2026-03";
	m.feed.previous = "2026-01";
	m.feed.next = "2026-04";
	assert_int_equal(write_sample(&b, &m, ENTRY_ARCHIVE), 0);
	assert_null(strstr(b.data, "12 upvotes"));
	assert_null(strstr(b.data, "scheme="));
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

/* A feed is as new as its newest entry, or as its topic. */
static void
test_feed(void **state)
{
	static const struct site site = { .title = "Site",
		.url = "https://papers.example.org/" };
	struct topic topic = { .slug = "t", .title = "T", .match = "x" };
	struct entry old = { .updated = 5 }, new = { .updated = 7 };
	struct entry *entries[] = { &old, &new, &old };
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
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_archive_entry),
		cmocka_unit_test(test_feed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
