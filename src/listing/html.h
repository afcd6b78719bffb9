#pragma once

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct draft;

int listing_html_read(struct draft *, const char *, size_t);

/* What the tests compare island_find() with. */
bool listing_html_island(struct buf *, const char *, size_t);
