#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_MAX 4 /* bytes of the longest character */

size_t utf8_decode(const char *, size_t, uint32_t *);
size_t utf8_encode(uint32_t, char[static UTF8_MAX]);
bool utf8_is_in(uint32_t, const uint32_t (*)[2], size_t);
