#pragma once

#include <stddef.h>

/* Where and why a query is refused, or warned of. */
struct query_error {
	size_t offset; /* in bytes */
	size_t column; /* from 1, in characters */
	char text[160];
};
