#pragma once

#include <stddef.h>

struct draft;

int listing_json_read(struct draft *, const char *, size_t);
