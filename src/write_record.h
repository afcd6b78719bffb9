#ifndef WRITE_RECORD_H
#define WRITE_RECORD_H

struct buf;
struct name_list;
struct paper;

void write_record(struct buf *, const struct paper *, const struct name_list *);

#endif
