#pragma once

#include <stdbool.h>
#include <stdint.h>

struct database;
struct paper;

/* The settings of a publication after which papers were removed. */
#define REMOVED_SETTINGS "papers were removed"

int removed_forget(struct database *, int64_t);
int removed_take(struct database *, int64_t, bool);
int removed_has(struct database *, const struct paper *);
