#pragma once

#include <stddef.h>

struct tex_scan;

size_t tex_stripped_group(struct tex_scan *, size_t);
size_t tex_stripped_word(struct tex_scan *, size_t);
