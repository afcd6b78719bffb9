#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct database;

/* What the store knows of a source.  Instants may be DATE_NONE: never. */
struct source_state {
	const char *name;
	int64_t attempted; /* when a run last asked */
	int64_t succeeded; /* when one last got all it asked for */
	int64_t changed;   /* when one last found papers new or changed */
	int64_t http;	   /* status of the last answer, or 0 */
	int64_t papers;	   /* seen by the last success */
	const char *error; /* of the last attempt, or NULL */
};

/* A source's day as it was last read. */
struct source_day {
	int64_t read;	/* when, or DATE_NONE: never */
	int64_t papers; /* 0: there was no listing */
	bool asked; /* for this very day; if not, another day's listing tells */
};

int source_state_read(struct database *, struct arena *, const char *,
    struct source_state *);
int source_state_keep(struct database *, const struct source_state *);
int source_day_read(struct database *, const char *, int64_t,
    struct source_day *);
int source_day_keep(struct database *, const char *, int64_t,
    const struct source_day *);
bool source_day_is_settled(const struct source_day *, int64_t, int64_t);
int64_t source_first_open_day(const struct source_state *);
int source_newest_day(struct database *, const char *, int64_t *);
int source_longest_pause(struct database *, const char *, int64_t, int64_t,
    int64_t *);
