#pragma once

#include <stdint.h>

/* When a paper came out, in the words of its entry; NULL is not given. */
struct issued {
	const char *date; /* 2024-01-15, 2024/01/15, 2024-01, 2024 */
	const char *year, *month, *day;
};

int64_t issued_day(struct issued);
