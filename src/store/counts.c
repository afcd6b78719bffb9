/*
 * Counts papers per week, for the pages' charts and `topics --trend`.  Weeks
 * begin on Monday (ISO 8601), UTC.
 */
#include "store/counts.h"

#include "base/date.h"

#define WEEK (7 * DATE_DAY)

#define SHOWN_LEAST 4 /* weeks: fewer look like no chart */

/*
 * Start to count the weeks up to the week of an instant, with no paper in any.
 */
void
counts_start(struct topic_counts *m, int64_t newest)
{
	int i;

	m->week = date_monday(newest);
	for (i = 0; i < COUNTS_WEEKS; i++)
		m->weeks[i] = 0;
}

/* Count a paper that was listed at an instant, unless that is too old. */
void
counts_add(struct topic_counts *m, int64_t listed)
{
	int64_t first = counts_monday(m, 0);

	if (listed >= first && listed < m->week + WEEK)
		m->weeks[(listed - first) / WEEK]++;
}

/*
 * Return the same counts up to a later week.  Counts end with a topic's newest
 * paper, so that a page changes only when its papers do; the weeks since then
 * have no papers.
 */
struct topic_counts
counts_extend(const struct topic_counts *m, int64_t week)
{
	struct topic_counts longer = { .count = m->count,
		.newest = m->newest,
		.week = week };
	int64_t i, late = (week - m->week) / WEEK;

	for (i = 0; i + late < COUNTS_WEEKS; i++)
		longer.weeks[i] = m->weeks[i + late];
	return longer;
}

/*
 * Return how many weeks a chart needs, the last ones: before a topic's first
 * paper there is nothing to be seen.
 */
int
counts_shown(const struct topic_counts *m)
{
	int64_t papers = 0;
	int i, first = COUNTS_WEEKS;

	for (i = COUNTS_WEEKS - 1; i >= 0; i--) {
		papers += m->weeks[i];
		if (m->weeks[i] > 0)
			first = i;
	}
	if (papers < m->count)
		return COUNTS_WEEKS;
	return COUNTS_WEEKS - first < SHOWN_LEAST ? SHOWN_LEAST :
						    COUNTS_WEEKS - first;
}

/* The most papers in a week. */
int64_t
counts_most(const struct topic_counts *m)
{
	int64_t n = 0;
	int i;

	for (i = 0; i < COUNTS_WEEKS; i++) {
		if (m->weeks[i] > n)
			n = m->weeks[i];
	}
	return n;
}

/* Monday of a week, the oldest one is week 0. */
int64_t
counts_monday(const struct topic_counts *m, int week)
{
	return m->week - (COUNTS_WEEKS - 1 - week) * WEEK;
}
