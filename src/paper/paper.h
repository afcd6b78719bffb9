#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define COUNT_UNKNOWN (-1)	 /* a number that no source has shown */
#define COUNT_MAX     1000000000 /* larger ones are taken for this one */

/* Names in the source's order. */
struct name_list {
	const char **names;
	size_t count;
};

/* The kinds of listing a paper can be seen in. */
enum listing_kind {
	LISTING_DAY,
	LISTING_WEEK,
	LISTING_MONTH,
	LISTING_TRENDING,
	LISTING_SEARCH, /* the label is the query */
	LISTING_TEXT,	/* a page saved as text */
	LISTING_PAGE,	/* cards of an unknown kind */
	LISTING_KINDS
};

/* One place where a paper was seen. */
struct listed_in {
	enum listing_kind kind;
	const char *label; /* 2026-04-08, 2026-W15, a query */
	int64_t day;	   /* the listing's day (date.h) */
	int64_t rank;	   /* place in the source's order, from 1 */
};

enum paper_link {
	LINK_LISTING,
	LINK_ABS,
	LINK_PDF,
	LINK_CODE,
	LINK_PROJECT,
	LINK_THUMBNAIL,
	LINKS
};

/*
 * A paper, which every room takes or gives.  The readers of listings fill in
 * what the source shows, as it shows it.  clean_paper() makes a record of that.
 * The store adds guid, listed, updated, peak_upvotes and all listings.  NULL,
 * DATE_NONE and COUNT_UNKNOWN mean that no source showed the value.  All
 * strings belong to the arena of the list that holds the paper.
 */
struct paper {
	const char *id;	  /* arXiv identifier without version */
	const char *guid; /* the entry's permanent id */

	const char *title;    /* one line of plain text */
	const char *abstract; /* paragraphs parted by a blank line */
	const char *summary;  /* the listing's AI summary */
	struct {	      /* the same as the source gave them */
		const char *title;
		const char *abstract;
		const char *summary;
	} source;

	struct name_list authors; /* empty where only a count is shown */
	int64_t author_count;
	const char *organization;
	const char *submitter; /* who listed it */
	struct name_list keywords;

	int64_t published; /* day of arXiv's date */
	int64_t listed;	   /* instant it entered the listing */
	int64_t updated;   /* instant of the last real change */

	int64_t upvotes;
	int64_t peak_upvotes;
	int64_t comments;
	int64_t stars; /* of the code, on GitHub */

	const char *links[LINKS]; /* absolute http or https URLs */

	/* What arXiv says of it, where it was asked. */
	struct name_list categories; /* the primary one first: cs.CL */
	const char *comment;	     /* "Accepted at ..." */
	const char *journal;
	const char *doi;       /* 10.1000/182, without a scheme */
	int64_t version;       /* from 1 */
	int64_t arxiv_updated; /* instant of that version */
	bool withdrawn;

	bool complete;	 /* from an item with all its fields */
	int64_t reading; /* instant these values were read */

	int64_t key;		  /* the store's, grows with listed */
	const char *folded_title; /* the store's, to know it again by */

	struct listed_in *listings; /* oldest first */
	size_t listing_count;
};

/* Papers that live and die together. */
struct paper_list {
	struct arena arena; /* holds the papers' strings */
	struct paper *papers;
	size_t count;
};

extern const char *const paper_kind_names[LISTING_KINDS];
extern const char *const paper_link_names[LINKS];

struct paper *paper_list_add(struct paper_list *);
void paper_list_free(struct paper_list *);
void paper_keep_name(struct arena *, struct name_list *, const char *);
void paper_add_name(struct arena *, struct name_list *, const char *, size_t);
bool paper_has_name(const struct name_list *, const char *);
void paper_add_listing(struct arena *, struct paper *,
    const struct listed_in *);
size_t paper_arxiv_length(const char *);
bool paper_is_on_arxiv(const struct paper *);
void paper_set_links(struct arena *, struct paper *);
