#pragma once

struct buf;
struct site_index;

int opml_write(struct buf *, const struct site_index *);
