#pragma once

#include <stddef.h>

#include "topic/lesson.h"

struct arena;
struct database;
struct key_list;
struct liked;
struct name_list;
struct topic;

/* A paper that others are to be like; the arena owns its texts. */
struct example {
	const char *title; /* its name, where nothing more is known */
	const char *url;   /* or NULL */
};

int examples_list(struct database *, struct arena *, const struct topic *,
    struct example **, size_t *);
int examples_find(struct database *, struct arena *, const struct topic *,
    struct key_list *, struct name_list *);
int examples_add(struct database *, const struct topic *, struct liked *,
    struct lesson *);
