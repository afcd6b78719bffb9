#ifndef FEED_INDEX_H
#define FEED_INDEX_H

struct buf;
struct site_index;

int write_index(struct buf *, const struct site_index *);

#endif
