/*
 * Writes the list of all feeds to subscribe to: OPML 2.0
 * (https://opml.org/spec2.opml, "Subscription lists").
 */
#include "feed/opml.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/xml.h"
#include "topic/topic.h"
#include "config/config.h"
#include "feed/feed.h"

/* The list is dated by its last change, because nobody knows when it began. */
static void
write_head(struct xml *x, const struct site_index *index)
{
	char listed[DATE_RFC822_SIZE];

	date_format_rfc822(index->listed, listed);
	xml_open(x, "head");
	xml_element(x, "title", index->site->title);
	xml_element(x, "dateCreated", listed);
	xml_element(x, "dateModified", listed);
	xml_element(x, "ownerName", index->site->title);
	xml_close(x);
}

/* A topic's Atom feed; the type is rss for all kinds, by convention. */
static void
write_outline(struct xml *x, const struct site *site, const struct topic *topic)
{
	struct arena a = { 0 };

	xml_open(x, "outline");
	xml_attribute(x, "type", "rss");
	xml_attribute(x, "text", topic->title);
	xml_attribute(x, "title", topic->title);
	xml_attribute(x, "xmlUrl",
	    arena_printf(&a, "%s%s.atom", site->url, topic->slug));
	xml_attribute(x, "htmlUrl",
	    arena_printf(&a, "%s%s.html", site->url, topic->slug));
	xml_close(x);
	arena_free(&a);
}

/*
 * Add all topics' feeds in one group, which readers import as a folder.
 * Return 0, or -1 when it did not fit.
 */
int
opml_write(struct buf *out, const struct site_index *index)
{
	struct xml x;
	size_t i;

	xml_start(&x, out);
	xml_open(&x, "opml");
	xml_attribute(&x, "version", "2.0");
	write_head(&x, index);
	xml_open(&x, "body");
	xml_open(&x, "outline");
	xml_attribute(&x, "text", index->site->title);
	for (i = 0; i < index->topic_count; i++)
		write_outline(&x, index->site, &index->topics[i]);
	xml_close(&x);
	xml_close(&x);
	xml_close(&x);
	return xml_end(&x);
}
