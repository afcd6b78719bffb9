#ifndef CHARSET_H
#define CHARSET_H

struct buf;

void charset_to_utf8(struct buf *, const char *);

#endif
