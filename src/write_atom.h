#ifndef WRITE_ATOM_H
#define WRITE_ATOM_H

struct buf;
struct feed;

int write_atom(struct buf *, const struct feed *);

#endif
