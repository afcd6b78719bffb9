#pragma once

#include <stdint.h>

#include "base/arena.h"

struct database;

/*
 * What a URL answered when its listing was last stored.  It is kept with the
 * papers, so that a 304 never hides a reading that failed.
 */
struct validators {
	const char *url;      /* as it was asked for, without credentials */
	const char *final;    /* after redirects */
	const char *etag;     /* or NULL */
	const char *modified; /* or NULL */
	int64_t read;	      /* when */
	int64_t day;	      /* of the listing, or DATE_NONE */
	int64_t previous;     /* the listing before it, or DATE_NONE */
	int64_t papers;
};

int validators_find(struct database *, struct arena *, const char *,
    struct validators *);
int validators_keep(struct database *, const struct validators *);
int validators_forget(struct database *, const char *);
int validators_forget_old(struct database *, int64_t);
