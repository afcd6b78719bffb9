#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "topic/query_error.h"

struct buf;

/* A part of a query; the texts last until the visitor returns. */
struct query_part {
	size_t depth;	   /* operators around it */
	bool leaf;	   /* a term or NEAR(), no operator */
	const char *label; /* for people */
	const char *query; /* for MATCH */
};

/* Is called for each part with the context; returns 0 to go on. */
struct query_parts {
	int (*visit)(void *, const struct query_part *);
	void *context;
};

int query_each_part(const char *, const struct query_parts *);
bool query_small_operator(const char *, struct query_error *);
void query_compile_categories(struct buf *, const char *);
bool query_asks_arxiv(const char *);
int query_compile(struct buf *, const char *, bool, struct query_error *);
