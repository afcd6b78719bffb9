#pragma once

#include <stddef.h>
#include <stdint.h>

struct buf;
struct example;
struct feed;
struct topic_counts;

/* A topic's page. */
struct topic_page {
	const struct feed *feed; /* the live one, with its papers */
	const struct topic_counts *counts;
	const int64_t *months; /* that have a page, newest first */
	size_t month_count;
	const struct example *examples; /* of the topic */
	size_t example_count;
};

int topic_page_write(struct buf *, const struct topic_page *);
