#ifndef LOOKUP_H
#define LOOKUP_H

#include <stdint.h>

struct arena;
struct database;

int lookup_paper(struct database *, struct arena *, const char *, int64_t *);

#endif
