#pragma once

struct buf;

void wrap_add(struct buf *, const char *, const char *, const char *);
