#pragma once

#include <stdbool.h>

/*
 * What a look at the installation found, a line each on standard output: the line
 * says what is as it should be, or what to do about it.
 */
struct diagnosis {
	bool quiet; /* print nothing of what is as it should be */
	int status; /* the worst exit status so far */
};

void diagnosis_ok(const struct diagnosis *, const char *, const char *, ...)
    __attribute__((format(printf, 3, 4)));
void diagnosis_warn(const struct diagnosis *, const char *, const char *, ...)
    __attribute__((format(printf, 3, 4)));
void diagnosis_fail(struct diagnosis *, int, const char *, const char *, ...)
    __attribute__((format(printf, 4, 5)));
