/* The one table of what topics are published as. */
#include "topic/topic_format.h"

#include <stddef.h>

#include "topic/topic.h"

/*
 * The types of Atom (RFC 4287, section 7), JSON Feed 1.1 and HTML are registered or
 * in their specifications; those of RSS and BibTeX are what everybody sends.
 */
const struct topic_format topic_formats[TOPIC_FORMATS] = {
	[TOPIC_ATOM] = { "atom", "Atom", "application/atom+xml",
	    " application/xml text/xml ", TOPIC_FEED },
	[TOPIC_RSS] = { "rss", "RSS", "application/rss+xml",
	    " application/xml text/xml ", TOPIC_FEED },
	[TOPIC_JSON] = { "json", "JSON Feed", "application/feed+json",
	    " application/json ", TOPIC_FEED },
	[TOPIC_BIB] = { "bib", "BibTeX", "application/x-bibtex",
	    " text/x-bibtex text/plain application/octet-stream ",
	    TOPIC_REFERENCES },
	[TOPIC_HTML] = { "html", "page", "text/html", "", TOPIC_PAGE },
};

/* Return the first feed of a topic from a format on, or NULL. */
const struct topic_format *
topic_format_next(const struct topic *t, const struct topic_format *f)
{
	for (; f < topic_formats + TOPIC_FORMATS; f++) {
		if (f->kind == TOPIC_FEED && topic_has_format(t, f->ending))
			return f;
	}
	return NULL;
}

/* Return the feed of a topic that is offered first; each topic has one. */
const struct topic_format *
topic_format_first(const struct topic *t)
{
	return topic_format_next(t, topic_formats);
}
