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

int format_write_entry(struct buf *, const struct entry *, const struct site *,
    size_t);
