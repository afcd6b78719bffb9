#ifndef PUBLISH_GZIP_H
#define PUBLISH_GZIP_H

struct buf;
struct gzip;

struct gzip *gzip_new(void);
void gzip_free(struct gzip *);
int gzip_compress(struct gzip *, struct buf *, const struct buf *);

#endif
