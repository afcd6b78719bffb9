#pragma once

#include <stdbool.h>
#include <stddef.h>

struct draft;

bool markdown_is_likely(const char *, size_t);
int listing_markdown_read(struct draft *, const char *, size_t);
