#pragma once

#include <stddef.h>
#include <stdint.h>

struct arena;
struct changes;
struct database;

#define RELATED_PAPERS 3 /* that a paper names at most */

/* An earlier paper that is near another one; the arena owns its texts. */
struct related_paper {
	int64_t key;
	const char *id; /* arXiv's, or NULL */
	const char *guid;
	const char *title;
};

int related_find(struct database *, const struct changes *, int64_t);
int related_read(struct database *, struct arena *, int64_t,
    struct related_paper *, size_t *);
