/*
 * Writes the list of all feeds to subscribe to: OPML 2.0
 * (https://opml.org/spec2.opml, "Subscription lists").
 */
#include "feed/opml.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/markup.h"
#include "topic/topic.h"
#include "topic/topic_format.h"
#include "config/config.h"
#include "feed/feed.h"

/*
 * Add all topics' feeds in one group, which readers import as a folder.  The
 * list is dated by its last change, because nobody knows when it began; the
 * type of a feed is rss for all kinds, by convention.  Return 0, or -1 when it
 * did not fit.
 */
int
opml_write(struct buf *out, const struct site_index *index)
{
	const struct site *site = index->site;
	const struct topic *t = index->topics;
	bool has_page;
	char listed[DATE_RFC822_SIZE];

	date_format_rfc822(index->listed, listed);
	markup_add(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<opml version=\"2.0\">"
	    "\n\t<head>"
	    "\n\t\t<title>%s</title>"
	    "\n\t\t<dateCreated>%s</dateCreated>"
	    "\n\t\t<dateModified>%s</dateModified>"
	    "\n\t\t<ownerName>%s</ownerName>"
	    "\n\t</head>"
	    "\n\t<body>"
	    "\n\t\t<outline text=\"%s\">",
	    site->title, listed, listed, site->title, site->title);
	for (; t < index->topics + index->topic_count; t++) {
		has_page = topic_has_format(t, "html");
		markup_add(out,
		    "\n\t\t\t<outline type=\"rss\" text=\"%s\" title=\"%s\" "
		    "xmlUrl=\"%s%s.%s\" htmlUrl=\"%s%s%s\"/>",
		    t->title, t->title, site->url, t->slug,
		    topic_format_first(t)->ending, site->url,
		    has_page ? t->slug : "", has_page ? ".html" : "");
	}
	buf_puts(out, "\n\t\t</outline>\n\t</body>\n</opml>\n");
	return out->full ? -1 : 0;
}
