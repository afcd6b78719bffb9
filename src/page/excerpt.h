#pragma once

#include <stddef.h>

size_t excerpt_length(const char *);
