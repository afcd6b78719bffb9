#pragma once

#include <stddef.h>
#include <stdint.h>

struct arena;
struct database;
struct name_list;

/* What is known of a hub. */
struct hub_state {
	const char *url;
	int64_t attempted; /* or DATE_NONE */
	int64_t succeeded; /* or DATE_NONE */
	int64_t waiting;   /* live feeds that it was not told of yet */
	const char *error; /* why the last attempt failed, or NULL */
};

int announcements_add(struct database *, const char *, int64_t);
int announcements_remove(struct database *, const char *);
int announcements_expire(struct database *, const char *, int64_t);
int announcements_count(struct database *, int64_t *);
int announcements_read(struct database *, struct arena *, size_t,
    struct name_list *);
int announcements_read_hub(struct database *, struct arena *, const char *,
    struct hub_state *);
int announcements_keep_hub(struct database *, const struct hub_state *);
