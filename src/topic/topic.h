#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct paper_list;
struct people;

#define TOPIC_ABOUT 10 /* papers a week, where a topic says nothing */

/*
 * A topic: what it is called, and the rule that says what belongs to it.  NULL
 * and 0 ask for nothing; what is asked for must all be so.
 */
struct topic {
	const char *slug; /* names its files and its feed's id */
	const char *title;
	const char *match;	  /* as configured */
	const char *query;	  /* the same for SQLite's FTS5 */
	bool keywords_only;	  /* match looks at keywords alone */
	const char *category;	  /* of arXiv, one of these: cs.RO cs.* */
	const char *organization; /* its full name */
	const char *source;	  /* that must have shown a paper */
	bool by_sight;	/* papers are as new as the source's showing them */
	bool own_dates; /* its entries are dated by the source's showing them */
	const char *without; /* sources that do not count, see config.h */
	int64_t min_upvotes;
	int64_t per_day; /* the most voted of each listing day */

	/* Examples: ids, URLs and guids of papers, parted by blanks. */
	const char *like;
	const char *unlike;		  /* counter-examples */
	const char *like_file;		  /* somebody's library of papers */
	const struct paper_list *library; /* what is in it: more examples */
	int64_t about;			  /* papers a week that are like them */
	const char *authors_file;    /* of the people who wrote its papers */
	const struct people *people; /* who are in it */

	/* What it is published as; of the site's where the topic says nothing. */
	const char
	    *formats; /* endings of its files, each with a blank before */
	const char *archive; /* of months: yes or no */
};

bool topic_is_all(const struct topic *);
bool topic_has_members(const struct topic *);
bool topic_has_examples(const struct topic *);
bool topic_has_format(const struct topic *, const char *);
bool topic_has_archive(const struct topic *);
void topic_describe(struct buf *, const struct topic *);
