#pragma once

#include "feed/feed.h"

/* Up to a row of NULL. */
extern const struct feed_format format_feeds[];

struct topic;

const struct feed_format *format_first(const struct topic *);
int format_write_entry(struct buf *, const struct entry *, const struct site *,
    size_t);
