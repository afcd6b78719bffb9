#pragma once

struct buf;
struct entry;
struct feed;
struct site;

int json_feed_write_entry(struct buf *, const struct entry *,
    const struct site *);
int json_feed_write(struct buf *, const struct feed *);
