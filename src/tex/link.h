#pragma once

#include <stddef.h>

struct tex_scan;
struct tex_span;

size_t tex_link_address(struct tex_scan *, size_t);
void tex_link_put(struct tex_scan *, struct tex_span, struct tex_span);
void tex_link_put_url(struct tex_scan *, struct tex_span);
