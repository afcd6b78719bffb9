#ifndef CONTENT_LINK_H
#define CONTENT_LINK_H

#include <stddef.h>

struct buf;

void content_link_text(struct buf *, const char *, size_t);

#endif
