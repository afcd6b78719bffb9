#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "store/papers.h"

struct client;
struct source;

/*
 * A run that reads one source into the store.  The caller sets the first five
 * fields; the others start as 0, and read_day_free() frees them.
 */
struct source_run {
	struct database *store;
	struct client *client;
	const struct source *source;
	const char *without; /* the sources that stay out, see config.h */
	int64_t now;
	bool verbose;

	struct store_report report; /* papers */
	int64_t listings;	    /* with papers, stored or unchanged */
	int64_t papers;		    /* of these */
	int64_t http;		    /* status of the last answer, or 0 */
	bool by_fallback;   /* the URL failed, so the fallback is asked first */
	bool alone;	    /* the URL that is asked second cannot be reached */
	bool warned;	    /* that the source has changed */
	bool absent;	    /* the first day was: no such page, or file */
	int status;	    /* worst of what failed, or 0 */
	struct buf error;   /* of the first failure */
	struct buf missing; /* why the first day had no listing */
};

/* Days in a row without a listing, after which no more are asked for. */
#define EMPTY_DAYS_MAX 20

enum day_outcome {
	DAY_STORED, /* or unchanged since it was */
	DAY_NONE,   /* there is no listing of that day */
	DAY_FAILED
};

/* What came of reading a day. */
struct day_read {
	int64_t asked;
	enum day_outcome outcome;
	bool unreachable; /* DAY_FAILED: no use asking for others */
	int64_t day;	  /* that the listing stands for */
	int64_t previous; /* day of the one before it, or DATE_NONE */
};

int read_day(struct source_run *, int64_t, struct day_read *);
int64_t read_day_day_before(const struct source_run *, const struct day_read *);
int update_latest(struct source_run *);
void read_day_note_nothing(struct source_run *);
void read_day_free(struct source_run *);
