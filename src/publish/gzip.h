#pragma once

#include <stddef.h>

struct buf;
struct gzip;

struct gzip *gzip_new(void);
void gzip_free(struct gzip *);
int gzip_compress(struct gzip *, struct buf *, const struct buf *);
int gzip_expand(struct buf *, const struct buf *, size_t);
