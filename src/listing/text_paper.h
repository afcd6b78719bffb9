#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "listing/text_lines.h"

struct draft;

/* What says that the text is a listing, and is read whole. */
struct text_found {
	bool named;	/* it has a listing's heading */
	bool dated;	/* a date stands below people */
	size_t dropped; /* perhaps titles, since the last paper */
	size_t lost;	/* those before a paper, and people without a title */
};

/* A paper that is being read. */
struct text_paper {
	struct text_span title;
	struct text_span abstract;
	const char *running_end; /* of its last running text, or NULL */
	bool has_long;		 /* one of those is long */
	bool sure;		 /* the title stands where one must */
	bool has_people;	 /* nothing but a date can follow */
	struct text_span organization;
	int64_t author_count;
	int64_t published;
	int64_t comments;
	struct text_span waiting[2]; /* the last ones, not yet placed */
	struct text_found *found;    /* of the whole text */
};

void text_paper_begin(struct text_paper *, struct text_found *, bool);
void text_paper_take(struct draft *, struct text_paper *, enum text_kind,
    const struct text_line *);
void text_paper_end(struct draft *, struct text_paper *);
