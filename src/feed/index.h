#ifndef FEED_INDEX_H
#define FEED_INDEX_H

struct buf;
struct site_index;

int index_write(struct buf *, const struct site_index *);

#endif
