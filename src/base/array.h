#pragma once

#include <stddef.h>

struct arena;

void *array_grow(void *, size_t, size_t);
void *array_grow_in(struct arena *, void *, size_t, size_t);
