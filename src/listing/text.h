#ifndef LISTING_TEXT_H
#define LISTING_TEXT_H

#include <stddef.h>

struct listing;

int listing_text_read(struct listing *, const char *, size_t);

#endif
