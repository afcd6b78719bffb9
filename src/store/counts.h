#ifndef STORE_COUNTS_H
#define STORE_COUNTS_H

#include <stddef.h>
#include <stdint.h>

struct feed_measure;

void trend_start(struct feed_measure *, int64_t);
void trend_add(struct feed_measure *, int64_t);
struct feed_measure trend_extend(const struct feed_measure *, int64_t);
int64_t trend_most(const struct feed_measure *);
int64_t trend_monday(const struct feed_measure *, int);

#endif
