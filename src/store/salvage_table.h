#pragma once

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct connection;

/* A table whose rows are saved. */
struct salvage_table {
	const char *name;
	const char *forward;  /* SQL that reads it from its beginning */
	const char *backward; /* and from its end */
	const char *insert;   /* SQL that takes a row, if it is right */
	const char *bare;     /* SQL that makes it without any rule */
	const char *loss;     /* what it means if some of it is lost, or NULL */
	bool has_rowid;
	bool has_sum; /* which proves its rows */
	bool cut;     /* it could not be walked to the end */
};

int salvage_table_list(struct connection *, struct arena *,
    struct salvage_table **, size_t *);
int salvage_table_walk(struct salvage_table *, struct connection *,
    struct connection *);
int salvage_table_read(struct salvage_table *, struct connection *,
    struct connection *, const char *);
