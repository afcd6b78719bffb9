#pragma once

#include <stddef.h>

struct tex_scan;
struct tex_words;

size_t tex_stripped_group(struct tex_scan *, size_t);
extern const struct tex_words tex_stripped_words;

size_t tex_stripped_word(struct tex_scan *, size_t);
