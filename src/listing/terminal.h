#pragma once

#include <stdbool.h>
#include <stddef.h>

struct draft;

bool terminal_is_likely(const char *);
int listing_terminal_read(struct draft *, const char *, size_t);
