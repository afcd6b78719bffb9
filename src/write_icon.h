#ifndef WRITE_ICON_H
#define WRITE_ICON_H

struct buf;
struct site_index;

int write_icon(struct buf *, const struct site_index *);

#endif
