#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct entry;
struct site;
struct topic;
struct topic_counts;

struct buf;
struct feed;

/*
 * A topic's feed: the live one or a month of its archive (RFC 5005).  The
 * entries are not the feed's own; the arena owns the rest.
 */
struct feed {
	struct arena arena;
	const struct site *site;
	const struct topic *topic;
	const char *id; /* its address without a format */
	const char *title;
	const char *description;
	const char *page; /* URL of a page for people */
	int64_t updated;
	const struct entry **entries; /* newest first, each with its text */
	size_t count;
	size_t form; /* of these texts (entry.h) */

	/* Months as 2026-03, or NULL. */
	const char *month;    /* of an archive's document; NULL: live */
	const char *previous; /* the next older document */
	const char *next;     /* the next newer document */
};

/* How many papers a day has. */
struct day_count {
	int64_t day;
	int64_t papers;
};

/* All topics on one page. */
struct site_index {
	const struct site *site;
	const struct topic *topics;	   /* `all` first */
	const struct topic_counts *counts; /* of each topic */
	size_t topic_count;

	/* The newest days’ papers in the order of their listings. */
	const struct entry **newest;
	size_t newest_count;
	const struct day_count *days; /* before these, newest first */
	size_t day_count;
	const int64_t *months; /* with papers, newest first */
	size_t month_count;

	int64_t listed; /* when the list of topics last changed */
};

void feed_start(struct feed *, const struct site *, const struct topic *,
    int64_t);
void feed_set_month(struct feed *, const char *);
void feed_date(struct feed *, const struct entry *);
void feed_add_entries(struct feed *, struct entry *const *, size_t);
void feed_free(struct feed *);
