#pragma once

struct buf;
struct gzip;

struct gzip *gzip_new(void);
void gzip_free(struct gzip *);
int gzip_compress(struct gzip *, struct buf *, const struct buf *);
