#pragma once

#include <stddef.h>
#include <stdint.h>

#define UTF8_MAX 4 /* bytes of the longest character */

size_t utf8_decode(const char *, size_t, uint32_t *);
size_t utf8_encode(uint32_t, char[static UTF8_MAX]);
