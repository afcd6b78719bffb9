#pragma once

#include <stdbool.h>
#include <stdint.h>

struct database;
struct key_list;
struct liked;
struct topic;
struct topic_counts;

int rule_find(struct database *, const struct topic *, int64_t, int64_t,
    struct key_list *);
int rule_open_liked(struct database *, const struct topic *, struct liked *);
int rule_learn(struct database *, const struct topic *, bool *);
int rule_finds(struct database *, const struct topic *, int64_t, bool *);
int rule_count(struct database *, const struct topic *, struct topic_counts *);
