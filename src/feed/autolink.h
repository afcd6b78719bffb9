#pragma once

#include <stddef.h>

struct buf;

void autolink_text(struct buf *, const char *, size_t);
