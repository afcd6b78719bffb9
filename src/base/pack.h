#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/*
 * Packed values that are read again.  Starts as { .next, .left }; the arena is set
 * before the first text.
 */
struct unpack {
	const char *next; /* of the packed bytes */
	size_t left;
	struct arena *arena; /* keeps the texts */
	bool bad;	     /* a value was not what was asked for */
};

void pack_number(struct buf *, int64_t);
void pack_text(struct buf *, const char *);
int64_t unpack_number(struct unpack *, int64_t, int64_t);
int64_t unpack_date(struct unpack *);
const char *unpack_text(struct unpack *);
const char *unpack_bytes(struct unpack *);
const char *unpack_phrase(struct unpack *);
bool unpack_is_whole(const struct unpack *);
