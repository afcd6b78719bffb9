#pragma once

#include <stddef.h>

struct sqlite3;

/* Takes a folded word of so many bytes, which does not last. */
typedef void tokenizer_take(void *, const char *, size_t);

struct splitter;

int tokenizer_register(struct sqlite3 *);
struct splitter *splitter_open(struct sqlite3 *);
int splitter_run(struct splitter *, const char *, tokenizer_take *, void *);
void splitter_close(struct splitter *);
