#pragma once

#include <stdint.h>

struct arena;
struct database;

/* That a source showed a paper. */
struct shown_by {
	const char *source; /* its name, or "" if it is not configured */
	int64_t seen;	    /* instant of the first reading that did */
	int64_t entered;    /* date of the entry in its own topics */
};

int shown_by_note(struct database *, int64_t, const struct shown_by *);
int shown_by_choose(struct database *, const char *, int64_t *);
int shown_by_entered(struct database *, int64_t, const char *, int64_t *);
int shown_by_first(struct database *, int64_t, int64_t *);
const char *shown_by_sources(struct database *, struct arena *, int64_t);
