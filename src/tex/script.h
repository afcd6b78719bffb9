#pragma once

#include <stddef.h>

struct tex_scan;
struct tex_span;

size_t tex_script_sign(struct tex_scan *, size_t);
void tex_script_put(struct tex_scan *, char, struct tex_span);
