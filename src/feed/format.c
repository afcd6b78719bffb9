/* The one table of formats: a feed in each of them. */
#include "feed/format.h"

#include "topic/topic.h"
#include "feed/atom.h"
#include "feed/bibtex.h"
#include "feed/entry.h"
#include "feed/json_feed.h"
#include "feed/rss.h"

/*
 * The formats of a topic's live feed, of which each topic has one of the first
 * three at least.  Pages offer those with a name, the one to take first before the others.
 */
const struct feed_format format_feeds[] = {
	{ "atom", "Atom", "application/atom+xml", true, atom_write_entry,
	    atom_write },
	{ "rss", "RSS", "application/rss+xml", true, rss_write_entry,
	    rss_write },
	{ "json", "JSON Feed", "application/feed+json", true,
	    json_feed_write_entry, json_feed_write },
	{ "bib", NULL, "application/x-bibtex", false, bibtex_write_entry,
	    bibtex_write },
	{ NULL, NULL, NULL, false, NULL, NULL },
};

_Static_assert(sizeof(format_feeds) / sizeof(format_feeds[0]) - 1 <=
	ENTRY_FORMS - ENTRY_LIVE,
    "an entry has a text for each format");

/* Return the feed of a topic that is offered first; each topic has one. */
const struct feed_format *
format_first(const struct topic *t)
{
	const struct feed_format *f = format_feeds;

	while (!topic_has_format(t, f->extension))
		f++;
	return f;
}

/* Add an entry in a form (entry.h).  Return 0, or -1 when it did not fit. */
int
format_write_entry(struct buf *out, const struct entry *e,
    const struct site *site, size_t form)
{
	if (form < ENTRY_LIVE)
		return atom_write_archive_entry(out, e, site,
		    form == ENTRY_BRIEF);
	return format_feeds[form - ENTRY_LIVE].write_entry(out, e, site);
}
