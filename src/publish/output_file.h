#pragma once

#include <stdbool.h>
#include <time.h>

struct buf;
struct stat;

bool output_file_has(int, const char *, const struct buf *);
int output_file_create(int, const char *);
int output_file_write(int, const struct buf *);
int output_file_make_younger(int, time_t, struct stat *);
int output_file_make_equal(int, const struct stat *);
int output_file_sync(int, const char *);
