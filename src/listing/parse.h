#pragma once

#include <stddef.h>

struct listing;
struct listing_request;

int parse_listing(struct listing *, const struct listing_request *,
    const char *, size_t);
