#ifndef FEED_AUTOLINK_H
#define FEED_AUTOLINK_H

#include <stddef.h>

struct buf;

void content_link_text(struct buf *, const char *, size_t);

#endif
