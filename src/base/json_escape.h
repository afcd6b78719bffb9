#pragma once

#include <stddef.h>

struct buf;

const char *json_escape_repair(struct buf *, const char *, size_t);
