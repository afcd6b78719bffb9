#ifndef LISTING_JSON_ITEMS_H
#define LISTING_JSON_ITEMS_H

#include <stddef.h>

struct listing;

int listing_json_read(struct listing *, const char *, size_t);

#endif
