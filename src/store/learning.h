#pragma once

#include <stdint.h>

struct database;
struct key_list;
struct liked;
struct topic;

int learning_open(struct database *, const struct topic *, struct liked *);
int learning_read(struct database *, const struct topic *, struct liked *,
    int64_t *);
int learning_learn(struct database *, const struct topic *,
    const struct key_list *, struct liked *);
int learning_keep(struct database *, const struct topic *,
    const struct liked *);
int64_t learning_examples(const struct liked *);
