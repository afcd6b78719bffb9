#pragma once

#include <stdbool.h>
#include <stddef.h>

struct buf;

bool request_may_name(const char *);
void request_write_ids(struct buf *, const char *, const char *const *, size_t);
bool request_write_title(struct buf *, const char *, const char *);
