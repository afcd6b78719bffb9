#ifndef QUERY_H
#define QUERY_H

#include <stddef.h>

struct buf;

/* Where and why a query was refused. */
struct query_error {
	size_t column; /* from 1, in characters */
	char text[160];
};

int query_compile(struct buf *, const char *, struct query_error *);

#endif
