#pragma once

#include <stddef.h>

/*
 * Memory that is given back all at once.  A listing's papers, with all their
 * strings, live and die together, so nothing in them is freed one by one.
 */
struct arena {
	struct arena_block *blocks;
	size_t size; /* bytes of all blocks */
};

void *arena_alloc(struct arena *, size_t);
void *arena_array(struct arena *, size_t, size_t);
void arena_adopt(struct arena *, void *);
char *arena_copy(struct arena *, const char *, size_t);
char *arena_string(struct arena *, const char *);
char *arena_printf(struct arena *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
void arena_free(struct arena *);
