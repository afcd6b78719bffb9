/*
 * RSS 2.0 (https://www.rssboard.org/rss-specification) by the Board's Best
 * Practices Profile.
 */
#include "feed/rss.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/xml.h"
#include "topic/topic.h"
#include "config/config.h"
#include "feed/entry.h"
#include "feed/feed.h"

#define MINUTES_TO_LIVE "60"

static void
write_date(struct xml *x, const char *name, int64_t instant)
{
	char text[DATE_RFC822_SIZE];

	date_format_rfc822(instant, text);
	xml_element(x, name, text);
}

/*
 * Add all names in one element, because readers show only the first or the last
 * of several.  `author` would have to be an e-mail address.
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
write_category(struct xml *x, const char *domain, const char *name)
{
	xml_open(x, "category");
	xml_attribute(x, "domain", domain);
	xml_plain_text(x, name);
	xml_close(x);
}

static void
write_categories(struct xml *x, const struct entry *e, const struct site *site)
{
	struct arena a = { 0 };
	const char *domain = arena_printf(&a, "%stopics", site->url);
	size_t i;

	for (i = 0; i < e->topic_count; i++)
		write_category(x, domain, e->topics[i]->title);
	for (i = 0; i < e->keywords.count; i++)
		write_category(x, NULL, e->keywords.names[i]);
	arena_free(&a);
}

static void
write_description(struct xml *x, const struct entry *e)
{
	xml_open(x, "description");
	xml_add_escaped(x, ENTRY_LASTING);
	if (e->counts != NULL)
		xml_text(x, e->counts);
	xml_close(x);
}

/*
 * Add a paper as an item, with the sign ENTRY_LASTING for its content.  Return
 * 0, or -1 when it did not fit.
 */
int
rss_write_entry(struct buf *out, const struct entry *e, const struct site *site)
{
	struct xml x;

	xml_start_part(&x, out, 2);
	xml_open(&x, "item");
	xml_plain_element(&x, "title", e->title);
	xml_element(&x, "link", e->link);
	write_description(&x, e);
	write_creator(&x, &e->authors);
	write_categories(&x, e, site);
	xml_element(&x, "comments", e->discussion);
	xml_open(&x, "guid");
	xml_attribute(&x, "isPermaLink", "false");
	xml_text(&x, e->guid);
	xml_close(&x);
	write_date(&x, "pubDate", e->published);
	if (e->thumbnail != NULL) {
		xml_open(&x, "media:thumbnail");
		xml_attribute(&x, "url", e->thumbnail);
		xml_close(&x);
	}
	xml_close(&x);
	return xml_end_part(&x);
}

static void
write_head(struct xml *x, const struct feed *f)
{
	struct arena a = { 0 };

	xml_plain_element(x, "title", f->title);
	xml_element(x, "link", f->page);
	xml_plain_element(x, "description", f->description);
	xml_element(x, "language", "en");
	write_date(x, "pubDate", f->updated);
	write_date(x, "lastBuildDate", f->updated);
	xml_element(x, "docs", "https://www.rssboard.org/rss-specification");
	xml_element(x, "generator", PACKAGE_NAME " " PACKAGE_VERSION);
	xml_element(x, "ttl", MINUTES_TO_LIVE);
	xml_open(x, "atom:link");
	xml_attribute(x, "rel", "self");
	xml_attribute(x, "type", "application/rss+xml");
	xml_attribute(x, "href", arena_printf(&a, "%s.rss", f->id));
	xml_close(x);
	arena_free(&a);
}

/*
 * Add a feed as RSS; its items have been written.  Return 0, or -1 when it
 * did not fit.
 */
int
rss_write(struct buf *out, const struct feed *f)
{
	struct xml x;
	size_t i;

	xml_start(&x, out);
	xml_open(&x, "rss");
	xml_attribute(&x, "version", "2.0");
	xml_attribute(&x, "xmlns:atom", "http://www.w3.org/2005/Atom");
	xml_attribute(&x, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	xml_attribute(&x, "xmlns:media", "http://search.yahoo.com/mrss/");
	xml_open(&x, "channel");
	write_head(&x, f);
	for (i = 0; i < f->count; i++)
		entry_add_text(xml_begin_part(&x), f->entries[i], f->form);
	xml_close(&x);
	xml_close(&x);
	return xml_end(&x);
}
