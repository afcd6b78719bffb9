#pragma once

#include <stdint.h>

struct buf;

void markup_add(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
void markup_add_plain(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
void markup_add_attribute(struct buf *, const char *, const char *);
void markup_add_number(struct buf *, int64_t);
void markup_add_count(struct buf *, int64_t, const char *);
