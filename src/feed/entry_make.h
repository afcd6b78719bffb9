#pragma once

struct arena;
struct entry;
struct paper;
struct site;

void entry_make(struct arena *, struct entry *, const struct paper *,
    const struct site *);
