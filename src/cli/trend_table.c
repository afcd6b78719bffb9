/* Papers per week of each topic, as a table for people. */
#include "cli/trend_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "topic/topic.h"
#include "store/counts.h"

#define COLUMNS 6  /* weeks that are shown as numbers */
#define WIDTH	24 /* of names, as in `topics` */

/* Return the number of the last week that is over. */
static int
last_whole_week(const struct trend_table *t)
{
	return t->now < t->counts[0].week + 7 * DATE_DAY ? COUNTS_WEEKS - 2 :
							   COUNTS_WEEKS - 1;
}

/*
 * Write a change in whole percent, rounded.  One that would round to nothing is
 * less than 1 % and still a rise or a fall.
 */
static void
write_percent(char *text, size_t size, int64_t before, int64_t after)
{
	int64_t change = after - before;
	int64_t percent =
	    (change * 200 + (change < 0 ? -before : before)) / (before * 2);

	if (percent == 0)
		snprintf(text, size, "%c<1%%", change < 0 ? '-' : '+');
	else
		snprintf(text, size, "%+" PRId64 "%%", percent);
}

/* Add by how much the last whole week differs from the one before. */
static void
add_change(struct buf *out, const struct topic_counts *m, int last)
{
	int64_t before = m->weeks[last - 1], after = m->weeks[last];
	char text[32] = "-";

	if (before == after && after > 0)
		snprintf(text, sizeof(text), "0%%");
	else if (before == 0 && after > 0)
		snprintf(text, sizeof(text), "new");
	else if (before > 0)
		write_percent(text, sizeof(text), before, after);
	buf_printf(out, " %7s", text);
}

/*
 * Add a bar for each week, in eighths of a line's height; a blank for no
 * papers.
 */
static void
add_bars(struct buf *out, const struct topic_counts *m)
{
	static const char *const bars[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆",
		"▇", "█" };
	int64_t tallest = counts_most(m);
	int i;

	buf_puts(out, "  ");
	for (i = 0; i < COUNTS_WEEKS && tallest > 0; i++)
		buf_puts(out, bars[(m->weeks[i] * 8 + tallest - 1) / tallest]);
}

static void
add_heading(struct buf *out, const struct trend_table *t)
{
	const struct topic_counts *m = &t->counts[0];
	char day[DATE_DAY_SIZE];
	int i;

	buf_printf(out, "%-*s", WIDTH, "week of");
	for (i = COUNTS_WEEKS - COLUMNS; i < COUNTS_WEEKS; i++) {
		date_format_day(counts_monday(m, i), day);
		buf_printf(out, " %6s", day + strlen("2026-"));
	}
	buf_printf(out, " %7s", "change");
	if (t->bars)
		buf_printf(out, "  %d weeks", COUNTS_WEEKS);
	buf_putc(out, '\n');
}

static void
add_topic(struct buf *out, const struct trend_table *t, size_t n)
{
	const struct topic_counts *m = &t->counts[n];
	int i;

	buf_printf(out, "%-*s", WIDTH, t->topics[n].slug);
	for (i = COUNTS_WEEKS - COLUMNS; i < COUNTS_WEEKS; i++)
		buf_printf(out, " %6" PRId64, m->weeks[i]);
	add_change(out, m, last_whole_week(t));
	if (t->bars)
		add_bars(out, m);
	buf_putc(out, '\n');
}

/*
 * Add a table with a line for each topic: papers of the last weeks, by how much
 * the last whole week differs from the one before it and, with bars, all weeks
 * of the charts.
 */
void
trend_table_write(struct buf *out, const struct trend_table *t)
{
	size_t i;

	add_heading(out, t);
	for (i = 0; i < t->topic_count; i++)
		add_topic(out, t, i);
}
