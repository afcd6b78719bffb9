#ifndef WRITE_OPML_H
#define WRITE_OPML_H

struct buf;
struct site_index;

int write_opml(struct buf *, const struct site_index *);

#endif
