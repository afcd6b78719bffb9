#ifndef WRITE_JSON_H
#define WRITE_JSON_H

struct buf;
struct entry;
struct feed;
struct site;

int write_json_entry(struct buf *, const struct entry *, const struct site *);
int write_json(struct buf *, const struct feed *);

#endif
