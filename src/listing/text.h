#pragma once

#include <stddef.h>

struct draft;

int listing_text_read(struct draft *, const char *, size_t);
