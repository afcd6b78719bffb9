#pragma once

#include <stdbool.h>
#include <stddef.h>

struct query_error;

enum query_kind {
	QUERY_START, /* before the first token */
	QUERY_END,
	QUERY_TERM,   /* a word or a phrase */
	QUERY_FIELDS, /* title: or {title abstract}: */
	QUERY_FIRST,  /* ^ */
	QUERY_OPEN,
	QUERY_CLOSE,
	QUERY_NEAR,  /* NEAR and its parenthesis */
	QUERY_COMMA, /* within NEAR() only */
	QUERY_AND,
	QUERY_OR,
	QUERY_NOT
};

struct query_token {
	enum query_kind kind;
	size_t at;    /* byte offset */
	size_t start; /* a term's text, without quotes */
	size_t length;
	bool prefix;	 /* a term with * behind it */
	unsigned fields; /* bits, see query_fields */
};

struct query_scan {
	const char *text;
	size_t length;
	size_t next; /* byte offset */
	bool near;   /* within NEAR() */
	struct query_token token;
	struct query_token previous;
	struct query_error *error;
};

#define QUERY_FIELD_COUNT 7

/* The searchable fields, columns of the index; bit i stands for name i. */
extern const char *const query_fields[QUERY_FIELD_COUNT];

/* Fields of a query that names none: title, abstract, keywords. */
#define QUERY_FIELDS_KEYWORDS (1U << 4)
#define QUERY_FIELDS_DEFAULT  (1U << 0 | 1U << 1 | QUERY_FIELDS_KEYWORDS)

/* Fields that only arXiv's facts fill: category, comment. */
#define QUERY_FIELDS_ARXIV (1U << 5 | 1U << 6)

int query_scan_start(struct query_scan *, const char *, struct query_error *);
int query_scan_next(struct query_scan *);
int query_scan_fail(struct query_scan *, size_t, const char *);
