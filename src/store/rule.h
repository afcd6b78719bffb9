#ifndef STORE_RULE_H
#define STORE_RULE_H

#include <stdint.h>

struct database;
struct key_list;
struct topic;
struct topic_counts;

int rule_keys(struct database *, const struct topic *, int64_t, int64_t,
    struct key_list *);
int rule_count(struct database *, const struct topic *, struct topic_counts *);
struct topic_counts rule_count_keys(const struct key_list *);

#endif
