#pragma once

#include <stddef.h>

struct listing;
struct listing_request;

/* In another process, where the run is confined. */
int parse_listing(struct listing *, const struct listing_request *,
    const char *, size_t);
int parse_listing_here(struct listing *, const struct listing_request *,
    const char *, size_t);
