/*
 * RSS 2.0 (https://www.rssboard.org/rss-specification) by the Board's Best
 * Practices Profile.
 */
#include "write_rss.h"

#include "arena.h"
#include "buf.h"
#include "date.h"
#include "feed.h"
#include "xml.h"

#define MINUTES_TO_LIVE "60"

static void
write_date(struct xml *x, const char *name, int64_t instant)
{
	char text[DATE_RFC822_SIZE];

	date_format_rfc822(instant, text);
	xml_element(x, name, text);
}

/*
 * All names in one element: of several, readers show only the first or only
 * the last.  `author` would have to be an e-mail address.
 */
static void
write_creator(struct xml *x, const struct name_list *authors)
{
	struct buf names = { 0 };
	size_t i;

	for (i = 0; i < authors->count; i++) {
		if (i > 0)
			buf_puts(&names, ", ");
		buf_puts(&names, authors->names[i]);
	}
	xml_plain_element(x, "dc:creator", names.data);
	buf_free(&names);
}

static void
write_item(struct xml *x, const struct entry *e)
{
	xml_open(x, "item");
	xml_plain_element(x, "title", e->title);
	xml_element(x, "link", e->link);
	xml_element(x, "description", e->content);
	write_creator(x, &e->authors);
	xml_open(x, "guid");
	xml_attribute(x, "isPermaLink", "false");
	xml_text(x, e->guid);
	xml_close(x);
	write_date(x, "pubDate", e->published);
	xml_close(x);
}

/* Add a feed as RSS.  Return 0, or -1 when it did not fit. */
int
write_rss(struct buf *out, const struct feed *f)
{
	struct arena a = { 0 };
	struct xml x;
	size_t i;

	xml_start(&x, out);
	xml_open(&x, "rss");
	xml_attribute(&x, "version", "2.0");
	xml_attribute(&x, "xmlns:atom", "http://www.w3.org/2005/Atom");
	xml_attribute(&x, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	xml_open(&x, "channel");
	xml_plain_element(&x, "title", f->title);
	xml_element(&x, "link", f->home);
	xml_plain_element(&x, "description", f->description);
	xml_element(&x, "language", "en");
	write_date(&x, "pubDate", f->updated);
	write_date(&x, "lastBuildDate", f->updated);
	xml_element(&x, "docs", "https://www.rssboard.org/rss-specification");
	xml_element(&x, "generator", PACKAGE_NAME " " PACKAGE_VERSION);
	xml_element(&x, "ttl", MINUTES_TO_LIVE);
	xml_open(&x, "atom:link");
	xml_attribute(&x, "rel", "self");
	xml_attribute(&x, "type", "application/rss+xml");
	xml_attribute(&x, "href", arena_printf(&a, "%s.rss", f->id));
	xml_close(&x);
	for (i = 0; i < f->count; i++)
		write_item(&x, &f->entries[i]);
	xml_close(&x);
	xml_close(&x);
	arena_free(&a);
	return xml_end(&x);
}
