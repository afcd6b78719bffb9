#pragma once

#include <stdint.h>

struct buf;
struct topic_counts;

void chart_write(struct buf *, const struct topic_counts *);
void chart_write_small(struct buf *, const struct topic_counts *, int64_t, int);
