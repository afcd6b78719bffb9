/* Whether the clock can be right. */
#include "cli/clock_check.h"

#include "base/date.h"

/* 2026-01-01, the year in which this was written: no right clock is before that. */
#define WRITTEN INT64_C(1767225600)

/*
 * Seconds by which clocks may differ: those that are set by the network differ by
 * less than one, and an answer takes some.
 */
#define TOLERANCE INT64_C(120)

/* Judge the clock.  A source's today may be ahead of ours by a day. */
enum clock_fault
clock_check(const struct clock_facts *f)
{
	if (f->server != DATE_NONE &&
	    (f->now > f->server + TOLERANCE || f->now < f->server - TOLERANCE))
		return CLOCK_DIFFERS;
	if (f->now < WRITTEN)
		return CLOCK_BEFORE_US;
	if (f->run != DATE_NONE && f->now < f->run - TOLERANCE)
		return CLOCK_BEFORE_RUN;
	if (f->newest != DATE_NONE && f->now < f->newest - DATE_DAY)
		return CLOCK_BEFORE_NEWEST;
	return CLOCK_GOOD;
}
