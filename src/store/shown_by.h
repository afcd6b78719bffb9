#pragma once

#include <stdint.h>

struct arena;
struct database;

int shown_by_note(struct database *, int64_t, const char *, int64_t);
int shown_by_first(struct database *, int64_t, int64_t *);
const char *shown_by_sources(struct database *, struct arena *, int64_t);
