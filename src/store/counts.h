#pragma once

#include <stddef.h>
#include <stdint.h>

#define COUNTS_WEEKS 26 /* of a topic's chart */

/* How many papers are in a topic. */
struct topic_counts {
	int64_t count;		     /* papers */
	int64_t newest;		     /* listed, or DATE_NONE */
	int64_t week;		     /* Monday of the last week below */
	int64_t weeks[COUNTS_WEEKS]; /* papers of each, the newest one last */
};

void counts_start(struct topic_counts *, int64_t);
void counts_add(struct topic_counts *, int64_t);
struct topic_counts counts_extend(const struct topic_counts *, int64_t);
int counts_shown(const struct topic_counts *);
int64_t counts_most(const struct topic_counts *);
int64_t counts_monday(const struct topic_counts *, int);
