#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include <stddef.h>

struct buf;

void markup_text(struct buf *, const char *);
void markup_text_n(struct buf *, const char *, size_t);
void markup_plain_text(struct buf *, const char *);
void markup_attribute(struct buf *, const char *);

#endif
