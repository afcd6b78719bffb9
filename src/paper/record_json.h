#pragma once

struct buf;
struct name_list;
struct paper;

void record_json_write(struct buf *, const struct paper *,
    const struct name_list *);
