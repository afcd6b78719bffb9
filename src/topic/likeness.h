#pragma once

#include <stddef.h>
#include <stdint.h>

struct buf;
struct terms;

#define LIKENESS_ONE   (INT64_C(1) << 20) /* a score of 1 */
#define LIKENESS_NEVER INT64_MAX	  /* a threshold that nothing reaches */

/* What a term adds to the score of a paper that has it, or takes away. */
struct likeness_weight {
	uint64_t hash;
	int32_t weight;
};

/*
 * What papers have that are like the examples of a topic.  Starts as { 0 };
 * likeness_free() frees it.
 */
struct likeness {
	struct likeness_weight *weights; /* hashes ascend */
	size_t count;
	int64_t threshold; /* papers with this score or more are like them */
};

int64_t likeness_score(const struct likeness *, const struct terms *);
int32_t likeness_weight(const struct likeness *, uint64_t);
void likeness_pack(struct buf *, const struct likeness *);
int likeness_unpack(struct likeness *, const void *, size_t);
void likeness_free(struct likeness *);
