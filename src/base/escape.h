#pragma once

#include <stddef.h>

struct buf;

void escape_text(struct buf *, const char *);
void escape_text_n(struct buf *, const char *, size_t);
void escape_plain_text(struct buf *, const char *);
void escape_attribute(struct buf *, const char *);
