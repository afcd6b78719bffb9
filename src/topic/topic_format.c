/* The one table of what topics are published as. */
#include "topic/topic_format.h"

#include <string.h>

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

/* Return the format with this ending, of n bytes, or NULL. */
const struct topic_format *
topic_format_find(const char *ending, size_t n)
{
	const struct topic_format *f = topic_formats;

	for (; f < topic_formats + TOPIC_FORMATS; f++) {
		if (strlen(f->ending) == n && memcmp(f->ending, ending, n) == 0)
			return f;
	}
	return NULL;
}

/* Return the format of a file with this name, of n bytes, or NULL. */
const struct topic_format *
topic_format_of_file(const char *name, size_t n)
{
	size_t start = n;

	while (start > 0 && name[start - 1] != '.')
		start--;
	return start == 0 ? NULL : topic_format_find(name + start, n - start);
}

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
