#pragma once

#include <stdbool.h>

struct paper;

/* How a new reading changed a record, in ascending order. */
enum merge {
	MERGE_SAME,
	MERGE_COUNTS, /* votes, comments or stars */
	MERGE_QUIET,  /* what is no reason to show it as updated */
	MERGE_CHANGED /* a significant change: `updated` moves */
};

enum merge merge_paper(struct paper *, const struct paper *, bool);
enum merge merge_arxiv(struct paper *, const struct paper *);
