#pragma once

#include "feed/feed.h"

/* A file of the site: one that shows all topics, or the same everywhere. */
struct format_site {
	const char *name;
	int (*write)(struct buf *, const struct site_index *);
	const unsigned char *bytes; /* instead of `write` */
	size_t size;
};

/* Each up to a row of NULL. */
extern const struct feed_format format_feeds[];
extern const struct format_site format_sites[];

/* How a form of an entry is written (entry.h). */
int (*format_entry_writer(size_t))(struct buf *, const struct entry *,
    const struct site *);
