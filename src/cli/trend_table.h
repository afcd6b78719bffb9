#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct topic_counts;
struct topic;

/* Topics and their counts, all up to the same week. */
struct trend_table {
	const struct topic *topics;
	const struct topic_counts *counts;
	size_t topic_count;
	int64_t now; /* a week that is not over is not compared */
	bool bars;   /* for a terminal */
};

void trend_table_write(struct buf *, const struct trend_table *);
