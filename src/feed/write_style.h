#ifndef FEED_WRITE_STYLE_H
#define FEED_WRITE_STYLE_H

struct buf;
struct site_index;

int write_style(struct buf *, const struct site_index *);

#endif
