#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool name_fold(const char *, size_t, char *, size_t *);
size_t name_separate(char *, const char *, size_t);
bool name_is_unspaced(uint32_t);
