#pragma once

#include "listing/listing.h"

#define DRAFT_ITEMS 100000 /* papers read at most */

/* A listing that is being read: what the readers of the shapes fill in. */
struct draft {
	const struct listing_request *request;
	struct listing listing;
	char first[128];      /* of the items left out of a live one, and why */
	struct paper surplus; /* whatever is over the limit */
};

struct paper *draft_add(struct draft *);
void draft_skip(struct draft *, const char *);
void draft_reject(struct draft *, int64_t, const char *);
void draft_tell_skipped(struct draft *);
int64_t draft_last_day(const struct draft *);
void draft_refuse(struct draft *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
