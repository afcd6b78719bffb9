#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "store/database_file.h"
#include "store/schema.h"

struct database;
struct splitter;
struct sqlite3_stmt;

/* What papers.c remembers from one paper of a run to the next. */
struct papers_state {
	int64_t slot_asked; /* instant of the last search for a free second */
	int64_t slot_next;  /* where that ended */
	int64_t
	    change_reading;  /* instant of the last reading that changed one */
	int64_t change_next; /* instant of its next change */
};

int database_open(struct database **, const char *, enum database_mode);
int database_load(struct database *);
int database_keep(struct database *);
void database_close(struct database *);
struct connection *database_connection(struct database *);
struct papers_state *database_papers(struct database *);
struct splitter *database_splitter(struct database *);

int database_begin(struct database *);
int database_begin_derived(struct database *);
int database_begin_reading(struct database *);
int database_end(struct database *, int);

struct sqlite3_stmt *database_statement(struct database *, enum statement);
int **database_places(struct database *, enum statement);
void database_bind_text(struct sqlite3_stmt *, const char *, const char *);
void database_bind_number(struct sqlite3_stmt *, const char *, int64_t);
void database_bind_date(struct sqlite3_stmt *, const char *, int64_t);
int64_t database_number(struct sqlite3_stmt *, const char *);
int64_t database_date(struct sqlite3_stmt *, const char *);
const char *database_text(struct sqlite3_stmt *, const char *);
const char *database_text_at(struct sqlite3_stmt *, int);
int database_step(struct database *, struct sqlite3_stmt *);
int database_run(struct database *, enum statement);
int database_query(struct database *, struct sqlite3_stmt *, int64_t *);
