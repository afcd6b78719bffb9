#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What a check found: each is a line on standard error. */
struct findings {
	const char *path; /* in which file, as each line begins */
	bool silent;	  /* print nothing */
	int status;	  /* the worst exit status so far; 0: nothing */
	size_t count;
	size_t of_kind; /* since findings_next_kind() */
};

void findings_add(struct findings *, int, const char *, ...)
    __attribute__((format(printf, 3, 4)));
void findings_next_kind(struct findings *, const char *);
