#pragma once

struct arena;
struct buf;
struct digest;
struct site;

const char *message_host(struct arena *, const struct site *);
void message_write(struct buf *, struct arena *, const struct digest *);
