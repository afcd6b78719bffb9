#ifndef STORE_SHOWN_BY_H
#define STORE_SHOWN_BY_H

#include <stdint.h>

struct arena;
struct database;

/* A source showed a paper. */
struct showing {
	int64_t paper;	    /* row key */
	const char *source; /* its name, or "" if it is not configured */
	int64_t seen;	    /* instant of the reading */
};

int shown_by_note(struct database *, const struct showing *);
const char *shown_by_sources(struct database *, struct arena *, int64_t);

#endif
