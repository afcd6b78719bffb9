#pragma once

struct buf;
struct name_list;
struct paper;

void record_csv_write_header(struct buf *);
void record_csv_write(struct buf *, const struct paper *,
    const struct name_list *);
