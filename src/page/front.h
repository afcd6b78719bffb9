#pragma once

struct buf;
struct site_index;

int index_write(struct buf *, const struct site_index *);
