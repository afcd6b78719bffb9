#pragma once

struct buf;
struct entry;
struct feed;
struct site;

int atom_write_entry(struct buf *, const struct entry *, const struct site *);
int atom_write_archive_entry(struct buf *, const struct entry *,
    const struct site *);
int atom_write_brief_entry(struct buf *, const struct entry *,
    const struct site *);
int atom_write(struct buf *, const struct feed *);
