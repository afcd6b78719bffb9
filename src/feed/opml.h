#ifndef FEED_OPML_H
#define FEED_OPML_H

struct buf;
struct site_index;

int opml_write(struct buf *, const struct site_index *);

#endif
