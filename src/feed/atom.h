#pragma once

#include <stdbool.h>

struct buf;
struct entry;
struct feed;
struct site;

int atom_write_entry(struct buf *, const struct entry *, const struct site *);
int atom_write_archive_entry(struct buf *, const struct entry *,
    const struct site *, bool);
int atom_write(struct buf *, const struct feed *);
