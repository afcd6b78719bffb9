#pragma once

struct buf;

int new_file_make(const char *, const struct buf *);
