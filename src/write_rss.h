#ifndef WRITE_RSS_H
#define WRITE_RSS_H

struct buf;
struct feed;

int write_rss(struct buf *, const struct feed *);

#endif
