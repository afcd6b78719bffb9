/* How far a long walk through days has come. */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/date.h"

#define BAR_WIDTH 20
#define MINUTE	  60000 /* milliseconds */
#define BLINK	  100	/* between two pictures of the bar */

static void
print_bar(int64_t done, int64_t total)
{
	int64_t i, full = done * BAR_WIDTH / total;

	putc('[', stderr);
	for (i = 0; i < BAR_WIDTH; i++)
		putc(i < full ? '#' : '-', stderr);
	fputs("] ", stderr);
}

/* Minutes, or hours from two on. */
static void
print_span(int64_t ms)
{
	int64_t minutes = (ms + MINUTE - 1) / MINUTE;

	if (minutes < 120)
		fprintf(stderr, "%" PRId64 " min left", minutes);
	else
		fprintf(stderr, "%" PRId64 " h left", (minutes + 59) / 60);
}

/*
 * Add days, papers, rate and time left.  Days that were left out took no time,
 * so only the others tell how long the rest may take.
 */
static void
print_state(const struct progress *p, const struct progress_state *s)
{
	int64_t total = (p->last - p->first) / DATE_DAY + 1;
	int64_t left = (s->day - p->first) / DATE_DAY + 1;
	int64_t took = s->elapsed - p->began;
	char day[DATE_DAY_SIZE];

	date_format_day(left > 0 ? s->day : p->first, day);
	if (p->terminal)
		print_bar(total - left, total);
	fprintf(stderr,
	    "%s, %" PRId64 " of %" PRId64 " days, %" PRId64 " papers", day,
	    total - left, total, s->papers);
	if (p->asked == 0 || took <= 0)
		return;
	fprintf(stderr, ", %" PRId64 " days/min, ", p->asked * MINUTE / took);
	print_span(left * took / p->asked);
}

/* Show where the walk is, if it is time to. */
void
progress_show(struct progress *p, const struct progress_state *s)
{
	p->asked += s->asked;
	if (p->silent || s->elapsed - p->shown < (p->terminal ? BLINK : MINUTE))
		return;
	p->shown = s->elapsed;
	if (p->terminal)
		fputs("\r\033[K", stderr);
	print_state(p, s);
	if (!p->terminal)
		putc('\n', stderr);
	p->bar = p->terminal;
	fflush(stderr);
}

/* Take the bar away. */
void
progress_end(struct progress *p)
{
	if (p->bar)
		fputs("\r\033[K", stderr);
	p->bar = false;
}
