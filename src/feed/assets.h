#pragma once

struct buf;
struct site_index;

int assets_style(struct buf *, const struct site_index *);
int assets_icon(struct buf *, const struct site_index *);
