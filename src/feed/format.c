/* The one table of who writes a topic's papers in each format. */
#include "feed/format.h"

#include "topic/topic_format.h"
#include "feed/atom.h"
#include "feed/bibtex.h"
#include "feed/entry.h"
#include "feed/json_feed.h"
#include "feed/rss.h"

/* An entry is written once, however many feeds show it.  Pages are not written here. */
static const struct {
	int (*write_entry)(struct buf *, const struct entry *,
	    const struct site *);
	int (*write)(struct buf *, const struct feed *);
} writers[TOPIC_FORMATS] = {
	[TOPIC_ATOM] = { atom_write_entry, atom_write },
	[TOPIC_RSS] = { rss_write_entry, rss_write },
	[TOPIC_JSON] = { json_feed_write_entry, json_feed_write },
	[TOPIC_BIB] = { bibtex_write_entry, bibtex_write },
};

/* Add an entry in a form (entry.h).  Return 0, or -1 when it did not fit. */
int
format_write_entry(struct buf *out, const struct entry *e,
    const struct site *site, size_t form)
{
	if (form < ENTRY_LIVE)
		return atom_write_archive_entry(out, e, site,
		    form == ENTRY_BRIEF);
	return writers[form - ENTRY_LIVE].write_entry(out, e, site);
}

/*
 * Add a live feed in a format, which is one of topic_formats and no page; its entries
 * have been written.  Return 0, or -1 when it did not fit.
 */
int
format_write(struct buf *out, const struct feed *f, size_t format)
{
	return writers[format].write(out, f);
}
