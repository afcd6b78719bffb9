#pragma once

#include <stddef.h>

struct buf;

void difference_make(struct buf *, const char *, size_t, const char *, size_t);
int difference_apply(struct buf *, const char *, size_t, const char *, size_t);
