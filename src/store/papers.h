#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/database.h"

struct paper;
struct paper_list;

/* Where and when a listing was read. */
struct store_reading {
	const char *source;  /* its name, or "" if it is not configured */
	const char *without; /* the sources that stay out, see config.h */
	int64_t read;	     /* instant of its papers' values */
};

/* How many papers listings brought into the store. */
struct store_report {
	size_t seen;
	size_t new;
	size_t changed; /* significantly: `updated` moved */
};

int papers_put(struct database *, const struct paper_list *,
    const struct store_reading *, struct store_report *);
int papers_limit_dates(struct database *, int64_t);
int papers_is_empty(struct database *, bool *);
int papers_each(struct database *, int64_t,
    int (*)(void *, const struct paper *), void *);
