#pragma once

#include <stdint.h>

/*
 * A token bucket as one instant (the generic cell rate algorithm, ITU-T I.371):
 * so many requests at once, then one in each interval: in any span of time T it
 * lets through at most burst + T / interval requests.  Times are milliseconds
 * since 1970.
 */
struct token_bucket {
	int64_t burst;	  /* requests at once */
	int64_t interval; /* of one more */
	int64_t due;	  /* when the bucket will be full again */
};

int64_t rate_limit_wait(const struct token_bucket *, int64_t);
void rate_limit_take(struct token_bucket *, int64_t);
