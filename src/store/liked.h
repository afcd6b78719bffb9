#pragma once

#include <stdint.h>

#include "base/key_list.h"
#include "topic/lesson.h"
#include "topic/likeness.h"
#include "topic/terms.h"

struct sqlite3;
struct sqlite3_stmt;
struct splitter;

/*
 * Which papers are like the examples of a topic.  Starts as { 0 }; liked_free()
 * frees it, before the database is closed.
 */
struct liked {
	struct likeness likeness;
	struct key_list examples[EXAMPLE_KINDS]; /* that the store has */
	struct splitter *splitter;
	struct terms terms; /* room for those of a paper */
};

int liked_register(struct sqlite3 *);
int liked_bind(struct sqlite3_stmt *, const char *, struct liked *);
int liked_score(struct liked *, const struct paper_texts *, int64_t *);
void liked_free(struct liked *);
