#ifndef FEED_AUTOLINK_H
#define FEED_AUTOLINK_H

#include <stddef.h>

struct buf;

void autolink_text(struct buf *, const char *, size_t);

#endif
