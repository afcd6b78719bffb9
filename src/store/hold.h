#ifndef STORE_HOLD_H
#define STORE_HOLD_H

#include <stdbool.h>
#include <stdint.h>

struct database;
struct key_list;
struct topic;
struct topic_counts;
struct unpublished;

int hold_find(struct database *, const struct topic *, int64_t, int64_t,
    struct key_list *);
int hold_has(struct database *, const struct topic *, int64_t, bool *);
int hold_count(struct database *, const struct topic *, struct topic_counts *);
int hold_note_decided(struct database *, const struct topic *,
    const struct unpublished *);

#endif
