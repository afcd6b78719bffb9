#pragma once

#include <stddef.h>
#include <stdint.h>

struct splitter;

/* What a paper says of itself; NULL where it says nothing. */
struct paper_texts {
	const char *title;
	const char *keywords; /* a line each */
	const char *abstract;
};

/* A word, or two neighbouring words with a blank between them, in a text. */
struct term {
	uint64_t hash; /* never 0 */
	uint32_t count;
	const char *text; /* of n bytes, which does not last */
	size_t n;
};

typedef void take_term(void *, const struct term *);

/* A term of a paper, and how often it is there. */
struct term_count {
	uint64_t hash; /* 0: the slot is free */
	uint32_t count;
};

/*
 * The terms of one paper.  Starts as { 0 }; terms_free() frees it.  The room of
 * one paper serves the next.
 */
struct terms {
	struct term_count *slots;
	size_t size; /* of the slots: 0 or a power of 2 */
	size_t count;
};

int terms_each(struct splitter *, const struct paper_texts *, take_term *,
    void *);
int terms_read(struct terms *, struct splitter *, const struct paper_texts *);
uint32_t terms_find(const struct terms *, uint64_t);
int64_t terms_weight(uint32_t);
int64_t terms_length(const struct terms *);
void terms_free(struct terms *);
