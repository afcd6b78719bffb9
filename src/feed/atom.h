#pragma once

#include <stdbool.h>

struct buf;
struct entry;
struct feed;
struct site;

int atom_write_entry(struct buf *, const struct entry *, const struct site *);
int atom_write_archive_entry(struct buf *, const struct entry *,
    const struct site *, bool);
void atom_open(struct buf *, const struct feed *);
int atom_close(struct buf *);
int atom_write(struct buf *, const struct feed *);
