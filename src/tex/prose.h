#pragma once

#include <stddef.h>

struct tex_scan;

size_t tex_prose_quote(struct tex_scan *, size_t);
size_t tex_prose_dash(struct tex_scan *, size_t);
size_t tex_prose_tie(struct tex_scan *, size_t);
