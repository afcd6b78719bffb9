#ifndef LISTING_JSON_H
#define LISTING_JSON_H

#include <stddef.h>

struct listing;

int listing_json_read(struct listing *, const char *, size_t);

#endif
