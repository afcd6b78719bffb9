#pragma once

#include <stddef.h>

size_t excerpt_length(const char *);
const char *excerpt_sign(const char *, size_t);
