#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/key_list.h"

struct arena;
struct changes;
struct config;
struct database;
struct name_list;
struct topic;
struct topic_counts;

/* What the store remembers of a topic. */
struct topic_state {
	const char *rule;    /* that found its members; empty: none did */
	const char *archive; /* what its archive was made with */
	int64_t count;	     /* papers */
	int64_t floor;	     /* key of the newest that left the live feed */
	int64_t size;	     /* the count when the configuration changed */
};

/* A member's place in the live feed: it grows with the time of the member. */
struct member_place {
	int64_t key;
	int64_t place; /* on the scale of keys */
};

/* What changed in a topic since it was last published. */
struct topic_changes {
	bool anew;	/* its rule changed: all members were found anew */
	bool shown;	/* its live feed shows some of the changes */
	size_t came;	/* papers that are new in the topic */
	size_t left;	/* that belong to it no more */
	size_t changed; /* that belong to it as before */
	struct key_list keys; /* of all these, but for changes of counts */
};

int membership_read_state(struct database *, struct arena *,
    const struct topic *, struct topic_state *);
int membership_keep_state(struct database *, const struct topic *,
    const struct topic_state *);
int membership_update(struct database *, struct arena *, const struct topic *,
    const struct changes *, struct topic_state *, struct topic_changes *,
    struct key_list *);
int membership_retire(struct database *, const struct config *);

int membership_read(struct database *, const struct topic *, int64_t, int64_t,
    struct key_list *);
int membership_day(struct database *, const struct topic *, int64_t,
    struct key_list *);
int membership_most_voted(struct database *, const struct topic *, int64_t,
    int64_t, size_t, struct key_list *);
int membership_smallest_topics(struct database *, struct arena *, int64_t,
    size_t, struct name_list *);
int membership_topics(struct database *, struct arena *, int64_t,
    struct name_list *);
int membership_crowded(struct database *, size_t, struct key_list *);
struct sqlite3_stmt *membership_keys(struct database *, const struct topic *,
    int64_t, int64_t);
int membership_newest_places(struct database *, const struct topic *, int64_t,
    struct member_place *, size_t, size_t *);
int membership_newest(struct database *, const struct topic *, int64_t, int64_t,
    int64_t *);
int membership_oldest(struct database *, const struct topic *, int64_t, int64_t,
    int64_t *);
int membership_weeks(struct database *, const struct topic *,
    struct topic_counts *);
