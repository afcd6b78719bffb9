#pragma once

#include <stdint.h>

#include "store/schema.h"

struct arena;
struct database;
struct paper;
struct sqlite3_stmt;

struct sqlite3_stmt *paper_row_statement(struct database *, enum statement,
    const struct paper *);
int paper_row_read(struct arena *, struct paper *, struct sqlite3_stmt *);
int paper_row_get_shown(struct database *, int64_t, struct arena *,
    struct paper *);
int paper_row_get(struct database *, int64_t, struct arena *, struct paper *);
