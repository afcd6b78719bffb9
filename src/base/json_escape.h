#ifndef BASE_JSON_ESCAPE_H
#define BASE_JSON_ESCAPE_H

#include <stddef.h>

struct buf;

const char *json_escape_repair(struct buf *, const char *, size_t);

#endif
