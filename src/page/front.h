#pragma once

struct buf;
struct site_index;

int front_write(struct buf *, const struct site_index *);
