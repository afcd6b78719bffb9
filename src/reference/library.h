#pragma once

#include <stddef.h>

#include "paper/paper.h"

#define LIBRARY_MAX	 ((size_t)16 * 1024 * 1024) /* bytes read at most */
#define LIBRARY_MAX_TEXT "16 MiB"
#define LIBRARY_COUNT	 50000 /* entries at most */

/* Somebody's library of papers, as a program for references exported it. */
struct library {
	const char *format;	/* a constant: BibTeX, RIS, JSON or a list */
	size_t skipped;		/* entries that name no paper */
	char first_skipped[64]; /* where the first of them is, or empty */
	struct paper_list papers;
	char why[512]; /* what is wrong with it, or empty */
};

void library_free(struct library *);
