#ifndef FEED_H
#define FEED_H

#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "paper.h"

struct site;
struct topic;

/* A link of an entry beside its page. */
struct related {
	const char *href;
	const char *title;
	const char *type; /* media type, or NULL */
};

#define RELATED_MAX 4

/* What every format says of a paper, each in its own words. */
struct entry {
	const char *guid;
	const char *title;
	const char *link; /* its page, for people */
	struct related related[RELATED_MAX];
	size_t related_count;
	int64_t published;
	int64_t updated;
	struct name_list authors; /* the last may say "and N others" */
	const char *summary;	  /* plain text, or NULL */
	const char *content;	  /* HTML */
};

/* A topic's feed.  The arena owns what the papers do not. */
struct feed {
	struct arena arena;
	const char *id; /* its address without a format */
	const char *title;
	const char *description;
	const char *publisher;
	const char *home; /* the page of the site */
	int64_t updated;
	struct entry *entries; /* newest first */
	size_t count;
};

void feed_make(struct feed *, const struct site *, const struct topic *,
    const struct paper_list *, int64_t);
void feed_free(struct feed *);

#endif
