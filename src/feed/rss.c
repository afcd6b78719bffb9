/*
 * RSS 2.0 (https://www.rssboard.org/rss-specification) by the Board's Best
 * Practices Profile.
 */
#include "feed/rss.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "config/config.h"
#include "feed/entry.h"
#include "feed/feed.h"

#define MINUTES_TO_LIVE "60"

/*
 * Add all names in one element, because readers show only the first or the last
 * of several.  `author` would have to be an e-mail address.
 */
static void
add_creator(struct buf *out, const struct name_list *authors)
{
	size_t i;

	for (i = 0; i < authors->count; i++)
		markup_add_plain(out,
		    i == 0 ? "\n\t\t\t<dc:creator>%s" : ", %s",
		    authors->names[i]);
	if (i > 0)
		buf_puts(out, "</dc:creator>");
}

static void
add_categories(struct buf *out, const struct entry *e, const struct site *site)
{
	size_t i;

	for (i = 0; i < e->topic_count; i++)
		markup_add_plain(out,
		    "\n\t\t\t<category domain=\"%stopics\">%s</category>",
		    site->url, e->topics[i]->title);
	for (i = 0; i < e->paper->categories.count; i++)
		markup_add_plain(out,
		    "\n\t\t\t<category domain=\"" ENTRY_ARXIV_SCHEME
		    "\">%s</category>",
		    e->paper->categories.names[i]);
	for (i = 0; i < e->keywords.count; i++)
		markup_add_plain(out, "\n\t\t\t<category>%s</category>",
		    e->keywords.names[i]);
}

/*
 * Add a paper as an item, with the sign ENTRY_LASTING for its content.  Return
 * 0, or -1 when it did not fit.
 */
int
rss_write_entry(struct buf *out, const struct entry *e, const struct site *site)
{
	char published[DATE_RFC822_SIZE];

	markup_add_plain(out,
	    "\n\t\t<item>"
	    "\n\t\t\t<title>%s</title>",
	    e->title);
	markup_add(out,
	    "\n\t\t\t<link>%s</link>"
	    "\n\t\t\t<description>" ENTRY_LASTING "%s</description>",
	    e->link, e->counts == NULL ? "" : e->counts);
	add_creator(out, &e->authors);
	add_categories(out, e, site);
	if (e->discussion != NULL)
		markup_add(out, "\n\t\t\t<comments>%s</comments>",
		    e->discussion);
	date_format_rfc822(e->published, published);
	markup_add(out,
	    "\n\t\t\t<guid isPermaLink=\"false\">%s</guid>"
	    "\n\t\t\t<pubDate>%s</pubDate>",
	    e->guid, published);
	if (e->thumbnail != NULL)
		markup_add(out, "\n\t\t\t<media:thumbnail url=\"%s\"/>",
		    e->thumbnail);
	buf_puts(out, "\n\t\t</item>");
	return out->full ? -1 : 0;
}

static void
add_head(struct buf *out, const struct feed *f)
{
	char updated[DATE_RFC822_SIZE];

	date_format_rfc822(f->updated, updated);
	markup_add_plain(out, "\n\t\t<title>%s</title>", f->title);
	markup_add(out, "\n\t\t<link>%s</link>", f->page);
	markup_add_plain(out, "\n\t\t<description>%s</description>",
	    f->description);
	markup_add(out,
	    "\n\t\t<language>en</language>"
	    "\n\t\t<pubDate>%s</pubDate>"
	    "\n\t\t<lastBuildDate>%s</lastBuildDate>"
	    "\n\t\t<docs>https://www.rssboard.org/rss-specification</docs>"
	    "\n\t\t<generator>" PACKAGE_NAME " " PACKAGE_VERSION "</generator>"
	    "\n\t\t<ttl>" MINUTES_TO_LIVE "</ttl>"
	    "\n\t\t<atom:link rel=\"self\" type=\"application/rss+xml\" "
	    "href=\"%s.rss\"/>",
	    updated, updated, f->id);
	if (f->site->hub != NULL)
		markup_add(out, "\n\t\t<atom:link rel=\"hub\" href=\"%s\"/>",
		    f->site->hub);
}

/*
 * Add a feed as RSS; its items have been written.  Return 0, or -1 when it
 * did not fit.
 */
int
rss_write(struct buf *out, const struct feed *f)
{
	size_t i;

	buf_puts(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	    "xmlns:media=\"http://search.yahoo.com/mrss/\">"
	    "\n\t<channel>");
	add_head(out, f);
	for (i = 0; i < f->count; i++)
		entry_add_text(out, f->entries[i], f->form);
	buf_puts(out, "\n\t</channel>\n</rss>\n");
	return out->full ? -1 : 0;
}
