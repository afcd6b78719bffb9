#ifndef STORE_LISTED_IN_H
#define STORE_LISTED_IN_H

#include <stdint.h>

#include "paper/paper.h"

struct database;

/* The listing that was last written to.  Starts as { 0 }. */
struct listing_cache {
	enum listing_kind kind;
	char *label;
	int64_t listing; /* its row key */
};

int listed_in_put(struct database *, struct listing_cache *, int64_t,
    const struct listed_in *);
int listed_in_read(struct database *, struct arena *, struct paper *);
void listed_in_forget(struct listing_cache *);

#endif
