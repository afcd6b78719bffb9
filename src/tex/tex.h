#ifndef TEX_TEX_H
#define TEX_TEX_H

#include <stddef.h>

struct buf;

void tex_to_text(struct buf *, const char *, size_t);

#endif
