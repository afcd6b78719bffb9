#pragma once

#include <stdint.h>

struct arena;
struct database;

int find_paper(struct database *, struct arena *, const char *, int64_t *);
