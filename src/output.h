#ifndef OUTPUT_H
#define OUTPUT_H

#include <stddef.h>

#include "arena.h"

struct buf;
struct staged;

/*
 * A folder whose files change whole and together: what is put there is
 * written beside its place and takes it when all is committed.
 */
struct output {
	const char *path; /* for diagnostics */
	int folder;
	struct arena arena;
	struct staged *staged; /* written, not yet in their places */
	struct staged **last;  /* where the next one is linked */
	size_t written;	       /* how many files changed */
	size_t unchanged;
};

int output_open(struct output *, const char *);
int output_put(struct output *, const char *, const struct buf *);
int output_commit(struct output *);
void output_close(struct output *);

#endif
