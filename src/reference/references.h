#pragma once

#include <stddef.h>

struct library;

int references_read(struct library *, const char *, const char *, size_t);
