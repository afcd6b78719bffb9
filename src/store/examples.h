#pragma once

#include "topic/lesson.h"

struct arena;
struct database;
struct key_list;
struct liked;
struct name_list;
struct topic;

int examples_find(struct database *, struct arena *, const struct topic *,
    struct key_list *, struct name_list *);
int examples_add(struct database *, const struct topic *, struct liked *,
    struct lesson *);
