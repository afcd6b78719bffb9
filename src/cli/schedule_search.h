#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct arena;

/* Where a search for what starts the program again and again has been. */
struct schedule_search {
	const char *root;  /* before each path, or "" */
	const char *found; /* the timer or crontab, or NULL */
	struct buf looked; /* at these, with commas between */
	struct buf closed; /* these could not be read */
};

bool schedule_search_starts_us(const char *, size_t);
void schedule_search(struct schedule_search *, struct arena *);
void schedule_search_free(struct schedule_search *);
