#ifndef LISTING_TEXT_H
#define LISTING_TEXT_H

#include <stddef.h>

struct draft;

int listing_text_read(struct draft *, const char *, size_t);

#endif
