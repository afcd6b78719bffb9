/* Checks of what any cleaned text must be. */
#pragma once

#include "support.h"

#include <stdbool.h>

struct arena;

typedef const char *cleaner(struct arena *, const char *);

/* The text before and after cleaning; either may be NULL. */
struct clean_case {
	const char *in, *out;
};

/* Fails unless out has the properties that every cleaned text has. */
void check_clean(const char *in, const char *out, bool lines);

/* Fails unless got is the text wanted; both may be NULL. */
void expect_same(const char *in, const char *got, const char *wanted);

/* Cleans a case; fails unless cleaning it again changes nothing. */
void check_case(cleaner *clean, const struct clean_case *c, bool lines);
