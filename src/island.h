#ifndef ISLAND_H
#define ISLAND_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

bool island_find(struct buf *, const char *, size_t);

#endif
