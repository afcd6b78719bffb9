#pragma once

#include <stdint.h>

struct database;
struct topic;

int topic_dates_note(struct database *, const struct topic *, const char *,
    int64_t);
int topic_dates_changed(struct database *, const struct topic *, int64_t *);
