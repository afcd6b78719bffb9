#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

struct buf;

void charset_to_utf8(struct buf *, const char *);

#endif
