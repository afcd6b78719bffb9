#pragma once

#include <stdbool.h>
#include <stddef.h>

struct buf;

bool sniff_is_trending(const char *, size_t);
bool sniff_is_whole(const char *, size_t);
void sniff_copy_sound(struct buf *, const char *, size_t);
