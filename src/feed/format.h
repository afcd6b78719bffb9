#pragma once

#include <stddef.h>

struct buf;
struct entry;
struct feed;
struct site;

int format_write_entry(struct buf *, const struct entry *, const struct site *,
    size_t);
int format_write(struct buf *, const struct feed *, size_t);
