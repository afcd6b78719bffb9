#pragma once

#include <stdint.h>

#include "paper/paper.h"

struct database;

int listed_in_make(struct database *, const struct listed_in *);
int listed_in_put(struct database *, int64_t, const struct listed_in *);
int listed_in_read(struct database *, struct arena *, struct paper *);
