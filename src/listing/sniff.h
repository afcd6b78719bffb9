#ifndef LISTING_SNIFF_H
#define LISTING_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

bool page_is_trending(const char *, size_t);
bool page_is_whole(const char *, size_t);
void page_copy_sound(struct buf *, const char *, size_t);

#endif
