#pragma once

#include <stddef.h>
#include <stdint.h>

struct lesson_part;
struct lesson_term;
struct likeness;
struct terms;

/* What an example is for. */
enum example_kind { EXAMPLE_LIKE, EXAMPLE_UNLIKE, EXAMPLE_KINDS };

/*
 * What is learnt of examples.  Starts as { 0 }; lesson_free() frees it.  First
 * all examples are added, then the papers of the store are counted.
 */
struct lesson {
	struct lesson_term *slots;
	size_t size; /* of the slots: 0 or a power of 2 */
	size_t count;
	struct lesson_part *parts; /* what each example has, one by one */
	size_t part_count;
	int64_t examples[EXAMPLE_KINDS];
	int64_t papers;
};

void lesson_add(struct lesson *, const struct terms *, enum example_kind);
void lesson_count(struct lesson *, const struct terms *);
void lesson_learn(const struct lesson *, struct likeness *);
void lesson_free(struct lesson *);
