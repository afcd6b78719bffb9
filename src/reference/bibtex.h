#pragma once

#include <stddef.h>

struct library;

int bibtex_read(struct library *, const char *, size_t);
