#pragma once

#include <stdbool.h>
#include <stddef.h>

struct draft;

bool listing_json_is_whole(const char *, size_t);
int listing_json_read(struct draft *, const char *, size_t);
int listing_json_read_here(struct draft *, char *, size_t);
