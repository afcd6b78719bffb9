#pragma once

#include "feed/feed.h"

/* A file that shows all topics. */
struct format_site {
	const char *name;
	int (*write)(struct buf *, const struct site_index *);
};

/* Each up to a row of NULL. */
extern const struct feed_format format_feeds[];
extern const struct format_site format_sites[];

/* How a form of an entry is written (entry.h). */
int (*format_entry_writer(size_t))(struct buf *, const struct entry *,
    const struct site *);
