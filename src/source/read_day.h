#ifndef SOURCE_READ_DAY_H
#define SOURCE_READ_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "store/papers.h"

struct session;
struct source;

/*
 * Reading a source into the store.  The caller sets what stands first; start
 * the rest with 0 and end with reading_free().
 */
struct reading {
	struct store *store;
	struct session *session;
	const struct source *source;
	int64_t now;
	bool verbose;

	struct store_report report; /* papers */
	int64_t listings;	    /* with papers, stored or unchanged */
	int64_t papers;		    /* of these */
	int64_t http;		    /* status of the last answer, or 0 */
	bool by_fallback;	    /* the URL failed: it is asked second */
	bool alone;		    /* who is asked second cannot be reached */
	bool warned;		    /* that the source has changed */
	bool absent;	    /* the first day was: no such page, or file */
	int status;	    /* worst of what failed, or 0 */
	struct buf error;   /* of the first failure */
	struct buf missing; /* why the first day had no listing */
};

/* Days in a row without a listing, after which no more are asked for. */
#define READING_GAP_MAX 20

enum day_outcome {
	DAY_STORED, /* or unchanged since it was */
	DAY_NONE,   /* there is no listing of that day */
	DAY_FAILED
};

/* A day that is asked for, and what was answered. */
struct reading_day {
	int64_t asked;
	enum day_outcome outcome;
	bool unreachable; /* DAY_FAILED: no use asking for others */
	int64_t day;	  /* that the listing stands for */
	int64_t previous; /* day of the one before it, or DATE_NONE */
};

int reading_day(struct reading *, struct reading_day *);
int64_t reading_day_before(const struct reading *, const struct reading_day *);
int reading_latest(struct reading *);
void reading_note_nothing(struct reading *);
int reading_keep_hosts(struct reading *);
int reading_keep_state(struct reading *);
void reading_free(struct reading *);

#endif
