#ifndef FEED_ATOM_H
#define FEED_ATOM_H

struct buf;
struct entry;
struct feed;
struct site;

int write_atom_entry(struct buf *, const struct entry *, const struct site *);
int write_archive_entry(struct buf *, const struct entry *,
    const struct site *);
int write_brief_entry(struct buf *, const struct entry *, const struct site *);
int write_atom(struct buf *, const struct feed *);

#endif
