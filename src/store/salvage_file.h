#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct connection;

int salvage_file_copy(const char *, const char *);
int salvage_file_mend_header(const char *, int64_t *);
bool salvage_file_is_ours(const char *);
ssize_t salvage_file_read(int, void *, size_t, int64_t);
