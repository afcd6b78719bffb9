#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* A macro: @string{jmlr = "Journal of ..."}. */
struct bibtex_macro {
	const char *name;
	const char *text;
};

/*
 * A BibTeX file on its way: n bytes from start to end, with a NUL behind them.
 * Start with start, next and end set; bibtex_close() frees the rest.
 */
struct bibtex_scan {
	const char *start, *next, *end;
	char close;		     /* the bracket that ends the entry */
	struct arena arena;	     /* owns the macros */
	struct bibtex_macro *macros; /* sorted by name */
	size_t macro_count;
	struct buf name;  /* of the field that was read last */
	struct buf value; /* its text with its braces and TeX, or no data */
	size_t expanded;  /* bytes that macros added */
	bool too_much;	  /* of those */
};

/* An entry's head. */
struct bibtex_head {
	const char *place; /* of its @ */
	const char *type, *key;
	size_t type_length, key_length;
};

bool bibtex_next_entry(struct bibtex_scan *, struct bibtex_head *);
bool bibtex_next_field(struct bibtex_scan *);
const char *bibtex_find(const char *);
void bibtex_close(struct bibtex_scan *);
