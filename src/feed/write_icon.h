#ifndef FEED_WRITE_ICON_H
#define FEED_WRITE_ICON_H

struct buf;
struct site_index;

int write_icon(struct buf *, const struct site_index *);

#endif
