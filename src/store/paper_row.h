#ifndef STORE_PAPER_ROW_H
#define STORE_PAPER_ROW_H

#include <stdint.h>

/*
 * A row's key is the second the paper was listed, times these, plus a number
 * for the papers of one second: keys grow with `listed`.
 */
#define PAPER_KEYS_PER_SECOND 8

struct arena;
struct database;
struct paper;
struct sqlite3_stmt;

void paper_row_bind(struct sqlite3_stmt *, const struct paper *);
int paper_row_read(struct arena *, struct paper *, struct sqlite3_stmt *);
int paper_row_get(struct database *, int64_t, struct arena *, struct paper *);

#endif
