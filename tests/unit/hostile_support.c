#include "hostile_support.h"

#include <string.h>

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "base/buf.h"

const struct hostile hostile[] = {
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

_Static_assert(COUNT(hostile) == HOSTILE, "HOSTILE is their number");

xmlDoc *
parse(const struct buf *b)
{
	xmlDoc *doc = xmlReadMemory(b->data, (int)b->length, "x.xml", NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

	if (doc == NULL)
		fail_msg("not well-formed: %s", b->data);
	return doc;
}

void
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

void
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
