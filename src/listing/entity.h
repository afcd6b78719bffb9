#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

size_t entity_number(const char *, size_t, uint32_t *);
bool entity_decode(struct buf *);
