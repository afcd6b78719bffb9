#pragma once

#include <stdint.h>

struct buf;

void age_add(struct buf *, int64_t);
