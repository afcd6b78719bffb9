#pragma once

#include <stddef.h>
#include <stdint.h>

struct database;
struct entry;
/* Entries of a live feed whose topic has as many. */
#define WINDOW_LEAST ((size_t)50)

struct entry_cache;
struct topic;

/* A topic's papers that its live feed shows. */
struct window {
	struct entry **entries; /* newest first; the cache's */
	size_t count;
	int64_t newest; /* instant that the newest one came to the topic */
	int64_t floor;	/* keys up to this one do not come back */
};

int window_fill(struct window *, struct entry_cache *, const struct topic *);
void window_free(struct window *);
int window_compare(const void *, const void *);
