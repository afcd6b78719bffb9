#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * Open elements of a page; a real one has 40.  The scan stands back where
 * libxml2's reading refuses.
 */
#define ISLAND_DEPTH_MAX 10000

struct buf;

bool island_find(struct buf *, const char *, size_t);
