#pragma once

#include <stddef.h>
#include <stdint.h>

struct arena;
struct likeness;
struct paper_texts;
struct splitter;

/* What a term of a paper adds to its score, in parts of LIKENESS_ONE. */
struct share {
	uint64_t hash;
	const char *text; /* the arena's */
	int64_t part;	  /* below 0: it takes away */
};

/* The terms of a paper that count, the heaviest one first. */
struct shares {
	struct share *shares;
	size_t count;
	int64_t score; /* of the paper */
};

int shares_find(struct arena *, const struct likeness *, struct splitter *,
    const struct paper_texts *, struct shares *);
