#pragma once

#include <stddef.h>

struct buf;
struct config_scan;

int topic_file_check(struct config_scan *, const char *);
int topic_file_read(const char *, size_t, struct buf *);
