#ifndef PAPER_ROW_H
#define PAPER_ROW_H

struct arena;
struct paper;
struct sqlite3_stmt;

void paper_row_bind(struct sqlite3_stmt *, const struct paper *);
int paper_row_read(struct arena *, struct paper *, struct sqlite3_stmt *);

#endif
