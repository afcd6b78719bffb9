#pragma once

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct people;

/* A person whose papers a topic wants. */
struct person {
	const char *written; /* the name, as the file has it */
	int line;	     /* of the file */
	/* As the file has it, several parted by |, or NULL: any. */
	const char *organization;
};

/* A paper's authors: each name ended by a line feed. */
struct author_list {
	const char *names;
	const char *organization; /* of the paper, or NULL */
};

/* Which person is which author. */
struct author_found {
	const struct person *person;
	const char *name; /* in the author list */
	size_t length;
	bool elsewhere; /* but the organization does not agree */
};

/* What is wrong with a list of people. */
struct people_error {
	int line;
	const char *why;  /* a constant */
	const char *text; /* of the line; the arena owns it */
};

struct people *people_read(struct arena *, const char *, struct people_error *);
size_t people_count(const struct people *);
const struct person *people_get(const struct people *, size_t);
bool people_find(const struct people *, const struct author_list *,
    struct author_found *);
void people_describe(struct buf *, const struct people *);
