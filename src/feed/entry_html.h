#pragma once

struct arena;
struct buf;
struct entry;
struct paper;

const char *entry_html_make(struct arena *, const struct paper *,
    const struct entry *);
const char *entry_html_make_counts(struct arena *, const struct paper *);
void entry_html_add_lasting(struct buf *, const struct entry *);
void entry_html_add_whole(struct buf *, const struct entry *);
