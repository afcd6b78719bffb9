#pragma once

#include <stdint.h>

/* What is known of the time, beside our own clock.  DATE_NONE: nothing. */
struct clock_facts {
	int64_t now;	/* by our clock */
	int64_t run;	/* the latest instant of a run that the store knows */
	int64_t newest; /* day of the newest listing there */
	int64_t server; /* the same instant as `now`, by a server's clock */
};

/* What is wrong with our clock. */
enum clock_fault {
	CLOCK_GOOD,
	CLOCK_DIFFERS,	  /* from a server's */
	CLOCK_BEFORE_US,  /* it is before this program was written */
	CLOCK_BEFORE_RUN, /* it is before a run that was */
	CLOCK_BEFORE_NEWEST
};

enum clock_fault clock_check(const struct clock_facts *);
