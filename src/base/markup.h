#pragma once

struct buf;

void markup_add(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
void markup_add_plain(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
void markup_add_attribute(struct buf *, const char *, const char *);
