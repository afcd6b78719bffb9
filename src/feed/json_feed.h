#ifndef FEED_JSON_FEED_H
#define FEED_JSON_FEED_H

struct buf;
struct entry;
struct feed;
struct site;

int write_json_entry(struct buf *, const struct entry *, const struct site *);
int write_json(struct buf *, const struct feed *);

#endif
