/* A strict look at the XML that the program wrote. */
#include "check_xml.h"

#include <stdbool.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/date.h"
#include "check_html.h"
#include "support.h"

#define ATOM  "http://www.w3.org/2005/Atom"
#define FH    "http://purl.org/syndication/history/1.0"
#define MEDIA "http://search.yahoo.com/mrss/"
#define DC    "http://purl.org/dc/elements/1.1/"

/* What the text of an element is. */
enum kind { NOTHING, PARTS, TEXT, HTML, LINK, DATE_3339, DATE_822 };

/* The elements, within their parent, and their attributes in this order. */
static const struct {
	const char *space, *parent, *name, *attributes;
	enum kind kind;
} elements[] = {
	{ ATOM, NULL, "feed", " lang", PARTS },
	{ ATOM, "feed", "id", "", LINK },
	{ ATOM, "feed", "title", "", TEXT },
	{ ATOM, "feed", "subtitle", "", TEXT },
	{ ATOM, "feed", "updated", "", DATE_3339 },
	{ ATOM, "feed", "author", "", PARTS },
	{ ATOM, "feed", "link", " rel type href", NOTHING },
	{ ATOM, "feed", "link", " rel href", NOTHING },
	{ ATOM, "feed", "icon", "", LINK },
	{ ATOM, "feed", "generator", " version", TEXT },
	{ FH, "feed", "archive", "", NOTHING },
	{ ATOM, "feed", "entry", "", PARTS },
	{ ATOM, "entry", "id", "", TEXT },
	{ ATOM, "entry", "title", "", TEXT },
	{ ATOM, "entry", "published", "", DATE_3339 },
	{ ATOM, "entry", "updated", "", DATE_3339 },
	{ ATOM, "entry", "author", "", PARTS },
	{ ATOM, "author", "name", "", TEXT },
	{ ATOM, "entry", "link", " rel type href", NOTHING },
	{ ATOM, "entry", "link", " rel type href title", NOTHING },
	{ ATOM, "entry", "link", " rel href title", NOTHING },
	{ ATOM, "entry", "category", " term scheme label", NOTHING },
	{ ATOM, "entry", "category", " term scheme", NOTHING },
	{ ATOM, "entry", "category", " term", NOTHING },
	{ ATOM, "entry", "summary", "", TEXT },
	{ ATOM, "entry", "content", " type", HTML },
	{ MEDIA, "entry", "thumbnail", " url", NOTHING },
	{ NULL, NULL, "rss", " version", PARTS },
	{ NULL, "rss", "channel", "", PARTS },
	{ NULL, "channel", "title", "", TEXT },
	{ NULL, "channel", "link", "", LINK },
	{ NULL, "channel", "description", "", TEXT },
	{ NULL, "channel", "language", "", TEXT },
	{ NULL, "channel", "pubDate", "", DATE_822 },
	{ NULL, "channel", "lastBuildDate", "", DATE_822 },
	{ NULL, "channel", "docs", "", LINK },
	{ NULL, "channel", "generator", "", TEXT },
	{ NULL, "channel", "ttl", "", TEXT },
	{ ATOM, "channel", "link", " rel type href", NOTHING },
	{ ATOM, "channel", "link", " rel href", NOTHING },
	{ NULL, "channel", "item", "", PARTS },
	{ NULL, "item", "title", "", TEXT },
	{ NULL, "item", "link", "", LINK },
	{ NULL, "item", "description", "", HTML },
	{ DC, "item", "creator", "", TEXT },
	{ NULL, "item", "category", " domain", TEXT },
	{ NULL, "item", "category", "", TEXT },
	{ NULL, "item", "comments", "", LINK },
	{ NULL, "item", "guid", " isPermaLink", TEXT },
	{ NULL, "item", "pubDate", "", DATE_822 },
	{ MEDIA, "item", "thumbnail", " url", NOTHING },
	{ NULL, NULL, "opml", " version", PARTS },
	{ NULL, "opml", "head", "", PARTS },
	{ NULL, "head", "title", "", TEXT },
	{ NULL, "head", "dateCreated", "", DATE_822 },
	{ NULL, "head", "dateModified", "", DATE_822 },
	{ NULL, "head", "ownerName", "", TEXT },
	{ NULL, "opml", "body", "", PARTS },
	{ NULL, "body", "outline", " text", PARTS },
	{ NULL, "outline", "outline", " type text title xmlUrl htmlUrl",
	    NOTHING },
};

