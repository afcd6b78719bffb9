#pragma once

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct query_error;

enum query_node_kind {
	NODE_TERM,
	NODE_NEAR, /* its children are terms */
	NODE_AND,
	NODE_OR,
	NODE_NOT /* the first child without all the others */
};

struct query_node {
	enum query_node_kind kind;
	struct query_node *children, *last, *next;
	size_t at;	 /* byte offset in the query */
	size_t stack;	 /* entries taken in FTS5's parser */
	unsigned fields; /* bits, see query_fields */
	bool first;	 /* ^: must begin the field */
	bool prefix;
	const char *text; /* a term's; quotes are doubled */
	size_t length;
	unsigned distance; /* of NEAR */
};

const struct query_node *query_parse(struct arena *, const char *, bool,
    struct query_error *);
