#ifndef FEED_ASSETS_H
#define FEED_ASSETS_H

struct buf;
struct site_index;

int assets_style(struct buf *, const struct site_index *);
int assets_icon(struct buf *, const struct site_index *);

#endif