static bool
same(const void *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Has a node these attributes, in this order, and no others? */
static bool
has_attributes(const xmlNode *node, const char *names)
{
	const xmlAttr *a;
	size_t n;

	for (a = node->properties; a != NULL; a = a->next) {
		n = strlen((const char *)a->name);
		if (names[0] != ' ' ||
		    strncmp(names + 1, (const char *)a->name, n) != 0 ||
		    (names[n + 1] != ' ' && names[n + 1] != '\0'))
			return false;
		names += n + 1;
	}
	return *names == '\0';
}

static enum kind
find_kind(const xmlNode *node)
{
	const xmlChar *space = node->ns == NULL ? NULL : node->ns->href;
	const xmlChar *parent =
	    node->parent->type == XML_ELEMENT_NODE ? node->parent->name : NULL;
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		if (same(node->name, elements[i].name) &&
		    same(parent, elements[i].parent) &&
		    same(space, elements[i].space) &&
		    has_attributes(node, elements[i].attributes))
			return elements[i].kind;
	}
	require(0);
	return NOTHING;
}

/* The text of a node that has no other children, or "". */
static const char *
text_of(const xmlNode *children)
{
	if (children == NULL)
		return "";
	require(children->type == XML_TEXT_NODE && children->next == NULL);
	return (const char *)children->content;
}

static void
check_attribute(const xmlAttr *a)
{
	const char *value = text_of(a->children), *name;

	name = (const char *)a->name;
	check_characters(value, strlen(value), "\t\r");
	if (same(name, "href") || same(name, "url") || same(name, "xmlUrl") ||
	    same(name, "htmlUrl") || same(name, "scheme") ||
	    same(name, "domain"))
		check_url(value, strlen(value));
	else
		require(value[0] != '\0');
}

/* Dates are there, and can be read again. */
static void
check_date(const char *s, enum kind kind)
{
	int64_t t;

	if (kind == DATE_3339)
		require(date_parse_instant(s, &t) == 0);
	else
		require(strlen(s) == DATE_RFC822_SIZE - 1);
}

static void
check_text(const xmlNode *node, enum kind kind)
{
	const char *s = text_of(node->children);

	check_characters(s, strlen(s), "\t\r");
	switch (kind) {
	case NOTHING:
		require(s[0] == '\0');
		break;
	case HTML:
		check_html(s, strlen(s), &html_in_feeds);
		break;
	case LINK:
		check_url(s, strlen(s));
		break;
	case DATE_3339:
	case DATE_822:
		check_date(s, kind);
		break;
	default:
		require(s[0] != '\0');
		break;
	}
}

/* Parts with nothing but line ends and tabs between them. */
static void
check_node(const xmlNode *node)
{
	enum kind kind = find_kind(node);
	const xmlAttr *a;
	const xmlNode *child;

	for (a = node->properties; a != NULL; a = a->next)
		check_attribute(a);
	if (kind != PARTS) {
		check_text(node, kind);
		return;
	}
	for (child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_ELEMENT_NODE)
			check_node(child);
		else
			require(child->type == XML_TEXT_NODE &&
			    strspn((const char *)child->content, "\n\t") ==
				strlen((const char *)child->content));
	}
}

void
check_xml(const char *s, size_t n)
{
	xmlDoc *doc;

	check_characters(s, n, "\t");
	doc = xmlReadMemory(s, (int)n, "x.xml", NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	require(doc != NULL && doc->intSubset == NULL);
	require(doc->children != NULL && doc->children->next == NULL);
	check_node(doc->children);
	xmlFreeDoc(doc);
}
