#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "paper/paper.h"

struct buf;

/* What a URL has in it: {date}, {week}, {month}, or none of them. */
enum source_period { PERIOD_NONE, PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH };

enum source_period source_url_period(const char *);
bool source_url_has_odd_brace(const char *);
bool source_url_shows(const char *, enum listing_kind, const char *);
void source_url_fill(struct buf *, const char *, int64_t);
int source_url_next_page(struct buf *, const char *, int64_t, int64_t);
int64_t source_url_period_start(enum source_period, int64_t);
int64_t source_url_period_before(enum source_period, int64_t);
