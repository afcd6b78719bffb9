#pragma once

#include <stddef.h>

/* Where and why a query is refused. */
struct query_error {
	size_t column; /* from 1, in characters */
	char text[160];
};
