#ifndef PAPER_RECORD_JSON_H
#define PAPER_RECORD_JSON_H

struct buf;
struct name_list;
struct paper;

void record_json_write(struct buf *, const struct paper *,
    const struct name_list *);

#endif
