#pragma once

struct arena;
struct buf;
struct digest;

void message_write(struct buf *, struct arena *, const struct digest *);
