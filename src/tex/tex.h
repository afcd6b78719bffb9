#pragma once

#include <stddef.h>

struct buf;

void tex_to_text(struct buf *, const char *, size_t);
