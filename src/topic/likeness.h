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
	uint32_t voice; /* of those that each give a paper a sum, from 0 on */
	int32_t weight;
};

/*
 * What papers have that are like the examples of a topic.  Starts as { 0 };
 * likeness_free() frees it.
 */
struct likeness {
	struct likeness_weight *weights; /* hashes ascend, and voices of one */
	size_t count;
	size_t voices;
	int64_t *sums; /* of the last paper, and the least one that counts */
	int64_t threshold; /* papers with this score or more are like them */
};

int64_t likeness_score(const struct likeness *, const struct terms *);
int32_t likeness_weight(const struct likeness *, uint64_t);
void likeness_set_voices(struct likeness *);
void likeness_pack(struct buf *, const struct likeness *);
int likeness_unpack(struct likeness *, const void *, size_t);
void likeness_free(struct likeness *);
