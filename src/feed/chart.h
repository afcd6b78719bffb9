#ifndef FEED_CHART_H
#define FEED_CHART_H

#include <stdint.h>

struct buf;
struct feed_measure;

void chart_write(struct buf *, const struct feed_measure *);
void chart_write_small(struct buf *, const struct feed_measure *, int64_t);

#endif
