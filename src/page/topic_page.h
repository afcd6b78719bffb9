#pragma once

struct buf;
struct entry;
struct feed;
struct site;

int page_write_entry(struct buf *, const struct entry *, const struct site *);
int page_write(struct buf *, const struct feed *);
