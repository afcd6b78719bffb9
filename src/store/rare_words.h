#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct rare_word;

/*
 * The papers that have each word, while there are few of them.  Starts with
 * nothing but `most`; rare_words_free() frees it.
 */
struct rare_words {
	size_t most; /* papers that have a rare word */
	struct arena arena;
	struct rare_word *slots;
	size_t size; /* of the slots: a power of 2 */
	size_t count;
};

void rare_words_add(struct rare_words *, const char *, size_t, int64_t);
size_t rare_words_find(const struct rare_words *, const char *, size_t,
    const int64_t **);
void rare_words_free(struct rare_words *);
