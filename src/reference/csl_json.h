#pragma once

#include <stddef.h>

struct library;

int csl_json_read(struct library *, const char *, size_t);
