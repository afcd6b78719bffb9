#ifndef WRITE_STATUS_H
#define WRITE_STATUS_H

#include <stdint.h>

struct buf;
struct name_list;
struct site_index;

int write_status(struct buf *, const struct site_index *, int64_t,
    const struct name_list *);

#endif
