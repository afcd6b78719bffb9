#pragma once

#include <stdint.h>

struct database;
struct paper;

int64_t paper_write_instant(struct database *, int64_t, int64_t);
int paper_write(struct database *, const struct paper *, const struct paper *);
