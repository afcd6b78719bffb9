#ifndef LISTING_JSON_ITEMS_H
#define LISTING_JSON_ITEMS_H

#include <stddef.h>

struct draft;

int listing_json_read(struct draft *, const char *, size_t);

#endif
