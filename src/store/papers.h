#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/database.h"

struct paper;
struct paper_list;
struct store;

/* Where and when a listing was read. */
struct store_reading {
	const char *source; /* its name, or "" if it is not configured */
	int64_t read;	    /* instant of its papers' values */
};

/* How many papers listings brought into the store. */
struct store_report {
	size_t seen;
	size_t new;
	size_t changed; /* significantly: `updated` moved */
};

int store_open(struct store **, const char *, enum database_mode);
void store_close(struct store *);
struct database *store_database(struct store *);
int store_begin(struct store *);
int store_begin_reading(struct store *);
int store_end(struct store *, int);
int store_put(struct store *, const struct paper_list *,
    const struct store_reading *, struct store_report *);
int store_limit_readings(struct store *, int64_t);
int store_is_empty(struct store *, bool *);
int store_optimize(struct store *);
int store_each(struct store *, int64_t, int (*)(void *, const struct paper *),
    void *);
