/* Topics in the unit tests: papers that sources show, and what topics hold. */
#pragma once

#include "support.h"

#include <stdbool.h>

#include "base/arena.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/membership.h"
#include "feed/entry_cache.h"

struct database;

#define PAPERS "{title abstract keywords} : \"paper\""

/* A paper that a source shows. */
struct item {
	int number, votes;	  /* votes -1: the source shows none */
	const char *listed;	  /* the instant */
	const char *title;	  /* NULL: Paper */
	const char *organization; /* or NULL */
};

/* Stores what a source showed at an instant; the source "": an import. */
void show(struct database *s, const char *source, const char *now,
    const struct item *items, size_t count);
#define SHOW(s, source, now, items) show(s, source, now, items, COUNT(items))

/* The number of a paper: what stands behind the dot of its id or guid. */
int number_in(const char *text);

/* Fails unless a topic's rule finds these numbers, oldest first. */
void expect_found(struct database *s, const char *name, const struct topic *t,
    const char *wanted);

/* Fails unless a topic holds these numbers, by all functions that tell it. */
void expect_held(struct database *s, const char *name, const struct topic *t,
    const char *wanted);

/* Brings a topic up to date, as publishing does; the caller frees the keys. */
struct topic_changes update_topic(struct database *s, const struct topic *t);

/*
 * Brings a topic up to date.  Fails unless these numbers are news ("whole":
 * all are), the topic holds those, and a second update has no news.
 */
void expect_update(struct database *s, const char *name, const struct topic *t,
    const char *news, const char *held);

/* A store with three topics, and the entries of its papers. */
struct rig {
	struct database *store;
	struct database *database;
	struct topic topics[3];
	struct config config;
	struct arena arena;
	struct entry_cache cache;
	struct changes unpublished;
	struct topic_state state; /* of the topic that was updated last */
	struct topic_changes news;
	struct key_list moved; /* in the last update */
};

/* All papers, those with the word "paper", and those of them with 10 votes. */
enum { ALL, SOME, LIKED };

#define NEWEST "2026-06-30T12:00:00Z" /* paper 0 is listed then */
#define READ   "2026-07-01T12:00:00Z" /* the listing is read then */
#define SPAN   INT64_C(1209600)	      /* 14 days, in seconds */

/* Opens the store at a path; end_rig() closes it. */
void start_rig(struct rig *r, const char *path);
void end_rig(struct rig *r);

/* Appends a paper to the JSON of a listing. */
void add_item(struct buf *json, int number, const char *title, int64_t listed,
    int upvotes);

/* Stores the JSON that add_item() made, and frees it. */
void put_items(struct rig *r, struct buf *json, const char *now);

/*
 * Stores so many papers, the newest one of NEWEST and a day between two.  One in
 * three lacks the word "paper".
 */
void put_days(struct rig *r, int count);

/* Stores one paper, listed as many minutes before NEWEST as its number. */
void put_item(struct rig *r, int number, const char *title, int upvotes);

/* Brings a topic up to date, as publishing does. */
void update_rig(struct rig *r, const struct topic *t, enum change_kind shown);
