#pragma once

#include <stddef.h>

struct tex_scan;

size_t tex_accent_sign(struct tex_scan *, size_t);
size_t tex_accent_named(struct tex_scan *, char, size_t, size_t);
