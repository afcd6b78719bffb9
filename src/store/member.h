#ifndef STORE_MEMBER_H
#define STORE_MEMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/key_list.h"

struct arena;
struct config;
struct database;
struct topic;
struct unpublished;

/* What the store remembers of a topic. */
struct topic_state {
	const char *rule;    /* empty: no members were found yet */
	const char *archive; /* what its archive was made with */
	int64_t count;	     /* papers */
	int64_t floor;	     /* key of the newest that left the live feed */
};

/* What is new in a topic since it was last published. */
struct topic_news {
	bool whole;	      /* its rule has changed: anything may have */
	bool shown;	      /* something that its live feed shows */
	struct key_list keys; /* papers that came, left or changed */
};

int member_read_state(struct database *, struct arena *, const struct topic *,
    struct topic_state *);
int member_keep_state(struct database *, const struct topic *,
    const struct topic_state *);
int member_update(struct database *, struct arena *, const struct topic *,
    struct unpublished *, struct topic_state *, struct topic_news *);
int member_retire(struct database *, const struct config *);
int member_note_topic(struct database *, const struct topic *, const char *,
    int64_t);
int member_topic_changed(struct database *, const struct topic *, int64_t *);

int member_read(struct database *, const struct topic *, int64_t, int64_t,
    struct key_list *);
struct sqlite3_stmt *member_keys(struct database *, const struct topic *,
    int64_t, int64_t);
struct sqlite3_stmt *member_newest_places(struct database *,
    const struct topic *, int64_t);
int member_newest(struct database *, const struct topic *, int64_t, int64_t,
    int64_t *);
int member_oldest(struct database *, const struct topic *, int64_t, int64_t,
    int64_t *);
int member_weeks(struct database *, const struct topic *, int64_t, int64_t *,
    int);

#endif
