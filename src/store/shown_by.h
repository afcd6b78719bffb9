#ifndef STORE_SHOWN_BY_H
#define STORE_SHOWN_BY_H

#include <stdint.h>

struct arena;
struct database;

int shown_by_note(struct database *, int64_t, const char *, int64_t);
const char *shown_by_sources(struct database *, struct arena *, int64_t);

#endif
