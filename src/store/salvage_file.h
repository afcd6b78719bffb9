#pragma once

#include <stdbool.h>
#include <stdint.h>

struct connection;

int salvage_file_copy(const char *, const char *);
int salvage_file_mend_header(const char *, int64_t *);
bool salvage_file_is_ours(const char *);
