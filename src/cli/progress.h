#pragma once

#include <stdbool.h>
#include <stdint.h>

/* How far a backfill has come through its days, newest first. */
struct progress_state {
	int64_t day; /* to be asked for next; before the first: none */
	int64_t papers;
	bool asked;	 /* the last day was asked for, not left out */
	int64_t elapsed; /* milliseconds since the program started */
};

/*
 * The progress that people see on standard error: a bar on a terminal, a line
 * a minute elsewhere.  The caller sets what stands first.
 */
struct progress {
	int64_t first; /* day */
	int64_t last;
	bool silent;
	bool terminal;
	int64_t began; /* milliseconds, as `elapsed` above */
	int64_t shown; /* when it was last shown; at first, `began` */

	int64_t asked; /* days that were asked for */
	bool bar;      /* stands on the terminal */
};

void progress_show(struct progress *, const struct progress_state *);
void progress_end(struct progress *);
