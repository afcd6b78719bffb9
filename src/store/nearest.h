#pragma once

#include <stddef.h>
#include <stdint.h>

struct candidate;

/*
 * Papers that share rare words with one, and how many words those are.  Starts as
 * { 0 }; nearest_free() frees it.
 */
struct nearest {
	struct candidate *papers; /* by their keys, which ascend */
	struct candidate *merged; /* room for as many, and the next word's */
	size_t count;
	size_t size;  /* of each of the two */
	size_t words; /* that were added */
};

void nearest_clear(struct nearest *);
void nearest_add(struct nearest *, const int64_t *, size_t);
size_t nearest_choose(const struct nearest *, int64_t *, size_t);
void nearest_free(struct nearest *);
