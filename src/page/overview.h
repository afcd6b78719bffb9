#pragma once

#include <stddef.h>
#include <stdint.h>

#include "page/html.h"

struct buf;
struct entry;
struct topic;

#define OVERVIEW_DAYS 31
#define OVERVIEW_BEST 10 /* most voted papers that are named */

/* The page of a week or a month. */
struct overview {
	const struct site *site;
	const struct topic *all;
	enum period_kind kind;
	struct period period;
	struct neighbours beside;
	int64_t papers[OVERVIEW_DAYS];		 /* of each day */
	const struct entry *best[OVERVIEW_BEST]; /* most voted first */
	size_t best_count;
};

int overview_write(struct buf *, const struct overview *);
