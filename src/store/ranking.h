#pragma once

#include <stddef.h>
#include <stdint.h>

struct database;
struct key_list;
struct liked;

/* A paper, and how like the examples it is. */
struct ranked {
	int64_t key;
	int64_t score; /* in parts of LIKENESS_ONE */
};

int ranking_best(struct database *, struct liked *, struct ranked *, size_t,
    size_t *);
