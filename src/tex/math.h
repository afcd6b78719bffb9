#pragma once

#include <stdbool.h>
#include <stddef.h>

struct tex_scan;
struct tex_span;

size_t tex_math_dollar(struct tex_scan *, size_t);
size_t tex_math_bracket(struct tex_scan *, size_t);
bool tex_math_would_begin(const struct tex_scan *, size_t);
