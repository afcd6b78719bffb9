#ifndef CONTENT_H
#define CONTENT_H

struct arena;
struct entry;
struct paper;

const char *content_make(struct arena *, const struct paper *,
    const struct entry *);

#endif
