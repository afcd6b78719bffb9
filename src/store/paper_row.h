#pragma once

#include <stdint.h>

struct arena;
struct database;
struct paper;
struct sqlite3_stmt;

void paper_row_bind(struct sqlite3_stmt *, const struct paper *);
int paper_row_read(struct arena *, struct paper *, struct sqlite3_stmt *);
int paper_row_get_shown(struct database *, int64_t, struct arena *,
    struct paper *);
int paper_row_get(struct database *, int64_t, struct arena *, struct paper *);
