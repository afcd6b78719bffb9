#pragma once

#include <stdint.h>

#include "base/date.h"

/*
 * The row key of a paper in the store.  It is the second in which the paper
 * was listed, times 8: so keys grow with `listed`, and a range of instants is a
 * range of keys.  Stores of version 0.1.0 have papers that share a second, with
 * keys of 0 to 7 more.  The statements
 * in schema.c that compute with keys name the scale as well.
 */
#define PAPER_KEYS_PER_SECOND 8

/* Return the least key of the papers listed at an instant or later. */
static inline int64_t
paper_key_from(int64_t instant)
{
	return instant * PAPER_KEYS_PER_SECOND;
}

/* Return the greatest key of the papers listed before an instant. */
static inline int64_t
paper_key_before(int64_t instant)
{
	return instant * PAPER_KEYS_PER_SECOND - 1;
}

/* Return the second in which the paper of a key was listed. */
static inline int64_t
paper_key_listed(int64_t key)
{
	return key / PAPER_KEYS_PER_SECOND;
}

/* Return the least key of the day of a key. */
static inline int64_t
paper_key_day_first(int64_t key)
{
	return key == INT64_MIN ? key : key - key % paper_key_from(DATE_DAY);
}

/* Return the greatest key of the day of a key. */
static inline int64_t
paper_key_day_last(int64_t key)
{
	return key == INT64_MAX ?
	    key :
	    paper_key_day_first(key) + paper_key_before(DATE_DAY);
}
