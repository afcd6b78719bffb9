#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "paper/paper.h"

#define ANSWER_ENTRIES_MAX 2000 /* arXiv gives no more at once */

/* An answer of arXiv's API that was read. */
struct answer {
	struct paper_list papers;
	size_t entries; /* it has, good and bad */
	bool whole;	/* and has all that arXiv found */
	bool error;	/* arXiv refuses the request, and says why */
	char why[256];	/* it is refused, or an entry was left out; or empty */
};

/* In another process, where the run is confined. */
int answer_read(struct answer *, const char *, size_t);
int answer_read_here(struct answer *, const char *, size_t);
void answer_free(struct answer *);
